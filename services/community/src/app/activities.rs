//! What groups did or were given, one line or many at a time.

use chrono::NaiveDate;
use domain::codes::community::GroupActivity;
use domain::ids::GroupId;
use messaging::outbox;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use super::figures::unknown_group;
use crate::domain::group::Work;
use crate::store;

/// Something a group did or was given from a day to another, both counted.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordActivity {
    pub group_id: GroupId,
    pub activity: GroupActivity,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// How often.
    #[serde(default = "once")]
    pub times: i64,
    /// How much of the activity's unit in all: attendances, VND, pieces.
    pub quantity: i64,
}

fn once() -> i64 {
    1
}

/// Records work in one transaction; an item that is refused does not touch the others.
pub async fn record_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<RecordActivity, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&RecordActivity>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::RecordTreatments);
    let mut groups = store::groups::find(&tx, &scope, request.iter().flatten().map(|item| item.group_id)).await?;
    let mut books = store::activities::of(&tx, groups.keys().copied()).await?;
    let recorder = context.recorder(caller);
    let (mut lines, mut events, mut results) = (Vec::new(), Vec::new(), Vec::new());
    for item in items {
        let decided = item.and_then(|command| {
            let RecordActivity { group_id, activity, from, to, times, quantity } = command;
            let group = groups.get(&group_id).cloned().ok_or_else(unknown_group)?;
            let work = Work { activity, from, to, times, quantity };
            let book = books.get(&group_id).map_or(&[][..], Vec::as_slice);
            let (group, event) = group.record(work, book, context.today())?;
            Ok((group, event, work))
        });
        results.push(match decided {
            Ok((group, event, work)) => {
                if !store::groups::update(&tx, &group).await? {
                    return Err(version::changed());
                }
                events.push(recorder.record(&event, group.version));
                books.entry(group.id).or_default().push(work);
                let id = context.new_id();
                lines.push((id, group.id, work));
                groups.insert(group.id, group);
                Ok(id)
            }
            Err(problem) => Err(problem),
        });
    }
    store::activities::insert_all(&tx, &lines).await?;
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
