//! `/dang-nhap`, `/dang-xuat`

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use web::Language;

use crate::api::Api;
use crate::api::identity;
use crate::failure::Failure;
use crate::fields::{Fields, with_query};
use crate::i18n::{Text, shell as t};
use crate::layout;
use crate::parts::{Tone, notice};
use crate::session::{local_path, same_site};
use crate::visit::{Asked, Site, Visit, language_of};

/// What the form shows.
struct Shown<'a> {
    language: Language,
    username: &'a str,
    next: &'a str,
    error: Option<Text>,
    signed_out: bool,
}

pub async fn blank(headers: HeaderMap, Asked(asked): Asked) -> Markup {
    let next = local_path(asked.text("tiep")).unwrap_or_default();
    let signed_out = asked.text("xong") == "dang-xuat";
    page(&Shown { language: language_of(&headers), username: "", next, error: None, signed_out })
}

/// There is no session yet that a form token could belong to, so the browser's own word is taken for
/// where the form came from.
pub async fn submit(State(site): State<Site>, headers: HeaderMap, body: Bytes) -> Result<Response, Failure> {
    if !same_site(&headers) {
        return Err(Failure::Forged);
    }
    let language = language_of(&headers);
    let fields = Fields::parse(&body);
    let next = local_path(fields.text("tiep")).unwrap_or("/");
    // The password is taken as typed: blanks at its ends may belong to it.
    let password = fields.iter().find(|(name, _)| *name == "password").map_or("", |(_, value)| value);
    let api = Api::anonymous(site.context.http.clone(), language);
    match identity::sign_in(&api, fields.text("username"), password).await {
        Ok(signed_in) => {
            let cookie = site.sessions.keep(&signed_in.session)?;
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(next)).into_response())
        }
        Err(failure) => {
            let (status, error) = match failure {
                Failure::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, t::SIGN_IN_AWAY),
                Failure::Broken { .. } => return Err(failure),
                _ => (StatusCode::UNAUTHORIZED, t::SIGN_IN_REFUSED),
            };
            let username = fields.text("username");
            let shown = Shown { language, username, next, error: Some(error), signed_out: false };
            Ok((status, page(&shown)).into_response())
        }
    }
}

pub async fn sign_out(State(site): State<Site>, visit: Visit) -> Response {
    site.sessions.forget(visit.secret());
    // The cookie goes in any case; a session that could not be ended runs out by itself.
    let _ = identity::sign_out(&visit.api, visit.secret()).await;
    let to = Redirect::to("/dang-nhap?xong=dang-xuat");
    ([(header::SET_COOKIE, site.sessions.drop_cookie())], to).into_response()
}

fn page(shown: &Shown<'_>) -> Markup {
    let Shown { language, username, next, error, signed_out } = *shown;
    let here = with_query("/dang-nhap", [("tiep", next)]);
    let described = error.is_some().then_some("errors");
    let body = html! {
        h1 { (t::SIGN_IN.to(language)) }
        p { (t::SIGN_IN_LEAD.to(language)) }
        @if signed_out { (notice(Tone::Good, t::SIGNED_OUT_NOW.to(language))) }
        @if !next.is_empty() && next != "/" && error.is_none() {
            (notice(Tone::Plain, t::CONTINUE_AFTER.to(language)))
        }
        @if let Some(error) = error {
            div.errors #errors role="alert" tabindex="-1" { p { (error.to(language)) } }
        }
        form.stack method="post" action="/dang-nhap" {
            input type="hidden" name="tiep" value=(next);
            div.field {
                label for="username" { (t::USERNAME.to(language)) }
                input #username name="username" value=(username) autocomplete="username" autocapitalize="none"
                    spellcheck="false" required autofocus[error.is_none()] aria-describedby=[described];
            }
            div.field {
                label for="password" { (t::PASSWORD.to(language)) }
                input #password name="password" type="password" autocomplete="current-password" required
                    aria-describedby=[described];
            }
            p.actions { button.primary { (t::SIGN_IN.to(language)) } }
        }
        p.hint { (t::SIGN_IN_FORGOTTEN.to(language)) }
    };
    layout::plain(language, t::SIGN_IN.to(language), &here, body)
}
