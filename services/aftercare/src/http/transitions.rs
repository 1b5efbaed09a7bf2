//! `/v1/transitions`

use axum::extract::State;
use axum::http::StatusCode;
use runtime::Context;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::referrals::Created;
use crate::app::transitions::{self, MoveReferral};

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let keep = Access::To(Right::KeepAftercare);
    routes
        .add(
            Route::post("/v1/transitions", keep, "Take a referral one step on")
                .takes::<MoveReferral>()
                .answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/transitions/batch", keep, "Up to 500 steps, applied in their order")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            post_batch,
        )
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<MoveReferral>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = transitions::move_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(transitions::move_all(&context, &caller, &key, batch.read()?).await?))
}
