//! `/v1/facilities/{id}/roll`

use axum::extract::{Path, State};
use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::{ResidentCategory, StayStatus};
use domain::ids::{AdmissionId, FacilityId, PersonId};
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::app::rolls::{self, CallRoll, Roll, RollOf};
use crate::domain::roll::{Mark, Shift};

/// The roll-call of a shift.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct RollView {
    pub on: NaiveDate,
    pub shift: Shift,
    pub closed_at: Option<DateTime<Utc>>,
    /// How many are not recorded.
    pub unrecorded: usize,
    pub rows: Vec<RollRow>,
    /// Who was seen otherwise than the books say, as they stand now.
    pub differences: Vec<DifferenceView>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct RollRow {
    pub admission_id: AdmissionId,
    pub person_id: PersonId,
    pub category: ResidentCategory,
    pub zone_id: Option<Uuid>,
    pub status: StayStatus,
    pub mark: Option<Mark>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct DifferenceView {
    pub admission_id: AdmissionId,
    pub expected: Option<Mark>,
    pub mark: Mark,
}

impl From<Roll> for RollView {
    fn from(roll: Roll) -> Self {
        let unrecorded = roll.unrecorded();
        let rows = roll.rows.into_iter().map(|row| RollRow {
            admission_id: row.admission_id,
            person_id: row.person_id,
            category: row.category,
            zone_id: row.zone_id,
            status: row.status,
            mark: row.mark,
        });
        let differences = roll.differences.into_iter().map(|difference| DifferenceView {
            admission_id: difference.admission_id,
            expected: difference.expected,
            mark: difference.mark,
        });
        Self {
            on: roll.of.on,
            shift: roll.of.shift,
            closed_at: roll.closed_at,
            unrecorded,
            rows: rows.collect(),
            differences: differences.collect(),
        }
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadFacilities);
    let record = Access::To(Right::RecordMovements);
    routes
        .add(
            Route::get("/v1/facilities/{id}/roll", read, "The roll of a shift, `?on=2019-12-31&shift=morning`")
                .answers::<RollView>(),
            show,
        )
        .add(
            Route::post("/v1/facilities/{id}/roll", record, "Mark residents on the roll")
                .takes::<CallRoll>()
                .answers::<RollView>(),
            call,
        )
        .add(
            Route::post("/v1/facilities/{id}/roll/closing", record, "Close a shift, with everybody recorded")
                .takes::<RollOf>()
                .answers::<RollView>(),
            close,
        )
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<FacilityId>,
    Query(of): Query<RollOf>,
) -> Result<Json<RollView>, Problem> {
    Ok(Json(rolls::read(&context, &caller, id, of).await?.into()))
}

async fn call(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<FacilityId>,
    Json(command): Json<CallRoll>,
) -> Result<Json<RollView>, Problem> {
    Ok(Json(rolls::call(&context, &caller, id, command).await?.into()))
}

async fn close(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<FacilityId>,
    Json(of): Json<RollOf>,
) -> Result<Json<RollView>, Problem> {
    Ok(Json(rolls::close(&context, &caller, id, of).await?.into()))
}
