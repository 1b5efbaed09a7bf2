//! Steps, papers and stops of a dossier.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::ids::DossierId;
use domain::law::procedure::{Paper, Step};
use messaging::outbox;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, version};

use super::{by, now, to_change, write_awaits};
use crate::State;
use crate::domain::dossier::{PaperToReceive, PauseReason, PauseToMake, StepToRecord};
use crate::store;

/// A step that was done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordStep {
    pub step: Step,
    /// When it was done: clocks in hours run from the minute.
    pub at: DateTime<FixedOffset>,
    /// Stays in the register, sealed.
    #[serde(default)]
    pub note: Option<String>,
}

pub async fn record(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    id: DossierId,
    command: RecordStep,
) -> Result<Uuid, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let (mut case, person) = to_change(state, caller, &tx, id).await?;
    let RecordStep { step, at, note } = command;
    let step_id = context.new_id();
    let event = case.record(&person, StepToRecord { id: step_id, step, at, note }, now(state))?;
    let recorded = case.steps.last().ok_or_else(Problem::internal)?;
    if !store::dossiers::update(&tx, &case.dossier).await? {
        return Err(version::changed());
    }
    store::dossiers::cases::insert_step(&tx, &case.dossier, recorded, by(state, caller), &state.vault).await?;
    write_awaits(state, &tx, &case, &person).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, case.dossier.version)).await?;
    claim.complete(&tx, &step_id).await?;
    context.commit(tx).await?;
    Ok(step_id)
}

/// A paper that came in. Its text stays on paper.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceivePaper {
    pub paper: Paper,
    /// As printed on it, e.g. `15/BB-CAX`.
    #[serde(default)]
    pub number: Option<String>,
    #[serde(default)]
    pub dated_on: Option<NaiveDate>,
    /// Now where left out.
    #[serde(default)]
    pub received_at: Option<DateTime<FixedOffset>>,
}

pub async fn receive(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    id: DossierId,
    command: ReceivePaper,
) -> Result<Uuid, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let (mut case, person) = to_change(state, caller, &tx, id).await?;
    let moment = now(state);
    let to_receive = PaperToReceive {
        id: context.new_id(),
        paper: command.paper,
        number: command.number,
        dated_on: command.dated_on,
        received_at: command.received_at.unwrap_or(moment),
    };
    case.receive(&person, to_receive, moment)?;
    let received = case.papers.last().ok_or_else(Problem::internal)?;
    store::dossiers::cases::insert_paper(&tx, &case.dossier, received, by(state, caller)).await?;
    claim.complete(&tx, &received.id).await?;
    context.commit(tx).await?;
    Ok(received.id)
}

/// Clocks to stop.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakePause {
    pub reason: PauseReason,
    pub at: DateTime<FixedOffset>,
}

pub async fn pause(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    id: DossierId,
    command: MakePause,
) -> Result<Uuid, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let (mut case, person) = to_change(state, caller, &tx, id).await?;
    let to_make = PauseToMake { id: context.new_id(), reason: command.reason, from: command.at };
    case.pause(to_make, now(state))?;
    let made = case.pauses.last().ok_or_else(Problem::internal)?;
    store::dossiers::cases::insert_pause(&tx, &case.dossier, made, by(state, caller)).await?;
    write_awaits(state, &tx, &case, &person).await?;
    claim.complete(&tx, &made.id).await?;
    context.commit(tx).await?;
    Ok(made.id)
}

/// Clocks that run again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndPause {
    pub at: DateTime<FixedOffset>,
}

/// Answers the pause that ended.
pub async fn resume(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    id: DossierId,
    command: EndPause,
) -> Result<Uuid, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let (mut case, person) = to_change(state, caller, &tx, id).await?;
    let ended = case.resume(command.at, now(state))?;
    store::dossiers::cases::end_pause(&tx, &ended).await?;
    write_awaits(state, &tx, &case, &person).await?;
    claim.complete(&tx, &ended.id).await?;
    context.commit(tx).await?;
    Ok(ended.id)
}
