//! `/v1/completions` and `/v1/treatments/{id}/self-termination`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::ids::TreatmentId;
use runtime::Context;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::treatments::{Created, TreatmentView};
use crate::app::endings::{self, CompleteTreatment, SelfTerminate};

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordTreatments);
    routes
        .add(
            Route::post("/v1/completions", record, "Complete a treatment, with its certificate")
                .takes::<CompleteTreatment>()
                .answers::<Created>(),
            complete,
        )
        .add(
            Route::post("/v1/completions/batch", record, "Complete up to 500 treatments")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            complete_batch,
        )
        .add(
            Route::post("/v1/treatments/{id}/self-termination", record, "The person ended the treatment themselves")
                .takes::<SelfTerminate>()
                .answers::<TreatmentView>(),
            self_terminate,
        )
}

async fn complete(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<CompleteTreatment>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = endings::complete_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn complete_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(endings::complete_all(&context, &caller, &key, batch.read()?).await?))
}

async fn self_terminate(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<TreatmentId>,
    Json(command): Json<SelfTerminate>,
) -> Result<Json<TreatmentView>, Problem> {
    Ok(Json(endings::self_terminate(&context, &caller, id, command).await?.into()))
}
