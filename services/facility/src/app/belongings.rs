//! What residents give into keeping, and have back.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::facility::BelongingItem;
use domain::ids::AdmissionId;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::{Caller, Problem};

use super::intake::{Opened, Writing};
use crate::domain::belonging::Belonging;
use crate::store;

/// More than one receipt holds.
const MOST: usize = 50;

/// A receipt.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiveBelongings {
    pub received_on: NaiveDate,
    pub items: Vec<ReceivedItem>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceivedItem {
    pub item: BelongingItem,
    /// How many; of money how much, in whole đồng.
    pub quantity: i64,
}

/// What is given back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnBelongings {
    pub returned_on: NaiveDate,
    /// Everything that was not returned yet when left out.
    #[serde(default)]
    pub ids: Vec<Uuid>,
}

/// Writes a receipt. Answers with the stay's id.
pub async fn receive(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: AdmissionId,
    command: ReceiveBelongings,
) -> Result<Uuid, Problem> {
    let writing = match Writing::open(context, caller, key, id, &command).await? {
        Opened::Seen(id) => return Ok(id),
        Opened::New(writing) => writing,
    };
    if command.items.is_empty() {
        return Err(FieldError::required("items").into());
    }
    if command.items.len() > MOST {
        let vi = "Nhiều nhất 50 dòng một lần.";
        return Err(FieldError::new("items", "belongings.too_many", vi, "50 lines at most at a time.").into());
    }
    let mut received = Vec::new();
    for ReceivedItem { item, quantity } in command.items {
        let received_on = command.received_on;
        let belonging = Belonging { id: context.new_id(), item, quantity, received_on, returned_on: None };
        received.push(Belonging::receive(belonging, &writing.stay, context.today()).map_err(Problem::fields)?);
    }
    store::belongings::insert_all(&writing.tx, id, &received, context.now(), caller.account).await?;
    writing.finish(context, id.0).await
}

/// Gives back, at the end of the stay or before. Answers with the stay's id.
pub async fn give_back(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: AdmissionId,
    command: ReturnBelongings,
) -> Result<Uuid, Problem> {
    let writing = match Writing::open(context, caller, key, id, &command).await? {
        Opened::Seen(id) => return Ok(id),
        Opened::New(writing) => writing,
    };
    let kept = store::belongings::of(&writing.tx, id).await?;
    let mut kept: Vec<Belonging> = kept.into_iter().filter(|one| one.returned_on.is_none()).collect();
    if !command.ids.is_empty() {
        kept.retain(|one| command.ids.contains(&one.id));
    }
    if kept.is_empty() || !command.ids.is_empty() && kept.len() != command.ids.len() {
        let vi = "Không có đồ vật nào như vậy đang giữ.";
        return Err(FieldError::new("ids", "belongings.unknown", vi, "Nothing like that is kept.").into());
    }
    for belonging in &mut kept {
        belonging.give_back(command.returned_on, context.today())?;
        store::belongings::give_back(&writing.tx, belonging).await?;
    }
    writing.finish(context, id.0).await
}
