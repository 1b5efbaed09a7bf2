//! What happens in a stay: movements, stages, releases.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::{ReleaseReason, StayMovement, StayStatus};
use domain::ids::{AdmissionId, FacilityId};
use messaging::Recorder;
use runtime::Context;
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem};

use super::stays::{Changing, Reckoned};
use crate::domain::movement::{self, What, Writing};
use crate::domain::stay::Change;

/// A movement to record; it may be one of a while ago.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordMovement {
    pub kind: StayMovement,
    pub occurred_on: NaiveDate,
    /// Where to, for a transfer.
    #[serde(default)]
    pub to_facility_id: Option<FacilityId>,
    /// The day of return, for an absence that is over: both are recorded together.
    #[serde(default)]
    pub back_on: Option<NaiveDate>,
}

/// A stage to start.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StartStage {
    pub stage: u32,
    pub occurred_on: NaiveDate,
}

/// A release to record.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordRelease {
    pub admission_id: AdmissionId,
    pub occurred_on: NaiveDate,
    #[serde(default = "term_ended")]
    pub reason: ReleaseReason,
    #[serde(default)]
    pub certificate_number: Option<String>,
}

fn term_ended() -> ReleaseReason {
    ReleaseReason::TermEnded
}

pub async fn record(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: AdmissionId,
    command: RecordMovement,
) -> Result<Reckoned, Problem> {
    let to = command.to_facility_id;
    single(context, caller, key, id, &command, to, |changing| match command.kind {
        StayMovement::Transferred => {
            (What::Transferred(to.and_then(|to| changing.facilities.get(&to)).cloned()), command.occurred_on)
        }
        kind => (What::Moved(kind, command.back_on), command.occurred_on),
    })
    .await
}

pub async fn start_stage(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: AdmissionId,
    command: StartStage,
) -> Result<Reckoned, Problem> {
    single(context, caller, key, id, &command, None, |_| (What::Stage(command.stage), command.occurred_on)).await
}

/// Puts one entry into the book of a stay.
async fn single<C: Serialize>(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: AdmissionId,
    command: &C,
    to: Option<FacilityId>,
    what: impl FnOnce(&Changing) -> (What, NaiveDate),
) -> Result<Reckoned, Problem> {
    let tx = context.begin().await?;
    let mut changing = Changing::read(&tx, [id], to).await?;
    changing.stay(caller, id).ok_or_else(Problem::not_found)?;
    let claim = match key.claim::<AdmissionId>(&tx, caller.account, command, context.now()).await? {
        Claimed::Seen(_) => return changing.reckoned(context, &tx, id).await,
        Claimed::New(claim) => claim,
    };
    put(context, &tx, caller, &context.recorder(caller), &mut changing, id, what).await?;
    let reckoned = changing.reckoned(context, &tx, id).await?;
    claim.complete(&tx, &id).await?;
    context.commit(tx).await?;
    Ok(reckoned)
}

/// Puts one entry that another use case decides on into the book of a stay, on its transaction.
pub(super) async fn put_one(
    context: &Context,
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: AdmissionId,
    what: What,
    on: NaiveDate,
) -> Result<(), Problem> {
    let mut changing = Changing::read(tx, [id], None).await?;
    put(context, tx, caller, &context.recorder(caller), &mut changing, id, |_| (what, on)).await
}

async fn put(
    context: &Context,
    tx: &DatabaseTransaction,
    caller: &Caller,
    recorder: &Recorder,
    changing: &mut Changing,
    id: AdmissionId,
    what: impl FnOnce(&Changing) -> (What, NaiveDate),
) -> Result<(), Problem> {
    let stay = changing.stay(caller, id).ok_or_else(unknown_admission)?;
    let ids = [context.new_id(), context.new_id()];
    let writing = Writing { ids, by: caller.account, now: context.now(), today: context.today() };
    let (what, on) = what(changing);
    let resumes = matches!(what, What::Moved(StayMovement::CameBack, _));
    if resumes && stay.admission.status == StayStatus::Suspended {
        super::reliefs::check_resumption(tx, stay, on).await?;
    }
    let entries = movement::entries(stay, what, on, writing)?;
    changing.change(context, tx, caller, recorder, id, Change::Put(entries)).await
}

/// Records releases in one transaction; an item that is refused does not touch the others.
pub async fn release_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<RecordRelease, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&RecordRelease>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let mut changing = Changing::read(&tx, request.iter().flatten().map(|item| item.admission_id), None).await?;
    let recorder = context.recorder(caller);
    let mut results = Vec::new();
    for item in items {
        results.push(match item {
            Ok(command) => release(context, &tx, caller, &recorder, &mut changing, command).await,
            Err(problem) => Err(problem),
        });
    }
    let answer = BatchAnswer::of(results);
    if answer.done == 0 {
        // Nothing happened, so the key stays free for another try.
        return Ok(answer);
    }
    claim.complete(&tx, &answer).await?;
    context.commit(tx).await?;
    Ok(answer)
}

async fn release(
    context: &Context,
    tx: &DatabaseTransaction,
    caller: &Caller,
    recorder: &Recorder,
    changing: &mut Changing,
    command: RecordRelease,
) -> Result<uuid::Uuid, Problem> {
    let RecordRelease { admission_id, occurred_on, reason, certificate_number } = command;
    let what = |_: &Changing| (What::Released { reason, certificate_number }, occurred_on);
    put(context, tx, caller, recorder, changing, admission_id, what).await?;
    if let Some(stay) = changing.stay(caller, admission_id) {
        super::certificates::issue(context, tx, &stay.admission, &changing.facilities).await?;
    }
    Ok(admission_id.0)
}

fn unknown_admission() -> Problem {
    FieldError::new("admission_id", "admission.unknown", "Không có lượt tiếp nhận này.", "There is no such admission.")
        .into()
}
