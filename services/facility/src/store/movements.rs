//! The movement book, from which the headcount of any day is counted.

use chrono::NaiveDate;
use domain::codes::ResidentCategory;
use domain::ids::{AdmissionId, FacilityId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ConnectionTrait, FromQueryResult, QueryOrder, QuerySelect};

use super::code;
use crate::domain::admission::Admission;
use crate::domain::movement::{Direction, MovementLine};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "movements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub admission_id: Uuid,
    pub facility_id: Uuid,
    pub category: String,
    pub direction: String,
    pub cause: String,
    pub occurred_on: NaiveDate,
    /// The version of the admission that the movement made.
    pub sequence: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// A line with the stay it belongs to.
pub struct Entry<'a> {
    pub id: Uuid,
    pub admission: &'a Admission,
    pub line: MovementLine,
}

pub async fn insert_all(tx: &impl ConnectionTrait, entries: Vec<Entry<'_>>) -> Result<(), DbErr> {
    if entries.is_empty() {
        return Ok(());
    }
    let rows = entries.into_iter().map(|entry| ActiveModel {
        id: Set(entry.id),
        admission_id: Set(entry.admission.id.0),
        facility_id: Set(entry.line.facility_id.0),
        category: Set(entry.admission.category().as_str().to_owned()),
        direction: Set(entry.line.direction.as_str().to_owned()),
        cause: Set(entry.line.cause.to_owned()),
        occurred_on: Set(entry.line.occurred_on),
        sequence: Set(entry.admission.version),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// A movement as the stay's history shows it.
#[derive(Clone, Debug)]
pub struct HistoryLine {
    pub facility_id: FacilityId,
    pub direction: Direction,
    pub cause: String,
    pub occurred_on: NaiveDate,
}

pub async fn of_admission(db: &impl ConnectionTrait, admission: AdmissionId) -> Result<Vec<HistoryLine>, DbErr> {
    let rows = Entity::find()
        .filter(Column::AdmissionId.eq(admission.0))
        .order_by_asc(Column::Sequence)
        .order_by_desc(Column::Direction)
        .all(db)
        .await?;
    let read = |row: Model| {
        let direction = code(&row.direction)?;
        let facility_id = FacilityId(row.facility_id);
        Ok(HistoryLine { facility_id, direction, cause: row.cause, occurred_on: row.occurred_on })
    };
    rows.into_iter().map(read).collect()
}

/// Arrivals and departures of one category by cause, before a day and on it.
#[derive(Clone, Debug)]
pub struct Tally {
    pub category: ResidentCategory,
    pub direction: Direction,
    pub cause: String,
    pub on_the_day: bool,
    pub count: i64,
}

#[derive(FromQueryResult)]
struct TallyRow {
    category: String,
    direction: String,
    cause: String,
    on_the_day: bool,
    count: i64,
}

/// Everything that makes up the headcount at the end of `on`.
pub async fn tally(db: &impl ConnectionTrait, facility: FacilityId, on: NaiveDate) -> Result<Vec<Tally>, DbErr> {
    let on_the_day = || Expr::col(Column::OccurredOn).eq(on);
    let rows = Entity::find()
        .select_only()
        .column(Column::Category)
        .column(Column::Direction)
        .column(Column::Cause)
        .expr_as(on_the_day(), "on_the_day")
        .column_as(Column::Id.count(), "count")
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::OccurredOn.lte(on))
        .filter(Column::Direction.ne(Direction::Within.as_str()))
        .group_by(Column::Category)
        .group_by(Column::Direction)
        .group_by(Column::Cause)
        .group_by(Expr::cust("on_the_day"))
        .into_model::<TallyRow>()
        .all(db)
        .await?;
    let read = |row: TallyRow| {
        let (category, direction) = (code(&row.category)?, code(&row.direction)?);
        Ok(Tally { category, direction, cause: row.cause, on_the_day: row.on_the_day, count: row.count })
    };
    rows.into_iter().map(read).collect()
}
