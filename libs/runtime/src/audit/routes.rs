//! The inspector's route that every service with an audit log has.

use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::ids::{AccountId, PersonId};
use domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Access, Caller, Json, Mounted, Problem, Query, Right, Route, Routes};

use super::Act;
use super::entries::{self, Filter};
use crate::Context;

/// An entry of the audit log.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct EntryView {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub account_id: AccountId,
    pub action: String,
    pub person_id: Option<PersonId>,
    pub purpose: String,
    pub detail: Option<String>,
}

impl From<entries::Model> for EntryView {
    fn from(entry: entries::Model) -> Self {
        Self {
            id: entry.id,
            at: entry.at,
            account_id: AccountId(entry.account_id),
            action: entry.action,
            person_id: entry.person_id.map(PersonId),
            purpose: entry.purpose,
            detail: entry.detail,
        }
    }
}

/// Which entries to list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListEntries {
    account: Option<AccountId>,
    person: Option<PersonId>,
    /// RFC 3339, e.g. `2026-11-25T00:00:00Z`; up to but without `to`.
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
    cursor: Option<Uuid>,
    limit: Option<u64>,
}

pub(crate) fn routes(context: &Context) -> Mounted {
    Routes::new(context.service)
        .add(
            Route::get("/v1/audit/entries", Access::To(Right::ReadAudit), "Who looked at what, newest first")
                .answers::<Page<EntryView>>(),
            list,
        )
        .mount(context.clone())
}

/// The reading of the log stands in the log, too.
async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListEntries>,
) -> Result<Json<Page<EntryView>>, Problem> {
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let filter = Filter {
        account: query.account,
        person: query.person,
        from: query.from,
        to: query.to,
        after: query.cursor,
        limit,
    };
    let tx = context.begin().await?;
    let (rows, total) = entries::list(&tx, &filter).await?;
    let detail = query.account.map(|account| format!("account {account}"));
    let act = Act { account: caller.account, action: "audit.read", purpose: "inspection", detail };
    match query.person {
        Some(person) => context.audit(&tx, &act, &[person]).await?,
        None => context.audit_alone(&tx, &act).await?,
    }
    context.commit_read(tx).await?;
    let full = u64::try_from(rows.len()).unwrap_or(0) == limit;
    let next = rows.last().filter(|_| full).map(|last| last.id.to_string());
    Ok(Json(Page { items: rows.into_iter().map(EntryView::from).collect(), total, next }))
}
