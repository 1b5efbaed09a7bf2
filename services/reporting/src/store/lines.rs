//! The ledger's lines: appended by the consumer, folded by the reports, never changed.

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::CountUnit;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ActiveValue::NotSet, ActiveValue::Set, Condition, ConnectionTrait, FromQueryResult, QueryOrder, QuerySelect,
};

use crate::domain::ledger::{Line, OUTSIDE};
use crate::domain::selection::{Measure, Selection};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "movement_lines")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub position: i64,
    pub event_id: Uuid,
    pub line_number: i32,
    pub book: String,
    pub from_population: String,
    pub to_population: String,
    pub cause: String,
    pub category: String,
    pub quantity: i64,
    pub counted_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    pub occurred_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub province_code: String,
    pub commune_code: Option<String>,
    pub facility_id: Option<Uuid>,
    pub facility_kind: Option<String>,
    pub sex: Option<String>,
    pub born_on: Option<NaiveDate>,
    pub age: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert_all(tx: &impl ConnectionTrait, lines: Vec<Line>) -> Result<(), DbErr> {
    const ROWS_PER_STATEMENT: usize = 500;
    for chunk in lines.chunks(ROWS_PER_STATEMENT) {
        let rows = chunk.iter().map(|line| ActiveModel {
            position: NotSet,
            event_id: Set(line.event_id),
            line_number: Set(line.line_number),
            book: Set(line.book.as_str().to_owned()),
            from_population: Set(line.from.to_owned()),
            to_population: Set(line.to.to_owned()),
            cause: Set(line.cause.to_owned()),
            category: Set(line.category.to_owned()),
            quantity: Set(line.quantity),
            counted_id: Set(line.counted_id),
            person_id: Set(line.person_id),
            occurred_on: Set(line.occurred_on),
            recorded_at: Set(line.recorded_at),
            province_code: Set(line.province_code.clone()),
            commune_code: Set(line.commune_code.clone()),
            facility_id: Set(line.facility_id),
            facility_kind: Set(line.facility_kind.map(str::to_owned)),
            sex: Set(line.sex.map(|sex| sex.as_str().to_owned())),
            born_on: Set(line.born_on),
            age: Set(line.age),
        });
        Entity::insert_many(rows)
            .on_conflict(OnConflict::columns([Column::EventId, Column::LineNumber]).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

pub async fn clear(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many().exec(tx).await?;
    Ok(())
}

/// What a selection counts.
pub async fn count(db: &impl ConnectionTrait, selection: &Selection) -> Result<i64, DbErr> {
    let counted = match selection.measure {
        Measure::Stock => sum(db, standing(selection), net()).await?,
        Measure::Treated => {
            let opening = sum(db, standing(&opening(selection)), net()).await?;
            opening + sum(db, moved(&arrivals(selection)), total()).await?
        }
        Measure::In | Measure::Out | Measure::Reached => match selection.unit {
            CountUnit::Person => distinct(db, moved(selection), Column::CountedId).await?,
            CountUnit::Unit => distinct(db, moved(selection), Column::CommuneCode).await?,
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
    let mut parts = match selection.measure {
        Measure::Stock => vec![last_arrivals(selection)],
        Measure::Treated => vec![last_arrivals(&opening(selection)), positions(moved(&arrivals(selection)))],
        Measure::In | Measure::Out | Measure::Reached => vec![match selection.unit {
            CountUnit::Person => first_of_each(moved(selection), Column::CountedId),
            CountUnit::Unit => first_of_each(moved(selection), Column::CommuneCode),
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

fn positions(condition: Condition) -> SelectStatement {
    Query::select().column(Column::Position).from(Entity).cond_where(condition).to_owned()
}

fn first_of_each(condition: Condition, of: Column) -> SelectStatement {
    Query::select()
        .expr(Column::Position.min())
        .from(Entity)
        .cond_where(condition)
        .add_group_by([Expr::col(of)])
        .to_owned()
}

/// The arrival by which each one who is inside came in last.
fn last_arrivals(selection: &Selection) -> SelectStatement {
    let arrival: SimpleExpr = Expr::case(Column::FromPopulation.eq(OUTSIDE), Expr::col(Column::Position)).into();
    Query::select()
        .expr(arrival.max())
        .from(Entity)
        .cond_where(standing(selection))
        .add_group_by([Expr::col(Column::CountedId)])
        .and_having(net().sum().gt(0))
        .to_owned()
}

fn opening(selection: &Selection) -> Selection {
    let before = selection.from.pred_opt().unwrap_or(selection.from);
    Selection { cause: None, ..selection.clone().stock_at(before) }
}

fn arrivals(selection: &Selection) -> Selection {
    Selection { measure: Measure::In, ..selection.clone() }
}

/// +1 for an arrival, −1 for a departure, 0 within.
fn net() -> SimpleExpr {
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

/// Lines within the period.
fn moved(selection: &Selection) -> Condition {
    let mut condition = shared(selection)
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
fn standing(selection: &Selection) -> Condition {
    let condition = shared(selection).add(Column::OccurredOn.lte(selection.to));
    let Some(wanted) = &selection.standing else { return condition };
    let other = wanted.trim_start_matches('!');
    let inside = Query::select()
        .column(Column::CountedId)
        .from(Entity)
        .cond_where(
            Condition::all()
                .add(Column::Book.eq(other))
                .add(Column::OccurredOn.lte(selection.to))
                .add(Column::CountedId.is_not_null())
                .add_option(selection.known_at.map(|at| Column::RecordedAt.lte(at))),
        )
        .add_group_by([Expr::col(Column::CountedId)])
        .and_having(net().sum().gt(0))
        .to_owned();
    condition.add(if wanted.starts_with('!') {
        Column::CountedId.not_in_subquery(inside)
    } else {
        Column::CountedId.in_subquery(inside)
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
        .add_option(selection.known_at.map(|at| Column::RecordedAt.lte(at)))
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

async fn distinct(db: &impl ConnectionTrait, condition: Condition, of: Column) -> Result<i64, DbErr> {
    let row = Entity::find()
        .select_only()
        .expr_as(Expr::col(of).count_distinct(), "value")
        .filter(condition)
        .into_model::<Sum>()
        .one(db)
        .await?;
    Ok(row.and_then(|row| row.value).unwrap_or(0))
}
