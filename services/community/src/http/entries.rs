//! `/v1/entries`

use axum::extract::State;
use axum::http::StatusCode;
use runtime::Context;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::treatments::Created;
use crate::app::entries::{self, EnterLine};

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordTreatments);
    routes
        .add(
            Route::post(
                "/v1/entries",
                record,
                "Enter a session, a drug test, a violation or a time away in the book of a treatment",
            )
            .takes::<EnterLine>()
            .answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/entries/batch", record, "Enter up to 500 lines").takes::<Batch>().answers::<BatchAnswer>(),
            post_batch,
        )
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<EnterLine>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = entries::enter_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(entries::enter_all(&context, &caller, &key, batch.read()?).await?))
}
