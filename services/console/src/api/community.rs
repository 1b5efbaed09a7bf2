//! Treatment at home and in the community, from `community`.

pub mod courses;
pub mod groups;

use chrono::NaiveDate;
use domain::codes::TreatmentSite;
use domain::ids::PersonId;
use domain::paging::Page;
use serde::Deserialize;

use super::Api;
use crate::failure::Failure;

#[derive(Clone, Debug, Deserialize)]
pub struct Treatment {
    pub site: TreatmentSite,
    /// `active`, `completed` or `self_terminated`.
    pub status: String,
    pub registered_on: NaiveDate,
    pub term_months: u32,
    pub term_ends_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
    pub certificate_number: Option<String>,
}

pub async fn treatments_of(api: &Api, person: PersonId) -> Result<Vec<Treatment>, Failure> {
    let page: Page<Treatment> = api.get("community", &format!("/v1/treatments?person_id={person}&limit=100")).await?;
    Ok(page.items)
}
