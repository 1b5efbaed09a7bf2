//! Notices before the end of a term.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, AdmissionId};
use domain::places::Place;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use crate::domain::notice::Notice;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "completion_notices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub admission_id: Uuid,
    pub number: String,
    pub sent_on: NaiveDate,
    pub commune_code: String,
    pub province_code: String,
    pub ends_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert_all(
    tx: &impl ConnectionTrait,
    notices: &[Notice],
    at: DateTime<Utc>,
    by: AccountId,
) -> Result<(), DbErr> {
    let rows = notices.iter().map(|notice| ActiveModel {
        id: Set(notice.id),
        admission_id: Set(notice.admission_id.0),
        number: Set(notice.number.clone()),
        sent_on: Set(notice.sent_on),
        commune_code: Set(notice.to.commune_code.clone()),
        province_code: Set(notice.to.province_code.clone()),
        ends_on: Set(notice.ends_on),
        recorded_at: Set(at),
        recorded_by: Set(by.0),
    });
    if rows.len() > 0 {
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The last notice of each of these stays.
pub async fn last_of(
    db: &impl ConnectionTrait,
    stays: impl IntoIterator<Item = AdmissionId>,
) -> Result<HashMap<AdmissionId, Notice>, DbErr> {
    let rows = Entity::find()
        .filter(Column::AdmissionId.is_in(stays.into_iter().map(|id| id.0)))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (AdmissionId(row.admission_id), row.read())).collect())
}

impl Model {
    fn read(self) -> Notice {
        Notice {
            id: self.id,
            admission_id: AdmissionId(self.admission_id),
            number: self.number,
            sent_on: self.sent_on,
            to: Place { commune_code: self.commune_code, province_code: self.province_code },
            ends_on: self.ends_on,
        }
    }
}
