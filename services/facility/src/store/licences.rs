//! Licences of facilities.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, FacilityId};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::code;
use crate::domain::licence::Licence;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "licences")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub facility_id: Uuid,
    pub number: String,
    pub issuer: String,
    pub form: Option<i32>,
    pub through_stage: i32,
    pub issued_on: NaiveDate,
    pub valid_until: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<String>,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert(
    tx: &impl ConnectionTrait,
    licence: &Licence,
    at: DateTime<Utc>,
    by: AccountId,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(licence.id),
        facility_id: Set(licence.facility_id.0),
        number: Set(licence.number.clone()),
        issuer: Set(licence.issuer.as_str().to_owned()),
        form: Set(licence.form.and_then(|form| i32::try_from(form).ok())),
        through_stage: Set(i32::try_from(licence.through_stage).unwrap_or(i32::MAX)),
        issued_on: Set(licence.issued_on),
        valid_until: Set(licence.valid_until),
        ended_on: Set(licence.ended.map(|(on, _)| on)),
        end_reason: Set(licence.ended.map(|(_, reason)| reason.as_str().to_owned())),
        recorded_at: Set(at),
        recorded_by: Set(by.0),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes how a licence ended; `false` when it had ended meanwhile.
pub async fn end(tx: &impl ConnectionTrait, licence: &Licence) -> Result<bool, DbErr> {
    let Some((on, reason)) = licence.ended else { return Ok(false) };
    let ended = ActiveModel {
        ended_on: Set(Some(on)),
        end_reason: Set(Some(reason.as_str().to_owned())),
        ..Default::default()
    };
    let result = Entity::update_many()
        .set(ended)
        .filter(Column::Id.eq(licence.id))
        .filter(Column::EndedOn.is_null())
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// The licences of a facility, the first one first.
pub async fn of(db: &impl ConnectionTrait, facility: FacilityId) -> Result<Vec<Licence>, DbErr> {
    let rows = Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .order_by_asc(Column::IssuedOn)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(Model::read).collect()
}

pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Licence>, DbErr> {
    Entity::find_by_id(id).one(db).await?.map(Model::read).transpose()
}

impl Model {
    fn read(self) -> Result<Licence, DbErr> {
        let ended = match (self.ended_on, self.end_reason.as_deref()) {
            (Some(on), Some(reason)) => Some((on, code(reason)?)),
            _ => None,
        };
        Ok(Licence {
            id: self.id,
            facility_id: FacilityId(self.facility_id),
            number: self.number,
            issuer: code(&self.issuer)?,
            form: self.form.and_then(|form| u32::try_from(form).ok()),
            through_stage: u32::try_from(self.through_stage).unwrap_or(0),
            issued_on: self.issued_on,
            valid_until: self.valid_until,
            ended,
        })
    }
}
