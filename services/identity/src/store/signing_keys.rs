//! Signing keys: the private half sealed, the public half as it is published.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel, QueryOrder};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub kid: String,
    /// Base64 of nonce and ciphertext.
    pub sealed_seed: String,
    /// A JSON Web Key.
    pub public_jwk: String,
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert(tx: &impl ConnectionTrait, key: Model) -> Result<(), DbErr> {
    Entity::insert(key.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// All keys, the one that signs first.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_desc(Column::CreatedAt).order_by_asc(Column::Kid).all(db).await
}
