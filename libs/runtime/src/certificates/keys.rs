//! The Ed25519 keys of certificates. A seed is sealed with a key derived from the master key and bound to its id.

use anyhow::{Context as _, Result, anyhow};
use certificates::{Issuer, KeyId, PublicKey, PublicKeys, SigningKey};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel, QueryOrder};

use crate::Context;
use crate::secrets::{self, WrongMasterKey};

const PURPOSE: &str = "certificates.signing_key";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate_keys")]
pub struct Model {
    /// As it stands in codes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kid: String,
    pub sealed_seed: String,
    pub public_key: String,
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The service's name in codes.
pub(super) fn issuer(context: &Context) -> Result<Issuer> {
    context.service.parse().map_err(|_| anyhow!("{} issues no certificates", context.service))
}

/// Makes the first key where there is none, and checks that the master key opens the one that signs.
///
/// # Errors
/// When the database fails, or the key was sealed with another master key.
pub async fn prepare(context: &Context) -> Result<()> {
    issuer(context)?;
    let tx = context.begin().await?;
    signing(context, &tx).await?;
    context.commit(tx).await?;
    Ok(())
}

/// Makes a key that signs from now on. The older ones go on verifying what they have signed.
///
/// # Errors
/// As [`prepare`].
pub async fn rotate(context: &Context) -> Result<KeyId> {
    issuer(context)?;
    let tx = context.begin().await?;
    // Under a wrong master key nothing new is begun.
    signing(context, &tx).await?;
    let key = make(context, &tx).await?;
    context.commit(tx).await?;
    Ok(key.id())
}

/// The newest key, made where there is none.
pub(super) async fn signing(context: &Context, tx: &impl ConnectionTrait) -> Result<SigningKey> {
    let Some(stored) = list(tx).await?.into_iter().next() else { return make(context, tx).await };
    let seed = secrets::open(&context.key.derive(PURPOSE), &stored.kid, &stored.sealed_seed);
    let seed = seed.map_err(|_| WrongMasterKey(context.service))?;
    let seed = <[u8; 32]>::try_from(seed).map_err(|_| anyhow!("the seed of {} has a wrong length", stored.kid))?;
    Ok(SigningKey::of(&seed))
}

async fn make(context: &Context, tx: &impl ConnectionTrait) -> Result<SigningKey> {
    let seed: [u8; 32] = rand::random();
    let key = SigningKey::of(&seed);
    let kid = key.id().to_string();
    let sealed_seed = secrets::seal(&context.key.derive(PURPOSE), &kid, &seed)?;
    let stored = Model { kid, sealed_seed, public_key: key.public().text(), created_at: context.now() };
    Entity::insert(stored.into_active_model()).exec_without_returning(tx).await?;
    tracing::info!(service = context.service, key = %key.id(), "made a key for certificates");
    Ok(key)
}

/// All keys, the one that signs first.
///
/// # Errors
/// When the database fails or holds something else.
pub async fn public(context: &Context, db: &impl ConnectionTrait) -> Result<PublicKeys> {
    let issuer = issuer(context)?;
    let read = |stored: Model| {
        let key = PublicKey::read(&stored.public_key).with_context(|| format!("certificate key {}", stored.kid))?;
        Ok((issuer, key))
    };
    let keys = list(db).await?.into_iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(PublicKeys::new(keys))
}

async fn list(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_desc(Column::CreatedAt).order_by_asc(Column::Kid).all(db).await
}
