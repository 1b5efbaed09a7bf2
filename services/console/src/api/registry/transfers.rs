//! Files under way to the commune a person moved to.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{FileId, PersonId};
use domain::paging::Page;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::SERVICE;
use crate::api::{Api, Created};
use crate::failure::Failure;
use crate::fields::with_query;

#[derive(Clone, Debug, Deserialize)]
pub struct Transfer {
    pub id: Uuid,
    pub person_id: PersonId,
    pub from_commune_code: String,
    pub from_province_code: String,
    pub to_commune_code: String,
    pub to_province_code: String,
    /// `sent`, `accepted`, `rejected` or `recalled`.
    pub state: String,
    pub moved_on: NaiveDate,
    pub sent_at: DateTime<Utc>,
    /// Absent where the law of the day knows no limit.
    pub due_at: Option<DateTime<Utc>>,
}

/// Where a file is to go.
#[derive(Clone, Debug, Serialize)]
pub struct SendFile {
    pub to_commune_code: String,
    pub moved_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Those that wait for an answer, the most urgent first.
pub async fn under_way(api: &Api, offset: u64, limit: u64) -> Result<Page<Transfer>, Failure> {
    let (offset, limit) = (offset.to_string(), limit.to_string());
    api.get(SERVICE, &with_query("/v1/transfers", [("offset", &*offset), ("limit", &*limit)])).await
}

pub async fn send(api: &Api, key: &str, file: FileId, command: &SendFile) -> Result<Created, Failure> {
    api.create(SERVICE, &format!("/v1/files/{file}/transfers"), key, command).await
}

/// `accepted`, `rejected` or `recalled`; the last two with a reason.
pub async fn answer(api: &Api, id: Uuid, state: &str, reason: Option<&str>) -> Result<(), Failure> {
    api.tell(SERVICE, &format!("/v1/transfers/{id}/answer"), &json!({ "state": state, "reason": reason })).await
}
