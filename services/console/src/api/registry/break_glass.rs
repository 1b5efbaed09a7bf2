//! Reading somebody outside the scope in an emergency.

use chrono::{DateTime, Utc};
use domain::ids::PersonId;
use domain::paging::Page;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::SERVICE;
use crate::api::Api;
use crate::failure::Failure;
use crate::fields::with_query;

/// One account's access to one person.
#[derive(Clone, Debug, Deserialize)]
pub struct Emergency {
    pub person_id: PersonId,
    pub account_id: Uuid,
    pub reason: String,
    pub since: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

/// Exactly one of the three says whom.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Open {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub official_number: Option<String>,
    pub reason: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Opened {
    pub person_id: PersonId,
}

pub async fn open(api: &Api, key: &str, command: &Open) -> Result<Opened, Failure> {
    api.create(SERVICE, "/v1/break-glass", key, command).await
}

/// Whom the caller may read in an emergency at this moment.
pub async fn mine(api: &Api) -> Result<Vec<Emergency>, Failure> {
    api.get(SERVICE, "/v1/break-glass").await
}

/// Who opened persons of the caller's scope, newest first.
pub async fn notices(api: &Api, cursor: &str) -> Result<Page<Emergency>, Failure> {
    api.get(SERVICE, &with_query("/v1/break-glass/notices", [("cursor", cursor)])).await
}
