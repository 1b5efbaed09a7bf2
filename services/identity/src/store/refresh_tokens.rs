//! Refresh tokens, found by the hash of their secret. Spent ones stay until they expire: that is how a
//! reuse is seen.

use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use crate::domain::refresh_token::{FamilyId, RefreshToken, RefreshTokenId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub family_id: Uuid,
    pub account_id: Uuid,
    pub secret_hash: String,
    pub issued_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub spent_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert(tx: &impl ConnectionTrait, token: &RefreshToken, secret_hash: String) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(token.id.0),
        family_id: Set(token.family_id.0),
        account_id: Set(token.account_id.0),
        secret_hash: Set(secret_hash),
        issued_at: Set(token.issued_at),
        expires_at: Set(token.expires_at),
        spent_at: Set(token.spent_at),
        revoked_at: Set(token.revoked_at),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The token of a secret.
pub async fn find(db: &impl ConnectionTrait, secret_hash: &str) -> Result<Option<RefreshToken>, DbErr> {
    let row = Entity::find().filter(Column::SecretHash.eq(secret_hash)).one(db).await?;
    Ok(row.map(Model::read))
}

pub async fn mark_spent(tx: &impl ConnectionTrait, token: &RefreshToken) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::SpentAt, Expr::value(token.spent_at))
        .filter(Column::Id.eq(token.id.0))
        .exec(tx)
        .await?;
    Ok(())
}

pub async fn revoke_family(tx: &impl ConnectionTrait, family: FamilyId, now: DateTime<Utc>) -> Result<(), DbErr> {
    revoke(tx, Column::FamilyId.eq(family.0), now).await
}

/// Revokes every token of an account.
pub async fn revoke_all(tx: &impl ConnectionTrait, account: AccountId, now: DateTime<Utc>) -> Result<(), DbErr> {
    revoke(tx, Column::AccountId.eq(account.0), now).await
}

async fn revoke(tx: &impl ConnectionTrait, which: Expr, now: DateTime<Utc>) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now))
        .filter(which)
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets tokens that could not be used any more anyway.
pub async fn forget_expired(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ExpiresAt.lte(now)).exec(tx).await?;
    Ok(())
}

impl Model {
    fn read(self) -> RefreshToken {
        RefreshToken {
            id: RefreshTokenId(self.id),
            family_id: FamilyId(self.family_id),
            account_id: AccountId(self.account_id),
            issued_at: self.issued_at,
            expires_at: self.expires_at,
            spent_at: self.spent_at,
            revoked_at: self.revoked_at,
        }
    }
}
