//! Decision, plan and start of treatments, one or many at a time.

use chrono::NaiveDate;
use domain::ids::TreatmentId;
use events::Envelope;
use messaging::{Recorder, outbox};
use runtime::{Context, persons};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right};

use super::endings::{save, unknown_treatment};
use super::treatments::unknown_person;
use crate::domain::step::{Step, Stepped};
use crate::store;

/// A step of a treatment to record.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordStep {
    pub treatment_id: TreatmentId,
    pub occurred_on: NaiveDate,
    pub step: Step,
}

/// Records steps in one transaction; an item that is refused does not touch the others.
pub async fn record_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<RecordStep, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&RecordStep>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::RecordTreatments);
    let wanted = request.iter().flatten().map(|item| item.treatment_id);
    let mut treatments = store::treatments::find(&tx, &scope, wanted).await?;
    let persons = persons::find(&tx, treatments.values().map(|treatment| treatment.person_id)).await?;
    let recorder = context.recorder(caller);
    let (mut events, mut results) = (Vec::new(), Vec::new());
    for item in items {
        let stepped = item.and_then(|command| {
            let treatment = treatments.get(&command.treatment_id).cloned().ok_or_else(unknown_treatment)?;
            let person = persons.get(&treatment.person_id).ok_or_else(|| unknown_person("treatment_id"))?;
            Ok(treatment.step(command.step, command.occurred_on, person, context.today())?)
        });
        results.push(match stepped {
            Ok((treatment, event)) => {
                save(&tx, &treatment).await?;
                events.push(envelope(&recorder, &event, treatment.version));
                let id = treatment.id;
                treatments.insert(id, treatment);
                Ok(id.0)
            }
            Err(problem) => Err(problem),
        });
    }
    outbox::append_all(&tx, events).await?;
    let answer = BatchAnswer::of(results);
    if answer.done == 0 {
        // Nothing happened, so the key stays free for another try.
        return Ok(answer);
    }
    claim.complete(&tx, &answer).await?;
    context.commit(tx).await?;
    Ok(answer)
}

fn envelope(recorder: &Recorder, event: &Stepped, version: i64) -> Envelope {
    match event {
        Stepped::Decided(event) => recorder.record(event, version),
        Stepped::Planned(event) => recorder.record(event, version),
        Stepped::Started(event) => recorder.record(event, version),
    }
}
