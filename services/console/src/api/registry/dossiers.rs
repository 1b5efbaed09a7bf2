//! Dossiers for compulsory treatment: lists, one in full, what is recorded.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::codes::CourtOutcome;
use domain::ids::{DossierId, PersonId};
use domain::paging::Page;
use serde::{Deserialize, Serialize};

use super::labels::{Article, Due, Form, Label, Rule, Standing};
use super::{Api, SERVICE};
use crate::api::Created;
use crate::failure::Failure;
use crate::fields::with_query;

/// A dossier as every view of it begins.
#[derive(Clone, Debug, Deserialize)]
pub struct Head {
    pub id: DossierId,
    pub person_id: PersonId,
    pub opened_on: NaiveDate,
    /// `open` or `decided`.
    pub status: String,
    pub outcome: Option<CourtOutcome>,
    pub decided_on: Option<NaiveDate>,
    pub decision_number: Option<String>,
    pub court: Option<String>,
    pub term_months: Option<u32>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Listed {
    #[serde(flatten)]
    pub dossier: Head,
    pub agency: Option<Label>,
    pub awaited_step: Option<Label>,
    pub due_at: Option<DateTime<FixedOffset>>,
    pub standing: Option<Standing>,
    /// What gives the due time.
    #[serde(default)]
    pub rule: Option<Rule>,
    pub governing_pack: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct AgencyCount {
    pub agency: Label,
    pub waiting: u64,
    pub overdue: u64,
    pub soon: u64,
}

/// One dossier in full.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    #[serde(flatten)]
    pub dossier: Head,
    pub age_group: Label,
    pub governing_pack: Label,
    /// Why another pack governs than the one it was opened under.
    pub transition: Option<Article>,
    pub facts: Facts,
    pub agency: Option<Label>,
    pub awaited_step: Option<Label>,
    /// What may be recorded now.
    pub allowed: Vec<Label>,
    pub steps: Vec<Step>,
    pub papers: Vec<Paper>,
    pub pauses: Vec<Pause>,
    pub stopped: bool,
    pub limitation: Option<Due>,
    pub warnings: Vec<Warning>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Facts {
    pub discovered_at: DateTime<FixedOffset>,
    pub last_violation_on: Option<NaiveDate>,
    pub evasion_ended_on: Option<NaiveDate>,
    pub ground: Option<Label>,
    pub exclusions: Vec<Label>,
    pub conditions: Vec<Label>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Step {
    pub step: Label,
    pub owner: Label,
    pub other_owner: Option<Label>,
    pub form: Option<Form>,
    pub article: Article,
    pub done: Vec<Done>,
    pub due: Option<Due>,
    pub standing: Option<Standing>,
    pub in_time: Option<bool>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Done {
    pub at: DateTime<FixedOffset>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Paper {
    pub paper: Label,
    pub required: bool,
    /// It, or one that does as well, is there.
    pub met: bool,
    pub form: Option<Form>,
    pub article: Article,
    pub received: Vec<Received>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Received {
    pub number: Option<String>,
    pub dated_on: Option<NaiveDate>,
    pub received_at: DateTime<FixedOffset>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Pause {
    pub reason: Label,
    pub from: DateTime<FixedOffset>,
    pub to: Option<DateTime<FixedOffset>>,
}

/// Something that was not refused but must be looked at.
#[derive(Clone, Debug, Deserialize)]
pub struct Warning {
    pub vi: String,
    pub en: String,
    pub article: Option<String>,
}

/// The grounds, exclusions and conditions a procedure knows.
#[derive(Clone, Debug, Deserialize)]
pub struct Procedure {
    pub grounds: Vec<Substance>,
    pub exclusions: Vec<Substance>,
    pub papers: Vec<PaperRule>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Substance {
    pub what: Label,
    pub article: Article,
}

#[derive(Clone, Debug, Deserialize)]
pub struct PaperRule {
    pub condition: Option<Label>,
}

/// Which dossiers to list. Codes go as they stand in the address: the service refuses unknown ones.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub status: String,
    pub agency: String,
    /// `overdue` or `soon`.
    pub due: String,
    pub cursor: String,
    pub limit: u64,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Open {
    pub occurred_on: Option<NaiveDate>,
    pub discovered_at: Option<DateTime<FixedOffset>>,
    pub last_violation_on: Option<NaiveDate>,
    pub evasion_ended_on: Option<NaiveDate>,
    pub ground: Option<String>,
    pub exclusions: Vec<String>,
    pub conditions: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RecordStep {
    pub step: String,
    pub at: DateTime<FixedOffset>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ReceivePaper {
    pub paper: String,
    pub number: Option<String>,
    pub dated_on: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MakePause {
    pub reason: String,
    pub at: DateTime<FixedOffset>,
}

#[derive(Clone, Debug, Serialize)]
pub struct EndPause {
    pub at: DateTime<FixedOffset>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RecordDecision {
    pub occurred_on: Option<NaiveDate>,
    pub outcome: String,
    pub decision_number: String,
    pub court: String,
    pub term_months: Option<u32>,
}

pub async fn list(api: &Api, filter: &Filter) -> Result<Page<Listed>, Failure> {
    let limit = filter.limit.to_string();
    let pairs = [
        ("status", &*filter.status),
        ("agency", &*filter.agency),
        ("due", &*filter.due),
        ("cursor", &*filter.cursor),
        ("limit", &*limit),
    ];
    api.get(SERVICE, &with_query("/v1/dossiers", pairs)).await
}

pub async fn summary(api: &Api) -> Result<Vec<AgencyCount>, Failure> {
    api.get(SERVICE, "/v1/dossiers/summary").await
}

pub async fn case(api: &Api, id: DossierId) -> Result<Case, Failure> {
    api.get(SERVICE, &format!("/v1/dossiers/{id}")).await
}

/// `pack` and `group` are codes of the law packs and age groups.
pub async fn procedure(api: &Api, pack: &str, group: &str) -> Result<Procedure, Failure> {
    api.get(SERVICE, &format!("/v1/procedures/{pack}/{group}")).await
}

pub async fn open(api: &Api, key: &str, person: PersonId, dossier: &Open) -> Result<Created, Failure> {
    api.create(SERVICE, &format!("/v1/persons/{person}/dossiers"), key, dossier).await
}

/// Records one thing about a dossier; `what` is the last part of the address.
async fn record(api: &Api, key: &str, id: DossierId, what: &str, body: &impl Serialize) -> Result<Created, Failure> {
    api.create(SERVICE, &format!("/v1/dossiers/{id}/{what}"), key, body).await
}

pub async fn record_step(api: &Api, key: &str, id: DossierId, step: &RecordStep) -> Result<(), Failure> {
    record(api, key, id, "steps", step).await.map(drop)
}

pub async fn receive_paper(api: &Api, key: &str, id: DossierId, paper: &ReceivePaper) -> Result<(), Failure> {
    record(api, key, id, "papers", paper).await.map(drop)
}

pub async fn pause(api: &Api, key: &str, id: DossierId, pause: &MakePause) -> Result<(), Failure> {
    record(api, key, id, "pauses", pause).await.map(drop)
}

pub async fn resume(api: &Api, key: &str, id: DossierId, end: &EndPause) -> Result<(), Failure> {
    record(api, key, id, "pauses/resume", end).await.map(drop)
}

/// A dossier has one decision, so the service takes no key for it.
pub async fn decide(api: &Api, id: DossierId, decision: &RecordDecision) -> Result<(), Failure> {
    api.tell(SERVICE, &format!("/v1/dossiers/{id}/decision"), decision).await
}
