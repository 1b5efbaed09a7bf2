//! `/chung-nhan`, `/chung-nhan/{code}`: whether a certificate holds, for anybody. Behind no sign-in.
//!
//! The page knows three answers and says nothing else of a certificate. A slip in typing is none of them: it is
//! found in the letters alone, before anybody is asked, because a genuine paper must not look like a false one for
//! a wrong letter.

use ::certificates::{Code, Status, Unreadable};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use web::Language;

use crate::api::{Api, certificates};
use crate::failure::Failure;
use crate::fields::with_query;
use crate::i18n::certificates as t;
use crate::layout;
use crate::parts::{Tone, notice};
use crate::visit::{Asked, Site, language_of};

const ADDRESS: &str = "/chung-nhan";

pub async fn show(State(site): State<Site>, headers: HeaderMap, Asked(asked): Asked) -> Result<Response, Failure> {
    answer(&site, &headers, asked.text("ma")).await
}

/// Where a scanned QR code leads; its address may stand in capitals.
pub async fn scanned(
    State(site): State<Site>,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    answer(&site, &headers, &code).await
}

async fn answer(site: &Site, headers: &HeaderMap, typed: &str) -> Result<Response, Failure> {
    let language = language_of(headers);
    if typed.is_empty() {
        return Ok(page(language, typed, None).into_response());
    }
    match Code::read(typed) {
        Err(slip) => {
            let page = page(language, typed, Some(Err(slip)));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Ok(code) => {
            let status = ask(site, language, &code).await?;
            Ok(page(language, typed, Some(Ok(status))).into_response())
        }
    }
}

async fn ask(site: &Site, language: Language, code: &Code) -> Result<Status, Failure> {
    let Some(issuer) = code.issuer() else { return Ok(Status::Unknown) };
    let api = Api::anonymous(site.context.http.clone(), language);
    match certificates::status(&api, issuer, &code.plain()).await {
        // The service is of a version that issues no certificates.
        Err(Failure::Missing) => Ok(Status::Unknown),
        answer => answer,
    }
}

fn page(language: Language, typed: &str, answer: Option<Result<Status, Unreadable>>) -> Markup {
    let here = with_query(ADDRESS, [("ma", typed)]);
    let slip = answer.and_then(Result::err);
    let described = if slip.is_some() { "errors code-hint" } else { "code-hint" };
    let body = html! {
        h1 { (t::CHECK.to(language)) }
        p { (t::CHECK_LEAD.to(language)) }
        @match answer {
            Some(Ok(status)) => (told(status, language)),
            Some(Err(slip)) => div.errors #errors role="alert" tabindex="-1" autofocus {
                h2 { (t::SLIP.to(language)) }
                p { (language.pick(&slip.vi(), &slip.en())) }
            },
            None => {},
        }
        form.stack method="get" action=(ADDRESS) {
            div class=(if slip.is_some() { "field wrong" } else { "field" }) {
                label for="code" { (t::CODE.to(language)) }
                p.hint #code-hint { (t::CODE_HINT.to(language)) }
                textarea.code #code name="ma" rows="8" autocomplete="off" autocapitalize="characters" spellcheck="false"
                    required aria-invalid=[slip.is_some().then_some("true")] aria-describedby=(described) { (typed) }
            }
            p.actions { button.primary { (t::CHECK_NOW.to(language)) } }
        }
        h2 { (t::MEANING.to(language)) }
        ul {
            li { (t::MEANING_VALID.to(language)) }
            li { (t::MEANING_REVOKED.to(language)) }
            li { (t::MEANING_UNKNOWN.to(language)) }
        }
        p.hint { (t::MEANING_PAPER.to(language)) }
    };
    layout::plain(language, t::CHECK.to(language), &here, body)
}

fn told(status: Status, language: Language) -> Markup {
    let (tone, text) = match status {
        Status::Valid => (Tone::Good, t::VALID),
        Status::Revoked => (Tone::Bad, t::REVOKED),
        Status::Unknown => (Tone::Warning, t::UNKNOWN),
    };
    html! { div.answer #answer data-status=(status.as_str()) { (notice(tone, text.to(language))) } }
}

/// The sentence that goes with a printed code, where the QR code leads to a page.
pub fn where_to_check(scanned: &str, language: Language) -> Option<String> {
    let (address, _) = scanned.rsplit_once('/')?;
    Some(t::WHERE.with(language, &[&address.to_lowercase()]))
}
