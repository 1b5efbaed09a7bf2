//! `/v1/persons/{id}/aliases`, `…/residences`, `…/stability`, `…/summary`

use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use domain::ids::PersonId;
use web::idempotency::IdempotencyKey;
use web::version::{IfMatch, etag};
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::Created;
use super::views::StabilityView;
use crate::State;
use crate::app::names::{self, NewAlias};
use crate::app::residences::{self, AssessStability, BeginResidence};
use crate::app::summary::{self, Versioned};
use crate::domain::summary::Summary;

pub fn routes(routes: Routes<State>) -> Routes<State> {
    let read = Access::To(Right::ReadPersons);
    let register = Access::To(Right::RegisterPersons);
    routes
        .add(
            Route::post("/v1/persons/{id}/aliases", register, "Add another name")
                .takes::<NewAlias>()
                .answers::<Created>(),
            add_alias,
        )
        .add(
            Route::post("/v1/persons/{id}/residences", register, "Begin a residence; the former of its kind ends")
                .takes::<BeginResidence>()
                .answers::<Created>(),
            begin_residence,
        )
        .add(
            Route::post("/v1/persons/{id}/stability", register, "Test whether the residence is stable")
                .takes::<AssessStability>()
                .answers::<StabilityView>(),
            assess,
        )
        .add(
            Route::get("/v1/persons/{id}/summary", read, "The statutory personal summary").answers::<Summary>(),
            show_summary,
        )
        .add(
            Route::put("/v1/persons/{id}/summary", register, "Replace the personal summary")
                .takes::<Summary>()
                .answers::<Summary>(),
            write_summary,
        )
}

async fn add_alias(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<PersonId>,
    Json(command): Json<NewAlias>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = names::add(&state, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

async fn begin_residence(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<PersonId>,
    Json(command): Json<BeginResidence>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = residences::begin(&state, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

async fn assess(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<PersonId>,
    Json(command): Json<AssessStability>,
) -> Result<Json<StabilityView>, Problem> {
    Ok(Json(residences::assess_stability(&state, &caller, id, command).await?.into()))
}

async fn show_summary(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<(HeaderMap, Json<Summary>), Problem> {
    Ok(answer(summary::read(&state, &caller, id).await?))
}

async fn write_summary(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<PersonId>,
    seen: IfMatch,
    Json(written): Json<Summary>,
) -> Result<(HeaderMap, Json<Summary>), Problem> {
    Ok(answer(summary::write(&state, &caller, id, seen, written).await?))
}

fn answer(versioned: Versioned) -> (HeaderMap, Json<Summary>) {
    (HeaderMap::from_iter([(header::ETAG, etag(versioned.version))]), Json(versioned.summary))
}
