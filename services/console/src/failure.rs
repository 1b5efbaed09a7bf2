//! What can go wrong between a page and the services, and the page that says so.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use web::Language;

use crate::i18n::{Text, failures as t};

/// The `application/problem+json` of a service.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Problem {
    pub code: String,
    pub detail: String,
    pub errors: Vec<FieldProblem>,
    pub trace_id: Option<String>,
}

/// One field that a service refuses.
#[derive(Clone, Debug, Deserialize)]
pub struct FieldProblem {
    pub field: String,
    pub message: String,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum Failure {
    #[error("no session, or an expired one")]
    SignedOut,
    #[error("the form's token is missing or belongs to another session")]
    Forged,
    #[error("the form or its file is larger than what is taken")]
    TooLarge,
    #[error("outside the caller's rights")]
    Forbidden,
    #[error("no such page or record")]
    Missing,
    #[error("the page does not take this method")]
    WrongMethod,
    #[error("the service {0} does not answer")]
    Unavailable(&'static str),
    #[error("refused: {}", .0.code)]
    Refused(Problem),
    #[error("something failed inside")]
    Broken { trace_id: Option<String> },
}

impl Failure {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Forged | Self::Forbidden => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Missing => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Broken { .. } => StatusCode::BAD_GATEWAY,
        }
    }

    pub fn title(&self) -> Text {
        match self {
            Self::SignedOut => t::SIGNED_OUT,
            Self::Forged => t::FORGED,
            Self::TooLarge => t::TOO_LARGE,
            Self::Forbidden => t::FORBIDDEN,
            Self::Missing | Self::WrongMethod => t::MISSING,
            Self::Unavailable(_) => t::UNAVAILABLE,
            Self::Refused(_) => t::REFUSED,
            Self::Broken { .. } => t::BROKEN,
        }
    }

    fn advice(&self) -> Text {
        match self {
            Self::SignedOut => t::SIGNED_OUT_ADVICE,
            Self::Forged => t::FORGED_ADVICE,
            Self::TooLarge => t::TOO_LARGE_ADVICE,
            Self::Forbidden => t::FORBIDDEN_ADVICE,
            Self::Missing | Self::WrongMethod => t::MISSING_ADVICE,
            Self::Unavailable(_) => t::UNAVAILABLE_ADVICE,
            Self::Refused(_) => t::REFUSED_ADVICE,
            Self::Broken { .. } => t::BROKEN_ADVICE,
        }
    }

    /// What the reader is told, without heading. `here` is where to try again.
    pub fn explain(&self, language: Language, here: Option<&str>) -> Markup {
        html! {
            @if let Self::Refused(problem) = self {
                p { (problem.detail) }
                @for error in &problem.errors { p { (error.message) } }
            }
            p { (self.advice().to(language)) }
            @if let Self::Unavailable(service) = self {
                p.note { (t::SERVICE.to(language)) ": " code { (service) } }
            }
            @if let Self::Broken { trace_id: Some(trace) } = self {
                p.note { (t::TRACE.to(language)) ": " code { (trace) } }
            }
            p.actions {
                @if let Some(here) = here.filter(|_| matches!(self, Self::Unavailable(_) | Self::Broken { .. })) {
                    a.button.primary href=(here) { (t::RETRY.to(language)) }
                }
                a.button href="/tong-quan" { (t::HOME.to(language)) }
            }
        }
    }
}

impl IntoResponse for Failure {
    /// The page is written by the middleware, which knows language and account.
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status();
        response.extensions_mut().insert(self);
        response
    }
}

/// One part of a page: its service may be away or closed to the caller while the rest is shown. Only
/// the end of the session concerns the whole page.
pub fn part<T>(result: Result<T, Failure>) -> Result<Result<T, Failure>, Failure> {
    match result {
        Err(Failure::SignedOut) => Err(Failure::SignedOut),
        other => Ok(other),
    }
}
