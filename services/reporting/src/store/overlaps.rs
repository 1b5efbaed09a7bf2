//! The lines of persons who had two measures open at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement, SimpleExpr, WindowStatement};
use sea_orm::{Condition, ConnectionTrait, QueryOrder};

use super::figures::{self, Identity, counted, ledger};
use super::lines::{Column, Entity, Model, as_known};
use super::person_links::{self, roots};
use crate::domain::ledger::OUTSIDE;
use crate::domain::overlap::{EXCLUSIVE, STAYING_OPEN};

/// Persons asked for in one statement.
const PERSONS_PER_STATEMENT: usize = 500;

/// The lines of those persons with a measure in the province who had two open at the end of some day, wherever
/// those are; by the person whom their records stand for, in the order they happened.
pub async fn lines(
    db: &impl ConnectionTrait,
    province: &str,
    known_at: Option<DateTime<Utc>>,
) -> Result<BTreeMap<Uuid, Vec<Model>>, DbErr> {
    let mut lines: BTreeMap<Uuid, Vec<Model>> = BTreeMap::new();
    for persons in persons(db, province, known_at).await?.chunks(PERSONS_PER_STATEMENT) {
        let merged = roots::Entity::find()
            .filter(person_links::as_known(known_at))
            .filter(roots::Column::RootId.is_in(persons.iter().copied()))
            .all(db)
            .await?;
        let stands_for: HashMap<Uuid, Uuid> = merged.into_iter().map(|root| (root.person_id, root.root_id)).collect();
        let records: BTreeSet<Uuid> = persons.iter().chain(stands_for.keys()).copied().collect();
        let rows = Entity::find()
            .filter(of_measures(known_at))
            .filter(Column::CountedId.is_in(records))
            .order_by_asc(Column::OccurredOn)
            .order_by_asc(Column::Position)
            .all(db)
            .await?;
        for line in rows {
            let Some(record) = line.counted_id else { continue };
            lines.entry(*stands_for.get(&record).unwrap_or(&record)).or_default().push(line);
        }
    }
    Ok(lines)
}

/// Counts, per person, the measures opened less those ended up to the end of each day; more than one is an
/// overlap.
async fn persons(
    db: &impl ConnectionTrait,
    province: &str,
    known_at: Option<DateTime<Utc>>,
) -> Result<Vec<Uuid>, DbErr> {
    let [who, day, change, standing, at_once] = ["who", "day", "change", "standing", "at_once"].map(Alias::new);
    let changes = ledger(known_at, Identity::Person)
        .expr_as(counted(Identity::Person), who.clone())
        .expr_as(Expr::col(Column::OccurredOn), day.clone())
        .expr_as(opened(), change.clone())
        .cond_where(of_measures(known_at))
        .and_where(Column::Cause.is_not_in(STAYING_OPEN))
        .and_where(counted(Identity::Person).in_subquery(in_province(province, known_at)))
        .to_owned();
    let up_to_day = WindowStatement::partition_by(who.clone()).order_by(day, Order::Asc).to_owned();
    let running = Query::select()
        .column(who.clone())
        .expr_window_as(Expr::col(change).sum(), up_to_day, standing.clone())
        .from_subquery(changes, Alias::new("changes"))
        .to_owned();
    let query = Query::select()
        .distinct()
        .column(who.clone())
        .from_subquery(running, at_once)
        .and_where(Expr::col(standing).gt(1))
        .order_by(who, Order::Asc)
        .to_owned();
    db.query_all(&query).await?.iter().map(|row| row.try_get("", "who")).collect()
}

/// +1 for a measure that begins, −1 for one that ends, also of somebody on the run.
fn opened() -> SimpleExpr {
    let outside = Condition::all().add(Column::FromPopulation.eq(OUTSIDE)).add(Column::ToPopulation.eq(OUTSIDE));
    Expr::case(outside, Expr::col(Column::Quantity).mul(-1)).finally(figures::net()).into()
}

fn in_province(province: &str, known_at: Option<DateTime<Utc>>) -> SelectStatement {
    ledger(known_at, Identity::Person)
        .expr(counted(Identity::Person))
        .cond_where(of_measures(known_at))
        .and_where(Column::ProvinceCode.eq(province))
        .to_owned()
}

/// Lines of measures that exclude one another, as known then.
fn of_measures(known_at: Option<DateTime<Utc>>) -> Condition {
    Condition::all()
        .add(Column::Book.is_in(EXCLUSIVE.map(|book| book.as_str())))
        .add(Column::MeasureId.is_not_null())
        .add(Column::CountedId.is_not_null())
        .add(as_known(known_at))
}
