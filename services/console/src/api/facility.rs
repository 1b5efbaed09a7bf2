//! Facilities, stays and headcounts, from `facility`.

pub mod intake;
pub mod register;
pub mod returns;
pub mod waiting;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::{
    AdmissionBasis, CorrectionReason, FacilityKind, ReleaseReason, ResidentCategory, Sex, StayMovement, StayStatus,
};
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::law::PackId;
use domain::paging::Page;
use futures_util::future::{join_all, try_join_all};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Api, Created};
use crate::failure::Failure;
use crate::i18n::Named;

const SERVICE: &str = "facility";

#[derive(Clone, Debug, Deserialize)]
pub struct Facility {
    pub id: FacilityId,
    pub name: String,
    pub kind: FacilityKind,
    pub province_code: String,
    pub opened_on: NaiveDate,
}

/// One group's day: opening + arrivals − departures = closing.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct GroupDay {
    pub opening: i64,
    pub arrivals: BTreeMap<String, i64>,
    pub departures: BTreeMap<String, i64>,
    pub closing: i64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Headcount {
    pub capacity: i64,
    pub closing: i64,
    pub categories: BTreeMap<ResidentCategory, GroupDay>,
    pub sexes: BTreeMap<Sex, GroupDay>,
    /// The closing by category and sex.
    pub by_sex: BTreeMap<ResidentCategory, BTreeMap<Sex, i64>>,
    /// By age group.
    pub ages: BTreeMap<String, GroupDay>,
    /// Where those in the headcount are.
    pub standings: BTreeMap<StayStatus, i64>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Admission {
    pub id: AdmissionId,
    pub person_id: PersonId,
    pub facility_id: FacilityId,
    pub basis: AdmissionBasis,
    pub category: ResidentCategory,
    pub status: StayStatus,
    pub admitted_on: NaiveDate,
    pub decision_number: Option<String>,
    pub law_pack: PackId,
    pub term_months: u32,
    pub term_ends_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<ReleaseReason>,
}

impl Admission {
    pub fn is_open(&self) -> bool {
        self.status.is_open()
    }
}

/// A stay with its book and its term.
#[derive(Clone, Debug, Deserialize)]
pub struct History {
    pub admission: Admission,
    pub entries: Vec<Entry>,
    pub term: Term,
}

impl History {
    /// The entries that hold.
    pub fn held(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.withdrawn.is_none())
    }
}

/// An entry of the book.
#[derive(Clone, Debug, Deserialize)]
pub struct Entry {
    pub id: Uuid,
    pub occurred_on: NaiveDate,
    pub movement: StayMovement,
    pub facility_id: Option<FacilityId>,
    pub stage: Option<u32>,
    pub reason: Option<ReleaseReason>,
    pub certificate_number: Option<String>,
    pub recorded_at: DateTime<Utc>,
    pub withdrawn: Option<Withdrawal>,
}

/// Why an entry does not hold.
#[derive(Clone, Debug, Deserialize)]
pub struct Withdrawal {
    pub at: DateTime<Utc>,
    pub reason: CorrectionReason,
    pub replaced_by: Option<Uuid>,
}

/// How the end of a term follows.
#[derive(Clone, Debug, Deserialize)]
pub struct Term {
    pub ends_on: NaiveDate,
    pub state: TermState,
    pub stopped_since: Option<NaiveDate>,
    pub verified: bool,
    pub lines: Vec<TermLine>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermState {
    Running,
    Stopped,
    Over,
    Remitted,
}

#[derive(Clone, Debug, Deserialize)]
pub struct TermLine {
    #[serde(flatten)]
    pub text: Named,
    pub ends_on: NaiveDate,
    pub article: Option<String>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back_on: Option<NaiveDate>,
}

/// The right day of an entry; without one it is taken out.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectEntry {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurred_on: Option<NaiveDate>,
    pub reason: String,
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

/// Every stay of a person with its book.
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

pub async fn correct(
    api: &Api,
    key: &str,
    id: AdmissionId,
    entry: Uuid,
    correction: &CorrectEntry,
) -> Result<(), Failure> {
    let path = format!("/v1/admissions/{id}/entries/{entry}/correction");
    let _: Value = api.create(SERVICE, &path, key, correction).await?;
    Ok(())
}

pub async fn release(api: &Api, key: &str, release: &RecordRelease) -> Result<Created, Failure> {
    api.create(SERVICE, "/v1/releases", key, release).await
}

/// A zone of a facility.
#[derive(Clone, Debug, Deserialize)]
pub struct Zone {
    pub id: Uuid,
    pub name: String,
    pub beds: i64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Zones {
    pub zones: Vec<Zone>,
}

/// The roll-call of a shift.
#[derive(Clone, Debug, Deserialize)]
pub struct Roll {
    pub closed_at: Option<DateTime<Utc>>,
    pub unrecorded: usize,
    pub rows: Vec<RollRow>,
    pub differences: Vec<Difference>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct RollRow {
    pub admission_id: AdmissionId,
    pub person_id: PersonId,
    pub category: ResidentCategory,
    pub zone_id: Option<Uuid>,
    pub status: StayStatus,
    pub mark: Option<String>,
}

/// Somebody who was seen otherwise than the books say.
#[derive(Clone, Debug, Deserialize)]
pub struct Difference {
    pub admission_id: AdmissionId,
    pub expected: Option<String>,
    pub mark: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct CallRoll<'a> {
    pub on: NaiveDate,
    pub shift: &'a str,
    pub marks: Vec<Marked>,
    pub rest_as_booked: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone_id: Option<Uuid>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Marked {
    pub admission_id: AdmissionId,
    pub mark: &'static str,
}

pub async fn zones(api: &Api, id: FacilityId) -> Result<Vec<Zone>, Failure> {
    let Zones { zones } = api.get(SERVICE, &format!("/v1/facilities/{id}/zones")).await?;
    Ok(zones)
}

pub async fn roll(api: &Api, id: FacilityId, on: NaiveDate, shift: &str) -> Result<Roll, Failure> {
    api.get(SERVICE, &format!("/v1/facilities/{id}/roll?on={on}&shift={shift}")).await
}

pub async fn call_roll(api: &Api, id: FacilityId, called: &CallRoll<'_>) -> Result<Roll, Failure> {
    api.post(SERVICE, &format!("/v1/facilities/{id}/roll"), called).await
}

pub async fn close_shift(api: &Api, id: FacilityId, on: NaiveDate, shift: &str) -> Result<Roll, Failure> {
    api.post(SERVICE, &format!("/v1/facilities/{id}/roll/closing"), &json!({ "on": on, "shift": shift })).await
}

/// How full a facility will be.
#[derive(Clone, Debug, Deserialize)]
pub struct Forecast {
    pub on: NaiveDate,
    pub capacity: i64,
    pub without_end: usize,
    pub admissions: i64,
    pub months: Vec<ForecastMonth>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ForecastMonth {
    pub from: NaiveDate,
    pub opening: f64,
    pub admissions: f64,
    pub releases: f64,
    pub closing: f64,
    /// Places on its last day.
    pub capacity: i64,
}

/// As decided, or with the terms of another law.
pub async fn forecast(
    api: &Api,
    id: FacilityId,
    on: NaiveDate,
    months: u32,
    law: Option<PackId>,
) -> Result<Forecast, Failure> {
    let law = law.map_or_else(String::new, |law| format!("&terms_of={law}"));
    api.get(SERVICE, &format!("/v1/facilities/{id}/forecast?on={on}&months={months}{law}")).await
}
