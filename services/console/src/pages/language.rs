//! `/ngon-ngu?to=en&back=…`

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

use crate::session::local_path;
use crate::visit::{Asked, LANGUAGE_COOKIE, Site};

/// Keeps the chosen language for a year and goes back to where the reader was.
pub async fn switch(State(site): State<Site>, Asked(asked): Asked) -> Response {
    let language = if asked.text("to") == "en" { "en" } else { "vi" };
    let back = local_path(asked.text("back")).unwrap_or("/");
    let secure = if site.context.settings.console.secure_cookies { "; Secure" } else { "" };
    let cookie = format!("{LANGUAGE_COOKIE}={language}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}");
    ([(header::SET_COOKIE, cookie)], Redirect::to(back)).into_response()
}
