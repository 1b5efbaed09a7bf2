//! Opening and closing files, recording determinations.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::summary::FileChange;
use domain::codes::{DeterminationResult, DrugKind, FileClosureReason, FileKind};
use domain::ids::{DeterminationId, FileId, PersonId};
use domain::text;
use messaging::outbox;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use super::indexing;
use crate::State;
use crate::domain::file::{self, Determination, File, Opening, check_day};
use crate::store;
use crate::store::transfers::Change;

/// A file to open on somebody already registered.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenFileLater {
    pub kind: FileKind,
    pub occurred_on: NaiveDate,
    #[serde(default)]
    pub drug: Option<DrugKind>,
    #[serde(default)]
    pub legal_basis: Option<String>,
}

pub async fn open(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    id: PersonId,
    command: OpenFileLater,
) -> Result<(FileId, String), Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let person = super::own_person(state, caller, &tx, id).await?;
    check_day(command.occurred_on, person.registered_on, context.today())?;
    if store::files::has_open(&tx, id).await? {
        return Err(file::already_open().into());
    }
    let province = &person.residence.province_code;
    let number = store::files::take_numbers(&tx, province, command.occurred_on, 1).await?;
    let opening = Opening {
        id: FileId(context.new_id()),
        file_code: file::file_code(province, command.occurred_on, number),
        kind: command.kind,
        drug: command.drug,
        legal_basis: command.legal_basis,
        occurred_on: command.occurred_on,
    };
    let (file, event) = File::open(&person, opening);
    store::files::insert_all(&tx, std::slice::from_ref(&file)).await?;
    let opened = change(state, caller, &file, FileChange::Opened, file.opened_on, None);
    store::transfers::remember(&tx, &[opened]).await?;
    indexing::reindex(state, &tx, [id]).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, file.version)).await?;
    let answer = (file.id, file.file_code);
    claim.complete(&tx, &answer).await?;
    context.commit(tx).await?;
    Ok(answer)
}

/// A person to take off the list of file holders: their open file is closed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseFile {
    pub person_id: PersonId,
    pub reason: FileClosureReason,
    pub occurred_on: NaiveDate,
}

/// Closes files in one transaction; an item that is refused does not touch the others.
pub async fn close_all(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<CloseFile, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let request: Vec<Option<&CloseFile>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let asked: Vec<PersonId> = request.iter().flatten().map(|item| item.person_id).collect();
    let scope = caller.scope_of(Right::RegisterPersons);
    let persons = store::persons::find(&tx, &scope, asked, &state.vault).await?;
    let files = store::files::of_persons(&tx, persons.keys().copied()).await?;
    // The newest of each person: an open one is always that.
    let mut files: HashMap<PersonId, File> = files.into_iter().map(|file| (file.person_id, file)).collect();
    let recorder = context.recorder(caller);
    let mut results = Vec::new();
    for item in items {
        let closed = item.and_then(|command| {
            let found = (files.get(&command.person_id).cloned(), persons.get(&command.person_id));
            let (Some(file), Some(person)) = found else {
                let vi = "Người này không có hồ sơ quản lý trong phạm vi của bạn.";
                return Err(
                    FieldError::new("person_id", "file.unknown", vi, "No file of this person in your scope.").into()
                );
            };
            Ok(file.close(person, command.reason, command.occurred_on, context.today())?)
        });
        results.push(match closed {
            Ok((file, event)) => {
                if !store::files::update(&tx, &file).await? {
                    return Err(version::changed());
                }
                outbox::append(&tx, recorder.record(&event, file.version)).await?;
                let reason = event.reason.as_str().to_owned();
                let closed = change(state, caller, &file, FileChange::Closed, event.occurred_on, Some(reason));
                store::transfers::remember(&tx, &[closed]).await?;
                let id = file.id;
                files.insert(file.person_id, file);
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

/// A determination to record.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordDetermination {
    pub occurred_on: NaiveDate,
    pub result: DeterminationResult,
    #[serde(default)]
    pub drug: Option<DrugKind>,
    /// The certified determiner's post or unit.
    pub determiner: String,
}

pub async fn determine(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    id: PersonId,
    command: RecordDetermination,
) -> Result<DeterminationId, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let person = super::own_person(state, caller, &tx, id).await?;
    let determination = Determination {
        id: DeterminationId(context.new_id()),
        person_id: id,
        occurred_on: command.occurred_on,
        result: command.result,
        drug: command.drug,
        determiner: text::tidy(&command.determiner),
    };
    let (determination, event) = Determination::record(determination, &person, context.today())?;
    store::files::insert_determination(&tx, &determination).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, 1)).await?;
    claim.complete(&tx, &determination.id).await?;
    context.commit(tx).await?;
    Ok(determination.id)
}

/// An unlawful user determined to be an addict.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReclassifyFile {
    pub occurred_on: NaiveDate,
    /// The determination's number and date.
    pub legal_basis: String,
}

pub async fn reclassify(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    id: FileId,
    command: ReclassifyFile,
) -> Result<FileId, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let file = store::files::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    let person = super::own_person(state, caller, &tx, file.person_id).await?;
    let (file, event) = file.reclassify(&person, command.occurred_on, &command.legal_basis, context.today())?;
    if !store::files::update(&tx, &file).await? {
        return Err(version::changed());
    }
    let mut determined = change(state, caller, &file, FileChange::Determined, command.occurred_on, None);
    determined.legal_basis = Some(text::tidy(&command.legal_basis));
    store::transfers::remember(&tx, &[determined]).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, file.version)).await?;
    claim.complete(&tx, &file.id).await?;
    context.commit(tx).await?;
    Ok(file.id)
}

/// A step of a file's life as its history keeps it.
pub fn change(
    state: &State,
    caller: &Caller,
    file: &File,
    change: FileChange,
    occurred_on: NaiveDate,
    detail: Option<String>,
) -> Change {
    Change {
        id: state.context.new_id(),
        file: file.id,
        version: file.version,
        change,
        occurred_on,
        legal_basis: file.legal_basis.clone(),
        detail,
        account: caller.account,
        recorded_at: state.context.now(),
    }
}
