//! Shifts and the marks of their roll-calls.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, AdmissionId, FacilityId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QuerySelect};

use super::code;
use crate::domain::roll::{Mark, Shift};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "shifts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub facility_id: Uuid,
    pub on_day: NaiveDate,
    pub shift: String,
    pub closed_at: Option<DateTime<Utc>>,
    pub closed_by: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod marks {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "roll_marks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub shift_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub admission_id: Uuid,
        pub mark: String,
        pub marked_at: DateTime<Utc>,
        pub marked_by: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One shift's roll-call, if it was begun.
pub async fn find(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    on: NaiveDate,
    shift: Shift,
) -> Result<Option<Model>, DbErr> {
    of_shift(facility, on, shift).one(db).await
}

/// The shift, begun if need be, and locked until the transaction ends.
pub async fn begin(
    tx: &impl ConnectionTrait,
    id: Uuid,
    facility: FacilityId,
    on: NaiveDate,
    shift: Shift,
) -> Result<Model, DbErr> {
    let row = ActiveModel {
        id: Set(id),
        facility_id: Set(facility.0),
        on_day: Set(on),
        shift: Set(shift.as_str().to_owned()),
        closed_at: Set(None),
        closed_by: Set(None),
    };
    let once = OnConflict::columns([Column::FacilityId, Column::OnDay, Column::Shift]).do_nothing().to_owned();
    Entity::insert_many([row]).on_conflict(once).exec_without_returning(tx).await?;
    let found = of_shift(facility, on, shift).lock_exclusive().one(tx).await?;
    found.ok_or_else(|| DbErr::RecordNotFound("shift".to_owned()))
}

fn of_shift(facility: FacilityId, on: NaiveDate, shift: Shift) -> Select<Entity> {
    Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::OnDay.eq(on))
        .filter(Column::Shift.eq(shift.as_str()))
}

pub async fn close(tx: &impl ConnectionTrait, shift: Uuid, at: DateTime<Utc>, by: AccountId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::ClosedAt, Expr::value(at))
        .col_expr(Column::ClosedBy, Expr::value(by.0))
        .filter(Column::Id.eq(shift))
        .exec(tx)
        .await?;
    Ok(())
}

/// Writes marks; the last one of a resident stands.
pub async fn mark_all(
    tx: &impl ConnectionTrait,
    shift: Uuid,
    marks: &BTreeMap<AdmissionId, Mark>,
    at: DateTime<Utc>,
    by: AccountId,
) -> Result<(), DbErr> {
    if marks.is_empty() {
        return Ok(());
    }
    let rows = marks.iter().map(|(admission, mark)| marks::ActiveModel {
        shift_id: Set(shift),
        admission_id: Set(admission.0),
        mark: Set(mark.as_str().to_owned()),
        marked_at: Set(at),
        marked_by: Set(by.0),
    });
    let again = OnConflict::columns([marks::Column::ShiftId, marks::Column::AdmissionId])
        .update_columns([marks::Column::Mark, marks::Column::MarkedAt, marks::Column::MarkedBy])
        .to_owned();
    marks::Entity::insert_many(rows).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

pub async fn marks_of(db: &impl ConnectionTrait, shift: Uuid) -> Result<BTreeMap<AdmissionId, Mark>, DbErr> {
    let rows = marks::Entity::find().filter(marks::Column::ShiftId.eq(shift)).all(db).await?;
    rows.into_iter().map(|row| Ok((AdmissionId(row.admission_id), code(&row.mark)?))).collect()
}
