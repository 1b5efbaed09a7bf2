//! `/v1/persons/{id}/forms` and `/v1/dossiers/{id}/forms`

use axum::extract::{Path, State as Shared};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::ids::{DossierId, PersonId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Access, Caller, Json, Problem, Right, Route, Routes};

use crate::State;
use crate::app::forms::{self, Of, Offered};
use crate::domain::form;

/// A form of a decree, filled as far as the register knows.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct FormView {
    /// For its address: `163-V-36`.
    pub key: String,
    pub title_vi: String,
    pub title_en: String,
    /// `163/2026/NĐ-CP`
    pub decree: String,
    /// Absent where a decree has its forms in one annex.
    pub annex: Option<String>,
    pub number: String,
    /// Whether it can be printed now.
    pub available: bool,
    /// What is left as dots to write on.
    pub missing: Vec<MissingView>,
}

/// A field by its label; the form is Vietnamese, and so is the label in both languages.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct MissingView {
    pub field: String,
    pub vi: String,
    pub en: String,
}

impl From<Offered> for FormView {
    fn from(offered: Offered) -> Self {
        let key = offered.printed.form_key();
        let listed = offered.printed.listed();
        let missing = form::missing(&offered.document).into_iter().map(|label| MissingView {
            field: domain::text::fold(&label),
            en: label.clone(),
            vi: label,
        });
        Self {
            key: offered.printed.key(),
            title_vi: listed.map_or_else(|| offered.document.title.clone(), |form| form.vi.to_owned()),
            title_en: listed.map_or_else(|| offered.document.title.clone(), |form| form.en.to_owned()),
            decree: key.decree.to_owned(),
            annex: key.annex.map(str::to_owned),
            number: key.number.to_owned(),
            available: true,
            missing: missing.collect(),
        }
    }
}

pub fn routes(routes: Routes<State>) -> Routes<State> {
    let (read, keep) = (Access::To(Right::ReadPersons), Access::To(Right::KeepDossiers));
    routes
        .add(
            Route::get("/v1/persons/{id}/forms", read, "The forms of a person, with what is missing")
                .answers::<Vec<FormView>>(),
            of_person,
        )
        .add(Route::get("/v1/persons/{id}/forms/{key}", read, "A form of a person as a Word file"), print_of_person)
        .add(
            Route::get("/v1/dossiers/{id}/forms", keep, "The forms of a dossier, with what is missing")
                .answers::<Vec<FormView>>(),
            of_dossier,
        )
        .add(Route::get("/v1/dossiers/{id}/forms/{key}", keep, "A form of a dossier as a Word file"), print_of_dossier)
}

async fn of_person(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<Json<Vec<FormView>>, Problem> {
    list(&state, &caller, Of::Person(id)).await
}

async fn of_dossier(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<DossierId>,
) -> Result<Json<Vec<FormView>>, Problem> {
    list(&state, &caller, Of::Dossier(id)).await
}

async fn print_of_person(
    Shared(state): Shared<State>,
    caller: Caller,
    Path((id, key)): Path<(PersonId, String)>,
) -> Result<Response, Problem> {
    print(&state, &caller, Of::Person(id), &key).await
}

async fn print_of_dossier(
    Shared(state): Shared<State>,
    caller: Caller,
    Path((id, key)): Path<(DossierId, String)>,
) -> Result<Response, Problem> {
    print(&state, &caller, Of::Dossier(id), &key).await
}

async fn list(state: &State, caller: &Caller, of: Of) -> Result<Json<Vec<FormView>>, Problem> {
    Ok(Json(forms::offered(state, caller, of).await?.into_iter().map(FormView::from).collect()))
}

async fn print(state: &State, caller: &Caller, of: Of, key: &str) -> Result<Response, Problem> {
    let document = forms::print(state, caller, of, key).await?;
    // The name of the file names the form and nobody: a download's name stays in the browser's history.
    let name = format!("attachment; filename=\"mau-{key}.docx\"");
    let headers =
        [(header::CONTENT_TYPE, documents::letter::CONTENT_TYPE.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, document).into_response())
}
