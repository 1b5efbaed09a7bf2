//! `/v1/activities`

use axum::extract::State;
use axum::http::StatusCode;
use runtime::Context;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::treatments::Created;
use crate::app::activities::{self, RecordActivity};

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordTreatments);
    routes
        .add(
            Route::post("/v1/activities", record, "Record what a group did or was given")
                .takes::<RecordActivity>()
                .answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/activities/batch", record, "Record up to 500 lines of work")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            post_batch,
        )
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<RecordActivity>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = activities::record_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(activities::record_all(&context, &caller, &key, batch.read()?).await?))
}
