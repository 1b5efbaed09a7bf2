//! `/v1/facilities`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::codes::FacilityKind;
use domain::ids::FacilityId;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::app::facilities::{self, RegisterFacility};
use crate::app::headcount::{self, Headcount};
use crate::domain::facility::Facility;

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct FacilityView {
    pub id: FacilityId,
    pub name: String,
    pub kind: FacilityKind,
    pub province_code: String,
    /// Places of the day, as the province states them.
    pub capacity: i64,
    pub opened_on: NaiveDate,
}

impl FacilityView {
    pub fn of(facility: Facility, capacity: i64) -> Self {
        let Facility { id, name, kind, province_code, opened_on, .. } = facility;
        Self { id, name, kind, province_code, capacity, opened_on }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Created {
    pub id: FacilityId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OnDay {
    on: NaiveDate,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadFacilities);
    let manage = Access::To(Right::ManageFacilities);
    routes
        .add(
            Route::post("/v1/facilities", manage, "Register a facility")
                .takes::<RegisterFacility>()
                .answers::<Created>(),
            register,
        )
        .add(Route::get("/v1/facilities", read, "Facilities in scope").answers::<Vec<FacilityView>>(), list)
        .add(Route::get("/v1/facilities/{id}", read, "One facility").answers::<FacilityView>(), show)
        .add(
            Route::get("/v1/facilities/{id}/headcount", read, "The headcount of a day, `?on=2019-12-31`")
                .answers::<Headcount>(),
            count,
        )
}

async fn register(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<RegisterFacility>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = facilities::register(&context, &caller, &key, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

async fn list(State(context): State<Context>, caller: Caller) -> Result<Json<Vec<FacilityView>>, Problem> {
    let listed = facilities::list(&context, &caller).await?.into_iter();
    Ok(Json(listed.map(|(facility, capacity)| FacilityView::of(facility, capacity)).collect()))
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<FacilityId>,
) -> Result<Json<FacilityView>, Problem> {
    let (facility, capacity) = facilities::read(&context, &caller, id).await?;
    Ok(Json(FacilityView::of(facility, capacity)))
}

async fn count(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<FacilityId>,
    Query(query): Query<OnDay>,
) -> Result<Json<Headcount>, Problem> {
    Ok(Json(headcount::on_day(&context, &caller, id, query.on).await?))
}
