//! `/v1/break-glass`

use axum::extract::State as Shared;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::ids::{AccountId, PersonId};
use domain::paging::Page;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::State;
use crate::app::break_glass::{self, BreakGlass, ListNotices, Opened};
use crate::domain::break_glass::EmergencyAccess;

/// One account's emergency access to one person.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct EmergencyView {
    pub id: Uuid,
    pub person_id: PersonId,
    pub account_id: AccountId,
    pub reason: String,
    pub since: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

impl From<EmergencyAccess> for EmergencyView {
    fn from(access: EmergencyAccess) -> Self {
        let EmergencyAccess { id, account, person, reason, since, until } = access;
        Self { id, person_id: person, account_id: account, reason, since, until }
    }
}

pub fn routes(routes: Routes<State>) -> Routes<State> {
    let read = Access::To(Right::ReadPersons);
    routes
        .add(
            Route::post("/v1/break-glass", read, "Read a person outside the scope in an emergency, for three hours")
                .takes::<BreakGlass>()
                .answers::<Opened>(),
            open,
        )
        .add(
            Route::get("/v1/break-glass", read, "Whom the caller has opened and may still read")
                .answers::<Vec<EmergencyView>>(),
            mine,
        )
        .add(
            Route::get("/v1/break-glass/notices", read, "Who opened persons of the caller's scope, and why")
                .answers::<Page<EmergencyView>>(),
            notices,
        )
}

async fn open(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<BreakGlass>,
) -> Result<(StatusCode, Json<Opened>), Problem> {
    Ok((StatusCode::CREATED, Json(break_glass::open(&state, &caller, &key, command).await?)))
}

async fn mine(Shared(state): Shared<State>, caller: Caller) -> Result<Json<Vec<EmergencyView>>, Problem> {
    Ok(Json(break_glass::mine(&state, &caller).await?.into_iter().map(EmergencyView::from).collect()))
}

async fn notices(
    Shared(state): Shared<State>,
    caller: Caller,
    Query(query): Query<ListNotices>,
) -> Result<Json<Page<EmergencyView>>, Problem> {
    let Page { items, total, next } = break_glass::notices(&state, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(EmergencyView::from).collect(), total, next }))
}
