//! Who waits for a place.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, AdmissionId, FacilityId, PersonId};
use runtime::persons::{self, Regrouped};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use super::code;
use crate::domain::admission::Admission;
use crate::domain::waiting::{Closed, Outcome, Waiting};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "waiting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub facility_id: Uuid,
    /// Who it is by now; a merge of persons changes it.
    pub person_id: Uuid,
    /// Whom it was recorded for.
    pub origin_person_id: Option<Uuid>,
    pub decision_number: String,
    pub decided_on: NaiveDate,
    pub priority: String,
    pub reason: String,
    pub listed_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub admission_id: Option<Uuid>,
    pub withdrawn_reason: Option<String>,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert(
    tx: &impl ConnectionTrait,
    waiting: &Waiting,
    at: DateTime<Utc>,
    by: AccountId,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(waiting.id),
        facility_id: Set(waiting.facility_id.0),
        person_id: Set(waiting.person_id.0),
        origin_person_id: Set(Some(waiting.person_id.0)),
        decision_number: Set(waiting.decision_number.clone()),
        decided_on: Set(waiting.decided_on),
        priority: Set(waiting.priority.as_str().to_owned()),
        reason: Set(waiting.reason.as_str().to_owned()),
        listed_on: Set(waiting.listed_on),
        closed_on: Set(None),
        admission_id: Set(None),
        withdrawn_reason: Set(None),
        recorded_at: Set(at),
        recorded_by: Set(by.0),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Waiting>, DbErr> {
    Entity::find_by_id(id).one(db).await?.map(Model::read).transpose()
}

/// Whether somebody, under whichever record, waits at a facility.
pub async fn is_listed(db: &impl ConnectionTrait, facility: FacilityId, person: PersonId) -> Result<bool, DbErr> {
    let waiting = Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::ClosedOn.is_null())
        .count(db)
        .await?;
    Ok(waiting > 0)
}

/// Those who wait at a facility in the order of the list, or whose waiting there is over.
pub async fn of(db: &impl ConnectionTrait, facility: FacilityId, closed: bool) -> Result<Vec<Waiting>, DbErr> {
    let over = if closed { Column::ClosedOn.is_not_null() } else { Column::ClosedOn.is_null() };
    let rows = Entity::find().filter(Column::FacilityId.eq(facility.0)).filter(over).all(db).await?;
    let mut waiting = rows.into_iter().map(Model::read).collect::<Result<Vec<Waiting>, DbErr>>()?;
    waiting.sort_by_key(Waiting::order);
    Ok(waiting)
}

/// Writes that somebody was taken off the list; `false` when that has happened meanwhile.
pub async fn withdraw(tx: &impl ConnectionTrait, waiting: &Waiting) -> Result<bool, DbErr> {
    let Some(Closed { on, how: Outcome::Withdrawn(reason) }) = waiting.closed else { return Ok(false) };
    let withdrawn = ActiveModel {
        closed_on: Set(Some(on)),
        withdrawn_reason: Set(Some(reason.as_str().to_owned())),
        ..Default::default()
    };
    let result = Entity::update_many()
        .set(withdrawn)
        .filter(Column::Id.eq(waiting.id))
        .filter(Column::ClosedOn.is_null())
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Closes the waiting of those who are taken in, wherever they were listed.
pub async fn admit(tx: &impl ConnectionTrait, admissions: &[&Admission]) -> Result<(), DbErr> {
    if admissions.is_empty() {
        return Ok(());
    }
    let persons = admissions.iter().map(|admission| admission.person_id.0);
    let rows =
        Entity::find().filter(Column::PersonId.is_in(persons)).filter(Column::ClosedOn.is_null()).all(tx).await?;
    for row in rows {
        let Some(admission) = admissions.iter().find(|admission| admission.person_id.0 == row.person_id) else {
            continue;
        };
        let admitted = ActiveModel {
            closed_on: Set(Some(admission.admitted_on)),
            admission_id: Set(Some(admission.id.0)),
            ..Default::default()
        };
        Entity::update_many().set(admitted).filter(Column::Id.eq(row.id)).exec(tx).await?;
    }
    Ok(())
}

/// Gives entries to whom they are of after a merge of persons or its undoing.
pub async fn regroup(tx: &impl ConnectionTrait, regrouped: &Regrouped) -> Result<(), DbErr> {
    persons::regroup::<Entity>(tx, Column::PersonId, Column::OriginPersonId, regrouped).await
}

/// Gives entries back to whom they were recorded for.
pub async fn ungroup(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    persons::ungroup::<Entity>(tx, Column::PersonId, Column::OriginPersonId).await
}

impl Model {
    fn read(self) -> Result<Waiting, DbErr> {
        let how = match (self.admission_id, self.withdrawn_reason.as_deref()) {
            (Some(id), _) => Some(Outcome::Admitted(AdmissionId(id))),
            (None, Some(reason)) => Some(Outcome::Withdrawn(code(reason)?)),
            (None, None) => None,
        };
        Ok(Waiting {
            id: self.id,
            facility_id: FacilityId(self.facility_id),
            person_id: PersonId(self.person_id),
            decision_number: self.decision_number,
            decided_on: self.decided_on,
            priority: code(&self.priority)?,
            reason: code(&self.reason)?,
            listed_on: self.listed_on,
            closed: self.closed_on.zip(how).map(|(on, how)| Closed { on, how }),
        })
    }
}
