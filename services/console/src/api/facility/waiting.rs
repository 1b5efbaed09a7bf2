//! Who waits for a place at a facility.

use chrono::NaiveDate;
use domain::ids::{FacilityId, PersonId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::SERVICE;
use crate::api::Api;
use crate::api::registry::labels::{Article, Label, Standing};
use crate::failure::Failure;

#[derive(Clone, Debug, Deserialize)]
pub struct Waiting {
    pub id: Uuid,
    pub person_id: PersonId,
    pub decision_number: String,
    pub decided_on: NaiveDate,
    pub priority: Label,
    pub reason: Label,
    pub due_on: Option<NaiveDate>,
    pub article: Option<Article>,
    pub standing: Option<Standing>,
    pub closed_on: Option<NaiveDate>,
    pub withdrawn_reason: Option<Label>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ListPerson {
    pub person_id: PersonId,
    pub decision_number: String,
    pub decided_on: Option<NaiveDate>,
    pub priority: String,
    pub reason: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Withdraw {
    pub on: Option<NaiveDate>,
    pub reason: String,
}

/// First who comes first; with `closed`, those whose waiting is over.
pub async fn list(api: &Api, id: FacilityId, closed: bool) -> Result<Vec<Waiting>, Failure> {
    api.get(SERVICE, &format!("/v1/facilities/{id}/waiting?closed={closed}")).await
}
