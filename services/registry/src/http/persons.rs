//! `/v1/persons`

use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use domain::codes::DrugKind;
use domain::ids::PersonId;
use domain::paging::Page;
use serde::Deserialize;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::version::{IfMatch, etag};
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::Created;
use super::views::{PersonDetail, PersonName, PersonSummary, SearchAnswer};
use crate::State;
use crate::app::corrections::{self, CorrectPerson};
use crate::app::look_up::{self, Answer, LookUpNames, SearchPersons};
use crate::app::persons::{self, RegisterPerson};

pub fn routes(routes: Routes<State>) -> Routes<State> {
    let read = Access::To(Right::ReadPersons);
    let register = Access::To(Right::RegisterPersons);
    routes
        .add(
            Route::post("/v1/persons", register, "Register a person").takes::<RegisterPerson>().answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/persons/batch", register, "Register up to 500 persons")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            post_batch,
        )
        .add(
            Route::post("/v1/persons/search", read, "Search by name, file code or official number")
                .takes::<SearchPersons>()
                .answers::<SearchAnswer>(),
            search,
        )
        .add(
            Route::post("/v1/persons/names", read, "Names for ids, recorded with the purpose")
                .takes::<LookUpNames>()
                .answers::<Vec<PersonName>>(),
            names,
        )
        .add(Route::get("/v1/persons", read, "Persons in scope, by given name").answers::<SearchAnswer>(), list)
        .add(Route::get("/v1/persons/{id}", read, "One person").answers::<PersonDetail>(), show)
        .add(
            Route::patch("/v1/persons/{id}", register, "Correct a person")
                .takes::<CorrectPerson>()
                .answers::<PersonDetail>(),
            patch,
        )
}

async fn post(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<RegisterPerson>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = persons::register_all(&state, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    Shared(state): Shared<State>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(persons::register_all(&state, &caller, &key, batch.read()?).await?))
}

async fn search(
    Shared(state): Shared<State>,
    caller: Caller,
    Json(query): Json<SearchPersons>,
) -> Result<Json<SearchAnswer>, Problem> {
    let Answer { page: Page { items, total, next }, near } = look_up::search(&state, &caller, query).await?;
    Ok(Json(SearchAnswer { items: items.into_iter().map(PersonSummary::from).collect(), total, next, near }))
}

/// As the search, with the filters that hold no personal data in the address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListPersons {
    commune_code: Option<String>,
    birth_year: Option<i32>,
    drug: Option<DrugKind>,
    cursor: Option<String>,
    limit: Option<u64>,
}

async fn list(
    shared: Shared<State>,
    caller: Caller,
    Query(asked): Query<ListPersons>,
) -> Result<Json<SearchAnswer>, Problem> {
    let ListPersons { commune_code, birth_year, drug, cursor, limit } = asked;
    let query = SearchPersons { commune_code, birth_year, drug, cursor, limit, ..SearchPersons::default() };
    search(shared, caller, Json(query)).await
}

async fn names(
    Shared(state): Shared<State>,
    caller: Caller,
    Json(query): Json<LookUpNames>,
) -> Result<Json<Vec<PersonName>>, Problem> {
    Ok(Json(look_up::names(&state, &caller, query).await?.into_iter().map(PersonName::from).collect()))
}

async fn show(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<(HeaderMap, Json<PersonDetail>), Problem> {
    let detail = PersonDetail::from(look_up::read(&state, &caller, id).await?);
    let headers = HeaderMap::from_iter([(header::ETAG, etag(detail.version))]);
    Ok((headers, Json(detail)))
}

async fn patch(
    shared: Shared<State>,
    caller: Caller,
    Path(id): Path<PersonId>,
    seen: IfMatch,
    Json(command): Json<CorrectPerson>,
) -> Result<(HeaderMap, Json<PersonDetail>), Problem> {
    corrections::correct(&shared.0, &caller, id, seen, command).await?;
    show(shared, caller, Path(id)).await
}
