//! What a service answered when it did not do what was asked, and the answer that never came.

use std::fmt;

use anyhow::Result;
use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::exit::Failed;
use crate::words::Said;

/// A problem (RFC 9457), in the language that was asked for.
#[derive(Clone, Debug)]
pub struct Answered {
    pub status: StatusCode,
    /// The service's own code, such as `login.failed`.
    pub code: String,
    pub title: String,
    /// `field: message`
    pub fields: Vec<String>,
    pub trace_id: Option<String>,
}

impl Answered {
    /// For an operator: what it says and under which code.
    pub fn words(&self) -> String {
        let code = if self.code.is_empty() { self.status.to_string() } else { self.code.clone() };
        let title = if self.title.is_empty() { String::new() } else { format!("{} ", self.title) };
        let fields = if self.fields.is_empty() { String::new() } else { format!(": {}", self.fields.join("; ")) };
        format!("{title}({code}){fields}")
    }
}

impl fmt::Display for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.status, self.title, self.fields.join("; "))
    }
}

impl std::error::Error for Answered {}

/// A service that can't be reached.
#[derive(Debug)]
pub struct Unreachable {
    pub service: String,
    pub source: reqwest::Error,
}

impl Unreachable {
    pub fn said(&self) -> Said {
        let service = &self.service;
        Said::new(format!("không tới được dịch vụ {service}"), format!("{service} can't be reached"))
    }
}

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for Unreachable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

impl Failed {
    /// The trace id that a service gave with its answer.
    pub fn trace_id(&self) -> Option<&str> {
        self.error.chain().find_map(|cause| cause.downcast_ref::<Answered>())?.trace_id.as_deref()
    }
}

/// An answer that is no problem.
pub async fn check(response: Response) -> Result<Response> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let body: Value = response.json().await.unwrap_or_default();
    let text = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
    let fields = body["errors"].as_array().into_iter().flatten();
    let fields = fields
        .map(|error| format!("{}: {}", error["field"].as_str().unwrap_or(""), error["message"].as_str().unwrap_or("")))
        .collect();
    let trace_id = body["trace_id"].as_str().map(str::to_owned);
    Err(Answered { status, code: text("code"), title: text("title"), fields, trace_id }.into())
}

/// The body of an answer; 204 has none.
pub async fn read<T: DeserializeOwned>(response: Response) -> Result<T> {
    let response = check(response).await?;
    if response.status() == StatusCode::NO_CONTENT {
        return Ok(serde_json::from_value(Value::Null)?);
    }
    Ok(response.json().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_names_its_code_and_each_field() {
        let mut answered = Answered {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            code: "fields".to_owned(),
            title: "Dữ liệu chưa đúng.".to_owned(),
            fields: vec!["area: không có".to_owned()],
            trace_id: None,
        };
        assert_eq!(answered.words(), "Dữ liệu chưa đúng. (fields): area: không có");
        assert!(answered.to_string().starts_with("422 "));
        (answered.code, answered.title, answered.fields) = (String::new(), String::new(), vec![]);
        assert_eq!(answered.words(), "(422 Unprocessable Entity)");
    }
}
