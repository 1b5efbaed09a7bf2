//! Batches: up to [`MAX_ITEMS`] commands in one request and one transaction, with a result per item. An
//! item that is refused does not touch the others.

use axum::http::StatusCode;
use domain::FieldError;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{Problem, json};

pub const MAX_ITEMS: usize = 500;

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    pub items: Vec<Value>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct BatchAnswer {
    pub done: usize,
    pub refused: usize,
    /// In the order of the items.
    pub results: Vec<ItemResult>,
}

/// Either the id of what was made or changed, or why not.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ItemResult {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub problem: Option<ItemProblem>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ItemProblem {
    /// The status the item would have had as a request of its own.
    pub status: u16,
    pub code: String,
    pub vi: String,
    pub en: String,
    #[schemars(with = "Vec<Value>")]
    pub errors: Vec<FieldError>,
}

impl From<ItemProblem> for Problem {
    fn from(item: ItemProblem) -> Self {
        let status = StatusCode::from_u16(item.status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        Self { status, code: item.code, vi: item.vi, en: item.en, fields: item.errors }
    }
}

impl Batch {
    /// Reads each item on its own.
    ///
    /// # Errors
    /// When the batch as a whole is empty or too long.
    pub fn read<T: DeserializeOwned>(&self) -> Result<Vec<Result<T, Problem>>, Problem> {
        if self.items.is_empty() || self.items.len() > MAX_ITEMS {
            let vi = format!("Mỗi lần gửi từ 1 đến {MAX_ITEMS} mục.");
            return Err(FieldError::new("items", "batch.size", vi, format!("Send 1 to {MAX_ITEMS} items.")).into());
        }
        Ok(self.items.iter().map(json::parse_value).collect())
    }
}

impl BatchAnswer {
    /// The answer to a batch of one: its id, or its problem as the request's own.
    pub fn only(self) -> Result<Uuid, Problem> {
        let result = self.results.into_iter().next().ok_or_else(Problem::internal)?;
        match (result.id, result.problem) {
            (Some(id), _) => Ok(id),
            (None, Some(problem)) => Err(problem.into()),
            (None, None) => Err(Problem::internal()),
        }
    }

    pub fn of(results: Vec<Result<Uuid, Problem>>) -> Self {
        let mut answer = Self::default();
        for result in results {
            match result {
                Ok(id) => {
                    answer.done += 1;
                    answer.results.push(ItemResult { id: Some(id), problem: None });
                }
                Err(problem) => {
                    answer.refused += 1;
                    let Problem { status, code, vi, en, fields } = problem;
                    let problem = Some(ItemProblem { status: status.as_u16(), code, vi, en, errors: fields });
                    answer.results.push(ItemResult { id: None, problem });
                }
            }
        }
        answer
    }
}
