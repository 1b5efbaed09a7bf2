//! Recording the activities of a campaign.

use chrono::NaiveDate;
use domain::ids::CampaignId;
use messaging::outbox;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right};

use crate::domain::campaign::Activity;
use crate::store;
use crate::store::activities::Model as Row;

/// An activity to record.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldActivity {
    /// Five digits, in the campaign's province on `occurred_on`.
    pub commune_code: String,
    pub occurred_on: NaiveDate,
    pub attendances: i64,
}

impl From<HoldActivity> for Activity {
    fn from(command: HoldActivity) -> Self {
        let HoldActivity { commune_code, occurred_on, attendances } = command;
        Self { commune_code, occurred_on, attendances }
    }
}

/// Records activities in one transaction; an item that is refused does not touch the others.
pub async fn hold_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: CampaignId,
    items: Vec<Result<HoldActivity, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&HoldActivity>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::RecordTraining);
    let mut campaign = store::campaigns::take(&tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
    let recorder = context.recorder(caller);
    let (mut rows, mut events, mut results) = (Vec::new(), Vec::new(), Vec::new());
    for item in items {
        let held = item.and_then(|command| campaign.hold(command.into(), context.today()).map_err(Problem::fields));
        results.push(held.map(|(next, event)| {
            campaign = next;
            let row = Row::new(context.new_id(), campaign.version, &event);
            events.push(recorder.record(&event, campaign.version));
            let id = row.id;
            rows.push(row);
            id
        }));
    }
    store::campaigns::set_version(&tx, &campaign).await?;
    store::activities::insert_all(&tx, rows).await?;
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
