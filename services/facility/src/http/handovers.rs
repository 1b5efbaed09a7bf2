//! `/v1/handovers`, `/v1/admissions/{id}/return`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::codes::ReleaseReason;
use domain::codes::release::{ArrivalState, HandoverPaper, HandoverRefusal, HandoverState};
use domain::ids::{AdmissionId, FacilityId, HandoverId, PersonId};
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::labels::{ArticleView, StandingView};
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::admissions::Created;
use crate::app::handovers::{self, AnswerHandover, HandOver, ListReturns, RecordArrival, Return};
use crate::domain::handover::{Arrival, Handover};

/// Somebody's way home.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ReturnView {
    pub admission_id: AdmissionId,
    pub person_id: PersonId,
    pub facility_id: FacilityId,
    pub released_on: NaiveDate,
    pub reason: ReleaseReason,
    /// Where the person is known to live.
    pub commune_code: Option<String>,
    pub province_code: Option<String>,
    /// Oldest first; a commune sees its own.
    pub handovers: Vec<HandoverView>,
    pub arrival: ArrivalView,
}

/// One handing over.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct HandoverView {
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

/// Whether the person has come to the commune.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ArrivalView {
    pub state: ArrivalState,
    pub arrived_on: Option<NaiveDate>,
    /// The last day for it; none where no limit was found.
    pub due_on: Option<NaiveDate>,
    pub standing: Option<StandingView>,
    pub article: Option<ArticleView>,
    /// Until today, or until the arrival.
    pub days_since_release: i64,
}

impl From<Handover> for HandoverView {
    fn from(handover: Handover) -> Self {
        Self {
            id: handover.id,
            to_commune_code: handover.to.commune_code,
            to_province_code: handover.to.province_code,
            number: handover.number,
            papers: handover.papers.into_iter().collect(),
            handed_on: handover.handed_on,
            state: handover.state,
            answered_on: handover.answered_on,
            refusal: handover.refusal,
        }
    }
}

impl From<Arrival> for ArrivalView {
    fn from(arrival: Arrival) -> Self {
        Self {
            state: arrival.state,
            arrived_on: arrival.arrived_on,
            due_on: arrival.due_on,
            standing: arrival.standing.map(StandingView::from),
            article: arrival.article.map(ArticleView::from),
            days_since_release: arrival.days_since_release,
        }
    }
}

impl TryFrom<Return> for ReturnView {
    type Error = Problem;

    fn try_from(Return { stay, handovers, arrival, person }: Return) -> Result<Self, Problem> {
        let (commune_code, province_code) = person.map(|person| (person.commune_code, person.province_code)).unzip();
        Ok(Self {
            admission_id: stay.id,
            person_id: stay.person_id,
            facility_id: stay.facility_id,
            released_on: stay.ended_on.ok_or_else(Problem::internal)?,
            reason: stay.end_reason.ok_or_else(Problem::internal)?,
            commune_code,
            province_code,
            handovers: handovers.into_iter().map(HandoverView::from).collect(),
            arrival: arrival.into(),
        })
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadFacilities);
    let record = Access::To(Right::RecordMovements);
    let see = Access::To(Right::ReadAftercare);
    let keep = Access::To(Right::KeepAftercare);
    routes
        .add(
            Route::get("/v1/handovers", read, "Who went home from the facilities in scope: `?concern=not_arrived`")
                .answers::<Page<ReturnView>>(),
            sent,
        )
        .add(
            Route::get("/v1/handovers/received", see, "Who was handed over to the communes in scope")
                .answers::<Page<ReturnView>>(),
            received,
        )
        .add(
            Route::get("/v1/admissions/{id}/return", read, "A released person's way home").answers::<ReturnView>(),
            show,
        )
        .add(
            Route::post("/v1/handovers", record, "Hand a released person over to a commune")
                .takes::<HandOver>()
                .answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/handovers/batch", record, "Hand up to 500 released persons over")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            post_batch,
        )
        .add(
            Route::post("/v1/handovers/{id}/answer", keep, "Acknowledge a hand-over, or send it back")
                .takes::<AnswerHandover>()
                .answers::<ReturnView>(),
            answer,
        )
        .add(
            Route::post("/v1/handovers/{id}/arrival", keep, "The person came to the commune")
                .takes::<RecordArrival>()
                .answers::<ReturnView>(),
            arrive,
        )
}

fn page(Page { items, total, next }: Page<Return>) -> Result<Json<Page<ReturnView>>, Problem> {
    let items = items.into_iter().map(ReturnView::try_from).collect::<Result<_, _>>()?;
    Ok(Json(Page { items, total, next }))
}

async fn sent(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListReturns>,
) -> Result<Json<Page<ReturnView>>, Problem> {
    page(handovers::sent(&context, &caller, query).await?)
}

async fn received(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListReturns>,
) -> Result<Json<Page<ReturnView>>, Problem> {
    page(handovers::received(&context, &caller, query).await?)
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<AdmissionId>,
) -> Result<Json<ReturnView>, Problem> {
    Ok(Json(handovers::read(&context, &caller, id).await?.try_into()?))
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<HandOver>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = handovers::hand_over_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(handovers::hand_over_all(&context, &caller, &key, batch.read()?).await?))
}

async fn answer(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<HandoverId>,
    Json(command): Json<AnswerHandover>,
) -> Result<Json<ReturnView>, Problem> {
    Ok(Json(handovers::answer(&context, &caller, id, command).await?.try_into()?))
}

async fn arrive(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<HandoverId>,
    Json(command): Json<RecordArrival>,
) -> Result<Json<ReturnView>, Problem> {
    Ok(Json(handovers::arrive(&context, &caller, id, command).await?.try_into()?))
}
