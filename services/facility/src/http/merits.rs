//! `/v1/ratings/batch`, `/v1/admissions/{id}/reductions`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::ids::AdmissionId;
use runtime::Context;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::admissions::AdmissionHistory;
use crate::app::merits::{self, ReduceTerm};

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordMovements);
    routes
        .add(
            Route::post("/v1/ratings/batch", record, "Rate the months of up to 500 residents")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            rate,
        )
        .add(
            Route::post("/v1/admissions/{id}/reductions", record, "A court's decision that shortens the term")
                .takes::<ReduceTerm>()
                .answers::<AdmissionHistory>(),
            reduce,
        )
}

async fn rate(
    State(context): State<Context>,
    caller: Caller,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(merits::rate_all(&context, &caller, batch.read()?).await?))
}

async fn reduce(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<AdmissionId>,
    Json(command): Json<ReduceTerm>,
) -> Result<(StatusCode, Json<AdmissionHistory>), Problem> {
    let reckoned = merits::reduce(&context, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(reckoned.into())))
}
