//! Signing in with a username and a password.

use axum::http::StatusCode;
use domain::ids::AccountId;
use runtime::Context;
use runtime::settings::Secret;
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::Deserialize;
use web::Problem;

use super::passwords;
use crate::domain::account::{self, Attempt};
use crate::domain::session::Over;
use crate::store;
use crate::store::accounts::Holder;

/// Who wants in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    pub username: String,
    #[schemars(with = "String")]
    pub password: Secret,
}

impl From<Over> for Problem {
    fn from(_: Over) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "session.ended",
            "Phiên làm việc đã hết hoặc đã bị thu hồi. Hãy đăng nhập lại.",
            "The session is over or was revoked. Sign in again.",
        )
    }
}

/// The one answer to every sign-in that is refused, whatever the reason.
fn failed() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "login.failed",
        "Không đăng nhập được: tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang bị khóa.",
        "Can't sign in: the username or password is wrong, or the account is locked.",
    )
}

/// Lets an account in. The transaction that counted the attempt is still open, so that what the caller
/// opens for the account is written with it.
///
/// # Errors
/// `login.failed`, the same for unknown, wrong, locked and disabled.
pub async fn enter(context: &Context, credentials: Credentials) -> Result<(DatabaseTransaction, Holder), Problem> {
    let username = account::fold_username(&credentials.username);
    let found = store::accounts::by_username(&context.db, &username).await?;
    let hash = found.as_ref().map(|holder| holder.account.password_hash.clone());
    let is_right = passwords::verify(credentials.password, hash.clone()).await?;
    let Some(found) = found else {
        tracing::info!("sign-in refused: no such account");
        return Err(failed());
    };
    // The account as it is now: while this password was hashed, others may have failed or changed it.
    let tx = context.begin().await?;
    let holder = store::accounts::take(&tx, found.account.id).await?.ok_or_else(failed)?;
    let is_right = is_right && hash.as_ref() == Some(&holder.account.password_hash);
    let (account, attempt) = holder.account.clone().attempt(is_right, context.now());
    let changed = account != holder.account;
    let holder = Holder { account, ..holder };
    if changed {
        store::accounts::update(&tx, &holder).await?;
    }
    tell(holder.account.id, attempt);
    if attempt != Attempt::Granted {
        context.commit(tx).await?;
        return Err(failed());
    }
    Ok((tx, holder))
}

fn tell(account: AccountId, attempt: Attempt) {
    match attempt {
        Attempt::Granted => tracing::info!(%account, "signed in"),
        Attempt::NowLocked => tracing::warn!(%account, "account locked after failed sign-ins"),
        refused => tracing::info!(%account, reason = ?refused, "sign-in refused"),
    }
}
