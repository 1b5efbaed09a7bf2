//! `/v1/admissions/{id}/movements`, `/stages`, and `/v1/releases`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::ids::AdmissionId;
use runtime::Context;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::admissions::{AdmissionView, Created};
use crate::app::movements::{self, RecordMovement, RecordRelease, StartStage};

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordMovements);
    routes
        .add(
            Route::post(
                "/v1/admissions/{id}/movements",
                record,
                "Escape, absence, return, transfer, death; also of a while ago",
            )
            .takes::<RecordMovement>()
            .answers::<AdmissionView>(),
            movement,
        )
        .add(
            Route::post("/v1/admissions/{id}/stages", record, "Start the next stage")
                .takes::<StartStage>()
                .answers::<AdmissionView>(),
            stage,
        )
        .add(
            Route::post("/v1/releases", record, "Release a resident").takes::<RecordRelease>().answers::<Created>(),
            release,
        )
        .add(
            Route::post("/v1/releases/batch", record, "Release up to 500 residents")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            release_batch,
        )
}

async fn movement(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<AdmissionId>,
    Json(command): Json<RecordMovement>,
) -> Result<Json<AdmissionView>, Problem> {
    Ok(Json((&movements::record(&context, &caller, &key, id, command).await?).into()))
}

async fn stage(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<AdmissionId>,
    Json(command): Json<StartStage>,
) -> Result<Json<AdmissionView>, Problem> {
    Ok(Json((&movements::start_stage(&context, &caller, &key, id, command).await?).into()))
}

async fn release(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<RecordRelease>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = movements::release_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn release_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(movements::release_all(&context, &caller, &key, batch.read()?).await?))
}
