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
use super::{certificates, handovers};
use crate::domain::handover::went_home;
use crate::domain::movement;
use crate::domain::stay::Change;

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
    let mut changing = Changing::read(&tx, [id], None).await?;
    let before = changing.stay(caller, id).ok_or_else(Problem::not_found)?;
    let certified = before.admission.certificate_number.is_some();
    let was_home = went_home(&before.admission).is_some();
    let claim = match key.claim::<AdmissionId>(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(_) => return changing.reckoned(context, &tx, id).await,
        Claimed::New(claim) => claim,
    };
    let reason = command.reason;
    let change = match command.occurred_on {
        Some(on) => {
            movement::check_day(on, context.today())?;
            Change::Move { entry, on, new_id: context.new_id(), reason }
        }
        None => Change::TakeOut { entry, reason },
    };
    let recorder = context.recorder(caller);
    changing.change(context, &tx, caller, &recorder, id, change).await?;
    let after = changing.stay(caller, id).ok_or_else(Problem::not_found)?;
    if certified && after.admission.certificate_number.is_none() {
        certificates::take_back(context, &tx, id).await?;
    }
    if was_home && went_home(&after.admission).is_none() {
        handovers::take_back(context, &tx, &recorder, id).await?;
    }
    let reckoned = changing.reckoned(context, &tx, id).await?;
    claim.complete(&tx, &id).await?;
    context.commit(tx).await?;
    Ok(reckoned)
}
