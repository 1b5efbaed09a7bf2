//! A treatment step by step: what it awaits, what was found, its book, its way to another commune.

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::TreatmentSite;
use domain::codes::community::{DetoxSite, EndGround};
use domain::codes::summary::TransferState;
use domain::ids::{PersonId, TreatmentId};
use domain::law::Authority;
use domain::paging::Page;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::api::registry::labels::{Article, Label, Standing};
use crate::api::{Api, Created};
use crate::failure::Failure;
use crate::fields::with_query;

const SERVICE: &str = "community";

#[derive(Clone, Debug, Deserialize)]
pub struct Course {
    pub id: TreatmentId,
    pub person_id: PersonId,
    pub site: TreatmentSite,
    pub commune_code: String,
    pub province_code: String,
    /// `registered`, `decided`, `under_way`, `completed` or `self_terminated`.
    pub phase: String,
    pub registered_on: NaiveDate,
    pub law_pack: String,
    pub term_months: u32,
    pub term_ends_on: NaiveDate,
    pub attempt: u32,
    pub decision: Option<Decision>,
    pub plan: Option<Plan>,
    pub started_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
    pub end_ground: Option<EndGround>,
    pub certificate_number: Option<String>,
    pub awaits: Option<Awaited>,
    pub findings: Vec<Finding>,
    /// Empty in lists.
    #[serde(default)]
    pub book: Vec<Line>,
    #[serde(default)]
    pub transfers: Vec<Transfer>,
}

impl Course {
    pub fn is_over(&self) -> bool {
        self.ended_on.is_some()
    }
}

#[derive(Clone, Debug, Deserialize)]
pub struct Decision {
    pub number: String,
    pub on: NaiveDate,
    pub authority: Authority,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Plan {
    pub on: NaiveDate,
    pub detox_site: DetoxSite,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Awaited {
    pub step: Label,
    pub due_on: Option<NaiveDate>,
    pub standing: Option<Standing>,
    pub article: Option<Article>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Finding {
    pub kind: Label,
    pub since: NaiveDate,
    pub counted: u32,
    pub proposal: Label,
    /// The ground it gives for ending the treatment.
    pub ground: Option<Label>,
    pub article: Article,
}

/// A line of the book, in words.
#[derive(Clone, Debug, Deserialize)]
pub struct Line {
    pub occurred_on: NaiveDate,
    pub vi: String,
    pub en: String,
    pub recorded_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Transfer {
    pub id: Uuid,
    pub from_commune_code: String,
    pub from_province_code: String,
    pub to_commune_code: String,
    pub to_province_code: String,
    pub state: TransferState,
    pub moved_on: NaiveDate,
    pub sent_at: DateTime<Utc>,
    pub due_at: Option<DateTime<Utc>>,
    pub article: Option<Article>,
    /// In lists of those under way.
    #[serde(default)]
    pub person_id: Option<PersonId>,
    /// What is left, in lists of those under way.
    #[serde(default)]
    pub standing: Option<Standing>,
}

pub async fn list(api: &Api, phase: &str, cursor: &str, limit: u64) -> Result<Page<Course>, Failure> {
    let limit = limit.to_string();
    let pairs = [("phase", phase), ("cursor", cursor), ("limit", &*limit)];
    api.get(SERVICE, &with_query("/v1/treatments", pairs)).await
}

/// Treatments of the caller's areas that await something until a day.
pub async fn awaiting(api: &Api, by: NaiveDate, limit: u64) -> Result<Page<Course>, Failure> {
    api.get(SERVICE, &format!("/v1/treatments?awaiting_by={by}&limit={limit}")).await
}

pub async fn course(api: &Api, id: TreatmentId) -> Result<Course, Failure> {
    api.get(SERVICE, &format!("/v1/treatments/{id}")).await
}

/// Treatments on their way from or to the caller's areas.
pub async fn under_way(api: &Api) -> Result<Page<Transfer>, Failure> {
    api.get(SERVICE, "/v1/transfers?limit=100").await
}

#[derive(Clone, Debug, Serialize)]
pub struct Register {
    pub person_id: PersonId,
    pub site: String,
    pub commune_code: String,
    pub occurred_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term_months: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
}

pub async fn register(api: &Api, key: &str, treatment: &Register) -> Result<Created, Failure> {
    api.create(SERVICE, "/v1/treatments", key, treatment).await
}

/// `step` is tagged by its kind.
pub async fn step(
    api: &Api,
    key: &str,
    id: TreatmentId,
    occurred_on: Option<NaiveDate>,
    step: Value,
) -> Result<(), Failure> {
    let body = json!({ "treatment_id": id, "occurred_on": occurred_on, "step": step });
    api.create::<Created>(SERVICE, "/v1/steps", key, &body).await.map(drop)
}

/// `entry` is tagged by its kind.
pub async fn enter(
    api: &Api,
    key: &str,
    id: TreatmentId,
    occurred_on: Option<NaiveDate>,
    entry: Value,
) -> Result<(), Failure> {
    let body = json!({ "treatment_id": id, "occurred_on": occurred_on, "entry": entry });
    api.create::<Created>(SERVICE, "/v1/entries", key, &body).await.map(drop)
}

pub async fn complete(
    api: &Api,
    key: &str,
    id: TreatmentId,
    occurred_on: Option<NaiveDate>,
    certificate_number: &str,
) -> Result<(), Failure> {
    let body = json!({ "treatment_id": id, "occurred_on": occurred_on, "certificate_number": certificate_number });
    api.create::<Created>(SERVICE, "/v1/completions", key, &body).await.map(drop)
}

/// A treatment ends once, so the service takes no key for it.
pub async fn terminate(
    api: &Api,
    id: TreatmentId,
    occurred_on: Option<NaiveDate>,
    ground: &str,
) -> Result<(), Failure> {
    let body = json!({ "occurred_on": occurred_on, "ground": ground });
    api.tell(SERVICE, &format!("/v1/treatments/{id}/self-termination"), &body).await
}

pub async fn send(
    api: &Api,
    key: &str,
    id: TreatmentId,
    to_commune_code: &str,
    moved_on: Option<NaiveDate>,
) -> Result<(), Failure> {
    let body = json!({ "to_commune_code": to_commune_code, "moved_on": moved_on });
    api.create::<Created>(SERVICE, &format!("/v1/treatments/{id}/transfers"), key, &body).await.map(drop)
}

pub async fn answer(api: &Api, id: Uuid, state: &str, reason: Option<&str>) -> Result<(), Failure> {
    api.tell(SERVICE, &format!("/v1/transfers/{id}/answer"), &json!({ "state": state, "reason": reason })).await
}
