//! `/v1/courses/{id}/attendances`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::ids::CourseId;
use runtime::Context;
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::courses::Created;
use crate::app::attendances::{self, RecordAttendances};

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordTraining);
    routes.add(
        Route::post("/v1/courses/{id}/attendances", record, "Enter up to 500 participants, all or none")
            .takes::<RecordAttendances>()
            .answers::<Created>(),
        post,
    )
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<CourseId>,
    Json(command): Json<RecordAttendances>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let entry = attendances::record(&context, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id: entry })))
}
