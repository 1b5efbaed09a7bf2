//! Sending a file to the commune a person moved to, and what becomes of it there.

use chrono::NaiveDate;
use domain::codes::summary::{FileChange, TransferState};
use domain::ids::FileId;
use domain::law::clock::{Standing, VIETNAM};
use domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use messaging::outbox;
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope, version};

use super::{files, indexing};
use crate::State;
use crate::domain::file::File;
use crate::domain::person::{Particulars, Person};
use crate::domain::residence::Residence;
use crate::domain::transfer::{Transfer, TransferId};
use crate::store;

/// Where a file is to go.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendFile {
    /// Five digits, valid on `moved_on`.
    pub to_commune_code: String,
    pub moved_on: NaiveDate,
    #[serde(default)]
    pub reason: Option<String>,
}

pub async fn send(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    file: FileId,
    command: SendFile,
) -> Result<TransferId, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let file = store::files::find(&tx, file).await?.ok_or_else(Problem::not_found)?;
    let person = super::own_person(state, caller, &tx, file.person_id).await?;
    if store::transfers::is_sent(&tx, file.id).await? {
        let vi = "Hồ sơ này đã gửi đi và đang chờ nơi đến trả lời.";
        return Err(Problem::conflict("transfer.under_way", vi, "This file is under way already."));
    }
    let to = Residence::on(&command.to_commune_code, command.moved_on)
        .map_err(|error| domain::FieldError { field: "to_commune_code".to_owned(), ..error })?;
    let id = TransferId(context.new_id());
    let (transfer, file, event) =
        Transfer::send(id, (&file, &person), to, command.moved_on, command.reason, context.now(), context.today())?;
    write_file(&tx, &file).await?;
    store::transfers::insert(&tx, &transfer).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, file.version)).await?;
    claim.complete(&tx, &id).await?;
    context.commit(tx).await?;
    Ok(id)
}

async fn write_file(tx: &DatabaseTransaction, file: &File) -> Result<(), Problem> {
    if store::files::update(tx, file).await? { Ok(()) } else { Err(version::changed()) }
}

/// What becomes of a file under way: `accepted` and `rejected` by the commune it goes to, `recalled` by the
/// one it comes from.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerTransfer {
    pub state: TransferState,
    /// Needed unless it is accepted.
    #[serde(default)]
    pub reason: Option<String>,
}

pub async fn answer(
    state: &State,
    caller: &Caller,
    id: TransferId,
    command: AnswerTransfer,
) -> Result<Transfer, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let transfer = store::transfers::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    check_side(&caller.scope_of(Right::RegisterPersons), &transfer, command.state)?;
    let file = store::files::find(&tx, transfer.file).await?.ok_or_else(Problem::not_found)?;
    // The receiving commune does not see the person yet: its right is the transfer.
    let person = store::persons::all(&tx, [transfer.person], &state.vault)
        .await?
        .remove(&transfer.person)
        .ok_or_else(Problem::not_found)?;
    let person = if command.state == TransferState::Accepted {
        move_person(state, caller, &tx, &person, &transfer).await?
    } else {
        person
    };
    let (transfer, file, event) =
        transfer.answer((&file, &person), command.state, command.reason, context.now(), context.today())?;
    if !store::transfers::update(&tx, &transfer).await? {
        return Err(version::changed());
    }
    write_file(&tx, &file).await?;
    if transfer.state == TransferState::Accepted {
        let to = transfer.to.commune_code.clone();
        let moved = files::change(state, caller, &file, FileChange::Transferred, transfer.moved_on, Some(to));
        store::transfers::remember(&tx, &[moved]).await?;
    }
    outbox::append(&tx, context.recorder(caller).record(&event, file.version)).await?;
    context.commit(tx).await?;
    Ok(transfer)
}

/// Each side may do its own part; to anybody else the transfer does not exist.
fn check_side(scope: &Scope, transfer: &Transfer, answer: TransferState) -> Result<(), Problem> {
    let receives = scope.covers_area(&transfer.to.codes());
    let sends = scope.covers_area(&[&transfer.from_commune, &transfer.from_province]);
    let allowed = match answer {
        TransferState::Recalled => sends,
        TransferState::Accepted | TransferState::Rejected | TransferState::Sent => receives,
    };
    match (allowed, receives || sends) {
        (true, _) => Ok(()),
        (false, true) => Err(Problem::forbidden()),
        (false, false) => Err(Problem::not_found()),
    }
}

/// The new commune becomes the person's; the residence history gets its entry with the move.
async fn move_person(
    state: &State,
    caller: &Caller,
    tx: &DatabaseTransaction,
    person: &Person,
    transfer: &Transfer,
) -> Result<Person, Problem> {
    let context = &state.context;
    let particulars = Particulars {
        name: person.name.clone(),
        sex: person.sex,
        birth: person.birth,
        official_number: person.number.as_ref().map(|number| number.as_str().to_owned()),
        address: None,
        commune_code: transfer.to.commune_code.clone(),
    };
    let (moved, event) = person.correct(particulars, transfer.moved_on, context.today()).map_err(Problem::fields)?;
    if !store::persons::update(tx, &moved, &state.vault).await? {
        return Err(version::changed());
    }
    outbox::append(tx, context.recorder(caller).record(&event, moved.version)).await?;
    indexing::reindex(state, tx, [person.id]).await?;
    Ok(moved)
}

/// Which files under way to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListTransfers {
    #[serde(default)]
    pub offset: u64,
    pub limit: Option<u64>,
}

/// A file that waits for an answer, and what is left of its time.
pub struct UnderWay {
    pub transfer: Transfer,
    pub standing: Option<Standing>,
}

/// Files that leave or reach the caller's areas and wait for an answer, the most urgent first.
pub async fn under_way(state: &State, caller: &Caller, query: ListTransfers) -> Result<Page<UnderWay>, Problem> {
    let scope = caller.scope_of(Right::RegisterPersons);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let (items, total) = store::transfers::under_way(&state.context.db, &scope, query.offset, limit).await?;
    let shown = query.offset + u64::try_from(items.len()).unwrap_or(0);
    let next = (shown < total).then(|| shown.to_string());
    let now = state.context.now().with_timezone(&VIETNAM);
    let items = items.into_iter().map(|transfer| UnderWay { standing: transfer.standing(now), transfer });
    Ok(Page { items: items.collect(), total, next })
}
