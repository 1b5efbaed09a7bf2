//! `/v1/imports`

use axum::body::to_bytes;
use axum::extract::{Path, Request, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use domain::FieldError;
use domain::codes::FileKind;
use domain::ids::PersonId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::Created;
use crate::State;
use crate::app::imports::{self, Apply, ImportProfile, ListLines, Plan, ReadLine, Standing, Undo, Upload};
use crate::domain::import::Draft;
use crate::store::imports::{Outcome, RowState, State as Stage};

/// The largest file taken, in bytes.
const LARGEST_FILE: usize = 64 * 1024 * 1024;
/// The file's name, percent-encoded UTF-8. Not in the address: it may name people.
const FILE_NAME: &str = "x-file-name";

/// How many lines there are of an outcome in a state.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct CountView {
    pub outcome: Outcome,
    pub state: RowState,
    pub lines: i64,
}

/// An import and how far it is.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ImportView {
    pub id: Uuid,
    pub file_name: String,
    pub state: Stage,
    pub occurred_on: NaiveDate,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    pub plan: Plan,
    pub counts: Vec<CountView>,
}

impl TryFrom<Standing> for ImportView {
    type Error = Problem;

    fn try_from(standing: Standing) -> Result<Self, Problem> {
        let Standing { import, counts } = standing;
        Ok(Self {
            id: import.id,
            state: import.state.parse().map_err(|_| Problem::internal())?,
            plan: serde_json::from_str(&import.plan).map_err(|_| Problem::internal())?,
            file_name: import.file_name,
            occurred_on: import.occurred_on,
            created_at: import.created_at,
            finished_at: import.finished_at,
            counts: counts.into_iter().map(|(outcome, state, lines)| CountView { outcome, state, lines }).collect(),
        })
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ProblemView {
    /// The column's code; empty for the line as a whole.
    pub field: String,
    pub code: String,
    pub vi: String,
    pub en: String,
}

impl From<FieldError> for ProblemView {
    fn from(error: FieldError) -> Self {
        Self { field: error.field, code: error.code, vi: error.vi, en: error.en }
    }
}

/// A line, what it was read as, and what becomes of it.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct LineView {
    /// As Excel numbers it.
    pub line: u32,
    pub outcome: Outcome,
    pub state: RowState,
    pub problems: Vec<ProblemView>,
    /// Who the line became, or is.
    pub person_id: Option<PersonId>,
    /// Who it may be.
    pub alike_id: Option<PersonId>,
    pub score: Option<i32>,
    pub draft: Option<Draft>,
}

impl From<ReadLine> for LineView {
    fn from(read: ReadLine) -> Self {
        Self {
            line: read.line.line,
            outcome: read.line.outcome,
            state: read.line.state,
            problems: read.line.problems.into_iter().map(ProblemView::from).collect(),
            person_id: read.line.person,
            alike_id: read.line.alike,
            score: read.line.score,
            draft: read.draft,
        }
    }
}

pub fn routes(routes: Routes<State>) -> Routes<State> {
    let register = Access::To(Right::RegisterPersons);
    routes
        .add(
            Route::post("/v1/imports", register, "Send a list (xlsx, xls, csv) and preview it; nothing is written")
                .answers::<Created>(),
            upload,
        )
        .add(Route::get("/v1/imports", register, "Your imports, newest first").answers::<Vec<ImportView>>(), list)
        .add(Route::get("/v1/imports/{id}", register, "An import with its counts").answers::<ImportView>(), show)
        .add(Route::get("/v1/imports/{id}/lines", register, "Its lines, by outcome").answers::<Vec<LineView>>(), lines)
        .add(
            Route::get("/v1/imports/{id}/rejected", register, "The refused lines with their reasons, as a workbook"),
            rejected,
        )
        .add(
            Route::post("/v1/imports/{id}/apply", register, "Write the next lines; call again until none waits")
                .takes::<Apply>()
                .answers::<ImportView>(),
            apply,
        )
        .add(
            Route::post("/v1/imports/{id}/undo", register, "Take the next lines back")
                .takes::<Undo>()
                .answers::<ImportView>(),
            undo,
        )
        .add(
            Route::post("/v1/import-profiles", register, "Keep what the headers of your lists mean")
                .takes::<ImportProfile>(),
            save_profile,
        )
        .add(
            Route::get("/v1/import-profiles", register, "What you kept of headers, by name")
                .answers::<Vec<ImportProfile>>(),
            profiles,
        )
}

/// How a list is to be read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    commune_code: Option<String>,
    occurred_on: Option<NaiveDate>,
    kind: Option<FileKind>,
    profile: Option<String>,
}

async fn upload(
    Shared(state): Shared<State>,
    caller: Caller,
    Query(options): Query<Options>,
    request: Request,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let file_name = file_name(request.headers());
    let bytes = to_bytes(request.into_body(), LARGEST_FILE).await.map_err(|_| {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            "Tệp lớn quá 64 MB. Hãy chia nhỏ.",
            "The file is over 64 MB. Send it in parts.",
        )
    })?;
    let Options { commune_code, occurred_on, kind, profile } = options;
    let upload = Upload { file_name, bytes: bytes.to_vec(), commune_code, occurred_on, file_kind: kind, profile };
    let id = imports::preview(&state, &caller, upload).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

fn file_name(headers: &HeaderMap) -> String {
    let encoded = headers.get(FILE_NAME).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    let name = String::from_utf8_lossy(&bytes).replace(['/', '\\', '\0'], "_");
    if name.is_empty() { "danh-sach".to_owned() } else { name.chars().take(200).collect() }
}

async fn list(Shared(state): Shared<State>, caller: Caller) -> Result<Json<Vec<ImportView>>, Problem> {
    let all = imports::list(&state, &caller).await?;
    Ok(Json(all.into_iter().map(ImportView::try_from).collect::<Result<_, _>>()?))
}

async fn show(Shared(state): Shared<State>, caller: Caller, Path(id): Path<Uuid>) -> Result<Json<ImportView>, Problem> {
    Ok(Json(imports::standing(&state, &caller, id).await?.try_into()?))
}

async fn lines(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(query): Query<ListLines>,
) -> Result<Json<Vec<LineView>>, Problem> {
    let lines = imports::lines(&state, &caller, id, query).await?;
    Ok(Json(lines.into_iter().map(LineView::from).collect()))
}

async fn rejected(Shared(state): Shared<State>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let workbook = imports::rejected(&state, &caller, id).await?;
    Ok(([(header::CONTENT_TYPE, documents::workbook::CONTENT_TYPE)], workbook).into_response())
}

async fn apply(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(command): Json<Apply>,
) -> Result<Json<ImportView>, Problem> {
    Ok(Json(imports::apply(&state, &caller, id, command).await?.try_into()?))
}

async fn undo(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(command): Json<Undo>,
) -> Result<Json<ImportView>, Problem> {
    Ok(Json(imports::undo(&state, &caller, id, command).await?.try_into()?))
}

async fn profiles(Shared(state): Shared<State>, caller: Caller) -> Result<Json<Vec<ImportProfile>>, Problem> {
    Ok(Json(imports::profiles(&state, &caller).await?))
}

async fn save_profile(
    Shared(state): Shared<State>,
    caller: Caller,
    Json(command): Json<ImportProfile>,
) -> Result<StatusCode, Problem> {
    imports::save_profile(&state, &caller, command).await?;
    Ok(StatusCode::NO_CONTENT)
}
