//! `/v1/treatments`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::codes::TreatmentSite;
use domain::codes::community::{DetoxSite, EndGround};
use domain::ids::{PersonId, TreatmentId};
use domain::law::Authority;
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::courses::{CourseView, ListedView};
use crate::app::treatments::{self, ListTreatments, RegisterTreatment};
use crate::domain::treatment::{Decision, Phase, Status, Treatment};

/// A course of treatment.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct TreatmentView {
    pub id: TreatmentId,
    pub person_id: PersonId,
    pub site: TreatmentSite,
    pub commune_code: String,
    pub province_code: String,
    pub status: Status,
    pub registered_on: NaiveDate,
    pub law_pack: String,
    pub term_months: u32,
    pub term_ends_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
    pub certificate_number: Option<String>,
    /// Which time the person is in rehabilitation (lần cai nghiện).
    pub attempt: u32,
    pub phase: Phase,
    pub decision: Option<DecisionView>,
    pub plan: Option<PlanView>,
    pub started_on: Option<NaiveDate>,
    /// Why it is over without completion; none in what was ended before grounds were recorded.
    pub end_ground: Option<EndGround>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct DecisionView {
    pub number: String,
    pub on: NaiveDate,
    pub authority: Authority,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct PlanView {
    pub on: NaiveDate,
    pub detox_site: DetoxSite,
}

impl From<Treatment> for TreatmentView {
    fn from(treatment: Treatment) -> Self {
        let phase = treatment.phase();
        Self {
            id: treatment.id,
            person_id: treatment.person_id,
            site: treatment.site,
            commune_code: treatment.commune_code,
            province_code: treatment.province_code,
            status: treatment.status,
            registered_on: treatment.registered_on,
            law_pack: treatment.law_pack,
            term_months: treatment.term_months,
            term_ends_on: treatment.term_ends_on,
            ended_on: treatment.ended_on,
            certificate_number: treatment.certificate_number,
            attempt: treatment.attempt,
            phase,
            decision: treatment.decision.map(|Decision { number, on, authority }| DecisionView {
                number,
                on,
                authority,
            }),
            plan: treatment.plan.map(|(on, detox_site)| PlanView { on, detox_site }),
            started_on: treatment.started_on,
            end_ground: treatment.end_ground,
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Created {
    pub id: Uuid,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadTreatments);
    let record = Access::To(Right::RecordTreatments);
    routes
        .add(
            Route::post("/v1/treatments", record, "Register a treatment at home or in the community")
                .takes::<RegisterTreatment>()
                .answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/treatments/batch", record, "Register up to 500 treatments")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            post_batch,
        )
        .add(Route::get("/v1/treatments", read, "Treatments in scope").answers::<Page<ListedView>>(), list)
        .add(Route::get("/v1/treatments/{id}", read, "One treatment with its book").answers::<CourseView>(), show)
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<RegisterTreatment>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = treatments::register_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(treatments::register_all(&context, &caller, &key, batch.read()?).await?))
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListTreatments>,
) -> Result<Json<Page<ListedView>>, Problem> {
    let Page { items, total, next } = treatments::list(&context, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(ListedView::from).collect(), total, next }))
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<TreatmentId>,
) -> Result<Json<CourseView>, Problem> {
    Ok(Json(treatments::find(&context, &caller, id).await?.into()))
}
