//! What a selection counts, and the lines it counts.
//!
//! Figures that count persons count whom the records stand for, as known at the selection's `known_at`: two
//! merged records are one. Figures that count attendances count what was recorded, merged or not. The figure is
//! the number of rows of the same query that the list shows.

use domain::codes::CountUnit;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, JoinType, Query, SelectStatement, SimpleExpr};
use sea_orm::{Condition, ConnectionTrait, FromQueryResult, QueryOrder, QuerySelect};

use super::lines::{Column, Entity, Model, as_known};
use super::person_links::{self, roots};
use crate::domain::ledger::OUTSIDE;
use crate::domain::merge_effect::MergeEffect;
use crate::domain::selection::{Measure, Selection};

/// As whom a record counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// As itself.
    Record,
    /// As whom it stands for.
    Person,
}

/// What a selection counts.
pub async fn count(db: &impl ConnectionTrait, selection: &Selection) -> Result<i64, DbErr> {
    let counted = match (selection.measure, selection.unit) {
        (Measure::Stock, CountUnit::Person) => rows(db, persons(selection, Identity::Person)).await?,
        (Measure::Stock, _) => sum(db, standing(selection, Identity::Record), net()).await?,
        (Measure::Treated, _) => {
            let opening = sum(db, standing(&opening(selection), Identity::Record), net()).await?;
            opening + sum(db, moved(&arrivals(selection)), total()).await?
        }
        (Measure::In | Measure::Out | Measure::Reached, unit) => match unit {
            CountUnit::Person => rows(db, persons(selection, Identity::Person)).await?,
            CountUnit::Unit => rows(db, communes(selection)).await?,
            CountUnit::Attendance | CountUnit::Copy | CountUnit::Dong => sum(db, moved(selection), total()).await?,
        },
    };
    match planned(selection) {
        Some(seats) => Ok(counted + sum(db, seats, total()).await?),
        None => Ok(counted),
    }
}

/// The lines behind a selection: for persons and units one line each, so that they can be counted.
pub async fn list(
    db: &impl ConnectionTrait,
    selection: &Selection,
    offset: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64), DbErr> {
    let mut parts = match (selection.measure, selection.unit) {
        (Measure::Stock, CountUnit::Person) => vec![lines_of(persons(selection, Identity::Person))],
        (Measure::Stock, _) => vec![last_arrivals(selection)],
        (Measure::Treated, _) => vec![last_arrivals(&opening(selection)), positions(moved(&arrivals(selection)))],
        (Measure::In | Measure::Out | Measure::Reached, unit) => vec![match unit {
            CountUnit::Person => lines_of(persons(selection, Identity::Person)),
            CountUnit::Unit => lines_of(communes(selection)),
            CountUnit::Attendance | CountUnit::Copy | CountUnit::Dong => positions(moved(selection)),
        }],
    };
    parts.extend(planned(selection).map(positions));
    // No line stands in two parts: the opening stock came before the period, seats lie after it.
    let any = parts.into_iter().fold(Condition::any(), |any, part| any.add(Column::Position.in_subquery(part)));
    let query = Entity::find().filter(any);
    let rows = query.clone().count(db).await?;
    let page = query
        .order_by_asc(Column::OccurredOn)
        .order_by_asc(Column::Position)
        .offset(offset)
        .limit(limit)
        .all(db)
        .await?;
    Ok((page, rows))
}

/// What merges change in a selection that counts persons.
pub async fn merge_effect(db: &impl ConnectionTrait, selection: &Selection) -> Result<MergeEffect, DbErr> {
    let who = || Expr::col((Alias::new("counted"), Alias::new("who")));
    let stands_for = || SimpleExpr::from(Func::coalesce([Expr::col(roots::Column::RootId.as_column_ref()), who()]));
    let known = person_links::as_known(selection.known_at).add(who().equals(roots::Column::PersonId.as_column_ref()));
    let together = Query::select()
        .expr_as(who().count(), Alias::new("records"))
        .from_subquery(persons(selection, Identity::Record), Alias::new("counted"))
        .join(JoinType::LeftJoin, roots::Entity, known)
        .add_group_by([stands_for()])
        .and_having(who().count().gt(1))
        .to_owned();
    let records = Expr::col(Alias::new("records")).sum().cast_as("bigint");
    let query = Query::select()
        .expr_as(records, Alias::new("records"))
        .expr_as(Expr::cust("count(*)"), Alias::new("persons"))
        .from_subquery(together, Alias::new("together"))
        .to_owned();
    let row = db.query_one(&query).await?;
    let read = |column: &str| row.as_ref().map_or(Ok(None), |row| row.try_get::<Option<i64>>("", column));
    Ok(MergeEffect {
        before: rows(db, persons(selection, Identity::Record)).await?,
        after: rows(db, persons(selection, Identity::Person)).await?,
        records: read("records")?.unwrap_or(0),
        persons: read("persons")?.unwrap_or(0),
    })
}

