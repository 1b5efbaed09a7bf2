//! `/v1/audit/persons/{id}`

use axum::extract::{Path, State as Shared};
use chrono::{DateTime, Utc};
use domain::ids::{AccountId, PersonId};
use domain::paging::Page;
use runtime::audit::entries;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::State;
use crate::app::audit::{self, ListLooks};

/// Somebody looked at a person.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct LookView {
    pub at: DateTime<Utc>,
    pub account_id: AccountId,
    /// `person.viewed`, `person.listed`, `person.named`, `break_glass.opened`, …
    pub action: String,
    pub purpose: String,
}

impl From<entries::Model> for LookView {
    fn from(entry: entries::Model) -> Self {
        let entries::Model { at, account_id, action, purpose, .. } = entry;
        Self { at, account_id: AccountId(account_id), action, purpose }
    }
}

pub fn routes(routes: Routes<State>) -> Routes<State> {
    routes.add(
        Route::get("/v1/audit/persons/{id}", Access::To(Right::ReadPersons), "Who looked at a person, newest first")
            .answers::<Page<LookView>>(),
        list,
    )
}

async fn list(
    Shared(state): Shared<State>,
    caller: Caller,
    Path(id): Path<PersonId>,
    Query(query): Query<ListLooks>,
) -> Result<Json<Page<LookView>>, Problem> {
    let Page { items, total, next } = audit::looks_at(&state, &caller, id, query).await?;
    Ok(Json(Page { items: items.into_iter().map(LookView::from).collect(), total, next }))
}
