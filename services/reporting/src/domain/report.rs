//! A report: rows of cells, each cell with the lines behind it, and the findings above.

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::CountUnit;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::selection::Selection;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    pub id: String,
    pub vi: String,
    pub en: String,
    pub province_code: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Only what was recorded by then is counted.
    pub known_at: DateTime<Utc>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub findings: Vec<Finding>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Column {
    pub id: String,
    pub vi: String,
    pub en: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    pub id: String,
    pub vi: String,
    pub en: String,
    pub unit: CountUnit,
    /// By column id.
    pub cells: BTreeMap<String, Cell>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// The computed figure.
    pub value: i64,
    /// Where its lines are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<String>,
    /// What it was counted from; its address is `lines`.
    #[serde(skip)]
    pub(crate) selection: Option<Selection>,
    /// What an official document says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<i64>,
    /// Stated − computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<i64>,
}

domain::code_list! {
    Severity {
        Blocking = "blocking", "chặn", "blocking";
        Warning = "warning", "cảnh báo", "warning";
        Info = "info", "lưu ý", "note";
    }
}

/// A contradiction, with the sentence it stands in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    pub severity: Severity,
    pub code: String,
    pub vi: String,
    pub en: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

impl Report {
    pub fn cell(&self, row: &str, column: &str) -> Option<&Cell> {
        self.rows.iter().find(|candidate| candidate.id == row)?.cells.get(column)
    }
}

pub fn column(id: &str, vi: &str, en: &str) -> Column {
    Column { id: id.to_owned(), vi: vi.to_owned(), en: en.to_owned() }
}
