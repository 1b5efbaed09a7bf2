//! Escape, return, hospital, transfer, death; stages; release.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::ReleaseReason;
use domain::ids::{AdmissionId, FacilityId};
use events::Envelope;
use messaging::{Recorder, outbox};
use runtime::{Context, persons};
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use super::admissions::unknown_person;
use crate::domain::admission::Admission;
use crate::domain::movement::{self, Moved, MovementKind, MovementLine};
use crate::store;
use crate::store::movements::Entry;

/// A movement to record.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordMovement {
    pub kind: MovementKind,
    pub occurred_on: NaiveDate,
    /// Where to, for a transfer.
    #[serde(default)]
    pub to_facility_id: Option<FacilityId>,
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
    id: AdmissionId,
    command: RecordMovement,
) -> Result<Admission, Problem> {
    let tx = context.begin().await?;
    let (admission, at) = super::admissions::find(&tx, caller, Right::RecordMovements, id).await?;
    movement::check_date(&admission, command.occurred_on, context.today())?;
    let person = persons::find(&tx, [admission.person_id]).await?.remove(&admission.person_id);
    let person = person.ok_or_else(|| unknown_person("person_id"))?;
    let to = store::facilities::find(&tx, command.to_facility_id).await?.into_values().next();
    let (admission, lines, event) =
        admission.record_movement(command.kind, command.occurred_on, &person, &at, to.as_ref())?;
    let event = envelope(&context.recorder(caller), &event, admission.version);
    save(context, &tx, &admission, lines, event).await?;
    context.commit(tx).await?;
    Ok(admission)
}

pub async fn start_stage(
    context: &Context,
    caller: &Caller,
    id: AdmissionId,
    command: StartStage,
) -> Result<Admission, Problem> {
    let tx = context.begin().await?;
    let (admission, at) = super::admissions::find(&tx, caller, Right::RecordMovements, id).await?;
    movement::check_date(&admission, command.occurred_on, context.today())?;
    let person = persons::find(&tx, [admission.person_id]).await?.remove(&admission.person_id);
    let person = person.ok_or_else(|| unknown_person("person_id"))?;
    let (admission, event) = admission.start_stage(command.stage, command.occurred_on, &person, &at)?;
    let event = context.recorder(caller).record(&event, admission.version);
    save(context, &tx, &admission, Vec::new(), event).await?;
    context.commit(tx).await?;
    Ok(admission)
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
    let mut admissions = store::admissions::find(&tx, request.iter().flatten().map(|item| item.admission_id)).await?;
    let facilities = store::facilities::find(&tx, admissions.values().map(|a| a.facility_id)).await?;
    let persons = persons::find(&tx, admissions.values().map(|a| a.person_id)).await?;
    let scope = caller.scope_of(Right::RecordMovements);
    let recorder = context.recorder(caller);

    let mut results = Vec::new();
    for item in items {
        let released = item.and_then(|command| {
            let admission = admissions.get(&command.admission_id).cloned();
            let at = admission.as_ref().and_then(|a| facilities.get(&a.facility_id));
            let (Some(admission), Some(at)) = (admission, at.filter(|f| scope.covers_facility(f.id, &f.province_code)))
            else {
                return Err(unknown_admission());
            };
            let person = persons.get(&admission.person_id).ok_or_else(|| unknown_person("admission_id"))?;
            movement::check_date(&admission, command.occurred_on, context.today())?;
            let number = command.certificate_number;
            Ok(admission.release(command.reason, command.occurred_on, number, person, at)?)
        });
        results.push(match released {
            Ok((admission, line, event)) => {
                let event = recorder.record(&event, admission.version);
                save(context, &tx, &admission, vec![line], event).await?;
                super::certificates::issue(context, &tx, &admission, &facilities).await?;
                let id = admission.id;
                admissions.insert(id, admission);
                Ok(id.0)
            }
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

fn unknown_admission() -> Problem {
    FieldError::new("admission_id", "admission.unknown", "Không có lượt tiếp nhận này.", "There is no such admission.")
        .into()
}

/// Stores the next version with its lines and its event.
async fn save(
    context: &Context,
    tx: &DatabaseTransaction,
    admission: &Admission,
    lines: Vec<MovementLine>,
    event: Envelope,
) -> Result<(), Problem> {
    if !store::admissions::update(tx, admission).await? {
        return Err(version::changed());
    }
    let entries = lines.into_iter().map(|line| Entry { id: context.new_id(), admission, line }).collect();
    store::movements::insert_all(tx, entries).await?;
    Ok(outbox::append(tx, event).await?)
}

fn envelope(recorder: &Recorder, event: &Moved, version: i64) -> Envelope {
    match event {
        Moved::Escaped(event) => recorder.record(event, version),
        Moved::Returned(event) => recorder.record(event, version),
        Moved::Hospitalised(event) => recorder.record(event, version),
        Moved::BackFromHospital(event) => recorder.record(event, version),
        Moved::Transferred(event) => recorder.record(event, version),
        Moved::Died(event) => recorder.record(event, version),
    }
}
