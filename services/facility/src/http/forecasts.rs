//! `/v1/facilities/{id}/forecast`

use axum::extract::{Path, State};
use chrono::NaiveDate;
use domain::ids::FacilityId;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::app::forecasts::{self, Forecast, ForecastOf};

/// How full a facility will be.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ForecastView {
    pub facility_id: FacilityId,
    /// The day it is told on.
    pub on: NaiveDate,
    /// Places on that day.
    pub capacity: i64,
    /// Residents whose term stands still or is over: they are expected to stay.
    pub without_end: usize,
    /// Of the twelve months before, on which the expected ones rest.
    pub admissions: u32,
    pub months: Vec<MonthView>,
}

/// opening + admissions − releases = closing, to a tenth of a person.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct MonthView {
    pub from: NaiveDate,
    pub opening: f64,
    pub admissions: f64,
    pub releases: f64,
    pub closing: f64,
    /// Places on the month's last day, as decided so far.
    pub capacity: i64,
}

impl From<Forecast> for ForecastView {
    fn from(forecast: Forecast) -> Self {
        let tenth = |value: f64| (value * 10.0).round() / 10.0;
        let months = forecast.months.into_iter().map(|(month, capacity)| MonthView {
            from: month.from,
            opening: tenth(month.opening),
            admissions: tenth(month.admissions),
            releases: tenth(month.releases),
            closing: tenth(month.closing),
            capacity,
        });
        Self {
            facility_id: forecast.facility.id,
            on: forecast.on,
            capacity: forecast.capacity,
            without_end: forecast.without_end,
            admissions: forecast.admissions,
            months: months.collect(),
        }
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    routes.add(
        Route::get(
            "/v1/facilities/{id}/forecast",
            Access::To(Right::ReadFacilities),
            "How full a facility will be, `?on=2019-12-31&months=12&terms_of=C`",
        )
        .answers::<ForecastView>(),
        show,
    )
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<FacilityId>,
    Query(of): Query<ForecastOf>,
) -> Result<Json<ForecastView>, Problem> {
    Ok(Json(forecasts::of(&context, &caller, id, of).await?.into()))
}
