//! Accounts on the operator's word, who has the database and the master key already: the first
//! administrator is made here, and whoever is locked out is let in again.

use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use domain::{FieldError, paging};
use runtime::Context;
use runtime::settings::Secret;
use serde::Serialize;
use web::{Grant, Problem};

use super::accounts::{NewAccount, accept, check, hashed, refuse, replace_grants, replace_password, save};
use crate::domain::account;
use crate::store;
use crate::store::accounts::Holder;

/// An account without its password.
#[derive(Clone, Debug, Serialize)]
pub struct AccountSummary {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    pub disabled: bool,
    /// Until then nobody gets in, after failed sign-ins.
    pub locked_until: Option<DateTime<Utc>>,
    pub grants: Vec<Grant>,
}

impl AccountSummary {
    fn of(Holder { account, grants }: Holder, now: DateTime<Utc>) -> Self {
        Self {
            disabled: !account.is_enabled(),
            locked_until: account.locked_until.filter(|until| now < *until),
            id: account.id,
            username: account.username,
            display_name: account.display_name,
            grants,
        }
    }
}

/// Makes an account on the operator's word, such as the first administrator.
///
/// # Errors
/// Fields that can't be accepted, among them a short password; `account.username_taken`.
pub async fn create_account(context: &Context, new: NewAccount) -> Result<AccountId, Problem> {
    let holder = accept(context, new).await?;
    let tx = context.begin().await?;
    save(context, &tx, &holder).await?;
    context.commit(tx).await?;
    Ok(holder.account.id)
}

/// The account of this username, made if there is none. For the demonstration data: the password may be
/// short, and an account that exists is left as it is.
///
/// # Errors
/// Fields that can't be accepted.
pub async fn ensure_account(context: &Context, new: NewAccount) -> Result<AccountId, Problem> {
    let username = account::fold_username(&new.username);
    if let Some(existing) = store::accounts::by_username(&context.db, &username).await? {
        return Ok(existing.account.id);
    }
    let mut errors = check(&new, context);
    if new.password.expose().is_empty() {
        errors.push(FieldError::required("password"));
    }
    refuse(errors)?;
    let holder = hashed(context, new).await?;
    let tx = context.begin().await?;
    if !store::accounts::insert(&tx, &holder, context.now()).await? {
        let existing = store::accounts::by_username(&tx, &username).await?.ok_or_else(Problem::internal)?;
        return Ok(existing.account.id);
    }
    context.commit(tx).await?;
    Ok(holder.account.id)
}

/// All accounts, by id.
pub async fn list_accounts(context: &Context) -> Result<Vec<AccountSummary>, Problem> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let (page, _) = store::accounts::list(&context.db, after, paging::MAX_LIMIT).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = Some(last.account.id);
        all.extend(page.into_iter().map(|holder| AccountSummary::of(holder, context.now())));
    }
}

/// The account of this username.
///
/// # Errors
/// `not_found`.
pub async fn find_account(context: &Context, username: &str) -> Result<AccountSummary, Problem> {
    let found = store::accounts::by_username(&context.db, &account::fold_username(username)).await?;
    Ok(AccountSummary::of(found.ok_or_else(Problem::not_found)?, context.now()))
}

/// Replaces the grants; the next access token carries them.
///
/// # Errors
/// `not_found`; grants that can't be given.
pub async fn grant_roles(context: &Context, username: &str, grants: Vec<Grant>) -> Result<AccountId, Problem> {
    let id = find_account(context, username).await?.id;
    replace_grants(context, id, grants).await?;
    tracing::warn!(account = %id, "grants set by the operator");
    Ok(id)
}

/// Sets a new password, lifts a lock and ends everything that was opened with the old one.
///
/// # Errors
/// `not_found`; a password that is too short or too long.
pub async fn reset_password(context: &Context, username: &str, password: Secret) -> Result<AccountId, Problem> {
    let id = find_account(context, username).await?.id;
    replace_password(context, id, password).await?;
    tracing::warn!(account = %id, "password set by the operator");
    Ok(id)
}
