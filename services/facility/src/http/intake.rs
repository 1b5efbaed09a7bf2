//! `/v1/admissions/{id}/intake`, and what is recorded of it: papers, belongings, classifications, plans.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::ids::AdmissionId;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::labels::Label;
use web::{Access, Caller, Json, Problem, Right, Route, Routes, label};

use super::admissions::Created;
use super::register::FindingView;
use crate::app::belongings::{self, ReceiveBelongings, ReturnBelongings};
use crate::app::classifications::{self, Classify};
use crate::app::intake::{self, Intake};
use crate::app::papers::{self, GivePaper};
use crate::app::plans::{self, MakePlan};
use crate::domain::belonging::Belonging;
use crate::domain::classification::Classification;
use crate::domain::paper::Paper;
use crate::domain::plan::Plan;

/// What belongs to an admission beside its book.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct IntakeView {
    pub papers: Vec<PaperView>,
    pub belongings: Vec<BelongingView>,
    /// In the order of the days; the last one holds.
    pub classifications: Vec<ClassificationView>,
    pub plan: Option<PlanView>,
    /// Papers that are missing, belongings that were not returned.
    pub findings: Vec<FindingView>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct PaperView {
    pub paper: Label,
    pub number: Option<String>,
    pub dated_on: NaiveDate,
}

impl From<Paper> for PaperView {
    fn from(Paper { kind, number, dated_on }: Paper) -> Self {
        Self { paper: label!(kind), number, dated_on }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct BelongingView {
    pub id: Uuid,
    pub item: Label,
    /// How many; of money how much, in whole đồng.
    pub quantity: i64,
    pub received_on: NaiveDate,
    pub returned_on: Option<NaiveDate>,
}

impl From<Belonging> for BelongingView {
    fn from(Belonging { id, item, quantity, received_on, returned_on }: Belonging) -> Self {
        Self { id, item: label!(item), quantity, received_on, returned_on }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ClassificationView {
    pub classified_on: NaiveDate,
    pub class: String,
    pub team: Option<String>,
    pub drug: Option<Label>,
    pub level: Option<Label>,
    pub health: Vec<Label>,
}

impl From<Classification> for ClassificationView {
    fn from(classification: Classification) -> Self {
        let Classification { classified_on, class, team, drug, level, health, .. } = classification;
        Self {
            classified_on,
            class,
            team,
            drug: drug.map(|drug| label!(drug)),
            level: level.map(|level| label!(level)),
            health: health.into_iter().map(|sign| label!(sign)).collect(),
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct PlanView {
    pub planned_on: NaiveDate,
    pub goals: Vec<GoalView>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct GoalView {
    pub stage: u32,
    pub goal: Label,
    pub target_on: NaiveDate,
}

impl From<Plan> for PlanView {
    fn from(Plan { planned_on, goals, .. }: Plan) -> Self {
        let goals = goals.into_iter().map(|goal| GoalView {
            stage: goal.stage,
            goal: label!(goal.goal),
            target_on: goal.target_on,
        });
        Self { planned_on, goals: goals.collect() }
    }
}

impl From<Intake> for IntakeView {
    fn from(Intake { papers, belongings, classifications, plan, findings }: Intake) -> Self {
        Self {
            papers: papers.into_iter().map(PaperView::from).collect(),
            belongings: belongings.into_iter().map(BelongingView::from).collect(),
            classifications: classifications.into_iter().map(ClassificationView::from).collect(),
            plan: plan.map(PlanView::from),
            findings: findings.into_iter().map(FindingView::from).collect(),
        }
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadFacilities);
    let record = Access::To(Right::RecordMovements);
    routes
        .add(
            Route::get("/v1/admissions/{id}/intake", read, "Papers, belongings, classification and plan of a stay")
                .answers::<IntakeView>(),
            show,
        )
        .add(
            Route::post("/v1/admissions/{id}/papers", record, "A paper that came with a resident")
                .takes::<GivePaper>()
                .answers::<Created>(),
            give_paper,
        )
        .add(
            Route::post("/v1/admissions/{id}/belongings", record, "Take belongings into keeping")
                .takes::<ReceiveBelongings>()
                .answers::<Created>(),
            receive,
        )
        .add(
            Route::post("/v1/admissions/{id}/belongings/return", record, "Give belongings back")
                .takes::<ReturnBelongings>()
                .answers::<Created>(),
            give_back,
        )
        .add(
            Route::post("/v1/admissions/{id}/classifications", record, "Classify a resident")
                .takes::<Classify>()
                .answers::<Created>(),
            classify,
        )
        .add(
            Route::post("/v1/admissions/{id}/plans", record, "The rehabilitation plan of a stay")
                .takes::<MakePlan>()
                .answers::<Created>(),
            plan,
        )
}

type Answer = Result<(StatusCode, Json<Created>), Problem>;

fn created(id: Uuid) -> Answer {
    Ok((StatusCode::CREATED, Json(Created { id })))
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<AdmissionId>,
) -> Result<Json<IntakeView>, Problem> {
    Ok(Json(intake::read(&context, &caller, id).await?.into()))
}

async fn give_paper(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<AdmissionId>,
    Json(command): Json<GivePaper>,
) -> Answer {
    created(papers::give(&context, &caller, &key, id, command).await?)
}

async fn receive(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<AdmissionId>,
    Json(command): Json<ReceiveBelongings>,
) -> Answer {
    created(belongings::receive(&context, &caller, &key, id, command).await?)
}

async fn give_back(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<AdmissionId>,
    Json(command): Json<ReturnBelongings>,
) -> Answer {
    created(belongings::give_back(&context, &caller, &key, id, command).await?)
}

async fn classify(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<AdmissionId>,
    Json(command): Json<Classify>,
) -> Answer {
    created(classifications::classify(&context, &caller, &key, id, command).await?)
}

async fn plan(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<AdmissionId>,
    Json(command): Json<MakePlan>,
) -> Answer {
    created(plans::make(&context, &caller, &key, id, command).await?)
}
