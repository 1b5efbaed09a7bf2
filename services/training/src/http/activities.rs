//! `/v1/campaigns/{id}/activities`

use axum::extract::{Path, State};
use domain::ids::CampaignId;
use runtime::Context;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use crate::app::activities;

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordTraining);
    routes.add(
        Route::post("/v1/campaigns/{id}/activities/batch", record, "Record up to 500 activities")
            .takes::<Batch>()
            .answers::<BatchAnswer>(),
        post_batch,
    )
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<CampaignId>,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(activities::hold_all(&context, &caller, &key, id, batch.read()?).await?))
}
