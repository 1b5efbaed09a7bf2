//! Sessions of the console: a secret in the browser's cookie, exchanged for short access tokens behind it.

use chrono::TimeDelta;
use runtime::Context;
use runtime::settings::Secret;
use web::Problem;

use super::sign_in::{self, Credentials};
use super::{bearer, signing};
use crate::domain::session::{Over, Session, SessionId};
use crate::store;
use crate::store::accounts::Holder;

/// Signs in and starts a session.
pub async fn start(context: &Context, credentials: Credentials) -> Result<(Secret, Holder), Problem> {
    let (tx, holder) = sign_in::enter(context, credentials).await?;
    let now = context.now();
    store::sessions::forget_expired(&tx, now).await?;
    let longest = TimeDelta::hours(context.settings.identity.session_hours);
    let session = Session::start(SessionId(context.new_id()), holder.account.id, now, longest);
    let secret = bearer::new_secret();
    store::sessions::insert(&tx, &session, bearer::hash(&secret)).await?;
    context.commit(tx).await?;
    Ok((secret, holder))
}

/// An access token for a session, with the grants of this moment; that counts as using the session.
pub async fn access_token(context: &Context, secret: &Secret) -> Result<(String, Holder), Problem> {
    let idle = TimeDelta::minutes(context.settings.identity.session_idle_minutes);
    let tx = context.begin().await?;
    let session = store::sessions::take(&tx, &bearer::hash(secret)).await?.ok_or(Over)?;
    let session = session.use_at(context.now(), idle)?;
    let holder = store::accounts::find(&tx, session.account_id).await?;
    let holder = holder.filter(|holder| holder.account.is_enabled()).ok_or(Over)?;
    store::sessions::mark_used(&tx, &session).await?;
    let token = signing::access_token(context, &tx, &holder).await?;
    context.commit(tx).await?;
    Ok((token, holder))
}

/// Ends a session; one that is over already stays so.
pub async fn end(context: &Context, secret: &Secret) -> Result<(), Problem> {
    let tx = context.begin().await?;
    store::sessions::end(&tx, &bearer::hash(secret), context.now()).await?;
    Ok(context.commit(tx).await?)
}
