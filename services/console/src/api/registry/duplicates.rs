//! Pairs of records that may be one person, and what is decided about them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::PersonId;
use domain::paging::Page;
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
pub struct Pair {
    pub id: Uuid,
    /// 0 to 1000.
    pub score: i32,
    /// `same`, `likely` or `possible`.
    pub verdict: String,
    /// `open`, `not_same` or `merged`.
    pub state: String,
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was decided so.
    pub reason: Option<String>,
    pub reasons: Vec<Reason>,
    pub first: Side,
    pub second: Side,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Reason {
    /// Points for, or against when negative.
    pub weight: i32,
    #[serde(flatten)]
    pub text: Named,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Side {
    pub id: PersonId,
    pub name: String,
    pub birth: Birth,
    pub commune_code: String,
    pub province_code: String,
    pub merged_into: Option<PersonId>,
}

pub async fn list(api: &Api, state: &str, offset: u64, limit: u64) -> Result<Page<Pair>, Failure> {
    let (offset, limit) = (offset.to_string(), limit.to_string());
    let query = [("state", state), ("offset", &*offset), ("limit", &*limit)];
    api.get(SERVICE, &with_query("/v1/duplicates", query)).await
}

pub async fn one(api: &Api, id: Uuid) -> Result<Pair, Failure> {
    api.get(SERVICE, &format!("/v1/duplicates/{id}")).await
}

pub async fn not_same(api: &Api, id: Uuid, reason: &str) -> Result<(), Failure> {
    api.tell(SERVICE, &format!("/v1/duplicates/{id}/not-same"), &json!({ "reason": reason })).await
}

/// `person` stands for `into` from now on.
pub async fn merge(
    api: &Api,
    person: PersonId,
    into: PersonId,
    on: Option<NaiveDate>,
    reason: &str,
) -> Result<Created, Failure> {
    let body = json!({ "into": into, "occurred_on": on, "reason": reason });
    api.post(SERVICE, &format!("/v1/persons/{person}/merge"), &body).await
}

/// Takes a merge back; `not_same` remembers that both are two people.
pub async fn unmerge(
    api: &Api,
    person: PersonId,
    on: Option<NaiveDate>,
    reason: &str,
    not_same: bool,
) -> Result<Created, Failure> {
    let body = json!({ "occurred_on": on, "reason": reason, "not_same": not_same });
    api.post(SERVICE, &format!("/v1/persons/{person}/unmerge"), &body).await
}
