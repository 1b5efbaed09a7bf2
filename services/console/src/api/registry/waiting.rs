//! What waits for somebody: files under way between communes, and pairs that may be one person.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::PersonId;
use domain::paging::Page;
use serde::Deserialize;

use super::{Api, SERVICE};
use crate::failure::Failure;

/// A file on its way to another commune.
#[derive(Clone, Debug, Deserialize)]
pub struct Transfer {
    pub person_id: PersonId,
    pub from_commune_code: String,
    pub from_province_code: String,
    pub to_commune_code: String,
    pub to_province_code: String,
    pub state: String,
    pub moved_on: NaiveDate,
    /// Until when the law wants it handed over; none where no limit is known.
    pub due_at: Option<DateTime<Utc>>,
}

/// Two records that may be one person.
#[derive(Clone, Debug, Deserialize)]
pub struct Pair {
    pub first: Side,
    pub second: Side,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Side {
    pub id: PersonId,
    pub name: String,
}

/// The most urgent first.
pub async fn transfers(api: &Api, limit: u64) -> Result<Page<Transfer>, Failure> {
    api.get(SERVICE, &format!("/v1/transfers?limit={limit}")).await
}

/// Pairs to decide. Reading them is reading the persons, and recorded as such.
pub async fn pairs(api: &Api, limit: u64) -> Result<Page<Pair>, Failure> {
    api.get(SERVICE, &format!("/v1/duplicates?state=open&limit={limit}")).await
}
