//! What is recorded of residents beside their books.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::care::CareKind;
use domain::ids::{AccountId, AdmissionId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};

use super::code;
use crate::domain::record::{Content, Record, TakenOut};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "records")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub admission_id: Uuid,
    pub occurred_on: NaiveDate,
    pub kind: String,
    /// JSON: codes, numbers, days, numbers of documents.
    pub content: String,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_by: Option<Uuid>,
    pub withdrawn_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

fn row(stay: AdmissionId, record: &Record) -> Result<ActiveModel, DbErr> {
    Ok(ActiveModel {
        id: Set(record.id),
        admission_id: Set(stay.0),
        occurred_on: Set(record.occurred_on),
        kind: Set(record.content.kind().as_str().to_owned()),
        content: Set(serde_json::to_string(&record.content).map_err(|error| DbErr::Custom(error.to_string()))?),
        recorded_at: Set(record.recorded_at),
        recorded_by: Set(record.recorded_by.0),
        withdrawn_at: Set(None),
        withdrawn_by: Set(None),
        withdrawn_reason: Set(None),
    })
}

pub async fn insert_all(tx: &impl ConnectionTrait, records: &[(AdmissionId, Record)]) -> Result<(), DbErr> {
    if records.is_empty() {
        return Ok(());
    }
    let rows: Vec<ActiveModel> = records.iter().map(|(stay, record)| row(*stay, record)).collect::<Result<_, _>>()?;
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// A record and the stay it is of.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<(AdmissionId, Record)>, DbErr> {
    let row = Entity::find_by_id(id).one(db).await?;
    row.map(|row| Ok((AdmissionId(row.admission_id), row.read()?))).transpose()
}

/// Takes a record out; `false` when it was already.
pub async fn withdraw(tx: &impl ConnectionTrait, id: Uuid, taken_out: TakenOut) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .col_expr(Column::WithdrawnAt, Expr::value(taken_out.at))
        .col_expr(Column::WithdrawnBy, Expr::value(taken_out.by.0))
        .col_expr(Column::WithdrawnReason, Expr::value(taken_out.reason.as_str()))
        .filter(Column::Id.eq(id))
        .filter(Column::WithdrawnAt.is_null())
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// All records of a stay, also those taken out, newest day first.
pub async fn of(db: &impl ConnectionTrait, stay: AdmissionId) -> Result<Vec<Record>, DbErr> {
    let rows = Entity::find()
        .filter(Column::AdmissionId.eq(stay.0))
        .order_by_desc(Column::OccurredOn)
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(Model::read).collect()
}

/// The records of a kind that hold, of these stays, from a day to another.
pub async fn of_kind(
    db: &impl ConnectionTrait,
    stays: impl IntoIterator<Item = AdmissionId>,
    kind: CareKind,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<(AdmissionId, Record)>, DbErr> {
    let rows = Entity::find()
        .filter(Column::AdmissionId.is_in(stays.into_iter().map(|id| id.0)))
        .filter(Column::Kind.eq(kind.as_str()))
        .filter(Column::OccurredOn.between(from, to))
        .filter(Column::WithdrawnAt.is_null())
        .all(db)
        .await?;
    rows.into_iter().map(|row| Ok((AdmissionId(row.admission_id), row.read()?))).collect()
}

/// How many records of each kind these stays have from a day to another.
pub async fn counts(
    db: &impl ConnectionTrait,
    stays: impl IntoIterator<Item = AdmissionId>,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<HashMap<AdmissionId, BTreeMap<CareKind, i64>>, DbErr> {
    let rows: Vec<(Uuid, String, i64)> = Entity::find()
        .select_only()
        .columns([Column::AdmissionId, Column::Kind])
        .column_as(Column::Id.count(), "records")
        .filter(Column::AdmissionId.is_in(stays.into_iter().map(|id| id.0)))
        .filter(Column::OccurredOn.between(from, to))
        .filter(Column::WithdrawnAt.is_null())
        .group_by(Column::AdmissionId)
        .group_by(Column::Kind)
        .into_tuple()
        .all(db)
        .await?;
    let mut counts: HashMap<AdmissionId, BTreeMap<CareKind, i64>> = HashMap::new();
    for (stay, kind, number) in rows {
        counts.entry(AdmissionId(stay)).or_default().insert(code(&kind)?, number);
    }
    Ok(counts)
}

impl Model {
    fn read(self) -> Result<Record, DbErr> {
        let withdrawn = match (self.withdrawn_at, self.withdrawn_by, &self.withdrawn_reason) {
            (Some(at), Some(by), Some(reason)) => Some(TakenOut { at, by: AccountId(by), reason: code(reason)? }),
            _ => None,
        };
        let content: Content = serde_json::from_str(&self.content).map_err(|error| DbErr::Custom(error.to_string()))?;
        Ok(Record {
            id: self.id,
            occurred_on: self.occurred_on,
            content,
            recorded_at: self.recorded_at,
            recorded_by: AccountId(self.recorded_by),
            withdrawn,
        })
    }
}
