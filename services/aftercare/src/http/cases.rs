//! `/v1/cases`

use axum::extract::{Path, State};
use chrono::NaiveDate;
use domain::codes::{AftercareClosureReason, AftercareOrigin};
use domain::ids::{AftercareCaseId, PersonId};
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::referrals::ReferralView;
use crate::app::cases::{self, CloseCase, Found, ListCases};
use crate::domain::case::{Case, Status};

/// A term of post-rehabilitation management.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct CaseView {
    pub id: AftercareCaseId,
    pub person_id: PersonId,
    pub origin: AftercareOrigin,
    pub opened_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub law_pack: String,
    pub status: Status,
    pub closed_on: Option<NaiveDate>,
    pub closure_reason: Option<AftercareClosureReason>,
    pub commune_code: String,
    pub province_code: String,
}

impl From<Case> for CaseView {
    fn from(case: Case) -> Self {
        Self {
            id: case.id,
            person_id: case.person.person_id,
            origin: case.origin,
            opened_on: case.opened_on,
            ends_on: case.ends_on,
            law_pack: case.law_pack,
            status: case.status,
            closed_on: case.closed_on,
            closure_reason: case.closure_reason,
            commune_code: case.person.commune_code,
            province_code: case.person.province_code,
        }
    }
}

/// A case with its referrals.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct CaseWithReferrals {
    pub case: CaseView,
    pub referrals: Vec<ReferralView>,
    /// Number of the last certificate that was issued for it.
    pub certificate_number: Option<String>,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadAftercare);
    let keep = Access::To(Right::KeepAftercare);
    routes
        .add(Route::get("/v1/cases", read, "Aftercare cases in scope").answers::<Page<CaseView>>(), list)
        .add(Route::get("/v1/cases/{id}", read, "A case with its referrals").answers::<CaseWithReferrals>(), show)
        .add(
            Route::post("/v1/cases/{id}/closure", keep, "Close a case").takes::<CloseCase>().answers::<CaseView>(),
            close,
        )
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListCases>,
) -> Result<Json<Page<CaseView>>, Problem> {
    let Page { items, total, next } = cases::list(&context, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(CaseView::from).collect(), total, next }))
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<AftercareCaseId>,
) -> Result<Json<CaseWithReferrals>, Problem> {
    let Found { case, referrals, certificate_number } = cases::find(&context, &caller, id).await?;
    let referrals = referrals.into_iter().map(ReferralView::from).collect();
    Ok(Json(CaseWithReferrals { case: case.into(), referrals, certificate_number }))
}

async fn close(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<AftercareCaseId>,
    Json(command): Json<CloseCase>,
) -> Result<Json<CaseView>, Problem> {
    Ok(Json(cases::close(&context, &caller, id, command).await?.into()))
}
