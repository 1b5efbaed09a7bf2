//! `/v1/accounts`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::ids::AccountId;
use domain::paging::Page;
use runtime::Context;
use runtime::settings::Secret;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Grant, Json, Problem, Query, Right, Route, Routes};

use crate::app::accounts::{self, ListAccounts, NewAccount};
use crate::store::accounts::Holder;

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct AccountView {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    pub disabled: bool,
    pub grants: Vec<Grant>,
}

impl From<Holder> for AccountView {
    fn from(Holder { account, grants }: Holder) -> Self {
        Self {
            disabled: !account.is_enabled(),
            id: account.id,
            username: account.username,
            display_name: account.display_name,
            grants,
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Created {
    pub id: AccountId,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    #[schemars(with = "String")]
    password: Secret,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewGrants {
    grants: Vec<Grant>,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let manage = Access::To(Right::ManageAccounts);
    routes
        .add(Route::get("/v1/accounts", manage, "All accounts").answers::<Page<AccountView>>(), list)
        .add(Route::post("/v1/accounts", manage, "Make an account").takes::<NewAccount>().answers::<Created>(), create)
        .add(
            Route::post("/v1/accounts/{id}/disable", manage, "Disable an account for good, end all it has open")
                .answers::<AccountView>(),
            disable,
        )
        .add(
            Route::post("/v1/accounts/{id}/password", manage, "Set a password, end all opened with the old one")
                .takes::<NewPassword>()
                .answers::<AccountView>(),
            set_password,
        )
        .add(
            Route::post("/v1/accounts/{id}/grants", manage, "Replace the grants")
                .takes::<NewGrants>()
                .answers::<AccountView>(),
            set_grants,
        )
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListAccounts>,
) -> Result<Json<Page<AccountView>>, Problem> {
    let Page { items, total, next } = accounts::list(&context, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(AccountView::from).collect(), total, next }))
}

async fn create(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(new): Json<NewAccount>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let id = accounts::create(&context, &caller, &key, new).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

async fn disable(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<AccountId>,
) -> Result<Json<AccountView>, Problem> {
    Ok(Json(accounts::disable(&context, &caller, id).await?.into()))
}

async fn set_password(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<AccountId>,
    Json(new): Json<NewPassword>,
) -> Result<Json<AccountView>, Problem> {
    Ok(Json(accounts::set_password(&context, &caller, id, new.password).await?.into()))
}

async fn set_grants(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<AccountId>,
    Json(new): Json<NewGrants>,
) -> Result<Json<AccountView>, Problem> {
    Ok(Json(accounts::set_grants(&context, &caller, id, new.grants).await?.into()))
}
