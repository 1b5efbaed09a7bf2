//! Sessions, found by the hash of their secret.

use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QuerySelect};

use crate::domain::session::{Session, SessionId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub secret_hash: String,
    pub started_at: DateTime<Utc>,
    pub last_used_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert(tx: &impl ConnectionTrait, session: &Session, secret_hash: String) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(session.id.0),
        account_id: Set(session.account_id.0),
        secret_hash: Set(secret_hash),
        started_at: Set(session.started_at),
        last_used_at: Set(session.last_used_at),
        expires_at: Set(session.expires_at),
        ended_at: Set(session.ended_at),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The session of a secret, to use it: others who take it wait for this transaction.
pub async fn take(tx: &impl ConnectionTrait, secret_hash: &str) -> Result<Option<Session>, DbErr> {
    let row = Entity::find().filter(Column::SecretHash.eq(secret_hash)).lock_exclusive().one(tx).await?;
    Ok(row.map(Model::read))
}

pub async fn mark_used(tx: &impl ConnectionTrait, session: &Session) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(session.last_used_at))
        .filter(Column::Id.eq(session.id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends the session of a secret, if there is one.
pub async fn end(tx: &impl ConnectionTrait, secret_hash: &str, now: DateTime<Utc>) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::SecretHash.eq(secret_hash))
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends every session of an account.
pub async fn end_all(tx: &impl ConnectionTrait, account: AccountId, now: DateTime<Utc>) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets sessions that ran their full time.
pub async fn forget_expired(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ExpiresAt.lte(now)).exec(tx).await?;
    Ok(())
}

impl Model {
    fn read(self) -> Session {
        Session {
            id: SessionId(self.id),
            account_id: AccountId(self.account_id),
            started_at: self.started_at,
            last_used_at: self.last_used_at,
            expires_at: self.expires_at,
            ended_at: self.ended_at,
        }
    }
}
