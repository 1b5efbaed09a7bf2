//! What can't be right: two measures of one person at once.

use chrono::NaiveDate;
use domain::ids::{FacilityId, PersonId};
use serde::Deserialize;

use super::SERVICE;
use crate::api::Api;
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
