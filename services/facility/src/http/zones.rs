//! `/v1/facilities/{id}/zones`, `/v1/placements`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::codes::Sex;
use domain::codes::facility::ZoneKind;
use domain::ids::FacilityId;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::admissions::Created;
use crate::app::zones::{self, OpenZone};
use crate::domain::zone::Zone;

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ZoneView {
    pub id: Uuid,
    pub name: String,
    pub kind: ZoneKind,
    pub sex: Option<Sex>,
    pub beds: i64,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
}

impl From<Zone> for ZoneView {
    fn from(zone: Zone) -> Self {
        let Zone { id, name, kind, sex, beds, opened_on, closed_on, .. } = zone;
        Self { id, name, kind, sex, beds, opened_on, closed_on }
    }
}

/// The zones of a facility, and which of those that law asks for it has not.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ZonesView {
    pub zones: Vec<ZoneView>,
    pub missing: Vec<ZoneKind>,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadFacilities);
    let record = Access::To(Right::RecordMovements);
    routes
        .add(
            Route::post("/v1/facilities/{id}/zones", record, "Set up a zone").takes::<OpenZone>().answers::<Created>(),
            open,
        )
        .add(Route::get("/v1/facilities/{id}/zones", read, "Zones of a facility").answers::<ZonesView>(), list)
        .add(
            Route::post("/v1/placements/batch", record, "Place up to 500 residents in zones")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            place,
        )
}

async fn open(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<FacilityId>,
    Json(command): Json<OpenZone>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = zones::open(&context, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<FacilityId>,
) -> Result<Json<ZonesView>, Problem> {
    let zones = zones::list(&context, &caller, id).await?;
    let has = |kind: &ZoneKind| zones.iter().any(|zone| zone.kind == *kind && zone.closed_on.is_none());
    let missing = ZoneKind::REQUIRED.into_iter().filter(|kind| !has(kind)).collect();
    Ok(Json(ZonesView { zones: zones.into_iter().map(ZoneView::from).collect(), missing }))
}

async fn place(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(zones::place_all(&context, &caller, &key, batch.read()?).await?))
}
