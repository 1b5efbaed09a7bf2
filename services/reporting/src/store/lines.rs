//! The ledger's lines: appended by the consumer, folded by the reports; marked when they turn out never to have
//! been, and otherwise never changed.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::{ReleaseReason, StayMovement};
use events::Envelope;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict, Query, SimpleExpr};
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, Condition, ConnectionTrait, QueryOrder};

use crate::domain::ledger::{Book, Line, OUTSIDE};
use crate::domain::measure::First;

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
    /// Absent in lines written before there were measures; a rebuild fills it.
    pub measure_id: Option<Uuid>,
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
    /// Since when it is known that this never was.
    pub withdrawn_at: Option<DateTime<Utc>>,
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
            measure_id: Set(line.measure_id),
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
            withdrawn_at: NotSet,
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

/// Leaves a measure's lines out of everything known from an event on. The event's own lines and what is recorded
/// later are not touched.
pub async fn withdraw(tx: &impl ConnectionTrait, measure: Uuid, by: &Envelope) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::WithdrawnAt, Expr::value(by.time))
        .filter(Column::MeasureId.eq(measure))
        .filter(Column::EventId.ne(by.id))
        .filter(Column::RecordedAt.lte(by.time))
        .filter(Column::WithdrawnAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Lines that were recorded by then and held true.
pub fn as_known(known_at: Option<DateTime<Utc>>) -> Condition {
    let Some(at) = known_at else { return Condition::all().add(Column::WithdrawnAt.is_null()) };
    let true_then = Condition::any().add(Column::WithdrawnAt.is_null()).add(Column::WithdrawnAt.gt(at));
    Condition::all().add(Column::RecordedAt.lte(at)).add(true_then)
}

/// What the lines of these measures say of whom they count, by their first lines, and where, by their last
/// arrivals.
pub async fn firsts(
    db: &impl ConnectionTrait,
    measures: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, First>, DbErr> {
    let measures: Vec<Uuid> = measures.into_iter().collect();
    if measures.is_empty() {
        return Ok(HashMap::new());
    }
    let positions = |position: SimpleExpr, condition: Condition| {
        Query::select()
            .expr(position)
            .from(Entity)
            .cond_where(condition.add(Column::MeasureId.is_in(measures.iter().copied())))
            .add_group_by([Expr::col(Column::MeasureId)])
            .to_owned()
    };
    let first = positions(Column::Position.min(), Condition::all());
    let arrived =
        Condition::all().add(Column::Book.eq(Book::Register.as_str())).add(Column::FromPopulation.eq(OUTSIDE));
    let last_arrival = positions(Column::Position.max(), arrived);
    let either =
        Condition::any().add(Column::Position.in_subquery(first)).add(Column::Position.in_subquery(last_arrival));
    let mut firsts: HashMap<Uuid, First> = HashMap::new();
    for row in Entity::find().filter(either).order_by_asc(Column::Position).all(db).await? {
        let Some(measure) = row.measure_id else { continue };
        match firsts.get_mut(&measure) {
            Some(first) => (first.province_code, first.commune_code) = (row.province_code, row.commune_code),
            None => drop(firsts.insert(measure, row.into())),
        }
    }
    Ok(firsts)
}

/// The lines of these measures, as known then, in the order they happened.
pub async fn of_measures(
    db: &impl ConnectionTrait,
    measures: impl IntoIterator<Item = Uuid>,
    known_at: Option<DateTime<Utc>>,
) -> Result<HashMap<Uuid, Vec<Model>>, DbErr> {
    let rows = Entity::find()
        .filter(as_known(known_at))
        .filter(Column::MeasureId.is_in(measures))
        .order_by_asc(Column::OccurredOn)
        .order_by_asc(Column::Position);
    let mut lines: HashMap<Uuid, Vec<Model>> = HashMap::new();
    for row in rows.all(db).await? {
        if let Some(measure) = row.measure_id {
            lines.entry(measure).or_default().push(row);
        }
    }
    Ok(lines)
}

/// Who left the facilities of a province at the end of their term from a day on, as known then.
pub async fn terms_ended(
    db: &impl ConnectionTrait,
    province: &str,
    since: NaiveDate,
    known_at: Option<DateTime<Utc>>,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(as_known(known_at))
        .filter(Column::Book.eq(Book::Facility.as_str()))
        .filter(Column::ProvinceCode.eq(province))
        .filter(Column::ToPopulation.eq(OUTSIDE))
        .filter(Column::Cause.eq(ReleaseReason::TermEnded.as_str()))
        .filter(Column::OccurredOn.gte(since))
        .order_by_asc(Column::OccurredOn)
        .order_by_asc(Column::Position)
        .all(db)
        .await
}

/// The last day on which each of these records was admitted to a facility, as known then.
pub async fn last_admitted(
    db: &impl ConnectionTrait,
    records: impl IntoIterator<Item = Uuid>,
    known_at: Option<DateTime<Utc>>,
) -> Result<HashMap<Uuid, NaiveDate>, DbErr> {
    let rows = Entity::find()
        .filter(as_known(known_at))
        .filter(Column::Book.eq(Book::Facility.as_str()))
        .filter(Column::Cause.eq(StayMovement::Admitted.as_str()))
        .filter(Column::CountedId.is_in(records))
        .order_by_asc(Column::OccurredOn);
    let rows = rows.all(db).await?.into_iter();
    Ok(rows.filter_map(|row| Some((row.counted_id?, row.occurred_on))).collect())
}

impl From<Model> for First {
    fn from(row: Model) -> Self {
        Self {
            counted_id: row.counted_id,
            person_id: row.person_id,
            sex: row.sex.and_then(|sex| sex.parse().ok()),
            born_on: row.born_on,
            province_code: row.province_code,
            commune_code: row.commune_code,
        }
    }
}
