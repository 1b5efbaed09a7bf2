//! Mending a stay's book: what was on another day, what was not at all.

use chrono::NaiveDate;
use domain::codes::CorrectionReason;
use domain::ids::AdmissionId;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem};

use super::stays::{Changing, Reckoned};
use crate::domain::admission::Change;
use crate::domain::movement;

/// An entry's right day, or none when it never happened.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectEntry {
    /// The day on which it happened; left out, the entry is taken out of the book.
    #[serde(default)]
    pub occurred_on: Option<NaiveDate>,
    pub reason: CorrectionReason,
}

pub async fn correct(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: AdmissionId,
    entry: Uuid,
    command: CorrectEntry,
) -> Result<Reckoned, Problem> {
    let tx = context.begin().await?;
    let claim = match key.claim::<AdmissionId>(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(_) => return Changing::read(&tx, [id], None).await?.reckoned(context, &tx, id).await,
        Claimed::New(claim) => claim,
    };
    let mut changing = Changing::read(&tx, [id], None).await?;
    changing.stay(caller, id).ok_or_else(Problem::not_found)?;
    let reason = command.reason;
    let change = match command.occurred_on {
        Some(on) => {
            movement::check_day(on, context.today())?;
            Change::Move { entry, on, new_id: context.new_id(), reason }
        }
        None => Change::TakeOut { entry, reason },
    };
    changing.change(context, &tx, caller, &context.recorder(caller), id, change).await?;
    let reckoned = changing.reckoned(context, &tx, id).await?;
    claim.complete(&tx, &id).await?;
    context.commit(tx).await?;
    Ok(reckoned)
}
