//! `/v1/keys`

use axum::extract::State as Shared;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use crate::State;
use crate::app::keys::{self, KeyVersion, Rotate, Rotated};

pub fn routes(routes: Routes<State>) -> Routes<State> {
    let operate = Access::To(Right::Operate);
    routes
        .add(
            Route::get("/v1/keys", operate, "Versions of the data key, with what each has sealed")
                .answers::<Vec<KeyVersion>>(),
            list,
        )
        .add(
            Route::post("/v1/keys/rotation", operate, "Make a new data key, or seal the next batch with it")
                .takes::<Rotate>()
                .answers::<Rotated>(),
            rotate,
        )
}

async fn list(Shared(state): Shared<State>) -> Result<Json<Vec<KeyVersion>>, Problem> {
    Ok(Json(keys::status(&state).await?))
}

async fn rotate(
    Shared(state): Shared<State>,
    caller: Caller,
    Json(command): Json<Rotate>,
) -> Result<Json<Rotated>, Problem> {
    Ok(Json(keys::rotate(&state, &caller, &command).await?))
}
