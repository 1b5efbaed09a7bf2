//! Facilities, stays and headcounts, from `facility`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::codes::{AdmissionBasis, FacilityKind, ResidentCategory};
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::paging::Page;
use futures_util::future::{join_all, try_join_all};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Api, Created};
use crate::failure::Failure;

const SERVICE: &str = "facility";

#[derive(Clone, Debug, Deserialize)]
pub struct Facility {
    pub id: FacilityId,
    pub name: String,
    pub kind: FacilityKind,
    pub province_code: String,
    pub opened_on: NaiveDate,
}

/// One category's day: opening + arrivals − departures = closing.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CategoryDay {
    pub opening: i64,
    pub arrivals: BTreeMap<String, i64>,
    pub departures: BTreeMap<String, i64>,
    pub closing: i64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Headcount {
    pub capacity: i64,
    pub closing: i64,
    pub categories: BTreeMap<ResidentCategory, CategoryDay>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Admission {
    pub id: AdmissionId,
    pub person_id: PersonId,
    pub facility_id: FacilityId,
    pub basis: AdmissionBasis,
    pub category: ResidentCategory,
    /// `present`, `escaped`, `in_hospital`, `released` or `died`.
    pub status: String,
    pub admitted_on: NaiveDate,
    pub decision_number: Option<String>,
    pub term_months: u32,
    pub term_ends_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<String>,
    pub certificate_number: Option<String>,
}

impl Admission {
    pub fn is_open(&self) -> bool {
        matches!(self.status.as_str(), "present" | "escaped" | "in_hospital")
    }
}

#[derive(Clone, Debug, Deserialize)]
pub struct History {
    pub admission: Admission,
    pub movements: Vec<Movement>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Movement {
    pub facility_id: FacilityId,
    pub direction: String,
    pub cause: String,
    pub occurred_on: NaiveDate,
}

#[derive(Clone, Debug, Serialize)]
pub struct RecordAdmission {
    pub person_id: PersonId,
    pub facility_id: FacilityId,
    pub basis: String,
    pub occurred_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term_months: Option<u32>,
    pub attempt: u32,
}

#[derive(Clone, Debug, Serialize)]
pub struct RecordMovement {
    pub kind: String,
    pub occurred_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_facility_id: Option<FacilityId>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RecordRelease {
    pub admission_id: AdmissionId,
    pub occurred_on: Option<NaiveDate>,
    pub reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate_number: Option<String>,
}

pub async fn facilities(api: &Api) -> Result<Vec<Facility>, Failure> {
    api.get(SERVICE, "/v1/facilities").await
}

pub async fn facility(api: &Api, id: FacilityId) -> Result<Facility, Failure> {
    api.get(SERVICE, &format!("/v1/facilities/{id}")).await
}

pub async fn headcount(api: &Api, id: FacilityId, on: NaiveDate) -> Result<Headcount, Failure> {
    api.get(SERVICE, &format!("/v1/facilities/{id}/headcount?on={on}")).await
}

/// The headcount of each facility, asked for at the same time.
pub async fn headcounts(
    api: &Api,
    facilities: Vec<Facility>,
    on: NaiveDate,
) -> Result<Vec<(Facility, Headcount)>, Failure> {
    let counts = join_all(facilities.iter().map(|facility| headcount(api, facility.id, on))).await;
    facilities.into_iter().zip(counts).map(|(facility, count)| count.map(|count| (facility, count))).collect()
}

/// A page of the people who belong to a facility now.
pub async fn residents(api: &Api, id: FacilityId, cursor: &str, limit: u64) -> Result<Page<Admission>, Failure> {
    let cursor = if cursor.is_empty() { String::new() } else { format!("&cursor={}", super::encode(cursor)) };
    api.get(SERVICE, &format!("/v1/admissions?facility_id={id}&open=true&limit={limit}{cursor}")).await
}

/// Every stay of a person with its movements.
pub async fn stays_of(api: &Api, person: PersonId) -> Result<Vec<History>, Failure> {
    let stays: Page<Admission> = api.get(SERVICE, &format!("/v1/admissions?person_id={person}&limit=100")).await?;
    try_join_all(stays.items.iter().map(|stay| stay_history(api, stay.id))).await
}

pub async fn stay_history(api: &Api, id: AdmissionId) -> Result<History, Failure> {
    api.get(SERVICE, &format!("/v1/admissions/{id}")).await
}

pub async fn admit(api: &Api, key: &str, admission: &RecordAdmission) -> Result<Created, Failure> {
    api.create(SERVICE, "/v1/admissions", key, admission).await
}

pub async fn move_resident(api: &Api, key: &str, id: AdmissionId, movement: &RecordMovement) -> Result<(), Failure> {
    let _: Value = api.create(SERVICE, &format!("/v1/admissions/{id}/movements"), key, movement).await?;
    Ok(())
}

pub async fn release(api: &Api, key: &str, release: &RecordRelease) -> Result<Created, Failure> {
    api.create(SERVICE, "/v1/releases", key, release).await
}
