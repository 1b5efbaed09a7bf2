//! `/v1/treatments/{id}/transfers`, `/v1/transfers`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use domain::codes::community::TransferReason;
use domain::codes::summary::TransferState;
use domain::ids::TreatmentId;
use domain::law::clock::VIETNAM;
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::idempotency::IdempotencyKey;
use web::labels::{ArticleView, StandingView};
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::treatments::Created;
use crate::app::transfers::{self, AnswerTransfer, ListTransfers, SendTreatment, UnderWay};
use crate::domain::transfer::{Transfer, TransferId};

/// A treatment's way to another commune.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct TransferView {
    pub id: TransferId,
    pub treatment_id: TreatmentId,
    pub from_commune_code: String,
    pub from_province_code: String,
    pub to_commune_code: String,
    pub to_province_code: String,
    pub state: TransferState,
    pub moved_on: NaiveDate,
    pub sent_at: DateTime<Utc>,
    /// The first moment that is too late; none where no limit was found.
    pub due_at: Option<DateTime<FixedOffset>>,
    /// What gives the due time.
    pub article: Option<ArticleView>,
    pub answered_at: Option<DateTime<Utc>>,
    pub reason: Option<TransferReason>,
}

impl From<Transfer> for TransferView {
    fn from(transfer: Transfer) -> Self {
        Self {
            id: transfer.id,
            treatment_id: transfer.treatment,
            article: transfer.limit().map(|limit| limit.article.into()),
            from_commune_code: transfer.from.commune_code,
            from_province_code: transfer.from.province_code,
            to_commune_code: transfer.to.commune_code,
            to_province_code: transfer.to.province_code,
            state: transfer.state,
            moved_on: transfer.moved_on,
            sent_at: transfer.sent_at,
            due_at: transfer.due_at.map(|at| at.with_timezone(&VIETNAM)),
            answered_at: transfer.answered_at,
            reason: transfer.reason,
        }
    }
}

/// A treatment that waits for an answer, and what is left of its time.
#[derive(Serialize, Deserialize, JsonSchema)]
struct UnderWayView {
    #[serde(flatten)]
    transfer: TransferView,
    standing: Option<StandingView>,
}

impl From<UnderWay> for UnderWayView {
    fn from(UnderWay { transfer, standing }: UnderWay) -> Self {
        Self { transfer: transfer.into(), standing: standing.map(StandingView::from) }
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let record = Access::To(Right::RecordTreatments);
    routes
        .add(
            Route::post("/v1/treatments/{id}/transfers", record, "Send a treatment to another commune")
                .takes::<SendTreatment>()
                .answers::<Created>(),
            send,
        )
        .add(
            Route::post("/v1/transfers/{id}/answer", record, "Accept, send back or recall a treatment under way")
                .takes::<AnswerTransfer>()
                .answers::<TransferView>(),
            answer,
        )
        .add(
            Route::get("/v1/transfers", record, "Treatments under way from or to your areas")
                .answers::<Page<UnderWayView>>(),
            list,
        )
}

async fn send(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<TreatmentId>,
    Json(command): Json<SendTreatment>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = transfers::send(&context, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id: id.0 })))
}

async fn answer(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<TransferId>,
    Json(command): Json<AnswerTransfer>,
) -> Result<Json<TransferView>, Problem> {
    Ok(Json(transfers::answer(&context, &caller, id, command).await?.into()))
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListTransfers>,
) -> Result<Json<Page<UnderWayView>>, Problem> {
    let Page { items, total, next } = transfers::under_way(&context, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(UnderWayView::from).collect(), total, next }))
}
