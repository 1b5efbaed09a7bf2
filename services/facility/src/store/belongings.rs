//! What residents gave into keeping.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, AdmissionId};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::code;
use crate::domain::belonging::Belonging;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "belongings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub admission_id: Uuid,
    pub item: String,
    pub quantity: i64,
    pub received_on: NaiveDate,
    pub returned_on: Option<NaiveDate>,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert_all(
    tx: &impl ConnectionTrait,
    stay: AdmissionId,
    belongings: &[Belonging],
    at: DateTime<Utc>,
    by: AccountId,
) -> Result<(), DbErr> {
    let rows = belongings.iter().map(|belonging| ActiveModel {
        id: Set(belonging.id),
        admission_id: Set(stay.0),
        item: Set(belonging.item.as_str().to_owned()),
        quantity: Set(belonging.quantity),
        received_on: Set(belonging.received_on),
        returned_on: Set(belonging.returned_on),
        recorded_at: Set(at),
        recorded_by: Set(by.0),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes that something was given back.
pub async fn give_back(tx: &impl ConnectionTrait, belonging: &Belonging) -> Result<(), DbErr> {
    let returned = ActiveModel { returned_on: Set(belonging.returned_on), ..Default::default() };
    Entity::update_many().set(returned).filter(Column::Id.eq(belonging.id)).exec(tx).await?;
    Ok(())
}

/// What a resident gave into keeping, in the order of the days.
pub async fn of(db: &impl ConnectionTrait, stay: AdmissionId) -> Result<Vec<Belonging>, DbErr> {
    let rows = Entity::find()
        .filter(Column::AdmissionId.eq(stay.0))
        .order_by_asc(Column::ReceivedOn)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let read = |row: Model| {
        Ok(Belonging {
            id: row.id,
            item: code(&row.item)?,
            quantity: row.quantity,
            received_on: row.received_on,
            returned_on: row.returned_on,
        })
    };
    rows.into_iter().map(read).collect()
}
