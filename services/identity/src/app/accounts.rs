//! Making accounts and changing them.

use domain::ids::AccountId;
use domain::paging::{self, Page};
use domain::{FieldError, text};
use runtime::Context;
use runtime::settings::Secret;
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::Deserialize;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Grant, Problem, Right, Scope};

use super::passwords;
use crate::domain::account::{self, Account};
use crate::domain::grant::{self, Asked};
use crate::store;
use crate::store::accounts::Holder;

/// An account to make.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    pub username: String,
    pub display_name: String,
    #[schemars(with = "String")]
    pub password: Secret,
    pub grants: Vec<Grant>,
}

/// Makes an account on an administrator's word.
pub async fn create(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    new: NewAccount,
) -> Result<AccountId, Problem> {
    require_administrator(caller)?;
    // Not the password: not even its hash is kept with the key.
    let request = (account::fold_username(&new.username), new.display_name.clone(), new.grants.clone());
    let holder = accept(context, new).await?;
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    save(context, &tx, &holder).await?;
    claim.complete(&tx, &holder.account.id).await?;
    context.commit(tx).await?;
    tracing::info!(by = %caller.account, account = %holder.account.id, "account made");
    Ok(holder.account.id)
}

/// Disables an account for good and ends everything it has open.
pub async fn disable(context: &Context, caller: &Caller, id: AccountId) -> Result<Holder, Problem> {
    require_administrator(caller)?;
    let tx = context.begin().await?;
    let mut holder = store::accounts::take(&tx, id).await?.ok_or_else(Problem::not_found)?;
    holder.account = holder.account.disable(context.now());
    store::accounts::update(&tx, &holder).await?;
    end_all(context, &tx, id).await?;
    context.commit(tx).await?;
    tracing::warn!(by = %caller.account, account = %id, "account disabled");
    Ok(holder)
}

/// Sets a new password and ends everything that was opened with the old one.
pub async fn set_password(
    context: &Context,
    caller: &Caller,
    id: AccountId,
    password: Secret,
) -> Result<Holder, Problem> {
    require_administrator(caller)?;
    let holder = replace_password(context, id, password).await?;
    tracing::warn!(by = %caller.account, account = %id, "password set");
    Ok(holder)
}

/// Replaces the grants; the next access token carries them.
pub async fn set_grants(
    context: &Context,
    caller: &Caller,
    id: AccountId,
    grants: Vec<Grant>,
) -> Result<Holder, Problem> {
    require_administrator(caller)?;
    let holder = replace_grants(context, id, grants).await?;
    tracing::warn!(by = %caller.account, account = %id, "grants set");
    Ok(holder)
}

/// [`set_password`] for whoever was found to have the right to it.
pub(super) async fn replace_password(context: &Context, id: AccountId, password: Secret) -> Result<Holder, Problem> {
    refuse(account::check_password(password.expose()).into_iter().collect())?;
    let hash = passwords::hash(password).await?;
    let tx = context.begin().await?;
    let mut holder = store::accounts::take(&tx, id).await?.ok_or_else(Problem::not_found)?;
    holder.account = holder.account.change_password(hash);
    store::accounts::update(&tx, &holder).await?;
    end_all(context, &tx, id).await?;
    context.commit(tx).await?;
    Ok(holder)
}

/// [`set_grants`] for whoever was found to have the right to it.
pub(super) async fn replace_grants(context: &Context, id: AccountId, grants: Vec<Grant>) -> Result<Holder, Problem> {
    refuse(check_grants(&grants, context))?;
    let tx = context.begin().await?;
    let mut holder = store::accounts::take(&tx, id).await?.ok_or_else(Problem::not_found)?;
    holder.grants = grants;
    store::accounts::update(&tx, &holder).await?;
    context.commit(tx).await?;
    Ok(holder)
}

/// Which accounts to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListAccounts {
    pub cursor: Option<AccountId>,
    pub limit: Option<u64>,
}

pub async fn list(context: &Context, caller: &Caller, query: ListAccounts) -> Result<Page<Holder>, Problem> {
    require_administrator(caller)?;
    let limit = query.limit.unwrap_or(paging::DEFAULT_LIMIT).clamp(1, paging::MAX_LIMIT);
    let (items, total) = store::accounts::list(&context.db, query.cursor, limit).await?;
    let full = u64::try_from(items.len()).unwrap_or(0) == limit;
    let next = items.last().filter(|_| full).map(|last| last.account.id.to_string());
    Ok(Page { items, total, next })
}

/// Accounts have no place: whoever manages them could give out any grant, so the right must be unbounded.
fn require_administrator(caller: &Caller) -> Result<(), Problem> {
    Scope::require(caller.scope_of(Right::ManageAccounts).everywhere)
}

/// Checks and hashes, before any transaction is open.
pub(super) async fn accept(context: &Context, new: NewAccount) -> Result<Holder, Problem> {
    let mut errors = check(&new, context);
    errors.extend(account::check_password(new.password.expose()));
    refuse(errors)?;
    hashed(context, new).await
}

pub(super) fn check(new: &NewAccount, context: &Context) -> Vec<FieldError> {
    let mut errors = account::check_names(&account::fold_username(&new.username), &text::tidy(&new.display_name));
    errors.extend(check_grants(&new.grants, context));
    errors
}

fn check_grants(grants: &[Grant], context: &Context) -> Vec<FieldError> {
    let today = context.today();
    let asked = grants.iter().enumerate().map(|(index, grant)| Asked {
        index,
        role: grant.role.as_str(),
        area: grant.area.as_deref(),
        at_a_facility: grant.facility.is_some(),
    });
    asked.flat_map(|asked| grant::check(&asked, today)).collect()
}

pub(super) fn refuse(errors: Vec<FieldError>) -> Result<(), Problem> {
    if errors.is_empty() { Ok(()) } else { Err(Problem::fields(errors)) }
}

pub(super) async fn hashed(context: &Context, new: NewAccount) -> Result<Holder, Problem> {
    let account = Account {
        id: AccountId(context.new_id()),
        username: account::fold_username(&new.username),
        display_name: text::tidy(&new.display_name),
        password_hash: passwords::hash(new.password).await?,
        failed_attempts: 0,
        locked_until: None,
        disabled_at: None,
    };
    Ok(Holder { account, grants: new.grants })
}

pub(super) async fn save(context: &Context, tx: &DatabaseTransaction, holder: &Holder) -> Result<(), Problem> {
    if store::accounts::insert(tx, holder, context.now()).await? {
        return Ok(());
    }
    Err(Problem::conflict(
        "account.username_taken",
        "Tên đăng nhập này đã có người dùng.",
        "There is an account of this username already.",
    ))
}

async fn end_all(context: &Context, tx: &DatabaseTransaction, account: AccountId) -> Result<(), Problem> {
    store::sessions::end_all(tx, account, context.now()).await?;
    Ok(store::refresh_tokens::revoke_all(tx, account, context.now()).await?)
}
