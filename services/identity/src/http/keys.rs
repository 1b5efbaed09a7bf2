//! `/v1/keys`

use axum::extract::State;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::{Access, Json, Problem, Route, Routes};

use crate::app::signing;

/// A JSON Web Key Set (RFC 7517).
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Keys {
    pub keys: Vec<Value>,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    routes.add(Route::get("/v1/keys", Access::Public, "Public keys of access tokens").answers::<Keys>(), list)
}

async fn list(State(context): State<Context>) -> Result<Json<Keys>, Problem> {
    Ok(Json(Keys { keys: signing::public_keys(&context).await? }))
}
