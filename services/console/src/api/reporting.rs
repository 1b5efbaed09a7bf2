//! Reports and the lines behind their figures, from `reporting`.

pub mod quality;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{FacilityId, PersonId};
use serde::Deserialize;

use super::Api;
use crate::failure::Failure;
use crate::fields::with_query;
use crate::i18n::Named;

const SERVICE: &str = "reporting";

#[derive(Clone, Debug, Deserialize)]
pub struct ReportName {
    pub id: String,
    #[serde(flatten)]
    pub name: Named,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Report {
    pub id: String,
    #[serde(flatten)]
    pub name: Named,
    pub to: NaiveDate,
    pub known_at: DateTime<Utc>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    #[serde(default)]
    pub findings: Vec<Finding>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Column {
    pub id: String,
    #[serde(flatten)]
    pub name: Named,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    pub id: String,
    #[serde(flatten)]
    pub name: Named,
    /// A code of [`domain::codes::CountUnit`].
    #[serde(default)]
    pub unit: String,
    pub cells: BTreeMap<String, Cell>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Cell {
    pub value: i64,
    pub lines: Option<String>,
    pub stated: Option<i64>,
    pub difference: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Finding {
    /// `blocking`, `warning` or `info`.
    pub severity: String,
    pub code: String,
    #[serde(flatten)]
    pub name: Named,
    pub stated: Option<i64>,
    pub computed: Option<i64>,
    pub difference: Option<i64>,
    pub lines: Option<String>,
    pub source: Option<String>,
    pub quote: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Lines {
    #[serde(default)]
    pub unit: String,
    /// What the figure says.
    pub count: i64,
    /// Rows over all pages.
    pub total: u64,
    pub items: Vec<Line>,
    pub next: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Line {
    pub person_id: Option<PersonId>,
    pub occurred_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub direction: String,
    pub cause: String,
    pub category: Option<String>,
    pub quantity: i64,
    pub facility_id: Option<FacilityId>,
    pub commune_code: Option<String>,
    pub sex: Option<String>,
    pub age: Option<i32>,
    pub event_id: uuid::Uuid,
}

/// An amount behind a funding figure.
#[derive(Clone, Debug, Deserialize)]
pub struct Funding {
    pub year: i32,
    pub source: String,
    pub kind: String,
    /// Whole đồng.
    pub amount: i64,
    pub purpose: String,
}

/// What a report is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    pub province: &'a str,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// RFC 3339; as known now when absent.
    pub known_at: Option<String>,
}

impl Asked<'_> {
    fn path(&self, path: &str) -> String {
        let (from, to) = (self.from.to_string(), self.to.to_string());
        let known_at = self.known_at.as_deref().unwrap_or_default();
        with_query(path, [("province", self.province), ("from", &from), ("to", &to), ("known_at", known_at)])
    }
}

pub async fn reports(api: &Api) -> Result<Vec<ReportName>, Failure> {
    api.get(SERVICE, "/v1/reports").await
}

pub async fn report(api: &Api, id: &str, asked: &Asked<'_>) -> Result<Report, Failure> {
    api.get(SERVICE, &asked.path(&format!("/v1/reports/{}", super::encode(id)))).await
}

pub async fn xlsx(api: &Api, id: &str, asked: &Asked<'_>) -> Result<Vec<u8>, Failure> {
    api.get_bytes(SERVICE, &asked.path(&format!("/v1/reports/{}/xlsx", super::encode(id)))).await
}

/// `query` comes from a figure, with cursor and limit added.
pub async fn lines<'a>(api: &Api, query: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Lines, Failure> {
    api.get(SERVICE, &with_query("/v1/lines", query)).await
}

/// `query` comes from a figure.
pub async fn funding<'a>(
    api: &Api,
    query: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Vec<Funding>, Failure> {
    api.get(SERVICE, &with_query("/v1/funding", query)).await
}
