//! One request of one signed-in account, and the middleware that makes it.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use runtime::Context;
use web::{Caller, Language, Right, Scope};

use crate::api::Api;
use crate::api::identity::Account;
use crate::failure::Failure;
use crate::fields::{Fields, with_query};
use crate::layout;
use crate::multipart::{self, Upload};
use crate::pages::work::tasks;
use crate::session::{Sessions, cookie, local_path, same_site};

/// The longest form body taken.
const FORM_LIMIT: usize = 64 * 1024;
/// The longest body of the form that sends a list: what `registry` takes, and the other fields.
const LIST_LIMIT: usize = 64 * 1024 * 1024 + FORM_LIMIT;
/// The only page that takes a file.
pub const LIST_PAGE: &str = "/nhap-lieu";
pub const LANGUAGE_COOKIE: &str = "hoanhap_lang";

/// What all pages share.
#[derive(Clone)]
pub struct Site {
    pub context: Context,
    pub sessions: Arc<Sessions>,
}

/// Who reads, in which language, with what the page needs to call the services.
#[derive(Clone)]
pub struct Visit {
    pub site: Site,
    pub language: Language,
    pub account: Arc<Account>,
    pub api: Api,
    /// The token that every form carries.
    pub csrf: String,
    /// Path and query of the page asked for.
    pub here: String,
    /// The period last looked at, as its cookie holds it.
    pub period: Option<String>,
    /// Tasks that press, for the menu; none where they could not be counted.
    pub due: Option<usize>,
    secret: String,
}

impl Visit {
    /// Whether the account's roles carry a right, wherever.
    pub fn may(&self, right: Right) -> bool {
        self.scope(right).is_some()
    }

    /// Where the account may use a right.
    pub fn scope(&self, right: Right) -> Option<Scope> {
        Caller { account: self.account.id, grants: self.account.grants.clone() }.scope(right)
    }

    pub fn today(&self) -> NaiveDate {
        self.site.context.today()
    }

    /// Whether anything with a clock can wait for this account.
    pub fn has_tasks(&self) -> bool {
        let recording = [
            Right::KeepDossiers,
            Right::RegisterPersons,
            Right::RecordTreatments,
            Right::RecordMovements,
            Right::KeepAftercare,
        ];
        recording.into_iter().any(|right| self.may(right))
    }

    /// With the number of pressing tasks as it was just counted.
    pub fn with_due(self, due: usize) -> Self {
        self.site.sessions.keep_due(&self.secret, Some(due));
        Self { due: Some(due), ..self }
    }

    /// The secret of the session, to end it.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// A new key for a form that creates something.
    pub fn new_key(&self) -> String {
        self.site.context.new_id().to_string()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::SignedOut)
    }
}

/// The form of a POST, whose token has been checked.
pub struct Posted(pub Fields);

impl<S: Send + Sync> FromRequestParts<S> for Posted {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Fields>().cloned().map(Self).ok_or(Failure::Forged)
    }
}

/// The file that came with the form.
pub struct Attached(pub Option<Upload>);

impl<S: Send + Sync> FromRequestParts<S> for Attached {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Ok(Self(parts.extensions.get::<Upload>().cloned()))
    }
}

/// The query string.
pub struct Asked(pub Fields);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Ok(Self(Fields::parse(parts.uri.query().unwrap_or_default().as_bytes())))
    }
}

/// The language chosen with the switch; Vietnamese until then.
pub fn language_of(headers: &HeaderMap) -> Language {
    if cookie(headers, LANGUAGE_COOKIE) == Some("en") { Language::English } else { Language::Vietnamese }
}

/// Middleware of every page behind sign-in: finds the session, takes and checks the form, and turns a
/// failure into its page.
pub async fn attend(State(site): State<Site>, request: Request, next: Next) -> Response {
    let language = language_of(request.headers());
    let back = way_back(&request);
    let Some(secret) = site.sessions.secret(request.headers()) else { return sign_in_first(&back) };
    // A request can't be held across the call: its body is not shared between threads.
    let here = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let period = cookie(request.headers(), crate::period::COOKIE).map(str::to_owned);
    let visit = match open(&site, &secret, language).await.map(|visit| Visit { here, period, ..visit }) {
        Ok(visit) => visit,
        Err(Failure::SignedOut) => return signed_out(&site, &back),
        Err(failure) => return layout::failure(language, &failure, &back),
    };
    let due = count_due(&visit).await;
    let visit = Visit { due, ..visit };
    let response = match admit(&visit, request).await {
        Ok(request) => next.run(request).await,
        Err(failure) => failure.into_response(),
    };
    match response.extensions().get::<Failure>() {
        None => response,
        Some(Failure::SignedOut) => {
            site.sessions.forget(&secret);
            signed_out(&site, &back)
        }
        Some(failure) => layout::failure_for(&visit, failure, &back),
    }
}

