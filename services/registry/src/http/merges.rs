//! `/v1/persons/{id}/merge`, `/v1/persons/{id}/unmerge`

use axum::extract::{Path, State as Shared};
use domain::ids::PersonId;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::Created;
use crate::State;
use crate::app::merges::{self, MergeInto, Unmerge};

pub fn routes(routes: Routes<State>) -> Routes<State> {
    let register = Access::To(Right::RegisterPersons);
    routes
        .add(
            Route::post("/v1/persons/{id}/merge", register, "This record is another one: both histories stay")
                .takes::<MergeInto>()
                .answers::<Created>(),
            merge,
        )
        .add(
            Route::post("/v1/persons/{id}/unmerge", register, "Take a merge back")
                .takes::<Unmerge>()
                .answers::<Created>(),
            unmerge,
        )
}

async fn merge(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<PersonId>,
    Json(command): Json<MergeInto>,
) -> Result<Json<Created>, Problem> {
    Ok(Json(Created { id: merges::merge(&state, &caller, id, command).await?.0 }))
}

async fn unmerge(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<PersonId>,
    Json(command): Json<Unmerge>,
) -> Result<Json<Created>, Problem> {
    Ok(Json(Created { id: merges::unmerge(&state, &caller, id, command).await?.0 }))
}
