//! Post-rehabilitation management and referrals, from `aftercare`.

use chrono::NaiveDate;
use domain::codes::{AftercareClosureReason, AftercareOrigin, ReferralKind, ReferralState};
use domain::ids::{AftercareCaseId, PersonId};
use domain::paging::Page;
use futures_util::future::try_join_all;
use serde::Deserialize;

use super::Api;
use crate::failure::Failure;

#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    pub id: AftercareCaseId,
    pub person_id: PersonId,
    pub commune_code: String,
    pub province_code: String,
    pub origin: AftercareOrigin,
    pub opened_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// `open` or `closed`.
    pub status: String,
    pub closed_on: Option<NaiveDate>,
    pub closure_reason: Option<AftercareClosureReason>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Referral {
    pub kind: ReferralKind,
    pub state: ReferralState,
    pub partner: String,
    /// Whole đồng.
    pub amount: Option<i64>,
    pub purpose: Option<String>,
    pub drafted_on: NaiveDate,
    #[serde(default)]
    pub history: Vec<Transition>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Transition {
    pub to: ReferralState,
    pub occurred_on: NaiveDate,
    pub note: Option<String>,
}

/// A case with its referrals.
#[derive(Clone, Debug, Deserialize)]
pub struct CaseFile {
    pub case: Case,
    pub referrals: Vec<Referral>,
    #[serde(default)]
    pub certificate_number: Option<String>,
}

pub async fn case(api: &Api, id: AftercareCaseId) -> Result<CaseFile, Failure> {
    api.get("aftercare", &format!("/v1/cases/{id}")).await
}

pub async fn cases_of(api: &Api, person: PersonId) -> Result<Vec<CaseFile>, Failure> {
    let page: Page<Case> = api.get("aftercare", &format!("/v1/cases?person_id={person}&limit=100")).await?;
    let paths: Vec<String> = page.items.iter().map(|case| format!("/v1/cases/{}", case.id)).collect();
    try_join_all(paths.iter().map(|path| api.get("aftercare", path))).await
}
