//! The operator's routes that every service has.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::Api;
use crate::failure::Failure;

/// The services that record or take events.
pub const SERVICES: [&str; 7] = ["identity", "registry", "facility", "community", "aftercare", "training", "reporting"];

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Status {
    pub recorded: BTreeMap<String, i64>,
    pub unpublished: i64,
    pub subscribed: Vec<String>,
    pub applied: BTreeMap<String, i64>,
    pub parked: BTreeMap<String, i64>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Parked {
    pub event_id: Uuid,
    pub state: String,
    pub event_type: String,
    pub subject: String,
    pub sequence: Option<i64>,
    pub reason: String,
    pub attempts: i32,
    pub parked_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Replayed {
    pub handled: bool,
    pub reason: Option<String>,
}

pub async fn status(api: &Api, service: &'static str) -> Result<Status, Failure> {
    api.get(service, "/v1/messages/status").await
}

pub async fn parked(api: &Api, service: &'static str) -> Result<Vec<Parked>, Failure> {
    api.get(service, "/v1/messages/parked").await
}

pub async fn replay(api: &Api, service: &'static str, event: Uuid) -> Result<Replayed, Failure> {
    api.post(service, &format!("/v1/messages/parked/{event}/replay"), &json!({})).await
}
