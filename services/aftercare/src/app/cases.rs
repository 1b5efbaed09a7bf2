//! Listing cases, and closing one by a decision of the commune.

use chrono::NaiveDate;
use domain::codes::AftercareClosureReason;
use domain::ids::{AftercareCaseId, PersonId};
use domain::paging::Page;
use messaging::outbox;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Caller, Problem, Right};

use super::referrals::{self, WithHistory};
use crate::domain::Declined;
use crate::domain::case::Case;
use crate::store;

/// Why and when a case ends.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseCase {
    pub occurred_on: NaiveDate,
    pub reason: AftercareClosureReason,
}

impl From<Declined> for Problem {
    fn from(declined: Declined) -> Self {
        match declined {
            Declined::Fields(errors) => Self::fields(errors),
            Declined::Refused(refusal) => refusal.into(),
        }
    }
}

pub async fn close(
    context: &Context,
    caller: &Caller,
    id: AftercareCaseId,
    command: CloseCase,
) -> Result<Case, Problem> {
    let tx = context.begin().await?;
    let scope = caller.scope_of(Right::KeepAftercare);
    let case = store::cases::lock(&tx, &scope, [id]).await?.remove(&id).ok_or_else(Problem::not_found)?;
    let (case, event) = case.close(command.occurred_on, command.reason, context.today())?;
    store::cases::save_all(&tx, [&case]).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, case.version)).await?;
    context.commit(tx).await?;
    Ok(case)
}

/// Which cases to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListCases {
    pub person_id: Option<PersonId>,
    pub commune_code: Option<String>,
    /// `true`: only cases under way.
    #[serde(default)]
    pub open: bool,
    pub cursor: Option<AftercareCaseId>,
    pub limit: Option<u64>,
}

/// The cases the caller may see.
pub async fn list(context: &Context, caller: &Caller, query: ListCases) -> Result<Page<Case>, Problem> {
    let limit = query.limit.unwrap_or(domain::paging::DEFAULT_LIMIT).clamp(1, domain::paging::MAX_LIMIT);
    let filter = store::cases::Filter {
        scope: caller.scope_of(Right::ReadAftercare),
        person: query.person_id,
        commune_code: query.commune_code,
        only_open: query.open,
        after: query.cursor,
        limit,
    };
    let (items, total) = store::cases::list(&context.db, &filter).await?;
    let full = u64::try_from(items.len()).unwrap_or(0) == limit;
    let next = items.last().filter(|_| full).map(|last| last.id.to_string());
    Ok(Page { items, total, next })
}

/// One case with its referrals, if the caller may see it.
pub async fn find(
    context: &Context,
    caller: &Caller,
    id: AftercareCaseId,
) -> Result<(Case, Vec<WithHistory>), Problem> {
    let scope = caller.scope_of(Right::ReadAftercare);
    let case = store::cases::find(&context.db, &scope, [id]).await?.remove(&id).ok_or_else(Problem::not_found)?;
    let referrals = store::referrals::of_case(&context.db, id).await?;
    Ok((case, referrals::with_history(context, referrals).await?))
}
