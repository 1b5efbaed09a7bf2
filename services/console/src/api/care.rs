//! Records of residents, months' ratings and proposals about terms, from `facility`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::codes::care::CareKind;
use domain::codes::{CorrectionReason, ResidentCategory, StayStatus};
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::law::Authority;
use domain::law::relief::{ReliefClock, ReliefGround, ReliefKind, ReliefPaper, ReliefState};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::registry::labels::{Article, Standing};
use super::{Api, Created};
use crate::failure::Failure;
use crate::i18n::Named;

const SERVICE: &str = "facility";

/// A stay's records, and how far its stages have come.
#[derive(Clone, Debug, Deserialize)]
pub struct Records {
    pub stages: Vec<Stage>,
    pub records: Vec<Record>,
    pub courses: Vec<Course>,
}

/// A course that training tells of.
#[derive(Clone, Debug, Deserialize)]
pub struct Course {
    pub attended_on: NaiveDate,
    pub certified: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Stage {
    pub number: u8,
    #[serde(flatten)]
    pub name: Named,
    pub required: bool,
    pub started_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
    pub findings: Vec<Finding>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Finding {
    #[serde(flatten)]
    pub text: Named,
    pub article: Article,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Record {
    pub id: Uuid,
    pub occurred_on: NaiveDate,
    pub kind: CareKind,
    pub stage: Option<u8>,
    pub content: Value,
    pub withdrawn: Option<TakenOut>,
}

/// Why a record does not hold.
#[derive(Clone, Debug, Deserialize)]
pub struct TakenOut {
    pub reason: CorrectionReason,
}

/// What became of each item of a batch.
#[derive(Clone, Debug, Deserialize)]
pub struct BatchAnswer {
    pub done: usize,
    pub results: Vec<ItemResult>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ItemResult {
    pub problem: Option<ItemProblem>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ItemProblem {
    #[serde(flatten)]
    pub text: Named,
    pub errors: Vec<ItemError>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ItemError {
    #[serde(flatten)]
    pub text: Named,
}

impl ItemProblem {
    /// The most telling sentence.
    pub fn said(&self) -> &Named {
        self.errors.first().map_or(&self.text, |error| &error.text)
    }
}

pub async fn records(api: &Api, stay: AdmissionId) -> Result<Records, Failure> {
    api.get(SERVICE, &format!("/v1/admissions/{stay}/records")).await
}

pub async fn record(
    api: &Api,
    key: &str,
    stay: AdmissionId,
    on: Option<NaiveDate>,
    content: &Value,
) -> Result<Created, Failure> {
    let body = json!({ "admission_id": stay, "occurred_on": on, "content": content });
    api.create(SERVICE, "/v1/records", key, &body).await
}

/// The same or different things of many.
pub async fn record_all(api: &Api, key: &str, items: &[Value]) -> Result<BatchAnswer, Failure> {
    api.create(SERVICE, "/v1/records/batch", key, &json!({ "items": items })).await
}

pub async fn withdraw_record(api: &Api, key: &str, record: Uuid, reason: &str) -> Result<(), Failure> {
    let path = format!("/v1/records/{record}/withdrawal");
    let _: Value = api.create(SERVICE, &path, key, &json!({ "reason": reason })).await?;
    Ok(())
}

#[derive(Clone, Debug, Deserialize)]
pub struct Ratings {
    pub rows: Vec<RatingRow>,
}

/// A learner's month.
#[derive(Clone, Debug, Deserialize)]
pub struct RatingRow {
    pub admission_id: AdmissionId,
    pub person_id: PersonId,
    pub category: ResidentCategory,
    pub status: StayStatus,
    pub rating: Option<String>,
    pub records: BTreeMap<CareKind, i64>,
}

pub async fn ratings(api: &Api, facility: FacilityId, month: NaiveDate) -> Result<Vec<RatingRow>, Failure> {
    let Ratings { rows } = api.get(SERVICE, &format!("/v1/facilities/{facility}/ratings?month={month}")).await?;
    Ok(rows)
}

/// Rates months; a rating said again takes the place of the one before, so it needs no key.
pub async fn rate(
    api: &Api,
    month: NaiveDate,
    ratings: &[(AdmissionId, &'static str)],
) -> Result<BatchAnswer, Failure> {
    let items: Vec<Value> = ratings
        .iter()
        .map(|(stay, rating)| json!({ "admission_id": stay, "month": month, "rating": rating }))
        .collect();
    api.post(SERVICE, "/v1/ratings/batch", &json!({ "items": items })).await
}

/// A proposal to suspend, remit or reduce a term.
#[derive(Clone, Debug, Deserialize)]
pub struct Relief {
    pub id: Uuid,
    pub admission_id: AdmissionId,
    pub person_id: PersonId,
    pub kind: ReliefKind,
    pub ground: ReliefGround,
    pub article: Option<Article>,
    pub state: ReliefState,
    pub applied_on: NaiveDate,
    pub posted_on: Option<NaiveDate>,
    pub sent_on: Option<NaiveDate>,
    pub sent_to: Option<Authority>,
    pub decided_on: Option<NaiveDate>,
    pub decision_number: Option<String>,
    pub months: Option<u32>,
    pub withdrawn: Option<TakenOut>,
    pub papers: Vec<GivenPaper>,
    pub missing: Vec<MissingPaper>,
    pub clocks: Vec<Clock>,
}

impl Relief {
    pub fn is_open(&self) -> bool {
        self.state == ReliefState::Open
    }
}

#[derive(Clone, Debug, Deserialize)]
pub struct GivenPaper {
    pub paper: ReliefPaper,
    pub document_number: Option<String>,
    pub dated_on: NaiveDate,
}

#[derive(Clone, Debug, Deserialize)]
pub struct MissingPaper {
    pub paper: ReliefPaper,
    pub form: Option<Named>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Clock {
    pub clock: ReliefClock,
    pub last_day: NaiveDate,
    pub standing: Standing,
    pub article: Article,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Reliefs {
    pub reliefs: Vec<Relief>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct UnderWay {
    pub reliefs: Vec<Relief>,
    pub review: Option<Clock>,
}

pub async fn reliefs(api: &Api, stay: AdmissionId) -> Result<Vec<Relief>, Failure> {
    let Reliefs { reliefs } = api.get(SERVICE, &format!("/v1/admissions/{stay}/reliefs")).await?;
    Ok(reliefs)
}

pub async fn under_way(api: &Api, facility: FacilityId) -> Result<UnderWay, Failure> {
    api.get(SERVICE, &format!("/v1/facilities/{facility}/reliefs")).await
}

pub async fn propose(api: &Api, key: &str, stay: AdmissionId, proposal: &Value) -> Result<(), Failure> {
    let _: Created = api.create(SERVICE, &format!("/v1/admissions/{stay}/reliefs"), key, proposal).await?;
    Ok(())
}

/// `what` is the last part of the address: papers, steps, decision, withdrawal.
pub async fn change_relief(api: &Api, key: &str, relief: Uuid, what: &str, body: &Value) -> Result<(), Failure> {
    let _: Value = api.create(SERVICE, &format!("/v1/reliefs/{relief}/{what}"), key, body).await?;
    Ok(())
}

/// A court's decision recorded alone.
pub async fn reduce(api: &Api, key: &str, stay: AdmissionId, decision: &Value) -> Result<(), Failure> {
    let _: Value = api.create(SERVICE, &format!("/v1/admissions/{stay}/reductions"), key, decision).await?;
    Ok(())
}
