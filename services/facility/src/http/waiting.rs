//! `/v1/facilities/{id}/waiting`, `/v1/waiting/{id}/withdrawal`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::law::clock::{Due, VIETNAM};
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::labels::{ArticleView, Label, StandingView};
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes, label};

use super::admissions::Created;
use crate::app::waiting::{self, ListPerson, WithdrawWaiting};
use crate::domain::waiting::{Outcome, Waiting};

/// Somebody who waits for a place, or waited.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct WaitingView {
    pub id: Uuid,
    pub facility_id: FacilityId,
    pub person_id: PersonId,
    pub decision_number: String,
    pub decided_on: NaiveDate,
    pub priority: Label,
    pub reason: Label,
    pub listed_on: NaiveDate,
    /// The last day on which the law lets the decision wait; none where it has no such time.
    pub due_on: Option<NaiveDate>,
    pub article: Option<ArticleView>,
    /// None where there is no such time, or the waiting is over.
    pub standing: Option<StandingView>,
    pub closed_on: Option<NaiveDate>,
    pub admission_id: Option<AdmissionId>,
    pub withdrawn_reason: Option<Label>,
}

impl WaitingView {
    fn of(waiting: Waiting, now: DateTime<FixedOffset>) -> Self {
        let (due, standing) = (waiting.due(), waiting.standing(now));
        let how = waiting.closed.map(|closed| closed.how);
        Self {
            id: waiting.id,
            facility_id: waiting.facility_id,
            person_id: waiting.person_id,
            decision_number: waiting.decision_number,
            decided_on: waiting.decided_on,
            priority: label!(waiting.priority),
            reason: label!(waiting.reason),
            listed_on: waiting.listed_on,
            due_on: due.as_ref().and_then(Due::last_day),
            article: due.map(|due| due.limit.article.into()),
            standing: standing.map(StandingView::from),
            closed_on: waiting.closed.map(|closed| closed.on),
            admission_id: match how {
                Some(Outcome::Admitted(id)) => Some(id),
                _ => None,
            },
            withdrawn_reason: match how {
                Some(Outcome::Withdrawn(reason)) => Some(label!(reason)),
                _ => None,
            },
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    #[serde(default)]
    closed: bool,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadFacilities);
    let record = Access::To(Right::RecordMovements);
    routes
        .add(
            Route::post("/v1/facilities/{id}/waiting", record, "Put a person with a decision on the waiting list")
                .takes::<ListPerson>()
                .answers::<Created>(),
            list_person,
        )
        .add(
            Route::get(
                "/v1/facilities/{id}/waiting",
                read,
                "Who waits for a place, first who comes first, `?closed=true`",
            )
            .answers::<Vec<WaitingView>>(),
            list,
        )
        .add(
            Route::post("/v1/waiting/{id}/withdrawal", record, "Take somebody off the waiting list")
                .takes::<WithdrawWaiting>()
                .answers::<WaitingView>(),
            withdraw,
        )
}

async fn list_person(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<FacilityId>,
    Json(command): Json<ListPerson>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = waiting::list_person(&context, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<FacilityId>,
    Query(Which { closed }): Query<Which>,
) -> Result<Json<Vec<WaitingView>>, Problem> {
    let now = context.now().with_timezone(&VIETNAM);
    let listed = waiting::list(&context, &caller, id, closed).await?.into_iter();
    Ok(Json(listed.map(|waiting| WaitingView::of(waiting, now)).collect()))
}

async fn withdraw(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(command): Json<WithdrawWaiting>,
) -> Result<Json<WaitingView>, Problem> {
    let now = context.now().with_timezone(&VIETNAM);
    Ok(Json(WaitingView::of(waiting::withdraw(&context, &caller, id, command).await?, now)))
}
