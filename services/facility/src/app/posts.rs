//! Who holds which post at a facility.

use chrono::NaiveDate;
use domain::codes::facility::PostKind;
use domain::ids::{AccountId, FacilityId, StaffId};
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use crate::domain::post::Post;
use crate::store;

/// Somebody who takes a post: an account, or a code of the facility's own.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakePost {
    pub post: PostKind,
    #[serde(default)]
    pub account_id: Option<AccountId>,
    #[serde(default)]
    pub staff_code: Option<String>,
    /// The same member of staff on training's roster: certificates of courses are known through it.
    #[serde(default)]
    pub roster_id: Option<StaffId>,
    /// The stage of the process that the holder is responsible for.
    #[serde(default)]
    pub stage: Option<u32>,
    pub since: NaiveDate,
}

/// The last day in a post.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeavePost {
    pub until: NaiveDate,
}

pub async fn take(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: FacilityId,
    command: TakePost,
) -> Result<Uuid, Problem> {
    let tx = context.begin().await?;
    let facility = super::facilities::find(&tx, caller, Right::RecordMovements, id).await?;
    let claim = match key.claim(&tx, caller.account, &(id, &command), context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let TakePost { post, account_id, staff_code, roster_id, stage, since } = command;
    let post = Post {
        id: context.new_id(),
        facility_id: id,
        kind: post,
        account_id,
        staff_code,
        roster_id,
        stage,
        since,
        until: None,
    };
    let post = Post::take(post, &facility, context.today()).map_err(Problem::fields)?;
    store::posts::insert(&tx, &post, context.now(), caller.account).await?;
    claim.complete(&tx, &post.id).await?;
    context.commit(tx).await?;
    Ok(post.id)
}

pub async fn leave(context: &Context, caller: &Caller, id: Uuid, command: LeavePost) -> Result<Post, Problem> {
    let tx = context.begin().await?;
    let mut post = store::posts::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    super::facilities::find(&tx, caller, Right::RecordMovements, post.facility_id).await?;
    post.leave(command.until, context.today())?;
    if !store::posts::leave(&tx, &post).await? {
        return Err(version::changed());
    }
    context.commit(tx).await?;
    Ok(post)
}
