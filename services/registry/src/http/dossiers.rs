//! `/v1/persons/{id}/dossiers`, `/v1/dossiers`, `/v1/procedures`

mod case_views;
mod list_views;
mod procedure_views;

use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use domain::ids::{DossierId, PersonId};
use domain::paging::Page;
use web::idempotency::IdempotencyKey;
use web::version::etag;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::Created;
use super::views::DossierView;
use crate::State;
use crate::app::dossiers::look_up::{self, ListDossiers};
use crate::app::dossiers::progress::{self, EndPause, MakePause, ReceivePaper, RecordStep};
use crate::app::dossiers::{self, OpenDossier, Opened, RecordDecision};
use case_views::CaseView;
use list_views::{AgencyCountView, ListedView};
use procedure_views::ProcedureView;

pub fn routes(routes: Routes<State>) -> Routes<State> {
    let keep = Access::To(Right::KeepDossiers);
    routes
        .add(
            Route::post("/v1/persons/{id}/dossiers", keep, "Open a dossier for compulsory treatment")
                .takes::<OpenDossier>()
                .answers::<Opened>(),
            open,
        )
        .add(
            Route::post("/v1/dossiers/{id}/decision", keep, "Record the court's decision")
                .takes::<RecordDecision>()
                .answers::<DossierView>(),
            decide,
        )
        .add(
            Route::post("/v1/dossiers/{id}/steps", keep, "Record a step as done")
                .takes::<RecordStep>()
                .answers::<Created>(),
            record_step,
        )
        .add(
            Route::post("/v1/dossiers/{id}/papers", keep, "Take in a paper")
                .takes::<ReceivePaper>()
                .answers::<Created>(),
            receive_paper,
        )
        .add(
            Route::post("/v1/dossiers/{id}/pauses", keep, "Stop the clocks").takes::<MakePause>().answers::<Created>(),
            pause,
        )
        .add(
            Route::post("/v1/dossiers/{id}/pauses/resume", keep, "Let the clocks run again")
                .takes::<EndPause>()
                .answers::<Created>(),
            resume,
        )
        .add(
            Route::get("/v1/dossiers", keep, "Dossiers in scope, by status, agency and due time")
                .answers::<Page<ListedView>>(),
            list,
        )
        .add(
            Route::get("/v1/dossiers/summary", keep, "Per agency: waiting, overdue, due soon")
                .answers::<Vec<AgencyCountView>>(),
            summary,
        )
        .add(
            Route::get("/v1/dossiers/{id}", keep, "One dossier: steps with due times, papers, stops")
                .answers::<CaseView>(),
            show,
        )
        .add(
            Route::get("/v1/procedures/{pack}/{group}", keep, "The rules of a law pack for an age group")
                .answers::<ProcedureView>(),
            procedure,
        )
}

async fn open(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<PersonId>,
    Json(command): Json<OpenDossier>,
) -> Result<(StatusCode, Json<Opened>), Problem> {
    Ok((StatusCode::CREATED, Json(dossiers::open(&state, &caller, &key, id, command).await?)))
}

async fn decide(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<DossierId>,
    Json(command): Json<RecordDecision>,
) -> Result<Json<DossierView>, Problem> {
    Ok(Json(dossiers::decide(&state, &caller, id, command).await?.into()))
}

async fn record_step(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<DossierId>,
    Json(command): Json<RecordStep>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = progress::record(&state, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

async fn receive_paper(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<DossierId>,
    Json(command): Json<ReceivePaper>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = progress::receive(&state, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

async fn pause(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<DossierId>,
    Json(command): Json<MakePause>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = progress::pause(&state, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

async fn resume(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<DossierId>,
    Json(command): Json<EndPause>,
) -> Result<Json<Created>, Problem> {
    Ok(Json(Created { id: progress::resume(&state, &caller, &key, id, command).await? }))
}

async fn list(
    Shared(state): Shared<State>,
    caller: Caller,
    Query(query): Query<ListDossiers>,
) -> Result<Json<Page<ListedView>>, Problem> {
    let Page { items, total, next } = look_up::list(&state, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(ListedView::from).collect(), total, next }))
}

async fn summary(Shared(state): Shared<State>, caller: Caller) -> Result<Json<Vec<AgencyCountView>>, Problem> {
    Ok(Json(look_up::summary(&state, &caller).await?.into_iter().map(AgencyCountView::from).collect()))
}

async fn show(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<DossierId>,
) -> Result<(HeaderMap, Json<CaseView>), Problem> {
    let (case, pipeline) = look_up::show(&state, &caller, id).await?;
    let headers = HeaderMap::from_iter([(header::ETAG, etag(case.dossier.version))]);
    Ok((headers, Json(CaseView::of(case, pipeline))))
}

async fn procedure(Path((pack, group)): Path<(String, String)>) -> Result<Json<ProcedureView>, Problem> {
    Ok(Json(look_up::procedure(&pack, &group)?.into()))
}
