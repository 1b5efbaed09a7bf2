//! Who looked at a person of the caller's scope.

use domain::ids::PersonId;
use domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use runtime::audit::{Act, entries};
use serde::Deserialize;
use uuid::Uuid;
use web::{Caller, Problem, Right};

use crate::State;
use crate::store;

/// Which part of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListLooks {
    pub cursor: Option<Uuid>,
    pub limit: Option<u64>,
}

/// The newest first. The question stands in the log, too, from the next time on.
pub async fn looks_at(
    state: &State,
    caller: &Caller,
    person: PersonId,
    query: ListLooks,
) -> Result<Page<entries::Model>, Problem> {
    let context = &state.context;
    let scope = caller.scope_of(Right::ReadPersons);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let tx = context.begin().await?;
    if store::persons::find(&tx, &scope, [person], &state.vault).await?.is_empty() {
        return Err(Problem::not_found());
    }
    let filter = entries::Filter { person: Some(person), after: query.cursor, limit, ..entries::Filter::default() };
    let (items, total) = entries::list(&tx, &filter).await?;
    let act = Act { account: caller.account, action: "audit.read", purpose: "view", detail: None };
    context.audit(&tx, &act, &[person]).await?;
    context.commit_read(tx).await?;
    let full = u64::try_from(items.len()).unwrap_or(0) == limit;
    let next = items.last().filter(|_| full).map(|last| last.id.to_string());
    Ok(Page { items, total, next })
}
