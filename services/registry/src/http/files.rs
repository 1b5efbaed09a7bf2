//! `/v1/persons/{id}/files`, `/v1/files/closures`, `/v1/persons/{id}/determinations`

use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use domain::ids::{FileId, PersonId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use super::Created;
use crate::State;
use crate::app::files::{self, CloseFile, OpenFileLater, RecordDetermination};

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct FileOpened {
    pub id: FileId,
    pub file_code: String,
}

pub fn routes(routes: Routes<State>) -> Routes<State> {
    let register = Access::To(Right::RegisterPersons);
    routes
        .add(
            Route::post("/v1/persons/{id}/files", register, "Open a file")
                .takes::<OpenFileLater>()
                .answers::<FileOpened>(),
            open,
        )
        .add(
            Route::post("/v1/files/closures", register, "Take a person off the list")
                .takes::<CloseFile>()
                .answers::<Created>(),
            close,
        )
        .add(
            Route::post("/v1/files/closures/batch", register, "Take up to 500 persons off the list")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            close_batch,
        )
        .add(
            Route::post("/v1/persons/{id}/determinations", register, "Record an addiction determination")
                .takes::<RecordDetermination>()
                .answers::<Created>(),
            determine,
        )
}

async fn open(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<PersonId>,
    Json(command): Json<OpenFileLater>,
) -> Result<(StatusCode, Json<FileOpened>), Problem> {
    let (id, file_code) = files::open(&state, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(FileOpened { id, file_code })))
}

async fn close(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<CloseFile>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = files::close_all(&state, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn close_batch(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(files::close_all(&state, &caller, &key, batch.read()?).await?))
}

async fn determine(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<PersonId>,
    Json(command): Json<RecordDetermination>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = files::determine(&state, &caller, &key, id, command).await?;
    Ok((StatusCode::CREATED, Json(Created { id: id.0 })))
}
