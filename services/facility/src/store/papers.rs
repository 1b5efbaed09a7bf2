//! Papers that came with admissions.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, AdmissionId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::code;
use crate::domain::paper::Paper;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "admission_papers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub admission_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub paper: String,
    pub number: Option<String>,
    pub dated_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

/// Writes a paper; said again, the last stands.
pub async fn give(
    tx: &impl ConnectionTrait,
    stay: AdmissionId,
    paper: &Paper,
    at: DateTime<Utc>,
    by: AccountId,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        admission_id: Set(stay.0),
        paper: Set(paper.kind.as_str().to_owned()),
        number: Set(paper.number.clone()),
        dated_on: Set(paper.dated_on),
        recorded_at: Set(at),
        recorded_by: Set(by.0),
    };
    let again = OnConflict::columns([Column::AdmissionId, Column::Paper])
        .update_columns([Column::Number, Column::DatedOn, Column::RecordedAt, Column::RecordedBy])
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// The papers of a stay in the order of their days.
pub async fn of(db: &impl ConnectionTrait, stay: AdmissionId) -> Result<Vec<Paper>, DbErr> {
    let rows = Entity::find()
        .filter(Column::AdmissionId.eq(stay.0))
        .order_by_asc(Column::DatedOn)
        .order_by_asc(Column::Paper)
        .all(db)
        .await?;
    let read = |row: Model| Ok(Paper { kind: code(&row.paper)?, number: row.number, dated_on: row.dated_on });
    rows.into_iter().map(read).collect()
}
