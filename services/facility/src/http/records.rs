//! `/v1/records`, `/v1/admissions/{id}/records`, `/v1/facilities/{id}/ratings`

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::care::CareKind;
use domain::codes::{CorrectionReason, ResidentCategory, StayStatus};
use domain::ids::{AccountId, AdmissionId, CourseId, FacilityId, PersonId};
use domain::law::Regime;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::labels::ArticleView;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::admissions::Created;
use crate::app::ratings::{self, RatedMonth};
use crate::app::records::{self, RecordResident, Records, WithdrawRecord};
use crate::domain::merit::Rating;
use crate::domain::process::{Course, StageState};
use crate::domain::record::{Content, Record, TakenOut};

/// The records of a stay, and how far its stages have come.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct RecordsView {
    pub admission_id: AdmissionId,
    /// None for who is under no measure.
    pub stages: Vec<StageView>,
    /// Newest day first; also those taken out.
    pub records: Vec<RecordView>,
    /// Courses of the time of the stay, as training tells.
    pub courses: Vec<CourseView>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct CourseView {
    pub course_id: CourseId,
    pub attended_on: NaiveDate,
    pub certified: bool,
}

/// A stage of the process by the stay's law.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct StageView {
    pub number: u8,
    pub vi: String,
    pub en: String,
    /// The measure asks for it.
    pub required: bool,
    pub started_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
    /// What it still lacks.
    pub findings: Vec<FindingView>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct FindingView {
    pub vi: String,
    pub en: String,
    pub article: ArticleView,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct RecordView {
    pub id: Uuid,
    pub occurred_on: NaiveDate,
    pub kind: CareKind,
    /// The stage it belongs to by the stay's law.
    pub stage: Option<u8>,
    pub content: Content,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: AccountId,
    pub withdrawn: Option<TakenOutView>,
}

/// Why a record does not hold.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct TakenOutView {
    pub at: DateTime<Utc>,
    pub by: AccountId,
    pub reason: CorrectionReason,
}

impl From<StageState> for StageView {
    fn from(state: StageState) -> Self {
        let findings = state.findings.into_iter().map(|finding| FindingView {
            vi: finding.vi.to_owned(),
            en: finding.en.to_owned(),
            article: finding.article.into(),
        });
        Self {
            number: state.stage.number,
            vi: state.stage.name_vi.to_owned(),
            en: state.stage.name_en.to_owned(),
            required: state.required,
            started_on: state.started_on,
            ended_on: state.ended_on,
            findings: findings.collect(),
        }
    }
}

impl From<TakenOut> for TakenOutView {
    fn from(TakenOut { at, by, reason }: TakenOut) -> Self {
        Self { at, by, reason }
    }
}

fn record_view(record: Record, regime: Regime) -> RecordView {
    RecordView {
        id: record.id,
        occurred_on: record.occurred_on,
        kind: record.content.kind(),
        stage: record.content.stage(regime),
        content: record.content,
        recorded_at: record.recorded_at,
        recorded_by: record.recorded_by,
        withdrawn: record.withdrawn.map(TakenOutView::from),
    }
}

impl From<Records> for RecordsView {
    fn from(Records { stay, stages, records, courses }: Records) -> Self {
        let courses = courses.into_iter().map(|Course { id, attended_on, certified }| CourseView {
            course_id: id,
            attended_on,
            certified,
        });
        let regime = stay.admission.pack().regime;
        Self {
            admission_id: stay.admission.id,
            stages: stages.into_iter().map(StageView::from).collect(),
            records: records.into_iter().map(|record| record_view(record, regime)).collect(),
            courses: courses.collect(),
        }
    }
}

/// The learners of a month.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct RatingsView {
    pub rows: Vec<RatingRow>,
}

/// How a learner's month went.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct RatingRow {
    pub admission_id: AdmissionId,
    pub person_id: PersonId,
    pub category: ResidentCategory,
    /// As it stands now.
    pub status: StayStatus,
    pub rating: Option<Rating>,
    /// How many records of each kind the month has: discipline, reward and the others.
    pub records: BTreeMap<CareKind, i64>,
}

impl From<RatedMonth> for RatingRow {
    fn from(month: RatedMonth) -> Self {
        let RatedMonth { admission_id, person_id, category, status, rating, records } = month;
        Self { admission_id, person_id, category, status, rating, records }
    }
}

/// Any day of the month.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MonthOf {
    month: NaiveDate,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadFacilities);
    let record = Access::To(Right::RecordMovements);
    routes
        .add(
            Route::post("/v1/records", record, "Record care, a drug test, discipline or reward of a resident")
                .takes::<RecordResident>()
                .answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/records/batch", record, "Record up to 500 of them, as of a group session")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            post_batch,
        )
        .add(
            Route::post("/v1/records/{id}/withdrawal", record, "Take a record out, with the reason")
                .takes::<WithdrawRecord>()
                .answers::<RecordsView>(),
            withdraw,
        )
        .add(
            Route::get("/v1/admissions/{id}/records", read, "A stay's records by stage, and what its stages lack")
                .answers::<RecordsView>(),
            show,
        )
        .add(
            Route::get(
                "/v1/facilities/{id}/ratings",
                read,
                "The learners of a month with its ratings, `?month=2019-04-01`",
            )
            .answers::<RatingsView>(),
            of_month,
        )
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<RecordResident>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = records::record_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(records::record_all(&context, &caller, &key, batch.read()?).await?))
}

async fn withdraw(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<Uuid>,
    Json(command): Json<WithdrawRecord>,
) -> Result<Json<RecordsView>, Problem> {
    Ok(Json(records::withdraw(&context, &caller, &key, id, command).await?.into()))
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<AdmissionId>,
) -> Result<Json<RecordsView>, Problem> {
    Ok(Json(records::read(&context, &caller, id).await?.into()))
}

async fn of_month(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<FacilityId>,
    Query(of): Query<MonthOf>,
) -> Result<Json<RatingsView>, Problem> {
    let rows = ratings::of_month(&context, &caller, id, of.month).await?;
    Ok(Json(RatingsView { rows: rows.into_iter().map(RatingRow::from).collect() }))
}
