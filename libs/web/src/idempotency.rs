//! `Idempotency-Key`: a creating request sent twice creates once and answers the same twice.
//!
//! The key is claimed in the use case's transaction, so it exists if and only if the effect does.

use axum::extract::FromRequestParts;
use axum::http::{StatusCode, request::Parts};
use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::Problem;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub idempotency_key: String,
    pub request_hash: String,
    pub response: String,
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The request's key; without one, the request is carried out each time it is sent.
#[derive(Clone, Debug, Default)]
pub struct IdempotencyKey(Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get("idempotency-key") else { return Ok(Self(None)) };
        let key = value.to_str().unwrap_or_default().trim_matches('"');
        if key.is_empty() || key.len() > 128 {
            return Err(Problem::new(
                StatusCode::BAD_REQUEST,
                "idempotency_key_malformed",
                "Idempotency-Key phải có từ 1 đến 128 ký tự.",
                "An Idempotency-Key has 1 to 128 characters.",
            ));
        }
        // The same key on another path is another request.
        Ok(Self(Some(format!("{} {key}", parts.uri.path()))))
    }
}

/// A claimed key, to be completed with the answer before the commit.
pub struct Claim(Option<(AccountId, String)>);

/// What claiming found.
pub enum Claimed<T> {
    /// First time: carry the request out.
    New(Claim),
    /// Seen before: this was the answer.
    Seen(T),
}

impl IdempotencyKey {
    /// Claims the key for `request`. A request in flight with the same key makes this one wait.
    ///
    /// # Errors
    /// 422 when the key was used for another request.
    pub async fn claim<T: DeserializeOwned>(
        &self,
        tx: &impl ConnectionTrait,
        account: AccountId,
        request: &impl Serialize,
        now: DateTime<Utc>,
    ) -> Result<Claimed<T>, Problem> {
        let Some(key) = &self.0 else { return Ok(Claimed::New(Claim(None))) };
        // Neither the key nor the request is kept, only hashes, and the key salts the request's: with a
        // random key nobody can guess a birth date or a number from the row.
        let body = serde_json::to_vec(request).unwrap_or_default();
        let request_hash = hash(&[key.as_bytes(), &body]);
        let key = hash(&[key.as_bytes()]);
        let row = ActiveModel {
            account_id: Set(account.0),
            idempotency_key: Set(key.clone()),
            request_hash: Set(request_hash.clone()),
            response: Set(String::new()),
            created_at: Set(now),
        };
        let conflict = OnConflict::columns([Column::AccountId, Column::IdempotencyKey]).do_nothing().to_owned();
        if Entity::insert(row).on_conflict(conflict).exec_without_returning(tx).await? == 1 {
            return Ok(Claimed::New(Claim(Some((account, key)))));
        }
        let seen = Entity::find_by_id((account.0, key)).one(tx).await?.ok_or_else(Problem::internal)?;
        if seen.request_hash != request_hash {
            return Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency_key_reused",
                "Idempotency-Key này đã dùng cho một yêu cầu khác.",
                "This Idempotency-Key was used for another request.",
            ));
        }
        serde_json::from_str(&seen.response).map(Claimed::Seen).map_err(|_| Problem::internal())
    }
}

impl Claim {
    /// Keeps the answer for the next time.
    pub async fn complete(self, tx: &impl ConnectionTrait, response: &impl Serialize) -> Result<(), Problem> {
        let Some((account, key)) = self.0 else { return Ok(()) };
        let body = serde_json::to_string(response).map_err(|_| Problem::internal())?;
        Entity::update_many()
            .col_expr(Column::Response, Expr::value(body))
            .filter(Column::AccountId.eq(account.0))
            .filter(Column::IdempotencyKey.eq(key))
            .exec(tx)
            .await?;
        Ok(())
    }
}

fn hash(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
