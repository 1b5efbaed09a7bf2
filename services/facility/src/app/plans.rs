//! Rehabilitation plans.

use chrono::NaiveDate;
use domain::codes::care::PlanGoal;
use domain::ids::AdmissionId;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::{Caller, Problem};

use super::intake::{Opened, Writing};
use crate::domain::plan::{Goal, Plan};
use crate::store;

/// A plan with its goals; it takes the place of the one before.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakePlan {
    pub planned_on: NaiveDate,
    pub goals: Vec<PlannedGoal>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedGoal {
    pub stage: u32,
    pub goal: PlanGoal,
    pub target_on: NaiveDate,
}

pub async fn make(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: AdmissionId,
    command: MakePlan,
) -> Result<Uuid, Problem> {
    let writing = match Writing::open(context, caller, key, id, &command).await? {
        Opened::Seen(id) => return Ok(id),
        Opened::New(writing) => writing,
    };
    let goal = |PlannedGoal { stage, goal, target_on }| Goal { stage, goal, target_on };
    let goals = command.goals.into_iter().map(goal).collect();
    let plan = Plan { id: context.new_id(), planned_on: command.planned_on, goals };
    let plan = Plan::make(plan, &writing.stay, context.today()).map_err(Problem::fields)?;
    store::plans::insert(&writing.tx, id, &plan, context.now(), caller.account).await?;
    writing.finish(context, plan.id).await
}
