//! `/v1/facilities/{id}/posts`, `/v1/posts/{id}/end`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::ids::{AccountId, FacilityId, StaffId};
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::labels::Label;
use web::{Access, Caller, Json, Problem, Right, Route, Routes, label};

use super::admissions::Created;
use crate::app::posts::{self, LeavePost, TakePost};
use crate::domain::post::Post;

/// A post and who holds it.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct PostView {
    pub id: Uuid,
    pub post: Label,
    pub account_id: Option<AccountId>,
    pub staff_code: Option<String>,
    pub roster_id: Option<StaffId>,
    pub stage: Option<u32>,
    pub since: NaiveDate,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// The days on which the holder finished a course with a certificate, as training tells.
    pub certified_on: Vec<NaiveDate>,
}

impl PostView {
    pub fn of(post: Post, certified_on: Vec<NaiveDate>) -> Self {
        let Post { id, kind, account_id, staff_code, roster_id, stage, since, until, .. } = post;
        Self { id, post: label!(kind), account_id, staff_code, roster_id, stage, since, until, certified_on }
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordMovements);
    routes
        .add(
            Route::post("/v1/facilities/{id}/posts", record, "Put a member of staff into a post")
                .takes::<TakePost>()
                .answers::<Created>(),
            take,
        )
        .add(
            Route::post("/v1/posts/{id}/end", record, "The last day of somebody in a post")
                .takes::<LeavePost>()
                .answers::<PostView>(),
            leave,
        )
}

async fn take(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<FacilityId>,
    Json(command): Json<TakePost>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = posts::take(&context, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

async fn leave(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(command): Json<LeavePost>,
) -> Result<Json<PostView>, Problem> {
    Ok(Json(PostView::of(posts::leave(&context, &caller, id, command).await?, Vec::new())))
}
