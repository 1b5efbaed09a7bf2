//! `/v1/campaigns`

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::codes::MaterialKind;
use domain::ids::CampaignId;
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::courses::Created;
use crate::app::campaigns::{self, Counted, ListCampaigns, OpenCampaign};

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct CampaignView {
    pub id: CampaignId,
    pub title: String,
    pub province_code: String,
    /// The day it began.
    pub occurred_on: NaiveDate,
    pub activities: i64,
    pub attendances: i64,
    /// Communes that saw at least one activity.
    pub communes: i64,
    /// Copies handed out, by kind; every kind is there.
    pub materials: BTreeMap<MaterialKind, i64>,
}

impl From<Counted> for CampaignView {
    fn from(Counted { campaign, held, materials }: Counted) -> Self {
        Self {
            id: campaign.id,
            title: campaign.title,
            province_code: campaign.province_code,
            occurred_on: campaign.occurred_on,
            activities: held.activities,
            attendances: held.attendances,
            communes: held.communes,
            materials: materials.into_iter().collect(),
        }
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadTraining);
    let record = Access::To(Right::RecordTraining);
    routes
        .add(Route::post("/v1/campaigns", record, "Open a campaign").takes::<OpenCampaign>().answers::<Created>(), post)
        .add(
            Route::get("/v1/campaigns", read, "Campaigns in scope with their numbers").answers::<Page<CampaignView>>(),
            list,
        )
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<OpenCampaign>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = campaigns::open(&context, &caller, &key, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id: id.0 })))
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListCampaigns>,
) -> Result<Json<Page<CampaignView>>, Problem> {
    let Page { items, total, next } = campaigns::list(&context, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(CampaignView::from).collect(), total, next }))
}
