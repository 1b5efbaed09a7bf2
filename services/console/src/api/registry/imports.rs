//! Lists that are sent in: preview, lines, writing and taking back.

use std::collections::BTreeMap;

use axum::body::Bytes;
use chrono::{DateTime, NaiveDate, Utc};
use documents::lists::Field;
use documents::lists::rows::Skipped;
use domain::codes::Sex;
use domain::ids::PersonId;
use domain::person::Birth;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::SERVICE;
use crate::api::{Api, Created};
use crate::failure::Failure;
use crate::fields::with_query;
use crate::i18n::Named;

#[derive(Clone, Debug, Deserialize)]
pub struct Import {
    pub id: Uuid,
    pub file_name: String,
    /// `reading`, `previewed`, `applying`, `applied` or `undone`.
    pub state: String,
    pub occurred_on: NaiveDate,
    pub created_at: DateTime<Utc>,
    pub plan: Plan,
    pub counts: Vec<Count>,
}

impl Import {
    /// Lines of an outcome, or of a state, or of both.
    pub fn lines(&self, outcome: Option<&str>, state: Option<&str>) -> i64 {
        let wanted = |count: &&Count| {
            outcome.is_none_or(|outcome| count.outcome == outcome) && state.is_none_or(|state| count.state == state)
        };
        self.counts.iter().filter(wanted).map(|count| count.lines).sum()
    }
}

/// How the list was understood.
#[derive(Clone, Debug, Deserialize)]
pub struct Plan {
    pub sheet: String,
    pub mapping: Mapping,
    pub columns: Vec<Column>,
    /// Old codings that text was converted from.
    pub converted_from: Vec<String>,
    pub notices: Vec<Named>,
    pub skipped: Vec<Skipped>,
    pub blank: usize,
}

/// Rows count from 0.
#[derive(Clone, Debug, Deserialize)]
pub struct Mapping {
    pub header_row: usize,
    pub first_data_row: usize,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Column {
    pub column: usize,
    pub header: String,
    pub field: Option<Field>,
    /// From 0 to 1.
    pub certainty: f64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Count {
    pub outcome: String,
    pub state: String,
    pub lines: i64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Line {
    pub line: u32,
    pub outcome: String,
    pub state: String,
    pub problems: Vec<LineProblem>,
    pub person_id: Option<PersonId>,
    pub alike_id: Option<PersonId>,
    /// 0 to 1000.
    pub score: Option<i32>,
    pub draft: Option<Draft>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct LineProblem {
    pub field: String,
    #[serde(flatten)]
    pub text: Named,
}

/// What a line was read as.
#[derive(Clone, Debug, Deserialize)]
pub struct Draft {
    pub name: String,
    pub sex: Sex,
    pub birth: Birth,
    pub official_number: Option<String>,
    pub commune_code: String,
    pub occurred_on: NaiveDate,
}

/// How a list is to be read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub commune_code: String,
    pub occurred_on: Option<NaiveDate>,
    pub kind: String,
    pub profile: String,
}

/// The most lines one request writes or takes back.
pub const BATCH: i64 = 500;

pub async fn preview(api: &Api, options: &Options, name: &str, bytes: Bytes) -> Result<Created, Failure> {
    let on = options.occurred_on.map(|day| day.to_string()).unwrap_or_default();
    let query = [
        ("commune_code", options.commune_code.as_str()),
        ("occurred_on", on.as_str()),
        ("kind", options.kind.as_str()),
        ("profile", options.profile.as_str()),
    ];
    api.send_file(SERVICE, &with_query("/v1/imports", query), name, bytes).await
}

/// The caller's own, newest first.
pub async fn all(api: &Api) -> Result<Vec<Import>, Failure> {
    api.get(SERVICE, "/v1/imports").await
}

pub async fn one(api: &Api, id: Uuid) -> Result<Import, Failure> {
    api.get(SERVICE, &format!("/v1/imports/{id}")).await
}

pub async fn lines(api: &Api, id: Uuid, outcome: &str, offset: u64, limit: u64) -> Result<Vec<Line>, Failure> {
    let (offset, limit) = (offset.to_string(), limit.to_string());
    let query = [("outcome", outcome), ("offset", offset.as_str()), ("limit", limit.as_str())];
    api.get(SERVICE, &with_query(&format!("/v1/imports/{id}/lines"), query)).await
}

pub async fn rejected(api: &Api, id: Uuid) -> Result<Vec<u8>, Failure> {
    api.get_bytes(SERVICE, &format!("/v1/imports/{id}/rejected")).await
}

/// Writes the next lines.
pub async fn apply(api: &Api, id: Uuid) -> Result<Import, Failure> {
    api.post(SERVICE, &format!("/v1/imports/{id}/apply"), &json!({})).await
}

/// Takes the next lines back.
pub async fn undo(api: &Api, id: Uuid) -> Result<Import, Failure> {
    api.post(SERVICE, &format!("/v1/imports/{id}/undo"), &json!({})).await
}

#[derive(Deserialize)]
pub struct Profile {
    pub name: String,
}

/// What the account kept of headers, by name.
pub async fn profiles(api: &Api) -> Result<Vec<Profile>, Failure> {
    api.get(SERVICE, "/v1/import-profiles").await
}

/// Keeps what headers mean under a name; a header without meaning is left aside.
pub async fn save_profile(api: &Api, name: &str, headers: &BTreeMap<String, Option<String>>) -> Result<(), Failure> {
    api.tell(SERVICE, "/v1/import-profiles", &json!({ "name": name, "headers": headers })).await
}
