//! `/v1/token`

use axum::extract::State;
use runtime::Context;
use runtime::settings::Secret;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Access, Json, Problem, Route, Routes};

use super::accounts::AccountView;
use crate::app::sign_in::Credentials;
use crate::app::tokens;

/// How tokens are asked for.
#[derive(Deserialize, JsonSchema)]
#[serde(tag = "grant_type", rename_all = "snake_case", deny_unknown_fields)]
enum TokenRequest {
    Password {
        username: String,
        #[schemars(with = "String")]
        password: Secret,
    },
    Refresh {
        #[schemars(with = "String")]
        refresh_token: Secret,
    },
}

/// Holds secrets: not to be printed.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct TokenAnswer {
    pub access_token: String,
    /// Seconds.
    pub expires_in: i64,
    /// Good for one use.
    pub refresh_token: String,
    pub account: AccountView,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    routes.add(
        Route::post("/v1/token", Access::Public, "Tokens by password or refresh token")
            .takes::<TokenRequest>()
            .answers::<TokenAnswer>(),
        give,
    )
}

async fn give(State(context): State<Context>, Json(request): Json<TokenRequest>) -> Result<Json<TokenAnswer>, Problem> {
    let given = match request {
        TokenRequest::Password { username, password } => {
            tokens::by_password(&context, Credentials { username, password }).await?
        }
        TokenRequest::Refresh { refresh_token } => tokens::by_refresh_token(&context, &refresh_token).await?,
    };
    Ok(Json(TokenAnswer {
        access_token: given.access_token,
        expires_in: context.settings.identity.access_token_seconds,
        refresh_token: given.refresh_token.expose().to_owned(),
        account: given.holder.into(),
    }))
}
