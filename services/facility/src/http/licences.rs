//! `/v1/facilities/{id}/licences`, `/v1/licences/{id}/end`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::ids::FacilityId;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::labels::Label;
use web::{Access, Caller, Json, Problem, Right, Route, Routes, label};

use super::admissions::Created;
use crate::app::licences::{self, EndLicence, RecordLicence};
use crate::domain::licence::Licence;

/// A licence of a facility.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct LicenceView {
    pub id: Uuid,
    pub number: String,
    pub issuer: Label,
    pub form: Option<u32>,
    pub through_stage: u32,
    pub issued_on: NaiveDate,
    pub valid_until: Option<NaiveDate>,
    /// The first day on which it did not hold any more.
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<Label>,
}

impl From<Licence> for LicenceView {
    fn from(licence: Licence) -> Self {
        let Licence { id, number, issuer, form, through_stage, issued_on, valid_until, ended, .. } = licence;
        Self {
            id,
            number,
            issuer: label!(issuer),
            form,
            through_stage,
            issued_on,
            valid_until,
            ended_on: ended.map(|(on, _)| on),
            end_reason: ended.map(|(_, reason)| label!(reason)),
        }
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let manage = Access::To(Right::ManageFacilities);
    routes
        .add(
            Route::post("/v1/facilities/{id}/licences", manage, "Record a licence")
                .takes::<RecordLicence>()
                .answers::<Created>(),
            record,
        )
        .add(
            Route::post("/v1/licences/{id}/end", manage, "End a licence before its time")
                .takes::<EndLicence>()
                .answers::<LicenceView>(),
            end,
        )
}

async fn record(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<FacilityId>,
    Json(command): Json<RecordLicence>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = licences::record(&context, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

async fn end(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(command): Json<EndLicence>,
) -> Result<Json<LicenceView>, Problem> {
    Ok(Json(licences::end(&context, &caller, id, command).await?.into()))
}
