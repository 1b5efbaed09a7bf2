//! Moving referrals on, one or many at a time.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::codes::ReferralState;
use domain::ids::ReferralId;
use domain::{FieldError, text};
use messaging::outbox;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right};

use super::cases::show_survivors;
use crate::store;
use crate::store::transitions::{Entry, Step};

/// A step to take.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveReferral {
    pub referral_id: ReferralId,
    pub to: ReferralState,
    pub occurred_on: NaiveDate,
    #[serde(default)]
    pub note: Option<String>,
}

/// Moves referrals on in one transaction, in the order of the items: several steps of one referral may stand
/// in one batch. An item that is refused does not touch the others.
pub async fn move_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<MoveReferral, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&MoveReferral>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::KeepAftercare);
    let wanted = request.iter().flatten().map(|item| item.referral_id);
    let mut referrals = store::referrals::lock(&tx, &scope, wanted).await?;
    let mut cases = store::cases::find(&tx, &scope, referrals.values().map(|referral| referral.case_id)).await?;
    show_survivors(&tx, cases.values_mut()).await?;
    let recorder = context.recorder(caller);
    let (mut moved, mut steps, mut events, mut results) = (BTreeSet::new(), Vec::new(), Vec::new(), Vec::new());
    for item in items {
        let decided = item.and_then(|command| {
            let referral = referrals.get(&command.referral_id).cloned();
            let case = referral.as_ref().and_then(|referral| cases.get(&referral.case_id));
            let (Some(referral), Some(case)) = (referral, case) else { return Err(unknown_referral()) };
            let (referral, event) = referral.go_to(command.to, command.occurred_on, &case.person, context.today())?;
            Ok((referral, event, command.note))
        });
        results.push(decided.map(|(referral, event, note)| {
            let id = referral.id;
            let note = note.as_deref().map(text::tidy).filter(|note| !note.is_empty());
            let step = Step { from: event.from, to: event.to, occurred_on: event.occurred_on, note };
            steps.push(Entry { id: context.new_id(), referral_id: id, sequence: referral.version, step });
            events.push(recorder.record(&event, referral.version));
            moved.insert(id);
            referrals.insert(id, referral);
            id.0
        }));
    }
    let changed: Vec<_> = moved.iter().filter_map(|id| referrals.get(id)).collect();
    store::referrals::save_all(&tx, &changed).await?;
    store::transitions::insert_all(&tx, steps).await?;
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

fn unknown_referral() -> Problem {
    FieldError::new(
        "referral_id",
        "referral.unknown",
        "Không có giới thiệu này trong phạm vi của bạn.",
        "There is no such referral within your scope.",
    )
    .into()
}
