//! `/v1/admissions`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::codes::{AdmissionBasis, ResidentCategory};
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::app::admissions::{self, ListAdmissions, RecordAdmission};
use crate::domain::admission::{Admission, Status};

/// A stay.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct AdmissionView {
    pub id: AdmissionId,
    pub person_id: PersonId,
    pub facility_id: FacilityId,
    pub basis: AdmissionBasis,
    pub category: ResidentCategory,
    pub status: Status,
    pub admitted_on: NaiveDate,
    pub decision_number: Option<String>,
    pub law_pack: String,
    pub term_months: u32,
    pub term_ends_on: NaiveDate,
    pub stage: Option<u32>,
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<String>,
    pub certificate_number: Option<String>,
}

impl From<Admission> for AdmissionView {
    fn from(admission: Admission) -> Self {
        Self {
            category: admission.category(),
            id: admission.id,
            person_id: admission.person_id,
            facility_id: admission.facility_id,
            basis: admission.basis,
            status: admission.status,
            admitted_on: admission.admitted_on,
            decision_number: admission.decision_number,
            law_pack: admission.law_pack,
            term_months: admission.term_months,
            term_ends_on: admission.term_ends_on,
            stage: admission.stage,
            ended_on: admission.ended_on,
            end_reason: admission.end_reason,
            certificate_number: admission.certificate_number,
        }
    }
}

/// A stay with its movements.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct AdmissionHistory {
    pub admission: AdmissionView,
    pub movements: Vec<MovementView>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct MovementView {
    pub facility_id: FacilityId,
    /// `in`, `out` or `within`.
    pub direction: String,
    pub cause: String,
    pub occurred_on: NaiveDate,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Created {
    pub id: Uuid,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadFacilities);
    let record = Access::To(Right::RecordMovements);
    routes
        .add(
            Route::post("/v1/admissions", record, "Take a person in").takes::<RecordAdmission>().answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/admissions/batch", record, "Take up to 500 persons in")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            post_batch,
        )
        .add(Route::get("/v1/admissions", read, "Stays in scope").answers::<Page<AdmissionView>>(), list)
        .add(Route::get("/v1/admissions/{id}", read, "A stay with its movements").answers::<AdmissionHistory>(), show)
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<RecordAdmission>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = admissions::record_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(admissions::record_all(&context, &caller, &key, batch.read()?).await?))
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListAdmissions>,
) -> Result<Json<Page<AdmissionView>>, Problem> {
    let Page { items, total, next } = admissions::list(&context, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(AdmissionView::from).collect(), total, next }))
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<AdmissionId>,
) -> Result<Json<AdmissionHistory>, Problem> {
    let (admission, movements) = admissions::read(&context, &caller, id).await?;
    let movements = movements.into_iter().map(|line| MovementView {
        facility_id: line.facility_id,
        direction: line.direction.as_str().to_owned(),
        cause: line.cause,
        occurred_on: line.occurred_on,
    });
    Ok(Json(AdmissionHistory { admission: admission.into(), movements: movements.collect() }))
}
