//! `/v1/duplicates`

use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::codes::Sex;
use domain::ids::PersonId;
use domain::matching::Reason;
use domain::paging::Page;
use domain::person::Birth;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::State;
use crate::app::duplicates::{self, Alike, CheckDuplicates, DecideNotSame, FoundPair, ListDuplicates};
use crate::app::scan::{self, Progress};
use crate::domain::person::Person;

/// Why two records may be one person, or are not.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ReasonView {
    pub code: String,
    /// Points for, or against when negative.
    pub weight: i32,
    pub vi: String,
    pub en: String,
}

impl From<Reason> for ReasonView {
    fn from(reason: Reason) -> Self {
        Self {
            code: reason.code.as_str().to_owned(),
            weight: reason.weight,
            vi: reason.vi().to_owned(),
            en: reason.en().to_owned(),
        }
    }
}

/// One side of a pair.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct SideView {
    pub id: PersonId,
    pub name: String,
    pub sex: Sex,
    pub birth: Birth,
    pub commune_code: String,
    pub province_code: String,
    pub merged_into: Option<PersonId>,
}

impl From<Person> for SideView {
    fn from(person: Person) -> Self {
        Self {
            id: person.id,
            name: person.name,
            sex: person.sex,
            birth: person.birth,
            commune_code: person.residence.commune_code,
            province_code: person.residence.province_code,
            merged_into: person.merged_into,
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct AlikeView {
    pub person: SideView,
    /// 0 to 1000.
    pub score: u32,
    /// `same`, `likely` or `possible`.
    pub verdict: String,
    pub reasons: Vec<ReasonView>,
}

impl From<Alike> for AlikeView {
    fn from(alike: Alike) -> Self {
        Self {
            person: alike.person.into(),
            score: alike.candidate.score,
            verdict: alike.candidate.verdict.as_str().to_owned(),
            reasons: alike.candidate.reasons.into_iter().map(ReasonView::from).collect(),
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct CheckAnswer {
    pub items: Vec<AlikeView>,
    /// Records alike outside your areas; ask the province.
    pub elsewhere: usize,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct PairView {
    pub id: Uuid,
    pub score: i32,
    pub verdict: String,
    pub state: String,
    pub found_at: DateTime<Utc>,
    pub decided_at: Option<DateTime<Utc>>,
    pub reason: Option<String>,
    pub reasons: Vec<ReasonView>,
    pub first: SideView,
    pub second: SideView,
}

impl From<FoundPair> for PairView {
    fn from(pair: FoundPair) -> Self {
        Self {
            id: pair.row.id,
            score: pair.row.score,
            verdict: pair.row.verdict,
            state: pair.row.state,
            found_at: pair.row.found_at,
            decided_at: pair.row.decided_at,
            reason: pair.row.reason,
            reasons: pair.reasons.into_iter().map(ReasonView::from).collect(),
            first: pair.first.into(),
            second: pair.second.into(),
        }
    }
}

pub fn routes(routes: Routes<State>) -> Routes<State> {
    let register = Access::To(Right::RegisterPersons);
    let operate = Access::To(Right::Operate);
    routes
        .add(
            Route::post("/v1/duplicates/check", register, "Who may be the person being registered")
                .takes::<CheckDuplicates>()
                .answers::<CheckAnswer>(),
            check,
        )
        .add(Route::get("/v1/duplicates", register, "Pairs to decide").answers::<Page<PairView>>(), list)
        .add(Route::get("/v1/duplicates/{id}", register, "One pair").answers::<PairView>(), show)
        .add(
            Route::post("/v1/duplicates/{id}/not-same", register, "Remember that these are two people")
                .takes::<DecideNotSame>(),
            not_same,
        )
        .add(
            Route::post("/v1/duplicates/scan", operate, "Scan the whole register in the background")
                .answers::<Progress>(),
            start,
        )
        .add(Route::get("/v1/duplicates/scan", operate, "How far the scan is").answers::<Progress>(), progress)
}

async fn check(
    Shared(state): Shared<State>,
    caller: Caller,
    Json(command): Json<CheckDuplicates>,
) -> Result<Json<CheckAnswer>, Problem> {
    let alikes = duplicates::check(&state, &caller, command).await?;
    let items = alikes.within.into_iter().map(AlikeView::from).collect();
    Ok(Json(CheckAnswer { items, elsewhere: alikes.elsewhere }))
}

async fn list(
    Shared(state): Shared<State>,
    caller: Caller,
    Query(query): Query<ListDuplicates>,
) -> Result<Json<Page<PairView>>, Problem> {
    let Page { items, total, next } = duplicates::list(&state, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(PairView::from).collect(), total, next }))
}

async fn show(Shared(state): Shared<State>, caller: Caller, Path(id): Path<Uuid>) -> Result<Json<PairView>, Problem> {
    Ok(Json(duplicates::one(&state, &caller, id).await?.into()))
}

async fn not_same(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(command): Json<DecideNotSame>,
) -> Result<StatusCode, Problem> {
    duplicates::not_same(&state, &caller, id, command).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn start(Shared(state): Shared<State>) -> Result<Json<Progress>, Problem> {
    Ok(Json(scan::start(&state)?))
}

async fn progress(Shared(state): Shared<State>) -> Result<Json<Progress>, Problem> {
    state.scans.progress().map(Json).ok_or_else(Problem::not_found)
}
