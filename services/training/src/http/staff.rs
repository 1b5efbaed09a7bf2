//! `/v1/staff`

use axum::extract::State;
use runtime::Context;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use crate::app::staff;

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordTraining);
    routes.add(
        Route::post("/v1/staff/batch", record, "Put up to 500 members of staff on the roster")
            .takes::<Batch>()
            .answers::<BatchAnswer>(),
        post_batch,
    )
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(staff::register_all(&context, &caller, &key, batch.read()?).await?))
}
