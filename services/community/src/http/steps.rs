//! `/v1/steps`

use axum::extract::State;
use axum::http::StatusCode;
use runtime::Context;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::treatments::Created;
use crate::app::steps::{self, RecordStep};

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordTreatments);
    routes
        .add(
            Route::post("/v1/steps", record, "Record the decision, the plan or the start of a treatment")
                .takes::<RecordStep>()
                .answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/steps/batch", record, "Record up to 500 steps").takes::<Batch>().answers::<BatchAnswer>(),
            post_batch,
        )
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<RecordStep>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = steps::record_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(steps::record_all(&context, &caller, &key, batch.read()?).await?))
}