async fn open(site: &Site, secret: &str, language: Language) -> Result<Visit, Failure> {
    let session = site.sessions.open(&site.context, secret, language).await?;
    Ok(Visit {
        language,
        account: session.account,
        api: Api::new(site.context.http.clone(), session.token, language),
        csrf: site.sessions.csrf(secret),
        here: "/".to_owned(),
        period: None,
        due: None,
        secret: secret.to_owned(),
        site: site.clone(),
    })
}

/// The number beside the first entry of the menu, counted anew once a minute. Nobody who may have tasks is
/// kept from a page because they can't be counted.
async fn count_due(visit: &Visit) -> Option<usize> {
    if !visit.has_tasks() {
        return None;
    }
    let sessions = &visit.site.sessions;
    if let Some(known) = sessions.due(&visit.secret) {
        return known;
    }
    let queue = tasks::clocked(visit).await.ok();
    let due = queue.filter(|queue| queue.missing.is_empty()).map(|queue| queue.due());
    sessions.keep_due(&visit.secret, due);
    due
}

/// Puts the visit, and the form of a POST, where the handlers find them. No handler of a form is
/// reached without its token.
async fn admit(visit: &Visit, request: Request) -> Result<Request, Failure> {
    let (mut parts, mut body) = request.into_parts();
    if parts.method == Method::POST {
        if !same_site(&parts.headers) {
            return Err(Failure::Forged);
        }
        let limit = if parts.uri.path() == LIST_PAGE { LIST_LIMIT } else { FORM_LIMIT };
        let bytes = to_bytes(body, limit).await.map_err(|_| Failure::TooLarge)?;
        let (fields, upload) = match multipart::boundary(&parts.headers) {
            Some(boundary) => multipart::read(boundary, &bytes).ok_or(Failure::Forged)?,
            None => (Fields::parse(&bytes), None),
        };
        if !visit.site.sessions.csrf_holds(&visit.secret, fields.text("csrf")) {
            return Err(Failure::Forged);
        }
        parts.extensions.insert(fields);
        if let Some(upload) = upload {
            parts.extensions.insert(upload);
        }
        body = Body::empty();
    }
    parts.extensions.insert(visit.clone());
    Ok(Request::from_parts(parts, body))
}

/// Where to go on after signing in again: this page, or the page the form stood on.
fn way_back(request: &Request) -> String {
    let own = request.uri().path_and_query().map_or("/", |path| path.as_str());
    if request.method() == Method::GET {
        return own.to_owned();
    }
    let referer = request.headers().get(header::REFERER).and_then(|value| value.to_str().ok());
    let host = request.headers().get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = referer.and_then(|referer| referer.split_once("://")).and_then(|(_, rest)| rest.strip_prefix(host));
    path.and_then(local_path).unwrap_or("/").to_owned()
}

fn sign_in_first(back: &str) -> Response {
    let next = if back == "/" { "" } else { back };
    Redirect::to(&with_query("/dang-nhap", [("tiep", next)])).into_response()
}

fn signed_out(site: &Site, back: &str) -> Response {
    let mut response = sign_in_first(back);
    response.headers_mut().append(header::SET_COOKIE, site.sessions.drop_cookie());
    response
}

/// Middleware of every page, signed in or not: what the browser may load and do.
pub async fn guard(request: Request, next: Next) -> Response {
    let language = language_of(request.headers());
    let back = way_back(&request);
    let mut response = next.run(request).await;
    if let Some(failure) = response.extensions().get::<Failure>() {
        response = layout::failure(language, failure, &back);
    }
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
        ),
    );
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    response
}

/// For paths nobody serves: a page, or an API's bare 404, which the host words as a problem.
pub async fn nowhere(request: Request) -> Response {
    if request.uri().path().starts_with("/api/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    Failure::Missing.into_response()
}
