//! Access tokens for programs: by password, then by refresh token.

use chrono::TimeDelta;
use runtime::Context;
use runtime::settings::Secret;
use sea_orm::DatabaseTransaction;
use web::Problem;

use super::sign_in::{self, Credentials};
use super::{bearer, signing};
use crate::domain::refresh_token::{FamilyId, Presented, RefreshToken, RefreshTokenId};
use crate::domain::session::Over;
use crate::store;
use crate::store::accounts::Holder;

/// What a program gets.
pub struct Tokens {
    pub access_token: String,
    pub refresh_token: Secret,
    pub holder: Holder,
}

/// Signs in; begins a family of refresh tokens that lasts as long as a session does at most.
pub async fn by_password(context: &Context, credentials: Credentials) -> Result<Tokens, Problem> {
    let (tx, holder) = sign_in::enter(context, credentials).await?;
    let now = context.now();
    store::refresh_tokens::forget_expired(&tx, now).await?;
    let (id, family) = (RefreshTokenId(context.new_id()), FamilyId(context.new_id()));
    let longest = TimeDelta::hours(context.settings.identity.session_hours);
    let token = RefreshToken::first(id, family, holder.account.id, now, longest);
    give(context, tx, holder, token).await
}

/// Spends a refresh token for new tokens, with the grants of this moment.
pub async fn by_refresh_token(context: &Context, secret: &Secret) -> Result<Tokens, Problem> {
    let now = context.now();
    let tx = context.begin().await?;
    let hash = bearer::hash(secret);
    let account = store::refresh_tokens::find(&tx, &hash).await?.ok_or(Over)?.account_id;
    // Whoever writes an account's tokens holds its row; only behind that is the token what it seems.
    let holder = store::accounts::take(&tx, account).await?.filter(|holder| holder.account.is_enabled()).ok_or(Over)?;
    let token = store::refresh_tokens::find(&tx, &hash).await?.ok_or(Over)?;
    let family = token.family_id;
    match token.present(RefreshTokenId(context.new_id()), now) {
        Presented::Over => Err(Over.into()),
        Presented::Reused => {
            store::refresh_tokens::revoke_family(&tx, family, now).await?;
            context.commit(tx).await?;
            tracing::warn!(%account, "a spent refresh token came back; its family is revoked");
            Err(Over.into())
        }
        Presented::Rotated { spent, next } => {
            store::refresh_tokens::mark_spent(&tx, &spent).await?;
            give(context, tx, holder, next).await
        }
    }
}

/// Stores the refresh token, signs the access token, commits.
async fn give(
    context: &Context,
    tx: DatabaseTransaction,
    holder: Holder,
    token: RefreshToken,
) -> Result<Tokens, Problem> {
    let refresh_token = bearer::new_secret();
    store::refresh_tokens::insert(&tx, &token, bearer::hash(&refresh_token)).await?;
    let access_token = signing::access_token(context, &tx, &holder).await?;
    context.commit(tx).await?;
    Ok(Tokens { access_token, refresh_token, holder })
}
