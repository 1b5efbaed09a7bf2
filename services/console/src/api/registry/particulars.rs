//! What is known of a person beyond name and file: names, numbers, residences, the statutory summary, and
//! who looked.

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::DrugKind;
use domain::codes::summary::{
    AliasKind, DrugRoute, EarlierRehabilitation, Ethnicity, GuardianKind, NumberKind, RecordKind, ResidenceKind,
    Schooling, UsePeriod,
};
use domain::ids::{AccountId, PersonId};
use domain::paging::Page;
use serde::{Deserialize, Serialize};

use super::{Api, SERVICE};
use crate::api::Created;
use crate::failure::Failure;

#[derive(Clone, Debug, Deserialize)]
pub struct Number {
    pub kind: NumberKind,
    /// All but the last three digits hidden.
    pub masked: String,
    pub current: bool,
    pub issued_on: Option<NaiveDate>,
    pub issued_by: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Alias {
    pub kind: AliasKind,
    pub name: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Residence {
    pub kind: ResidenceKind,
    pub commune_code: String,
    pub province_code: String,
    pub address: Option<String>,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// The statutory test of a stable residence, as it last came out.
#[derive(Clone, Debug, Deserialize)]
pub struct Stability {
    pub occurred_on: NaiveDate,
    pub stable: bool,
    pub ground_vi: String,
    pub ground_en: String,
    pub article: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Merge {
    pub person_id: PersonId,
    pub into_id: PersonId,
    pub occurred_on: NaiveDate,
    pub reason: String,
    pub undone_at: Option<DateTime<Utc>>,
    pub undone_reason: Option<String>,
}

/// A record that stands for this person.
#[derive(Clone, Debug, Deserialize)]
pub struct Merged {
    pub id: PersonId,
    pub name: String,
}

/// The fields 5 and 9–25 of the statutory summary. What is not known is left out.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    pub home_town: Option<String>,
    pub ethnicity: Option<Ethnicity>,
    pub ethnicity_name: Option<String>,
    pub religious: Option<bool>,
    pub schooling: Option<Schooling>,
    pub nationality: Option<String>,
    pub father: Option<Relative>,
    pub mother: Option<Relative>,
    pub occupation: Option<String>,
    pub workplace: Option<String>,
    pub records: Vec<Record>,
    pub psychotic_signs: Option<bool>,
    pub first_use: Option<String>,
    pub first_detected_on: Option<NaiveDate>,
    pub drugs: Vec<DrugKind>,
    pub route: Option<DrugRoute>,
    pub earlier_rehabilitations: Vec<Earlier>,
    pub frequency: Option<Frequency>,
    pub dose: Option<String>,
    pub phone: Option<String>,
    pub social_account: Option<String>,
    pub guardian: Option<Guardian>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Relative {
    pub name: String,
    pub official_number: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    pub kind: RecordKind,
    pub decision_number: Option<String>,
    pub decided_on: Option<NaiveDate>,
    pub issuer: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Earlier {
    pub form: EarlierRehabilitation,
    pub place: Option<String>,
    pub year: Option<i32>,
    pub decision_number: Option<String>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Frequency {
    pub times: u32,
    pub period: UsePeriod,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Guardian {
    pub kind: GuardianKind,
    pub name: String,
    pub phone: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct NewAlias {
    pub kind: String,
    pub name: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct BeginResidence {
    pub kind: String,
    pub commune_code: String,
    pub address: Option<String>,
    pub since: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AssessStability {
    pub occurred_on: Option<NaiveDate>,
    pub findings: Findings,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Findings {
    pub registered: bool,
    pub lives_there: bool,
    pub whereabouts_unknown: bool,
    pub family_and_databases_know_nothing: bool,
    pub days_at_dwelling: u32,
    pub dwelling_confirmed: bool,
}

/// Somebody looked at a person.
#[derive(Clone, Debug, Deserialize)]
pub struct Look {
    pub at: DateTime<Utc>,
    pub account_id: AccountId,
    pub action: String,
    pub purpose: String,
}

pub async fn add_alias(api: &Api, key: &str, id: PersonId, alias: &NewAlias) -> Result<Created, Failure> {
    api.create(SERVICE, &format!("/v1/persons/{id}/aliases"), key, alias).await
}

pub async fn begin_residence(api: &Api, key: &str, id: PersonId, begin: &BeginResidence) -> Result<Created, Failure> {
    api.create(SERVICE, &format!("/v1/persons/{id}/residences"), key, begin).await
}

/// The test's newest answer counts, so the service takes no key for it.
pub async fn assess(api: &Api, id: PersonId, test: &AssessStability) -> Result<Stability, Failure> {
    api.post(SERVICE, &format!("/v1/persons/{id}/stability"), test).await
}

/// The summary and its version, to be given back with [`replace_summary`].
pub async fn summary(api: &Api, id: PersonId) -> Result<(Summary, String), Failure> {
    api.get_versioned(SERVICE, &format!("/v1/persons/{id}/summary")).await
}

pub async fn replace_summary(api: &Api, id: PersonId, version: &str, summary: &Summary) -> Result<(), Failure> {
    api.replace(SERVICE, &format!("/v1/persons/{id}/summary"), version, summary).await
}

/// Who looked, newest first. The question is recorded, too.
pub async fn looks(api: &Api, id: PersonId, cursor: &str, limit: u64) -> Result<Page<Look>, Failure> {
    let limit = limit.to_string();
    let pairs = [("cursor", cursor), ("limit", &*limit)];
    api.get(SERVICE, &crate::fields::with_query(&format!("/v1/audit/persons/{id}"), pairs)).await
}
