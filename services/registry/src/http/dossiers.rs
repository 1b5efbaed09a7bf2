//! `/v1/persons/{id}/dossiers`, `/v1/dossiers`

use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use domain::ids::{DossierId, PersonId};
use domain::paging::Page;
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::Created;
use super::views::DossierView;
use crate::State;
use crate::app::dossiers::{self, ListDossiers, OpenDossier, RecordDecision};

pub fn routes(routes: Routes<State>) -> Routes<State> {
    let keep = Access::To(Right::KeepDossiers);
    routes
        .add(
            Route::post("/v1/persons/{id}/dossiers", keep, "Open a dossier for compulsory treatment")
                .takes::<OpenDossier>()
                .answers::<Created>(),
            open,
        )
        .add(
            Route::post("/v1/dossiers/{id}/decision", keep, "Record the court's decision")
                .takes::<RecordDecision>()
                .answers::<DossierView>(),
            decide,
        )
        .add(Route::get("/v1/dossiers", keep, "Dossiers in scope").answers::<Page<DossierView>>(), list)
}

async fn open(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<PersonId>,
    Json(command): Json<OpenDossier>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = dossiers::open(&state, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id: id.0 })))
}

async fn decide(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<DossierId>,
    Json(command): Json<RecordDecision>,
) -> Result<Json<DossierView>, Problem> {
    Ok(Json(dossiers::decide(&state, &caller, id, command).await?.into()))
}

async fn list(
    Shared(state): Shared<State>,
    caller: Caller,
    Query(query): Query<ListDossiers>,
) -> Result<Json<Page<DossierView>>, Problem> {
    let Page { items, total, next } = dossiers::list(&state, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(DossierView::from).collect(), total, next }))
}
