//! Sending a treatment to the commune a person moved to, and what becomes of it there.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::community::TransferReason;
use domain::codes::summary::TransferState;
use domain::ids::{PersonId, TreatmentId};
use domain::law::clock::{Standing, VIETNAM};
use domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use messaging::outbox;
use runtime::{Context, persons};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope, version};

use super::endings::save;
use super::treatments::unknown_person;
use crate::domain::transfer::{Transfer, TransferId};
use crate::domain::treatment::Place;
use crate::store;

/// Where a treatment is to go.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendTreatment {
    /// Five digits, valid on `moved_on`.
    pub to_commune_code: String,
    pub moved_on: NaiveDate,
}

pub async fn send(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: TreatmentId,
    command: SendTreatment,
) -> Result<TransferId, Problem> {
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::RecordTreatments);
    let treatment = store::treatments::find(&tx, &scope, [id]).await?.remove(&id).ok_or_else(Problem::not_found)?;
    if store::transfers::sent(&tx, id).await?.is_some() {
        let vi = "Lần cai nghiện này đã gửi đi và đang chờ nơi đến trả lời.";
        return Err(Problem::conflict("transfer.under_way", vi, "This treatment is under way already."));
    }
    let person = persons::find(&tx, [treatment.person_id]).await?.remove(&treatment.person_id);
    let person = person.ok_or_else(|| unknown_person("person_id"))?;
    let to = Place::of(&command.to_commune_code, command.moved_on)
        .map_err(|error| FieldError { field: "to_commune_code".to_owned(), ..error })?;
    let id = TransferId(context.new_id());
    let (transfer, treatment, event) =
        Transfer::send(id, (&treatment, &person), to, command.moved_on, context.now(), context.today())?;
    save(&tx, &treatment).await?;
    store::transfers::insert(&tx, &transfer).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, treatment.version)).await?;
    claim.complete(&tx, &id).await?;
    context.commit(tx).await?;
    Ok(id)
}

/// What becomes of a treatment under way: `accepted` and `rejected` by the commune it goes to, `recalled` by the
/// one it comes from.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerTransfer {
    pub state: TransferState,
    /// Needed unless it is accepted.
    #[serde(default)]
    pub reason: Option<TransferReason>,
}

pub async fn answer(
    context: &Context,
    caller: &Caller,
    id: TransferId,
    command: AnswerTransfer,
) -> Result<Transfer, Problem> {
    let tx = context.begin().await?;
    let transfer = store::transfers::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    check_side(&caller.scope_of(Right::RecordTreatments), &transfer, command.state)?;
    // The receiving commune does not see the treatment yet: its right is the transfer.
    let everywhere = Scope { everywhere: true, ..Scope::default() };
    let treatment = store::treatments::find(&tx, &everywhere, [transfer.treatment]).await?;
    let treatment = treatment.into_values().next().ok_or_else(Problem::not_found)?;
    let person = persons::find(&tx, [treatment.person_id]).await?.remove(&treatment.person_id);
    let person = person.ok_or_else(|| unknown_person("person_id"))?;
    let (transfer, treatment, event) =
        transfer.answer((&treatment, &person), command.state, command.reason, context.now(), context.today())?;
    if !store::transfers::update(&tx, &transfer).await? {
        return Err(version::changed());
    }
    save(&tx, &treatment).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, treatment.version)).await?;
    context.commit(tx).await?;
    Ok(transfer)
}

/// Each side may do its own part; to anybody else the transfer does not exist.
fn check_side(scope: &Scope, transfer: &Transfer, answer: TransferState) -> Result<(), Problem> {
    let covers = |place: &Place| scope.covers_area(&[&place.commune_code, &place.province_code]);
    let (receives, sends) = (covers(&transfer.to), covers(&transfer.from));
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

/// Which treatments under way to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListTransfers {
    pub cursor: Option<TransferId>,
    pub limit: Option<u64>,
}

/// A treatment that waits for an answer, and what is left of its time.
pub struct UnderWay {
    /// Whose treatment it is, so that the receiving commune knows whom to expect.
    pub person: Option<PersonId>,
    pub transfer: Transfer,
    pub standing: Option<Standing>,
}

/// Treatments that leave or reach the caller's areas and wait for an answer.
pub async fn under_way(context: &Context, caller: &Caller, query: ListTransfers) -> Result<Page<UnderWay>, Problem> {
    let scope = caller.scope_of(Right::RecordTreatments);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let (items, total) = store::transfers::under_way(&context.db, &scope, query.cursor, limit).await?;
    let full = u64::try_from(items.len()).unwrap_or(0) == limit;
    let next = items.last().filter(|_| full).map(|last| last.id.to_string());
    let now = context.now().with_timezone(&VIETNAM);
    let everywhere = Scope { everywhere: true, ..Scope::default() };
    let ids = items.iter().map(|transfer| transfer.treatment);
    let treatments = store::treatments::find(&context.db, &everywhere, ids).await?;
    let items = items.into_iter().map(|transfer| UnderWay {
        person: treatments.get(&transfer.treatment).map(|treatment| treatment.person_id),
        standing: transfer.standing(now),
        transfer,
    });
    Ok(Page { items: items.collect(), total, next })
}
