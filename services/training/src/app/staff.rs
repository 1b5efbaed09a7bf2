//! Putting staff on the roster.

use domain::codes::Audience;
use domain::ids::StaffId;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope};

use crate::domain::staff::StaffMember;
use crate::store;

/// A member of staff to put on the roster.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterStaff {
    /// `facility_staff` or `community_staff`.
    pub audience: Audience,
    /// Two digits, valid today.
    pub province_code: String,
}

/// Registers staff in one transaction; an item that is refused does not touch the others.
pub async fn register_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<RegisterStaff, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&RegisterStaff>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::RecordTraining);
    let (mut staff, mut results) = (Vec::new(), Vec::new());
    for item in items {
        let registered = item.and_then(|command| decide(context, &scope, command));
        results.push(registered.map(|member| {
            let id = member.id.0;
            staff.push(member);
            id
        }));
    }
    store::staff::insert_all(&tx, &staff).await?;
    let answer = BatchAnswer::of(results);
    if answer.done == 0 {
        // Nothing happened, so the key stays free for another try.
        return Ok(answer);
    }
    claim.complete(&tx, &answer).await?;
    context.commit(tx).await?;
    Ok(answer)
}

fn decide(context: &Context, scope: &Scope, command: RegisterStaff) -> Result<StaffMember, Problem> {
    let RegisterStaff { audience, province_code } = command;
    Scope::require(scope.covers_area(&[&province_code]))?;
    let member = StaffMember { id: StaffId(context.new_id()), audience, province_code };
    StaffMember::register(member, context.today()).map_err(Problem::fields)
}
