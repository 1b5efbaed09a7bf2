//! Persons and their files, from `registry`.

pub mod break_glass;
pub mod dossiers;
pub mod duplicates;
pub mod forms;
pub mod imports;
pub mod labels;
pub mod particulars;
pub mod transfers;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::summary::{FileChange, FilePhase};
use domain::codes::{CourtOutcome, DeterminationResult, DrugKind, FileClosureReason, FileKind, Sex};
use domain::ids::{DossierId, FacilityId, FileId, PersonId};
use domain::person::Birth;
use serde::{Deserialize, Serialize};
use serde_json::json;

use particulars::{Alias, Merge, Merged, Number, Residence, Stability};
use transfers::Transfer;

use super::{Api, Created};
use crate::failure::Failure;

const SERVICE: &str = "registry";
/// The most ids one look-up of names takes.
pub const NAMES_LIMIT: usize = 500;

/// Sent as a body: what is searched for may be a name, and an address must not hold one.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Search {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drug: Option<String>,
    /// Near spellings too, though exact ones are found.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub near: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    pub limit: u64,
}

/// A page of people.
#[derive(Clone, Debug, Deserialize)]
pub struct Found {
    pub items: Vec<PersonSummary>,
    pub total: u64,
    pub next: Option<String>,
    /// They are spelt nearly as typed.
    #[serde(default)]
    pub near: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub struct PersonSummary {
    pub id: PersonId,
    pub name: String,
    pub sex: Sex,
    pub birth: Birth,
    pub commune_code: String,
    pub province_code: String,
    pub file_code: Option<String>,
    pub file_kind: Option<FileKind>,
    /// `open` or `closed`.
    pub file_status: Option<String>,
    pub official_number_masked: Option<String>,
    pub facility_id: Option<FacilityId>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Person {
    #[serde(flatten)]
    pub summary: PersonSummary,
    pub address: Option<String>,
    pub registered_on: NaiveDate,
    #[serde(default)]
    pub files: Vec<File>,
    #[serde(default)]
    pub determinations: Vec<Determination>,
    #[serde(default)]
    pub dossiers: Vec<Dossier>,
    #[serde(default)]
    pub corrections: Vec<Correction>,
    /// Whom this record stands for now.
    #[serde(default)]
    pub merged_into: Option<PersonId>,
    #[serde(default)]
    pub phase: Option<FilePhase>,
    /// Attempts at rehabilitation so far; the next is one more.
    #[serde(default)]
    pub attempts: u32,
    #[serde(default)]
    pub file_history: Vec<FileEvent>,
    #[serde(default)]
    pub transfers: Vec<Transfer>,
    #[serde(default)]
    pub numbers: Vec<Number>,
    #[serde(default)]
    pub aliases: Vec<Alias>,
    #[serde(default)]
    pub residences: Vec<Residence>,
    #[serde(default)]
    pub stability: Option<Stability>,
    #[serde(default)]
    pub merges: Vec<Merge>,
    /// The other records of the same human being.
    #[serde(default)]
    pub merged: Vec<Merged>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct File {
    pub id: FileId,
    pub file_code: String,
    pub kind: FileKind,
    pub status: String,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub closure_reason: Option<FileClosureReason>,
    pub drug: Option<DrugKind>,
    pub legal_basis: Option<String>,
}

/// Something that happened to a file.
#[derive(Clone, Debug, Deserialize)]
pub struct FileEvent {
    pub change: FileChange,
    pub occurred_on: NaiveDate,
    pub legal_basis: Option<String>,
    /// A reason's or a commune's code.
    pub detail: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Determination {
    pub occurred_on: NaiveDate,
    pub result: DeterminationResult,
    pub drug: Option<DrugKind>,
    pub determiner: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Dossier {
    pub id: DossierId,
    /// `open` or `decided`.
    pub status: String,
    pub opened_on: NaiveDate,
    pub outcome: Option<CourtOutcome>,
    pub decided_on: Option<NaiveDate>,
    pub decision_number: Option<String>,
    pub term_months: Option<u32>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Correction {
    pub occurred_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub field: String,
    pub reason: String,
}

/// What a list shows of a person.
#[derive(Clone, Debug, Deserialize)]
pub struct NameCard {
    pub id: PersonId,
    pub name: String,
    pub sex: Sex,
    pub birth_year: i32,
    pub file_code: Option<String>,
}

/// A person to register. Codes go as they were entered: the service says what is wrong with them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RegisterPerson {
    pub name: String,
    pub sex: String,
    pub birth: Option<Birth>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub official_number: Option<String>,
    pub commune_code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    pub occurred_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<OpenFile>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct OpenFile {
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drug: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
}

pub async fn search(api: &Api, search: &Search) -> Result<Found, Failure> {
    api.post(SERVICE, "/v1/persons/search", search).await
}

pub async fn person(api: &Api, id: PersonId) -> Result<Person, Failure> {
    api.get(SERVICE, &format!("/v1/persons/{id}")).await
}

pub async fn register(api: &Api, key: &str, person: &RegisterPerson) -> Result<Created, Failure> {
    api.create(SERVICE, "/v1/persons", key, person).await
}

/// Names for a list, as far as the caller may read them. The look-up is recorded with its purpose.
pub async fn names(
    api: &Api,
    ids: impl IntoIterator<Item = PersonId>,
    purpose: &str,
) -> Result<HashMap<PersonId, NameCard>, Failure> {
    let mut ids: Vec<PersonId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let mut cards = HashMap::new();
    for some in ids.chunks(NAMES_LIMIT) {
        let body = json!({ "ids": some, "purpose": purpose });
        let found: Vec<NameCard> = api.post(SERVICE, "/v1/persons/names", &body).await?;
        cards.extend(found.into_iter().map(|card| (card.id, card)));
    }
    Ok(cards)
}
