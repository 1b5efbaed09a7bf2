//! The figures of groups, one or many at a time.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::community::GroupFigure;
use domain::ids::GroupId;
use messaging::outbox;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use crate::domain::group::Stated;
use crate::store;

/// A figure to state: it holds from `occurred_on` until it is stated anew.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateFigure {
    pub group_id: GroupId,
    pub figure: GroupFigure,
    pub value: i64,
    pub occurred_on: NaiveDate,
}

/// States figures in one transaction; an item that is refused does not touch the others. Answers the groups' ids.
pub async fn state_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<StateFigure, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&StateFigure>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::RecordTreatments);
    let mut groups = store::groups::find(&tx, &scope, request.iter().flatten().map(|item| item.group_id)).await?;
    let recorder = context.recorder(caller);
    let (mut events, mut results) = (Vec::new(), Vec::new());
    for item in items {
        let decided = item.and_then(|command| {
            let StateFigure { group_id, figure, value, occurred_on } = command;
            let group = groups.get(&group_id).cloned().ok_or_else(unknown_group)?;
            let stated = Stated { figure, from: occurred_on, value };
            let (group, event) = group.state(stated, context.today())?;
            Ok((group, event, stated))
        });
        results.push(match decided {
            Ok((group, event, stated)) => {
                if !store::groups::update(&tx, &group).await? {
                    return Err(version::changed());
                }
                store::figures::put(&tx, context.new_id(), group.id, stated).await?;
                events.push(recorder.record(&event, group.version));
                let id = group.id;
                groups.insert(id, group);
                Ok(id.0)
            }
            Err(problem) => Err(problem),
        });
    }
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

pub fn unknown_group() -> Problem {
    FieldError::new(
        "group_id",
        "group.unknown",
        "Không có tổ, đội, điểm hoặc câu lạc bộ này trong phạm vi của bạn.",
        "There is no such team, point or club within your scope.",
    )
    .into()
}
