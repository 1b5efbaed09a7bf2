//! Completing treatments, one or many at a time; self-termination.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::community::EndGround;
use domain::ids::TreatmentId;
use messaging::outbox;
use runtime::{Context, persons};
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use super::treatments::unknown_person;
use crate::domain::finding::findings;
use crate::domain::treatment::Treatment;
use crate::store;

/// A treatment to complete.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteTreatment {
    pub treatment_id: TreatmentId,
    pub occurred_on: NaiveDate,
    /// Number of the certificate of completion.
    pub certificate_number: String,
}

/// A treatment the person ended themselves, or never carried out.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SelfTerminate {
    pub occurred_on: NaiveDate,
    /// A ground other than `own_will` confirms what was found by that day, and is refused where nothing was.
    #[serde(default = "own_will")]
    pub ground: EndGround,
}

fn own_will() -> EndGround {
    EndGround::OwnWill
}

/// Completes treatments in one transaction; an item that is refused does not touch the others.
pub async fn complete_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<CompleteTreatment, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&CompleteTreatment>> = items.iter().map(|item| item.as_ref().ok()).collect();
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
        let completed = item.and_then(|command| {
            let treatment = treatments.get(&command.treatment_id).cloned().ok_or_else(unknown_treatment)?;
            let person = persons.get(&treatment.person_id).ok_or_else(|| unknown_person("treatment_id"))?;
            let number = &command.certificate_number;
            Ok(treatment.complete(command.occurred_on, number, person, context.today())?)
        });
        results.push(match completed {
            Ok((treatment, event)) => {
                save(&tx, &treatment).await?;
                super::certificates::issue(context, &tx, &treatment).await?;
                events.push(recorder.record(&event, treatment.version));
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

pub async fn self_terminate(
    context: &Context,
    caller: &Caller,
    id: TreatmentId,
    command: SelfTerminate,
) -> Result<Treatment, Problem> {
    let tx = context.begin().await?;
    let scope = caller.scope_of(Right::RecordTreatments);
    let treatment = store::treatments::find(&tx, &scope, [id]).await?.remove(&id).ok_or_else(Problem::not_found)?;
    let person = persons::find(&tx, [treatment.person_id]).await?.remove(&treatment.person_id);
    let person = person.ok_or_else(|| unknown_person("person_id"))?;
    let book = store::entries::of(&tx, [id]).await?.remove(&id).unwrap_or_default();
    let (on, ground) = (command.occurred_on, command.ground);
    let found = findings(&treatment, &book, on);
    let (treatment, event) = treatment.self_terminate(on, ground, &found, &person, context.today())?;
    save(&tx, &treatment).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, treatment.version)).await?;
    context.commit(tx).await?;
    Ok(treatment)
}

pub fn unknown_treatment() -> Problem {
    FieldError::new(
        "treatment_id",
        "treatment.unknown",
        "Không có lần cai nghiện này trong phạm vi của bạn.",
        "There is no such treatment within your scope.",
    )
    .into()
}

/// Stores the next version.
pub async fn save(tx: &DatabaseTransaction, treatment: &Treatment) -> Result<(), Problem> {
    if store::treatments::update(tx, treatment).await? { Ok(()) } else { Err(version::changed()) }
}