/// The ledger, and beside each line whom its record stands for if persons are asked for.
pub fn ledger(selection_known_at: Option<chrono::DateTime<chrono::Utc>>, identity: Identity) -> SelectStatement {
    let mut select = Query::select().from(Entity).to_owned();
    if identity == Identity::Person {
        let known = person_links::as_known(selection_known_at)
            .add(Expr::col(roots::Column::PersonId.as_column_ref()).equals(Column::CountedId.as_column_ref()));
        select.join(JoinType::LeftJoin, roots::Entity, known);
    }
    select
}

/// Whom a line of [`ledger`] counts.
pub fn counted(identity: Identity) -> SimpleExpr {
    let record = Expr::col(Column::CountedId.as_column_ref());
    match identity {
        Identity::Record => record,
        Identity::Person => Func::coalesce([Expr::col(roots::Column::RootId.as_column_ref()), record]).into(),
    }
}

/// One row per person that a selection counts, with one of its lines: the arrival by which somebody who is
/// inside came in last, or the first movement of the period.
fn persons(selection: &Selection, identity: Identity) -> SelectStatement {
    let stock = selection.measure == Measure::Stock;
    let (condition, line) = if stock {
        (standing(selection, identity), arrival().max())
    } else {
        (moved(selection), Column::Position.min())
    };
    let mut select = ledger(selection.known_at, identity);
    select
        .expr_as(counted(identity), Alias::new("who"))
        .expr_as(line, Alias::new("line"))
        .cond_where(condition.add(Column::CountedId.is_not_null()))
        .add_group_by([counted(identity)]);
    if stock {
        select.and_having(net().sum().gt(0));
    }
    select
}

/// One row per commune that a selection reaches, with its first line.
fn communes(selection: &Selection) -> SelectStatement {
    Query::select()
        .expr_as(Column::Position.min(), Alias::new("line"))
        .from(Entity)
        .cond_where(moved(selection).add(Column::CommuneCode.is_not_null()))
        .add_group_by([Expr::col(Column::CommuneCode)])
        .to_owned()
}

/// The lines that such rows name.
fn lines_of(rows: SelectStatement) -> SelectStatement {
    Query::select().column(Alias::new("line")).from_subquery(rows, Alias::new("counted")).to_owned()
}

fn positions(condition: Condition) -> SelectStatement {
    Query::select().column(Column::Position).from(Entity).cond_where(condition).to_owned()
}

/// The arrival by which each measure that is under way came in last. Lines without a measure stand for the one
/// they count.
fn last_arrivals(selection: &Selection) -> SelectStatement {
    let measure = Func::coalesce([Expr::col(Column::MeasureId), Expr::col(Column::CountedId)]);
    Query::select()
        .expr(arrival().max())
        .from(Entity)
        .cond_where(standing(selection, Identity::Record))
        .add_group_by([measure.into()])
        .and_having(net().sum().gt(0))
        .to_owned()
}

/// The position of a line that comes from outside.
fn arrival() -> SimpleExpr {
    Expr::case(Column::FromPopulation.eq(OUTSIDE), Expr::col(Column::Position)).into()
}

fn opening(selection: &Selection) -> Selection {
    let before = selection.from.pred_opt().unwrap_or(selection.from);
    Selection { cause: None, ..selection.clone().stock_at(before) }
}

fn arrivals(selection: &Selection) -> Selection {
    Selection { measure: Measure::In, ..selection.clone() }
}

