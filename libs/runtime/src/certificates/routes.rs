//! The public routes that every service with certificates has.

use axum::extract::State;
use certificates::{KeySet, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Access, Json, Mounted, Problem, Route, Routes};

use super::{issued, keys};
use crate::Context;

/// A code, as typed or scanned. It goes in the body, so that no address and no log holds it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckCode {
    pub code: String,
}

/// All that is told about a certificate.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct StatusView {
    pub status: Status,
}

pub(crate) fn routes(context: &Context) -> Mounted {
    Routes::new(context.service)
        .add(
            Route::get("/v1/certificates/keys", Access::Public, "Public keys of certificates").answers::<KeySet>(),
            list,
        )
        .add(
            Route::post(
                "/v1/certificates/status",
                Access::Public,
                "Whether a certificate is valid, revoked or unknown",
            )
            .takes::<CheckCode>()
            .answers::<StatusView>(),
            check,
        )
        .mount(context.clone())
}

async fn list(State(context): State<Context>) -> Result<Json<KeySet>, Problem> {
    let keys = keys::public(&context, &context.db).await.map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "the keys of certificates can't be read");
        Problem::internal()
    })?;
    Ok(Json(keys.published()))
}

async fn check(State(context): State<Context>, Json(asked): Json<CheckCode>) -> Result<Json<StatusView>, Problem> {
    Ok(Json(StatusView { status: issued::status(&context, &asked.code).await? }))
}
