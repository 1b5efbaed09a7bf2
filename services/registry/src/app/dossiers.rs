//! Opening a dossier and recording the court's decision.

use chrono::NaiveDate;
use domain::codes::CourtOutcome;
use domain::ids::{DossierId, PersonId};
use domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use messaging::outbox;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use crate::State;
use crate::domain::dossier::{Decision, Dossier, DossierStatus};
use crate::store;

/// A dossier to open.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenDossier {
    pub occurred_on: NaiveDate,
}

pub async fn open(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    person: PersonId,
    command: OpenDossier,
) -> Result<DossierId, Problem> {
    let context = &state.context;
    let scope = caller.scope_of(Right::KeepDossiers);
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let found = store::persons::find(&tx, &scope, [person], &state.vault).await?.remove(&person);
    let found = found.ok_or_else(Problem::not_found)?;
    if store::dossiers::has_open(&tx, person).await? {
        return Err(Problem::conflict(
            "dossier.already_open",
            "Người này đang có hồ sơ đề nghị chưa được quyết định.",
            "This person already has an undecided dossier.",
        ));
    }
    let (dossier, event) = Dossier::open(DossierId(context.new_id()), &found, command.occurred_on, context.today())?;
    store::dossiers::insert(&tx, &dossier).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, dossier.version)).await?;
    claim.complete(&tx, &dossier.id).await?;
    context.commit(tx).await?;
    Ok(dossier.id)
}

/// The court's decision.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordDecision {
    pub occurred_on: NaiveDate,
    pub outcome: CourtOutcome,
    pub decision_number: String,
    pub court: String,
    #[serde(default)]
    pub term_months: Option<u32>,
}

pub async fn decide(
    state: &State,
    caller: &Caller,
    id: DossierId,
    command: RecordDecision,
) -> Result<Dossier, Problem> {
    let context = &state.context;
    let scope = caller.scope_of(Right::KeepDossiers);
    let tx = context.begin().await?;
    let dossier = store::dossiers::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    let person = store::persons::find(&tx, &scope, [dossier.person_id], &state.vault)
        .await?
        .remove(&dossier.person_id)
        .ok_or_else(Problem::not_found)?;
    let decision = Decision {
        occurred_on: command.occurred_on,
        outcome: command.outcome,
        decision_number: command.decision_number,
        court: command.court,
        term_months: command.term_months,
    };
    let (dossier, event) = dossier.decide(&person, decision, context.today())?;
    if !store::dossiers::update(&tx, &dossier).await? {
        return Err(version::changed());
    }
    outbox::append(&tx, context.recorder(caller).record(&event, dossier.version)).await?;
    context.commit(tx).await?;
    Ok(dossier)
}

/// Which dossiers to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListDossiers {
    pub status: Option<DossierStatus>,
    pub cursor: Option<DossierId>,
    pub limit: Option<u64>,
}

pub async fn list(state: &State, caller: &Caller, query: ListDossiers) -> Result<Page<Dossier>, Problem> {
    let scope = caller.scope_of(Right::KeepDossiers);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let (items, total) = store::dossiers::list(&state.context.db, &scope, query.status, query.cursor, limit).await?;
    let full = u64::try_from(items.len()).unwrap_or(0) == limit;
    let next = items.last().filter(|_| full).map(|last| last.id.to_string());
    Ok(Page { items, total, next })
}
