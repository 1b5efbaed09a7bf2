//! The days of substitution treatment, one or many at a time.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::community::DoseOutcome;
use domain::ids::SubstitutionId;
use messaging::outbox;
use runtime::{Context, persons};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use super::treatments::unknown_person;
use crate::domain::substitution::Days;
use crate::store;
use crate::store::doses::Day;

/// A day to record.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordDose {
    pub substitution_id: SubstitutionId,
    pub occurred_on: NaiveDate,
    pub outcome: DoseOutcome,
}

/// Records days in one transaction; an item that is refused does not touch the others.
pub async fn record_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<RecordDose, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&RecordDose>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::RecordTreatments);
    let wanted = request.iter().flatten().map(|item| item.substitution_id);
    let mut programmes = store::substitutions::find(&tx, &scope, wanted).await?;
    let mut recorded = store::doses::of(&tx, programmes.keys().copied()).await?;
    let persons = persons::find(&tx, programmes.values().map(|programme| programme.person_id)).await?;
    let recorder = context.recorder(caller);
    let (mut days, mut events, mut results) = (Vec::new(), Vec::new(), Vec::new());
    let none = Days::new();
    for item in items {
        let dosed = item.and_then(|command| {
            let RecordDose { substitution_id: id, occurred_on, outcome } = command;
            let programme = programmes.get(&id).cloned().ok_or_else(unknown_programme)?;
            let person = persons.get(&programme.person_id).ok_or_else(|| unknown_person("substitution_id"))?;
            let known = recorded.get(&id).unwrap_or(&none);
            let (programme, event) = programme.dose(occurred_on, outcome, known, person, context.today())?;
            let day = Day { id: context.new_id(), substitution: id, occurred_on, outcome };
            Ok((programme, event, day))
        });
        results.push(match dosed {
            Ok((programme, event, day)) => {
                if let Some(event) = event {
                    if !store::substitutions::update(&tx, &programme).await? {
                        return Err(version::changed());
                    }
                    events.push(recorder.record(&event, programme.version));
                }
                recorded.entry(programme.id).or_default().insert(day.occurred_on, day.outcome);
                programmes.insert(programme.id, programme);
                let id = day.id;
                days.push(day);
                Ok(id)
            }
            Err(problem) => Err(problem),
        });
    }
    store::doses::insert_all(&tx, &days).await?;
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

fn unknown_programme() -> Problem {
    FieldError::new(
        "substitution_id",
        "substitution.unknown",
        "Không có lần điều trị thay thế này trong phạm vi của bạn.",
        "There is no such programme within your scope.",
    )
    .into()
}
