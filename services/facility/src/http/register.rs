//! `/v1/facilities/{id}/register`

use axum::extract::{Path, State};
use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, FacilityId};
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::labels::ArticleView;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::facilities::FacilityView;
use super::licences::LicenceView;
use super::posts::PostView;
use super::rooms::RoomView;
use super::zones::ZoneView;
use crate::app::register::{self, OfZone, Register};
use crate::domain::capacity::Capacity;
use crate::domain::finding::Finding;

/// A facility as it stands on a day.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct RegisterView {
    #[serde(flatten)]
    pub facility: FacilityView,
    pub on: NaiveDate,
    /// In the headcount of the day.
    pub residents: i64,
    pub capacities: Vec<CapacityView>,
    pub licences: Vec<LicenceView>,
    pub zones: Vec<RegisteredZoneView>,
    /// Residents who are placed in no zone.
    pub unplaced: i64,
    pub posts: Vec<PostView>,
    pub findings: Vec<FindingView>,
}

/// A capacity from a day on. Of two for one day the one that was recorded later holds.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct CapacityView {
    pub since: NaiveDate,
    pub capacity: i64,
    /// None for what the facility opened with.
    pub decision_number: Option<String>,
    pub recorded_at: Option<DateTime<Utc>>,
    pub recorded_by: Option<AccountId>,
}

impl From<Capacity> for CapacityView {
    fn from(capacity: Capacity) -> Self {
        Self {
            since: capacity.since,
            capacity: capacity.places,
            decision_number: Some(capacity.decision_number),
            recorded_at: Some(capacity.recorded_at),
            recorded_by: Some(capacity.recorded_by),
        }
    }
}

/// A zone with its rooms and how many live in it.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct RegisteredZoneView {
    #[serde(flatten)]
    pub zone: ZoneView,
    pub rooms: Vec<RoomView>,
    pub occupants: i64,
}

impl From<OfZone> for RegisteredZoneView {
    fn from(OfZone { zone, rooms, occupants }: OfZone) -> Self {
        Self { zone: zone.into(), rooms: rooms.into_iter().map(RoomView::from).collect(), occupants }
    }
}

/// What is found, with the article that asks for it.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct FindingView {
    pub code: String,
    pub vi: String,
    pub en: String,
    pub article: Option<ArticleView>,
}

impl From<Finding> for FindingView {
    fn from(Finding { code, vi, en, article }: Finding) -> Self {
        Self { code: code.to_owned(), vi, en, article: article.map(ArticleView::from) }
    }
}

impl From<Register> for RegisterView {
    fn from(register: Register) -> Self {
        let Register { facility, capacity, capacities, certified, .. } = register;
        let first = CapacityView {
            since: facility.opened_on,
            capacity: facility.capacity,
            decision_number: None,
            recorded_at: None,
            recorded_by: None,
        };
        let posts = register.posts.into_iter().map(|post| {
            let courses = post.roster_id.and_then(|id| certified.get(&id).cloned()).unwrap_or_default();
            PostView::of(post, courses)
        });
        Self {
            posts: posts.collect(),
            facility: FacilityView::of(facility, capacity),
            on: register.on,
            residents: register.residents,
            capacities: std::iter::once(first).chain(capacities.into_iter().map(CapacityView::from)).collect(),
            licences: register.licences.into_iter().map(LicenceView::from).collect(),
            zones: register.zones.into_iter().map(RegisteredZoneView::from).collect(),
            unplaced: register.unplaced,
            findings: register.findings.into_iter().map(FindingView::from).collect(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AsOf {
    on: Option<NaiveDate>,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    routes.add(
        Route::get(
            "/v1/facilities/{id}/register",
            Access::To(Right::ReadFacilities),
            "A facility as it stands on a day, `?on=2026-07-01`",
        )
        .answers::<RegisterView>(),
        show,
    )
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<FacilityId>,
    Query(AsOf { on }): Query<AsOf>,
) -> Result<Json<RegisterView>, Problem> {
    Ok(Json(register::read(&context, &caller, id, on).await?.into()))
}
