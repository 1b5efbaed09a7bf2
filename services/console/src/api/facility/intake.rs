//! What belongs to an admission beside its book.

use chrono::NaiveDate;
use domain::ids::AdmissionId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::SERVICE;
use super::register::Finding;
use crate::api::registry::labels::Label;
use crate::api::{Api, Created};
use crate::failure::Failure;

#[derive(Clone, Debug, Deserialize)]
pub struct Intake {
    pub papers: Vec<Paper>,
    pub belongings: Vec<Belonging>,
    /// The last one holds.
    pub classifications: Vec<Classification>,
    pub plan: Option<Plan>,
    pub findings: Vec<Finding>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Paper {
    pub paper: Label,
    pub number: Option<String>,
    pub dated_on: NaiveDate,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Belonging {
    pub id: Uuid,
    pub item: Label,
    pub quantity: i64,
    pub received_on: NaiveDate,
    pub returned_on: Option<NaiveDate>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Classification {
    pub classified_on: NaiveDate,
    pub class: String,
    pub team: Option<String>,
    pub drug: Option<Label>,
    pub level: Option<Label>,
    pub health: Vec<Label>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Plan {
    pub planned_on: NaiveDate,
    pub goals: Vec<Goal>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Goal {
    pub stage: u32,
    pub goal: Label,
    pub target_on: NaiveDate,
}

#[derive(Clone, Debug, Serialize)]
pub struct GivePaper {
    pub paper: String,
    pub number: Option<String>,
    pub dated_on: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ReceiveBelongings {
    pub received_on: Option<NaiveDate>,
    pub items: Vec<Received>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Received {
    pub item: String,
    pub quantity: Option<i64>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ReturnBelongings {
    pub returned_on: Option<NaiveDate>,
    pub ids: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Classify {
    pub classified_on: Option<NaiveDate>,
    pub class: String,
    pub team: Option<String>,
    pub drug: Option<String>,
    pub level: Option<String>,
    pub health: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MakePlan {
    pub planned_on: Option<NaiveDate>,
    pub goals: Vec<PlannedGoal>,
}

#[derive(Clone, Debug, Serialize)]
pub struct PlannedGoal {
    pub stage: Option<u32>,
    pub goal: String,
    pub target_on: Option<NaiveDate>,
}

pub async fn intake(api: &Api, stay: AdmissionId) -> Result<Intake, Failure> {
    api.get(SERVICE, &format!("/v1/admissions/{stay}/intake")).await
}

/// Records something of a stay: `papers`, `belongings`, `belongings/return`, `classifications` or `plans`.
pub async fn record(api: &Api, key: &str, stay: AdmissionId, what: &str, body: &impl Serialize) -> Result<(), Failure> {
    let Created { .. } = api.create(SERVICE, &format!("/v1/admissions/{stay}/{what}"), key, body).await?;
    Ok(())
}