/// +1 for an arrival, −1 for a departure, 0 within.
pub fn net() -> SimpleExpr {
    let quantity = || Expr::col(Column::Quantity);
    Expr::case(
        Condition::all().add(Column::FromPopulation.eq(OUTSIDE)).add(Column::ToPopulation.ne(OUTSIDE)),
        quantity(),
    )
    .case(
        Condition::all().add(Column::ToPopulation.eq(OUTSIDE)).add(Column::FromPopulation.ne(OUTSIDE)),
        quantity().mul(-1),
    )
    .finally(0)
    .into()
}

fn total() -> SimpleExpr {
    Expr::col(Column::Quantity)
}

/// Lines within the period that move somebody: the end of a stay on the run moves nobody.
fn moved(selection: &Selection) -> Condition {
    let mut condition = shared(selection)
        .add(Expr::col(Column::FromPopulation).ne(Expr::col(Column::ToPopulation)))
        .add(Column::OccurredOn.gte(selection.from))
        .add(Column::OccurredOn.lte(selection.to))
        .add_option(selection.cause.as_ref().map(|causes| Column::Cause.is_in(causes.split(','))));
    condition = match selection.measure {
        Measure::Out => condition.add(Column::ToPopulation.eq(OUTSIDE)),
        Measure::Reached => {
            condition.add_option(selection.population.as_ref().map(|population| Column::ToPopulation.eq(population)))
        }
        Measure::In | Measure::Stock | Measure::Treated => condition.add(Column::FromPopulation.eq(OUTSIDE)),
    };
    condition
}

/// All lines up to the end of `to`.
fn standing(selection: &Selection, identity: Identity) -> Condition {
    let condition = shared(selection).add(Column::OccurredOn.lte(selection.to));
    let Some(wanted) = &selection.standing else { return condition };
    let inside = ledger(selection.known_at, identity)
        .expr(counted(identity))
        .cond_where(
            Condition::all()
                .add(Column::Book.eq(wanted.trim_start_matches('!')))
                .add(Column::OccurredOn.lte(selection.to))
                .add(Column::CountedId.is_not_null())
                .add(as_known(selection.known_at)),
        )
        .add_group_by([counted(identity)])
        .and_having(net().sum().gt(0))
        .to_owned();
    condition.add(if wanted.starts_with('!') {
        counted(identity).not_in_subquery(inside)
    } else {
        counted(identity).in_subquery(inside)
    })
}

/// Seats planned after the period.
fn planned(selection: &Selection) -> Option<Condition> {
    let until = selection.planned_until?;
    let condition = shared(selection)
        .add(Column::Cause.eq("planned"))
        .add(Column::OccurredOn.gt(selection.to))
        .add(Column::OccurredOn.lte(until));
    Some(condition)
}

fn shared(selection: &Selection) -> Condition {
    let kind = selection.facility_kind.as_deref().map(|kind| match kind.strip_prefix('!') {
        Some(other) => Column::FacilityKind.ne(other),
        None => Column::FacilityKind.eq(kind),
    });
    Condition::all()
        .add(Column::Book.eq(selection.book.as_str()))
        .add(Column::ProvinceCode.eq(&selection.province))
        .add_option(selection.category.as_ref().map(|categories| Column::Category.is_in(categories.split(','))))
        .add_option(selection.facility.map(|facility| Column::FacilityId.eq(facility)))
        .add_option(kind)
        .add_option(selection.sex.map(|sex| Column::Sex.eq(sex.as_str())))
        .add_option(selection.born_from.map(|day| Column::BornOn.gte(day)))
        .add_option(selection.born_to.map(|day| Column::BornOn.lte(day)))
        .add(as_known(selection.known_at))
}

#[derive(FromQueryResult)]
struct Sum {
    value: Option<i64>,
}

async fn sum(db: &impl ConnectionTrait, condition: Condition, of: SimpleExpr) -> Result<i64, DbErr> {
    let row = Entity::find()
        .select_only()
        .expr_as(of.sum().cast_as("bigint"), "value")
        .filter(condition)
        .into_model::<Sum>()
        .one(db)
        .await?;
    Ok(row.and_then(|row| row.value).unwrap_or(0))
}

/// How many rows a query has.
async fn rows(db: &impl ConnectionTrait, query: SelectStatement) -> Result<i64, DbErr> {
    let count = Query::select()
        .expr_as(Expr::cust("count(*)"), Alias::new("value"))
        .from_subquery(query, Alias::new("counted"))
        .to_owned();
    let row = db.query_one(&count).await?;
    row.map_or(Ok(0), |row| row.try_get("", "value"))
}
