//! Listing cases, and closing one by a decision of the commune.

use chrono::NaiveDate;
use domain::codes::AftercareClosureReason;
use domain::ids::{AftercareCaseId, PersonId};
use domain::paging::Page;
use messaging::outbox;
use runtime::audit::Act;
use runtime::certificates::subject::Subject;
use runtime::certificates::{self, Issue};
use runtime::{Context, persons};
use schemars::JsonSchema;
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};
use web::{Caller, Problem, Right};

use super::referrals::{self, WithHistory};
use crate::domain::Declined;
use crate::domain::case::Case;
use crate::domain::certificate;
use crate::store;

/// Why and when a case ends.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseCase {
    pub occurred_on: NaiveDate,
    pub reason: AftercareClosureReason,
    /// Of the certificate that is issued with it, for completed management only.
    #[serde(default)]
    pub certificate_number: Option<String>,
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
    let mut case = store::cases::lock(&tx, &scope, [id]).await?.remove(&id).ok_or_else(Problem::not_found)?;
    show_survivors(&tx, [&mut case]).await?;
    let number = certificate::number(command.reason, command.certificate_number.as_deref())?;
    let (case, event) = case.close(command.occurred_on, command.reason, context.today())?;
    store::cases::save_all(&tx, [&case]).await?;
    if let Some(number) = number {
        let form = case.form(command.occurred_on);
        let issue = Issue { subject: case.id.0, form, number: &number, issued_on: command.occurred_on };
        certificates::issue(context, &tx, &issue).await?;
    }
    outbox::append(&tx, context.recorder(caller).record(&event, case.version)).await?;
    context.commit(tx).await?;
    Ok(case)
}

/// Shows cases of merged records with sex and birth of whom they stand for. The commune stays: it is the one
/// that manages the case.
pub async fn show_survivors(
    db: &impl ConnectionTrait,
    cases: impl IntoIterator<Item = &mut Case>,
) -> Result<(), DbErr> {
    let merged = cases.into_iter().filter(|case| case.person.person_id != case.origin_person_id);
    let mut merged: Vec<&mut Case> = merged.collect();
    if merged.is_empty() {
        return Ok(());
    }
    let survivors = persons::find(db, merged.iter().map(|case| case.person.person_id)).await?;
    for case in &mut merged {
        if let Some(survivor) = survivors.get(&case.person.person_id) {
            case.person.sex = survivor.sex;
            case.person.birth = survivor.birth;
        }
    }
    Ok(())
}

/// Which cases to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListCases {
    /// With all records that stand for the same person.
    pub person_id: Option<PersonId>,
    pub commune_code: Option<String>,
    /// `true`: only cases under way.
    #[serde(default)]
    pub open: bool,
    pub cursor: Option<AftercareCaseId>,
    pub limit: Option<u64>,
}

/// The cases the caller may see. Asking for one person's is recorded.
pub async fn list(context: &Context, caller: &Caller, query: ListCases) -> Result<Page<Case>, Problem> {
    let person = match query.person_id {
        Some(person) => Some(persons::effective_of(&context.db, person).await?),
        None => None,
    };
    let limit = query.limit.unwrap_or(domain::paging::DEFAULT_LIMIT).clamp(1, domain::paging::MAX_LIMIT);
    let filter = store::cases::Filter {
        scope: caller.scope_of(Right::ReadAftercare),
        person,
        commune_code: query.commune_code,
        only_open: query.open,
        after: query.cursor,
        limit,
    };
    let tx = context.begin().await?;
    let (items, total) = store::cases::list(&tx, &filter).await?;
    if let Some(person) = query.person_id {
        context.audit(&tx, &viewed(caller, "cases.listed"), &[person]).await?;
    }
    context.commit_read(tx).await?;
    let full = u64::try_from(items.len()).unwrap_or(0) == limit;
    let next = items.last().filter(|_| full).map(|last| last.id.to_string());
    Ok(Page { items, total, next })
}

/// One case with what belongs to it.
pub struct Found {
    pub case: Case,
    pub referrals: Vec<WithHistory>,
    /// Number of the last certificate that was issued for it.
    pub certificate_number: Option<String>,
}

/// One case with its referrals, if the caller may see it. Recorded as a read of the person.
pub async fn find(context: &Context, caller: &Caller, id: AftercareCaseId) -> Result<Found, Problem> {
    let scope = caller.scope_of(Right::ReadAftercare);
    let tx = context.begin().await?;
    let case = store::cases::find(&tx, &scope, [id]).await?.remove(&id).ok_or_else(Problem::not_found)?;
    let referrals = store::referrals::of_case(&tx, id).await?;
    let referrals = referrals::with_history(&tx, referrals).await?;
    let certificate = certificates::of_subject(&tx, id.0).await?.into_iter().next();
    context.audit(&tx, &viewed(caller, "case.viewed"), &[case.person.person_id]).await?;
    context.commit_read(tx).await?;
    Ok(Found { case, referrals, certificate_number: certificate.map(|certificate| certificate.number) })
}

/// A look at what belongs to one person.
pub fn viewed(caller: &Caller, action: &'static str) -> Act<'static> {
    Act { account: caller.account, action, purpose: "view", detail: None }
}
