//! `/v1/sessions`

use axum::extract::State;
use axum::http::StatusCode;
use runtime::Context;
use runtime::settings::Secret;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Access, Json, Problem, Route, Routes};

use super::accounts::AccountView;
use crate::app::sessions;
use crate::app::sign_in::Credentials;

/// Holds a secret: not to be printed.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Started {
    /// The session's secret, told this once.
    pub session: String,
    pub account: AccountView,
}

/// Holds a secret: not to be printed.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct AccessToken {
    pub access_token: String,
    /// Seconds.
    pub expires_in: i64,
    pub account: AccountView,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Session {
    #[schemars(with = "String")]
    session: Secret,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    routes
        .add(
            Route::post("/v1/sessions", Access::Public, "Sign in and start a session")
                .takes::<Credentials>()
                .answers::<Started>(),
            start,
        )
        .add(
            Route::post("/v1/sessions/token", Access::Public, "An access token for a session")
                .takes::<Session>()
                .answers::<AccessToken>(),
            token,
        )
        .add(Route::post("/v1/sessions/end", Access::Public, "End a session").takes::<Session>(), end)
}

async fn start(
    State(context): State<Context>,
    Json(credentials): Json<Credentials>,
) -> Result<(StatusCode, Json<Started>), Problem> {
    let (secret, holder) = sessions::start(&context, credentials).await?;
    Ok((StatusCode::CREATED, Json(Started { session: secret.expose().to_owned(), account: holder.into() })))
}

async fn token(State(context): State<Context>, Json(body): Json<Session>) -> Result<Json<AccessToken>, Problem> {
    let (access_token, holder) = sessions::access_token(&context, &body.session).await?;
    let expires_in = context.settings.identity.access_token_seconds;
    Ok(Json(AccessToken { access_token, expires_in, account: holder.into() }))
}

async fn end(State(context): State<Context>, Json(body): Json<Session>) -> Result<StatusCode, Problem> {
    sessions::end(&context, &body.session).await?;
    Ok(StatusCode::NO_CONTENT)
}
