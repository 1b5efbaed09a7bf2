//! `/v1/facilities/{id}/capacities`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::ids::FacilityId;
use runtime::Context;
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::admissions::Created;
use crate::app::capacities::{self, ChangeCapacity};

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let manage = Access::To(Right::ManageFacilities);
    routes.add(
        Route::post("/v1/facilities/{id}/capacities", manage, "Change the capacity from a day on")
            .takes::<ChangeCapacity>()
            .answers::<Created>(),
        change,
    )
}

async fn change(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<FacilityId>,
    Json(command): Json<ChangeCapacity>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = capacities::change(&context, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}
