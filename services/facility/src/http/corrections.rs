//! `/v1/admissions/{id}/entries/{entry}/correction`

use axum::extract::{Path, State};
use domain::ids::AdmissionId;
use runtime::Context;
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::admissions::AdmissionHistory;
use crate::app::corrections::{self, CorrectEntry};

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    routes.add(
        Route::post(
            "/v1/admissions/{id}/entries/{entry}/correction",
            Access::To(Right::RecordMovements),
            "Move an entry of the book to its right day, or take it out",
        )
        .takes::<CorrectEntry>()
        .answers::<AdmissionHistory>(),
        correct,
    )
}

async fn correct(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path((id, entry)): Path<(AdmissionId, Uuid)>,
    Json(command): Json<CorrectEntry>,
) -> Result<Json<AdmissionHistory>, Problem> {
    Ok(Json(corrections::correct(&context, &caller, &key, id, entry, command).await?.into()))
}
