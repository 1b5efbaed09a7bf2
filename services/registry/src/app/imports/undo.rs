//! Taking an import back: people it registered are withdrawn, what it added is taken away. Who was dealt with
//! since stays, with the reason beside the line.

use domain::FieldError;
use domain::codes::FileClosureReason;
use domain::codes::summary::FileChange;
use domain::ids::PersonId;
use messaging::outbox;
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Caller, Problem, version};

use super::apply::Before;
use super::{BATCH, Standing, conflict, own};
use crate::State;
use crate::app::{files, indexing};
use crate::domain::file::FileStatus;
use crate::domain::person::Person;
use crate::store;
use crate::store::imports::{Line, Outcome, RowState, State as Stage};

/// How much to take back in this request.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Undo {
    /// At most 500 lines, which is also the default.
    pub limit: Option<u64>,
}

/// Takes the next lines back; call it again until none is done.
pub async fn undo(state: &State, caller: &Caller, id: Uuid, command: Undo) -> Result<Standing, Problem> {
    let context = &state.context;
    let import = own(state, caller, id).await?;
    if !matches!(import.state.parse(), Ok(Stage::Applying | Stage::Applied)) {
        return Err(conflict(
            "import.not_undoable",
            "Lô này chưa ghi gì, hoặc đã hoàn tác.",
            "Nothing of this import was written, or it was undone already.",
        ));
    }
    let limit = command.limit.unwrap_or(BATCH).clamp(1, BATCH);
    let tx = context.begin().await?;
    let lines = store::imports::lines(&tx, id, &[RowState::Done], &[], 0, limit, &state.vault).await?;
    let last = u64::try_from(lines.len()).unwrap_or(0) < limit;
    let mut settled = Vec::with_capacity(lines.len());
    for line in lines {
        settled.push(take_back(state, caller, &tx, line).await?);
    }
    store::imports::put_lines(&tx, id, &settled, &state.vault).await?;
    if last && !store::imports::advance(&tx, &import, Stage::Undone, Some(context.now())).await? {
        return Err(version::changed());
    }
    context.commit(tx).await?;
    super::standing(state, caller, id).await
}

async fn take_back(state: &State, caller: &Caller, tx: &DatabaseTransaction, line: Line) -> Result<Line, Problem> {
    let Some(person) = line.person else { return Ok(Line { state: RowState::Undone, ..line }) };
    match line.outcome {
        Outcome::New => match untouched(state, tx, person).await? {
            Some(known) => {
                withdraw(state, caller, tx, &known).await?;
                Ok(Line { state: RowState::Undone, ..line })
            }
            None => {
                let vi = "Người này đã có việc khác được ghi sau khi nhập, nên được giữ lại.";
                let en = "Something else was recorded of this person since, so the record stays.";
                let problem = FieldError::new("", "import.dealt_with", vi, en);
                Ok(Line { state: RowState::Kept, problems: vec![problem], ..line })
            }
        },
        Outcome::Changed => {
            restore(state, tx, person, &line).await?;
            Ok(Line { state: RowState::Undone, ..line })
        }
        Outcome::Same | Outcome::PossibleDuplicate | Outcome::Bad => Ok(Line { state: RowState::Undone, ..line }),
    }
}

/// The person, if nothing but the import ever touched them.
async fn untouched(state: &State, tx: &DatabaseTransaction, id: PersonId) -> Result<Option<Person>, Problem> {
    let Some(person) = store::persons::all(tx, [id], &state.vault).await?.remove(&id) else { return Ok(None) };
    let merged = !store::persons::merged_into(tx, &[id]).await?.is_empty() || person.merged_into.is_some();
    let files = store::files::of_persons(tx, [id]).await?;
    let touched = merged
        || person.version > 1
        || files.iter().any(|file| file.version > 1)
        || files.len() > 1
        || !store::files::determinations_of(tx, id).await?.is_empty()
        || !store::dossiers::of_person(tx, id).await?.is_empty()
        || store::measures::of(tx, [id]).await?.contains_key(&id);
    Ok((!touched).then_some(person))
}

/// Takes a person out of the register: the file is closed on the day it was opened, numbers are free again,
/// nobody finds the record any more. What was announced stays announced.
async fn withdraw(state: &State, caller: &Caller, tx: &DatabaseTransaction, person: &Person) -> Result<(), Problem> {
    let context = &state.context;
    let recorder = context.recorder(caller);
    for file in store::files::of_persons(tx, [person.id]).await? {
        if file.status == FileStatus::Closed {
            continue;
        }
        let day = file.opened_on;
        let reason = FileClosureReason::EnteredInError;
        let (file, event) = file.close(person, reason, day, context.today())?;
        if !store::files::update(tx, &file).await? {
            return Err(version::changed());
        }
        let detail = Some(reason.as_str().to_owned());
        let closed = files::change(state, caller, &file, FileChange::Closed, day, detail);
        store::transfers::remember(tx, &[closed]).await?;
        outbox::append(tx, recorder.record(&event, file.version)).await?;
    }
    for held in store::numbers::of(tx, [person.id], &state.vault).await?.into_values().flatten() {
        store::numbers::remove(tx, held.id).await?;
    }
    store::search::forget(tx, &[person.id]).await?;
    Ok(store::persons::withdraw(tx, person.id, context.now()).await?)
}

async fn restore(state: &State, tx: &DatabaseTransaction, person: PersonId, line: &Line) -> Result<(), Problem> {
    let Some(undo) = &line.undo else { return Ok(()) };
    let before: Before = serde_json::from_str(undo).map_err(|_| Problem::internal())?;
    for alias in before.aliases {
        store::aliases::remove(tx, alias).await?;
    }
    for number in before.numbers {
        store::numbers::remove(tx, number).await?;
    }
    if let Some(retired) = before.retired {
        store::numbers::reinstate(tx, retired).await?;
    }
    if let Some(summary) = before.summary {
        let version = store::summaries::of(tx, [person], &state.vault).await?;
        let version = version.get(&person).map_or(0, |(version, _)| *version) + 1;
        store::summaries::set(tx, person, version, &summary, state.context.now(), &state.vault).await?;
    }
    indexing::reindex(state, tx, [person]).await
}
