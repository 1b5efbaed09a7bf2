//! The way home: notices before the end of a term, hand-overs and arrivals.

use chrono::NaiveDate;
use domain::codes::ReleaseReason;
use domain::codes::release::{ArrivalState, HandoverPaper, HandoverRefusal, HandoverState, NoticeState};
use domain::ids::{AdmissionId, FacilityId, HandoverId, PersonId};
use domain::paging::Page;
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::batch::BatchAnswer;

use super::SERVICE;
use crate::api::registry::labels::{Article, Standing};
use crate::api::{Api, Created};
use crate::failure::Failure;
use crate::fields::with_query;

/// A stay with the notice that its end asks for.
#[derive(Clone, Debug, Deserialize)]
pub struct Ending {
    pub admission_id: AdmissionId,
    pub person_id: PersonId,
    pub facility_id: FacilityId,
    pub term_ends_on: NaiveDate,
    pub due_on: NaiveDate,
    pub state: NoticeState,
    pub standing: Option<Standing>,
    pub article: Article,
    pub commune_code: Option<String>,
    pub province_code: Option<String>,
    pub notice: Option<Notice>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Notice {
    pub number: String,
    pub sent_on: NaiveDate,
    pub to_commune_code: String,
    pub to_province_code: String,
    pub ends_on: NaiveDate,
}

#[derive(Clone, Debug, Serialize)]
pub struct GiveNotice {
    pub admission_id: AdmissionId,
    pub number: String,
    pub occurred_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune_code: Option<String>,
}

/// Somebody's way home.
#[derive(Clone, Debug, Deserialize)]
pub struct Return {
    pub admission_id: AdmissionId,
    pub person_id: PersonId,
    pub facility_id: FacilityId,
    pub released_on: NaiveDate,
    pub reason: ReleaseReason,
    pub commune_code: Option<String>,
    pub handovers: Vec<Handover>,
    pub arrival: Arrival,
}

impl Return {
    /// The last hand-over.
    pub fn last(&self) -> Option<&Handover> {
        self.handovers.last()
    }

    /// No commune has the person, or was asked to take them.
    pub fn is_to_hand_over(&self) -> bool {
        self.last().is_none_or(|last| matches!(last.state, HandoverState::Refused | HandoverState::Withdrawn))
    }
}

#[derive(Clone, Debug, Deserialize)]
pub struct Handover {
    pub id: HandoverId,
    pub to_commune_code: String,
    pub to_province_code: String,
    pub number: Option<String>,
    pub papers: Vec<HandoverPaper>,
    pub handed_on: NaiveDate,
    pub state: HandoverState,
    pub answered_on: Option<NaiveDate>,
    pub refusal: Option<HandoverRefusal>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Arrival {
    pub state: ArrivalState,
    pub arrived_on: Option<NaiveDate>,
    pub due_on: Option<NaiveDate>,
    pub standing: Option<Standing>,
    pub article: Option<Article>,
    pub days_since_release: i64,
}

#[derive(Clone, Debug, Serialize)]
pub struct HandOver {
    pub admission_id: AdmissionId,
    pub commune_code: String,
    pub occurred_on: Option<NaiveDate>,
    pub papers: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// What a list is asked for; empty values ask for all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    pub facility: &'a str,
    /// The state of a notice, or the concern about a way home.
    pub which: &'a str,
    pub cursor: &'a str,
    pub limit: u64,
}

impl Asked<'_> {
    fn address(&self, path: &str, which: &str) -> String {
        let limit = self.limit.to_string();
        with_query(
            path,
            [("facility_id", self.facility), (which, self.which), ("cursor", self.cursor), ("limit", &limit)],
        )
    }
}

pub async fn endings(api: &Api, asked: Asked<'_>) -> Result<Page<Ending>, Failure> {
    api.get(SERVICE, &asked.address("/v1/notices", "state")).await
}

pub async fn give_notices(api: &Api, key: &str, notices: &[GiveNotice]) -> Result<BatchAnswer, Failure> {
    api.create(SERVICE, "/v1/notices/batch", key, &json!({ "items": notices })).await
}

/// Who went home from the caller's facilities.
pub async fn sent(api: &Api, asked: Asked<'_>) -> Result<Page<Return>, Failure> {
    api.get(SERVICE, &asked.address("/v1/handovers", "concern")).await
}

/// Who was handed over to the caller's communes.
pub async fn received(api: &Api, asked: Asked<'_>) -> Result<Page<Return>, Failure> {
    api.get(SERVICE, &asked.address("/v1/handovers/received", "concern")).await
}

pub async fn of_stay(api: &Api, stay: AdmissionId) -> Result<Return, Failure> {
    api.get(SERVICE, &format!("/v1/admissions/{stay}/return")).await
}

pub async fn hand_over(api: &Api, key: &str, command: &HandOver) -> Result<Created, Failure> {
    api.create(SERVICE, "/v1/handovers", key, command).await
}

pub async fn answer(
    api: &Api,
    id: HandoverId,
    state: &str,
    on: Option<NaiveDate>,
    refusal: Option<&str>,
) -> Result<(), Failure> {
    let body = json!({ "state": state, "occurred_on": on, "refusal": refusal });
    api.tell(SERVICE, &format!("/v1/handovers/{id}/answer"), &body).await
}

pub async fn arrive(api: &Api, id: HandoverId, on: Option<NaiveDate>) -> Result<(), Failure> {
    api.tell(SERVICE, &format!("/v1/handovers/{id}/arrival"), &json!({ "occurred_on": on })).await
}
