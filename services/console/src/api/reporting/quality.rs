//! What can't be right: two measures of one person at once; persons lost sight of after their release; roll-calls that
//! differ from the books.

use chrono::NaiveDate;
use domain::ids::{AdmissionId, FacilityId, PersonId};
use serde::Deserialize;

use super::SERVICE;
use crate::api::Api;
use crate::api::registry::labels::Article;
use crate::failure::Failure;
use crate::fields::with_query;
use crate::i18n::Named;

#[derive(Clone, Debug, Deserialize)]
pub struct Overlaps {
    pub total: u64,
    pub items: Vec<Overlap>,
    pub next: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Overlap {
    pub person_id: PersonId,
    #[serde(flatten)]
    pub kind: Named,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    pub days: i64,
    pub sides: Vec<Side>,
}

/// Outside the caller's area only book, province and days are told.
#[derive(Clone, Debug, Deserialize)]
pub struct Side {
    pub book: String,
    pub province_code: String,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    pub facility_id: Option<FacilityId>,
    pub commune_code: Option<String>,
}

pub async fn overlaps(api: &Api, province: &str, cursor: &str) -> Result<Overlaps, Failure> {
    api.get(SERVICE, &with_query("/v1/quality/overlaps", [("province", province), ("cursor", cursor)])).await
}

/// Persons who went home and were lost sight of.
#[derive(Clone, Debug, Deserialize)]
pub struct Lost {
    pub total: u64,
    pub not_arrived: u64,
    pub unacknowledged: u64,
    pub items: Vec<LostPerson>,
    pub next: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct LostPerson {
    #[serde(flatten)]
    pub finding: Named,
    pub admission_id: AdmissionId,
    pub person_id: PersonId,
    pub facility_id: Option<FacilityId>,
    pub released_on: NaiveDate,
    pub due_on: NaiveDate,
    pub article: Article,
    pub days_since_release: i64,
    pub to_commune_code: Option<String>,
    pub to_province_code: Option<String>,
}

pub async fn lost(api: &Api, province: &str, cursor: &str) -> Result<Lost, Failure> {
    api.get(SERVICE, &with_query("/v1/quality/returns", [("province", province), ("cursor", cursor)])).await
}

#[derive(Clone, Debug, Deserialize)]
pub struct RollDifferences {
    pub total: u64,
    pub items: Vec<RollDifference>,
    pub next: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct RollDifference {
    pub facility_id: FacilityId,
    pub admission_id: AdmissionId,
    pub person_id: Option<PersonId>,
    pub on: NaiveDate,
    pub shift: String,
    pub since: NaiveDate,
}

pub async fn roll_differences(api: &Api, province: &str, cursor: &str) -> Result<RollDifferences, Failure> {
    api.get(SERVICE, &with_query("/v1/quality/roll-differences", [("province", province), ("cursor", cursor)])).await
}
