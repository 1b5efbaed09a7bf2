//! The record of merges and of what undid them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, PersonId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "merges")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub into_id: Uuid,
    pub occurred_on: NaiveDate,
    pub reason: String,
    pub account_id: Uuid,
    pub recorded_at: DateTime<Utc>,
    pub undone_at: Option<DateTime<Utc>>,
    pub undone_reason: Option<String>,
    pub undone_by: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

/// A merge as it was decided.
pub struct Merge {
    pub id: Uuid,
    pub person: PersonId,
    pub into: PersonId,
    pub occurred_on: NaiveDate,
    pub reason: String,
    pub account: AccountId,
    pub recorded_at: DateTime<Utc>,
}

pub async fn insert(tx: &impl ConnectionTrait, merge: &Merge) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(merge.id),
        person_id: Set(merge.person.0),
        into_id: Set(merge.into.0),
        occurred_on: Set(merge.occurred_on),
        reason: Set(merge.reason.clone()),
        account_id: Set(merge.account.0),
        recorded_at: Set(merge.recorded_at),
        undone_at: Set(None),
        undone_reason: Set(None),
        undone_by: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Marks the merge of a record that stands as undone.
pub async fn undo(
    tx: &impl ConnectionTrait,
    person: PersonId,
    reason: &str,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::UndoneAt, Expr::value(now))
        .col_expr(Column::UndoneReason, Expr::value(reason))
        .col_expr(Column::UndoneBy, Expr::value(account.0))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::UndoneAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Every merge these records had a part in, oldest first.
pub async fn of(db: &impl ConnectionTrait, persons: &[PersonId]) -> Result<Vec<Model>, DbErr> {
    let ids: Vec<Uuid> = persons.iter().map(|id| id.0).collect();
    Entity::find()
        .filter(Column::PersonId.is_in(ids.clone()).or(Column::IntoId.is_in(ids)))
        .order_by_asc(Column::RecordedAt)
        .all(db)
        .await
}
