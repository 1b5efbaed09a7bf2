//! `/v1/figures`

use axum::extract::State;
use axum::http::StatusCode;
use runtime::Context;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::treatments::Created;
use crate::app::figures::{self, StateFigure};

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordTreatments);
    routes
        .add(
            Route::post("/v1/figures", record, "State a figure of a group from a day on")
                .takes::<StateFigure>()
                .answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/figures/batch", record, "State up to 500 figures")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            post_batch,
        )
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<StateFigure>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = figures::state_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(figures::state_all(&context, &caller, &key, batch.read()?).await?))
}
