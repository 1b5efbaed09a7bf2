//! Classifications of residents.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, AdmissionId};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::code;
use crate::domain::classification::Classification;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "classifications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub admission_id: Uuid,
    pub classified_on: NaiveDate,
    pub class: String,
    pub team: Option<String>,
    pub drug: Option<String>,
    pub level: Option<String>,
    /// Codes with blanks between.
    pub health: String,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert(
    tx: &impl ConnectionTrait,
    stay: AdmissionId,
    classification: &Classification,
    at: DateTime<Utc>,
    by: AccountId,
) -> Result<(), DbErr> {
    let health: Vec<&str> = classification.health.iter().map(|sign| sign.as_str()).collect();
    let row = ActiveModel {
        id: Set(classification.id),
        admission_id: Set(stay.0),
        classified_on: Set(classification.classified_on),
        class: Set(classification.class.clone()),
        team: Set(classification.team.clone()),
        drug: Set(classification.drug.map(|drug| drug.as_str().to_owned())),
        level: Set(classification.level.map(|level| level.as_str().to_owned())),
        health: Set(health.join(" ")),
        recorded_at: Set(at),
        recorded_by: Set(by.0),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The classifications of a stay; the last one holds.
pub async fn of(db: &impl ConnectionTrait, stay: AdmissionId) -> Result<Vec<Classification>, DbErr> {
    let rows = Entity::find()
        .filter(Column::AdmissionId.eq(stay.0))
        .order_by_asc(Column::ClassifiedOn)
        .order_by_asc(Column::RecordedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let read = |row: Model| {
        Ok(Classification {
            id: row.id,
            classified_on: row.classified_on,
            class: row.class,
            team: row.team,
            drug: row.drug.as_deref().map(code).transpose()?,
            level: row.level.as_deref().map(code).transpose()?,
            health: row.health.split_whitespace().map(code).collect::<Result<_, DbErr>>()?,
        })
    };
    rows.into_iter().map(read).collect()
}
