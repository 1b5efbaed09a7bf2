//! `/v1/doses`

use axum::extract::State;
use axum::http::StatusCode;
use runtime::Context;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::treatments::Created;
use crate::app::doses::{self, RecordDose};

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordTreatments);
    routes
        .add(
            Route::post("/v1/doses", record, "Record a day of substitution treatment")
                .takes::<RecordDose>()
                .answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/doses/batch", record, "Record up to 500 days").takes::<Batch>().answers::<BatchAnswer>(),
            post_batch,
        )
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<RecordDose>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = doses::record_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(doses::record_all(&context, &caller, &key, batch.read()?).await?))
}
