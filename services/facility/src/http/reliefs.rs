//! `/v1/reliefs`, `/v1/admissions/{id}/reliefs`, `/v1/facilities/{id}/reliefs`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::codes::StayStatus;
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::law::Authority;
use domain::law::relief::{ReliefClock, ReliefGround, ReliefKind, ReliefPaper, ReliefState};
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::labels::{ArticleView, StandingView};
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::admissions::Created;
use super::records::TakenOutView;
use crate::app::reliefs::{
    self, DecideRelief, GivePaper, ProposeRelief, Standing, StepRelief, UnderWay, WithdrawRelief,
};
use crate::domain::relief::{GivenPaper, Running};

/// A proposal to suspend, remit or reduce a term.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ReliefView {
    pub id: Uuid,
    pub admission_id: AdmissionId,
    pub person_id: PersonId,
    pub kind: ReliefKind,
    pub ground: ReliefGround,
    /// What the ground rests on.
    pub article: Option<ArticleView>,
    pub state: ReliefState,
    /// Of the stay, as it stands now.
    pub status: StayStatus,
    pub applied_on: NaiveDate,
    pub posted_on: Option<NaiveDate>,
    pub sent_on: Option<NaiveDate>,
    pub sent_to: Option<Authority>,
    pub decided_on: Option<NaiveDate>,
    pub decision_number: Option<String>,
    /// By how many a term was reduced.
    pub months: Option<u32>,
    pub withdrawn: Option<TakenOutView>,
    pub papers: Vec<GivenPaperView>,
    /// Required and not there yet.
    pub missing: Vec<MissingPaper>,
    /// The times that run.
    pub clocks: Vec<ClockView>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct GivenPaperView {
    pub paper: ReliefPaper,
    pub document_number: Option<String>,
    pub dated_on: NaiveDate,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct MissingPaper {
    pub paper: ReliefPaper,
    pub form: Option<FormView>,
}

/// How a form is quoted.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct FormView {
    pub vi: String,
    pub en: String,
}

/// A time that runs.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ClockView {
    pub clock: ReliefClock,
    pub last_day: NaiveDate,
    pub standing: StandingView,
    pub article: ArticleView,
}

impl From<Running> for ClockView {
    fn from(running: Running) -> Self {
        Self {
            clock: running.clock,
            last_day: running.last_day,
            standing: running.standing.into(),
            article: running.article.into(),
        }
    }
}

impl From<Standing> for ReliefView {
    fn from(Standing { relief, stay, rule, running }: Standing) -> Self {
        let given = |given: &GivenPaper| GivenPaperView {
            paper: given.paper,
            document_number: given.document_number.clone(),
            dated_on: given.dated_on,
        };
        let missing = relief.missing(rule).into_iter().map(|paper| {
            let form = rule.form(paper).map(|form| FormView { vi: form.vi(), en: form.en() });
            MissingPaper { paper, form }
        });
        let missing = if relief.is_open() { missing.collect() } else { Vec::new() };
        Self {
            id: relief.id,
            admission_id: relief.admission_id,
            person_id: stay.person_id,
            kind: relief.kind,
            ground: relief.ground,
            article: rule.ground(relief.ground).map(|ground| ground.article.into()),
            state: relief.state,
            status: stay.status,
            applied_on: relief.applied_on,
            posted_on: relief.posted_on,
            sent_on: relief.sent_on,
            sent_to: relief.sent_to,
            decided_on: relief.decided_on,
            papers: relief.papers.iter().map(given).collect(),
            decision_number: relief.decision_number,
            months: relief.months,
            withdrawn: relief.withdrawn.map(TakenOutView::from),
            missing,
            clocks: running.into_iter().map(ClockView::from).collect(),
        }
    }
}

/// The proposals of a stay, newest first.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ReliefsView {
    pub reliefs: Vec<ReliefView>,
}

/// What is under way at a facility.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct UnderWayView {
    /// Open ones and suspensions that last, the oldest first.
    pub reliefs: Vec<ReliefView>,
    /// When reductions are looked at again, where the law of its residents says so.
    pub review: Option<ClockView>,
}

impl From<UnderWay> for UnderWayView {
    fn from(UnderWay { reliefs, review }: UnderWay) -> Self {
        Self { reliefs: reliefs.into_iter().map(ReliefView::from).collect(), review: review.map(ClockView::from) }
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadFacilities);
    let record = Access::To(Right::RecordMovements);
    routes
        .add(
            Route::post("/v1/admissions/{id}/reliefs", record, "Propose to suspend, remit or reduce a term")
                .takes::<ProposeRelief>()
                .answers::<Created>(),
            propose,
        )
        .add(
            Route::get("/v1/admissions/{id}/reliefs", read, "The proposals of a stay with their papers and times")
                .answers::<ReliefsView>(),
            of_stay,
        )
        .add(
            Route::get("/v1/facilities/{id}/reliefs", read, "What is under way at a facility")
                .answers::<UnderWayView>(),
            of_facility,
        )
        .add(
            Route::post("/v1/reliefs/{id}/papers", record, "A paper is there")
                .takes::<GivePaper>()
                .answers::<ReliefView>(),
            give,
        )
        .add(
            Route::post("/v1/reliefs/{id}/steps", record, "The list was posted; it was sent for decision")
                .takes::<StepRelief>()
                .answers::<ReliefView>(),
            step,
        )
        .add(
            Route::post("/v1/reliefs/{id}/decision", record, "Granted or refused; what follows enters the book")
                .takes::<DecideRelief>()
                .answers::<ReliefView>(),
            decide,
        )
        .add(
            Route::post("/v1/reliefs/{id}/withdrawal", record, "It is not pursued")
                .takes::<WithdrawRelief>()
                .answers::<ReliefView>(),
            withdraw,
        )
}

async fn propose(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<AdmissionId>,
    Json(command): Json<ProposeRelief>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = reliefs::propose(&context, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

async fn of_stay(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<AdmissionId>,
) -> Result<Json<ReliefsView>, Problem> {
    let reliefs = reliefs::of_stay(&context, &caller, id).await?;
    Ok(Json(ReliefsView { reliefs: reliefs.into_iter().map(ReliefView::from).collect() }))
}

async fn of_facility(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<FacilityId>,
) -> Result<Json<UnderWayView>, Problem> {
    Ok(Json(reliefs::of_facility(&context, &caller, id).await?.into()))
}

async fn give(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<Uuid>,
    Json(command): Json<GivePaper>,
) -> Result<Json<ReliefView>, Problem> {
    Ok(Json(reliefs::give(&context, &caller, &key, id, command).await?.into()))
}

async fn step(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<Uuid>,
    Json(command): Json<StepRelief>,
) -> Result<Json<ReliefView>, Problem> {
    Ok(Json(reliefs::step(&context, &caller, &key, id, command).await?.into()))
}

async fn decide(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<Uuid>,
    Json(command): Json<DecideRelief>,
) -> Result<Json<ReliefView>, Problem> {
    Ok(Json(reliefs::decide(&context, &caller, &key, id, command).await?.into()))
}

async fn withdraw(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<Uuid>,
    Json(command): Json<WithdrawRelief>,
) -> Result<Json<ReliefView>, Problem> {
    Ok(Json(reliefs::withdraw(&context, &caller, &key, id, command).await?.into()))
}
