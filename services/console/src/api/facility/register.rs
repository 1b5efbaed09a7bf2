//! A facility as it stands on a day.

use chrono::NaiveDate;
use domain::codes::Sex;
use domain::codes::facility::ZoneKind;
use domain::ids::FacilityId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{Facility, SERVICE};
use crate::api::registry::labels::{Article, Label};
use crate::api::{Api, Created};
use crate::failure::Failure;
use crate::i18n::Named;

#[derive(Clone, Debug, Deserialize)]
pub struct Register {
    #[serde(flatten)]
    pub facility: Facility,
    pub capacity: i64,
    pub residents: i64,
    pub capacities: Vec<Capacity>,
    pub licences: Vec<Licence>,
    pub zones: Vec<Zone>,
    pub unplaced: i64,
    pub posts: Vec<Post>,
    pub findings: Vec<Finding>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Capacity {
    pub since: NaiveDate,
    pub capacity: i64,
    pub decision_number: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Licence {
    pub id: Uuid,
    pub number: String,
    pub issuer: Label,
    pub form: Option<u32>,
    pub through_stage: u32,
    pub issued_on: NaiveDate,
    pub valid_until: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<Label>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Zone {
    pub id: Uuid,
    pub name: String,
    pub kind: ZoneKind,
    pub sex: Option<Sex>,
    pub beds: i64,
    pub closed_on: Option<NaiveDate>,
    pub rooms: Vec<Room>,
    pub occupants: i64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Room {
    pub code: String,
    pub area_m2: f64,
    pub beds: i64,
    pub full_day_care: bool,
    pub places: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Post {
    pub id: Uuid,
    pub post: Label,
    pub account_id: Option<Uuid>,
    pub staff_code: Option<String>,
    pub stage: Option<u32>,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
    pub certified_on: Vec<NaiveDate>,
}

/// What is found, with the article that asks for it.
#[derive(Clone, Debug, Deserialize)]
pub struct Finding {
    #[serde(flatten)]
    pub text: Named,
    pub article: Option<Article>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ChangeCapacity {
    pub since: Option<NaiveDate>,
    pub capacity: Option<i64>,
    pub decision_number: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct RecordLicence {
    pub number: String,
    pub issuer: String,
    pub form: Option<u32>,
    pub through_stage: Option<u32>,
    pub issued_on: Option<NaiveDate>,
    pub valid_until: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct EndLicence {
    pub on: Option<NaiveDate>,
    pub reason: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct OpenZone {
    pub name: String,
    pub kind: String,
    pub sex: Option<String>,
    pub beds: Option<i64>,
    pub opened_on: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct StateRoom {
    pub code: String,
    pub area_m2: Option<f64>,
    pub beds: Option<i64>,
    pub full_day_care: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct TakePost {
    pub post: String,
    pub staff_code: String,
    pub roster_id: Option<String>,
    pub stage: Option<u32>,
    pub since: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct LeavePost {
    pub until: Option<NaiveDate>,
}

pub async fn register(api: &Api, id: FacilityId, on: NaiveDate) -> Result<Register, Failure> {
    api.get(SERVICE, &format!("/v1/facilities/{id}/register?on={on}")).await
}

/// Records something of a facility: `capacities`, `licences`, `zones`, `posts` or `waiting`.
pub async fn record(api: &Api, key: &str, id: FacilityId, what: &str, body: &impl Serialize) -> Result<(), Failure> {
    let Created { .. } = api.create(SERVICE, &format!("/v1/facilities/{id}/{what}"), key, body).await?;
    Ok(())
}

/// Says something of a thing that is there, such as the end of a licence.
pub async fn say(api: &Api, what: &str, body: &impl Serialize) -> Result<(), Failure> {
    let _: Value = api.post(SERVICE, &format!("/v1/{what}"), body).await?;
    Ok(())
}
