//! What is entered in the books of treatments, one line or many at a time.

use chrono::NaiveDate;
use domain::ids::TreatmentId;
use domain::text;
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
use crate::domain::entry::{Entered, Entry, Line};
use crate::store;

/// A line to enter in a treatment's book.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterLine {
    pub treatment_id: TreatmentId,
    pub occurred_on: NaiveDate,
    pub entry: Entry,
}

/// Enters lines in one transaction; an item that is refused does not touch the others.
pub async fn enter_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<EnterLine, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&EnterLine>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::RecordTreatments);
    let wanted = request.iter().flatten().map(|item| item.treatment_id);
    let mut treatments = store::treatments::find(&tx, &scope, wanted).await?;
    let mut books = store::entries::of(&tx, treatments.keys().copied()).await?;
    let persons = persons::find(&tx, treatments.values().map(|treatment| treatment.person_id)).await?;
    let recorder = context.recorder(caller);
    let (mut lines, mut events, mut results) = (Vec::new(), Vec::new(), Vec::new());
    for item in items {
        let entered = item.and_then(|command| {
            let treatment = treatments.get(&command.treatment_id).cloned().ok_or_else(unknown_treatment)?;
            let person = persons.get(&treatment.person_id).ok_or_else(|| unknown_person("treatment_id"))?;
            let (entry, on) = (tidy(command.entry), command.occurred_on);
            let book = books.get(&treatment.id).map_or(&[][..], Vec::as_slice);
            let (treatment, event) = treatment.enter(&entry, on, book, person, context.today())?;
            Ok((treatment, event, Line { id: context.new_id(), occurred_on: on, entry, recorded_at: context.now() }))
        });
        results.push(match entered {
            Ok((treatment, event, line)) => {
                save(&tx, &treatment).await?;
                events.push(envelope(&recorder, &event, treatment.version));
                books.entry(treatment.id).or_default().push(line.clone());
                let id = line.id;
                lines.push((treatment.id, line));
                treatments.insert(treatment.id, treatment);
                Ok(id)
            }
            Err(problem) => Err(problem),
        });
    }
    store::entries::insert_all(&tx, &lines).await?;
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

fn tidy(entry: Entry) -> Entry {
    match entry {
        Entry::Violation { violation, minutes_number } => {
            let minutes_number = minutes_number.map(|number| text::tidy(&number)).filter(|number| !number.is_empty());
            Entry::Violation { violation, minutes_number }
        }
        entry => entry,
    }
}

fn envelope(recorder: &Recorder, event: &Entered, version: i64) -> Envelope {
    match event {
        Entered::Session(event) => recorder.record(event, version),
        Entered::Tested(event) => recorder.record(event, version),
        Entered::Violation(event) => recorder.record(event, version),
        Entered::Left(event) => recorder.record(event, version),
        Entered::Returned(event) => recorder.record(event, version),
    }
}
