//! `/v1/admissions`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::{AdmissionBasis, CorrectionReason, ReleaseReason, ResidentCategory, StayMovement, StayStatus};
use domain::ids::{AccountId, AdmissionId, FacilityId, PersonId};
use domain::law::PackId;
use domain::law::reckoning::{Reckoning, TermState};
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::app::admissions::{self, ListAdmissions, RecordAdmission};
use crate::app::stays::Reckoned;
use crate::domain::book::Entry;

/// A stay.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct AdmissionView {
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
    /// As it stands today; see the stay itself for how it follows.
    pub term_ends_on: NaiveDate,
    pub stage: Option<u32>,
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<ReleaseReason>,
    pub certificate_number: Option<String>,
}

impl From<&Reckoned> for AdmissionView {
    fn from(reckoned: &Reckoned) -> Self {
        let admission = reckoned.stay.admission.clone();
        Self {
            category: admission.category(),
            id: admission.id,
            person_id: admission.person_id,
            facility_id: admission.facility_id,
            basis: admission.basis,
            status: admission.status,
            admitted_on: admission.admitted_on,
            decision_number: admission.decision_number,
            law_pack: admission.law_pack,
            term_months: admission.term_months,
            term_ends_on: reckoned.term.ends_on,
            stage: admission.stage,
            ended_on: admission.ended_on,
            end_reason: admission.end_reason,
            certificate_number: admission.certificate_number,
        }
    }
}

/// A stay with its book and its term.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct AdmissionHistory {
    pub admission: AdmissionView,
    /// In the order of the days; also what was taken out.
    pub entries: Vec<EntryView>,
    pub term: TermView,
}

/// An entry of the book.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct EntryView {
    pub id: Uuid,
    pub occurred_on: NaiveDate,
    pub movement: StayMovement,
    /// Where somebody was admitted, or transferred to.
    pub facility_id: Option<FacilityId>,
    pub stage: Option<u32>,
    /// Of a release.
    pub reason: Option<ReleaseReason>,
    pub certificate_number: Option<String>,
    pub recorded_at: DateTime<Utc>,
    /// Absent in entries of before there were books.
    pub recorded_by: Option<AccountId>,
    pub withdrawn: Option<WithdrawalView>,
}

/// Why an entry does not hold.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct WithdrawalView {
    pub at: DateTime<Utc>,
    pub by: AccountId,
    pub reason: CorrectionReason,
    /// The entry with the right day, where there is one.
    pub replaced_by: Option<Uuid>,
}

impl From<Entry> for EntryView {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id,
            occurred_on: entry.occurred_on,
            movement: entry.movement,
            facility_id: entry.facility_id,
            stage: entry.stage,
            reason: entry.reason,
            certificate_number: entry.certificate_number,
            recorded_at: entry.recorded_at,
            recorded_by: entry.recorded_by,
            withdrawn: entry.withdrawn.map(|withdrawn| WithdrawalView {
                at: withdrawn.at,
                by: withdrawn.by,
                reason: withdrawn.reason,
                replaced_by: withdrawn.replaced_by,
            }),
        }
    }
}

/// How the end of the term follows.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct TermView {
    pub ends_on: NaiveDate,
    pub state: TermStateView,
    /// Since when it stands still.
    pub stopped_since: Option<NaiveDate>,
    /// Whether every rule it rests on was read in a source.
    pub verified: bool,
    pub lines: Vec<TermLineView>,
}

/// Where a term stands today.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TermStateView {
    Running,
    /// Until the person is back; its end is told as if that were today.
    Stopped,
    Over,
    Remitted,
}

/// One step of the reckoning.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct TermLineView {
    pub vi: String,
    pub en: String,
    /// The end after it.
    pub ends_on: NaiveDate,
    pub article: Option<String>,
}

impl From<Reckoning> for TermView {
    fn from(reckoning: Reckoning) -> Self {
        let (state, stopped_since) = match reckoning.state {
            TermState::Running => (TermStateView::Running, None),
            TermState::Stopped { since } => (TermStateView::Stopped, Some(since)),
            TermState::Over => (TermStateView::Over, None),
            TermState::Remitted => (TermStateView::Remitted, None),
        };
        let verified = reckoning.is_verified();
        let lines = reckoning.lines.into_iter().map(|line| TermLineView {
            vi: line.text.vi,
            en: line.text.en,
            ends_on: line.ends_on,
            article: line.article.map(|article| article.citation.to_owned()),
        });
        Self { ends_on: reckoning.ends_on, state, stopped_since, verified, lines: lines.collect() }
    }
}

impl From<Reckoned> for AdmissionHistory {
    fn from(reckoned: Reckoned) -> Self {
        let admission = AdmissionView::from(&reckoned);
        let Reckoned { stay, term } = reckoned;
        let mut entries = stay.entries;
        entries.sort_by_key(|entry| (entry.occurred_on, entry.position));
        Self { admission, entries: entries.into_iter().map(EntryView::from).collect(), term: term.into() }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Created {
    pub id: Uuid,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadFacilities);
    let record = Access::To(Right::RecordMovements);
    routes
        .add(
            Route::post("/v1/admissions", record, "Take a person in").takes::<RecordAdmission>().answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/admissions/batch", record, "Take up to 500 persons in")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            post_batch,
        )
        .add(Route::get("/v1/admissions", read, "Stays in scope").answers::<Page<AdmissionView>>(), list)
        .add(
            Route::get("/v1/admissions/{id}", read, "A stay with its book and its term").answers::<AdmissionHistory>(),
            show,
        )
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<RecordAdmission>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = admissions::record_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(admissions::record_all(&context, &caller, &key, batch.read()?).await?))
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListAdmissions>,
) -> Result<Json<Page<AdmissionView>>, Problem> {
    let Page { items, total, next } = admissions::list(&context, &caller, query).await?;
    Ok(Json(Page { items: items.iter().map(AdmissionView::from).collect(), total, next }))
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<AdmissionId>,
) -> Result<Json<AdmissionHistory>, Problem> {
    Ok(Json(admissions::read(&context, &caller, id).await?.into()))
}
