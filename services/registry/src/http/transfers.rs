//! `/v1/files/{id}/transfers`, `/v1/transfers`, `/v1/files/{id}/reclassification`

use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use domain::ids::FileId;
use domain::paging::Page;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::idempotency::IdempotencyKey;
use web::labels::StandingView;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::Created;
use super::views::TransferView;
use crate::State;
use crate::app::files::{self, ReclassifyFile};
use crate::app::transfers::{self, AnswerTransfer, ListTransfers, SendFile, UnderWay};
use crate::domain::transfer::TransferId;

pub fn routes(routes: Routes<State>) -> Routes<State> {
    let register = Access::To(Right::RegisterPersons);
    routes
        .add(
            Route::post("/v1/files/{id}/reclassification", register, "An unlawful user was determined an addict")
                .takes::<ReclassifyFile>()
                .answers::<Created>(),
            reclassify,
        )
        .add(
            Route::post("/v1/files/{id}/transfers", register, "Send a file to another commune")
                .takes::<SendFile>()
                .answers::<Created>(),
            send,
        )
        .add(
            Route::post("/v1/transfers/{id}/answer", register, "Accept, send back or recall a file under way")
                .takes::<AnswerTransfer>()
                .answers::<TransferView>(),
            answer,
        )
        .add(
            Route::get("/v1/transfers", register, "Files under way from or to your areas")
                .answers::<Page<UnderWayView>>(),
            list,
        )
}

async fn reclassify(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<FileId>,
    Json(command): Json<ReclassifyFile>,
) -> Result<Json<Created>, Problem> {
    Ok(Json(Created { id: files::reclassify(&state, &caller, &key, id, command).await?.0 }))
}

async fn send(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<FileId>,
    Json(command): Json<SendFile>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = transfers::send(&state, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id: id.0 })))
}

async fn answer(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<TransferId>,
    Json(command): Json<AnswerTransfer>,
) -> Result<Json<TransferView>, Problem> {
    Ok(Json(transfers::answer(&state, &caller, id, command).await?.into()))
}

async fn list(
    Shared(state): Shared<State>,
    caller: Caller,
    Query(query): Query<ListTransfers>,
) -> Result<Json<Page<UnderWayView>>, Problem> {
    let Page { items, total, next } = transfers::under_way(&state, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(UnderWayView::from).collect(), total, next }))
}

/// A file that waits for an answer, and what is left of its time.
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
