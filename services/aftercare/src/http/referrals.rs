//! `/v1/referrals`

use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::codes::{ReferralKind, ReferralState};
use domain::ids::{AftercareCaseId, PersonId, ReferralId};
use domain::money::Vnd;
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::app::referrals::{self, DraftReferral, ListReferrals, WithHistory};
use crate::store::transitions::Step;

/// A referral with its history.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ReferralView {
    pub id: ReferralId,
    pub case_id: AftercareCaseId,
    pub person_id: PersonId,
    pub kind: ReferralKind,
    pub state: ReferralState,
    pub partner: String,
    pub amount: Option<Vnd>,
    pub purpose: Option<String>,
    pub consent_on: Option<NaiveDate>,
    pub drafted_on: NaiveDate,
    pub history: Vec<StepView>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct StepView {
    pub from: ReferralState,
    pub to: ReferralState,
    pub occurred_on: NaiveDate,
    pub note: Option<String>,
}

impl From<Step> for StepView {
    fn from(step: Step) -> Self {
        let Step { from, to, occurred_on, note } = step;
        Self { from, to, occurred_on, note }
    }
}

impl From<WithHistory> for ReferralView {
    fn from(WithHistory { referral, steps }: WithHistory) -> Self {
        Self {
            id: referral.id,
            case_id: referral.case_id,
            person_id: referral.person_id,
            kind: referral.kind,
            state: referral.state,
            partner: referral.partner,
            amount: referral.amount,
            purpose: referral.purpose,
            consent_on: referral.consent_on,
            drafted_on: referral.drafted_on,
            history: steps.into_iter().map(StepView::from).collect(),
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Created {
    pub id: Uuid,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadAftercare);
    let keep = Access::To(Right::KeepAftercare);
    routes
        .add(Route::post("/v1/referrals", keep, "Draft a referral").takes::<DraftReferral>().answers::<Created>(), post)
        .add(
            Route::post("/v1/referrals/batch", keep, "Draft up to 500 referrals")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            post_batch,
        )
        .add(Route::get("/v1/referrals", read, "Referrals in scope").answers::<Page<ReferralView>>(), list)
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<DraftReferral>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = referrals::draft_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(referrals::draft_all(&context, &caller, &key, batch.read()?).await?))
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListReferrals>,
) -> Result<Json<Page<ReferralView>>, Problem> {
    let Page { items, total, next } = referrals::list(&context, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(ReferralView::from).collect(), total, next }))
}
