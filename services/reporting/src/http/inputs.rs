//! `/v1/stated-figures`, `/v1/targets`, `/v1/funding`

use axum::extract::State;
use runtime::Context;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use crate::app::inputs::{self, Input, RecordFunding, SetTarget, StateFigure};

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let state = Access::To(Right::StateFigures);
    let route = |path, summary| Route::post(path, state, summary).takes::<Batch>().answers::<BatchAnswer>();
    routes
        .add(route("/v1/stated-figures/batch", "Figures as official documents state them"), post::<StateFigure>)
        .add(route("/v1/targets/batch", "Targets of plans"), post::<SetTarget>)
        .add(route("/v1/funding/batch", "Amounts of funding"), post::<RecordFunding>)
}

async fn post<T: Input + Send + Sync>(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(inputs::record_all::<T>(&context, &caller, &key, batch.read()?).await?))
}
