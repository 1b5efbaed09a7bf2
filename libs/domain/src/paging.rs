//! Cursor paging: a list is ordered by id, a page starts behind the cursor.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub const DEFAULT_LIMIT: u64 = 50;
pub const MAX_LIMIT: u64 = 500;

/// One page of a list and how many rows the whole list has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Rows in the whole list under the same filter.
    pub total: u64,
    /// Give it back as `cursor` to get the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// The page of a list that was computed as a whole; its cursor is how many rows to pass over.
    pub fn cut(rows: Vec<T>, cursor: Option<u64>, limit: Option<u64>) -> Self {
        let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let (offset, limit) = (cursor.unwrap_or(0), limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT));
        let [skip, take] = [offset, limit].map(|count| usize::try_from(count).unwrap_or(usize::MAX));
        let items = rows.into_iter().skip(skip).take(take).collect();
        let reached = offset.saturating_add(limit);
        Self { items, total, next: (reached < total).then(|| reached.to_string()) }
    }
}
