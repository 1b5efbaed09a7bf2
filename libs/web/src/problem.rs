//! Errors as `application/problem+json` (RFC 9457), in Vietnamese or English by `Accept-Language`.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::{FieldError, Refusal};
use sea_orm::{DbErr, SqlErr};
use serde_json::json;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Vietnamese,
    English,
}

impl Language {
    /// Vietnamese unless English is asked for first.
    pub fn of(headers: &HeaderMap) -> Self {
        let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let position = |tag: &str| asked.to_ascii_lowercase().find(tag).unwrap_or(usize::MAX);
        if position("en") < position("vi") { Self::English } else { Self::Vietnamese }
    }

    pub fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Vietnamese => vi,
            Self::English => en,
        }
    }
}

/// Why a request was not carried out. Nothing was written.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    pub code: String,
    pub vi: String,
    pub en: String,
    pub fields: Vec<FieldError>,
}

impl Problem {
    pub fn new(status: StatusCode, code: &str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { status, code: code.to_owned(), vi: vi.into(), en: en.into(), fields: Vec::new() }
    }

    pub fn fields(fields: Vec<FieldError>) -> Self {
        let vi = "Dữ liệu chưa đúng, xem từng trường.";
        let en = "Some fields can't be accepted.";
        Self { fields, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "fields", vi, en) }
    }

    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "Không có dữ liệu này trong phạm vi của bạn.",
            "There is nothing here within your scope.",
        )
    }

    pub fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "Bạn chưa đăng nhập hoặc phiên đã hết.", "Sign in first.")
    }

    pub fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            "Vai trò của bạn không có quyền này, hoặc địa bàn, cơ sở không thuộc phạm vi của bạn.",
            "Your role lacks this right, or the area or facility is outside your scope.",
        )
    }

    pub fn conflict(code: &str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, vi, en)
    }

    /// Says nothing about the inside; log the cause where it happens.
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Hệ thống gặp lỗi. Hãy thử lại; nếu vẫn lỗi, báo mã vết cho quản trị.",
            "Something failed here. Try again; if it goes on failing, tell the operators the trace id.",
        )
    }

    pub fn unavailable() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "Dịch vụ cần thiết đang tạm ngừng. Chưa có gì được ghi, hãy thử lại sau.",
            "A needed service is away. Nothing was written, try again.",
        )
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::new(StatusCode::CONFLICT, &refusal.code, refusal.vi, refusal.en)
    }
}

impl From<FieldError> for Problem {
    fn from(error: FieldError) -> Self {
        Self::fields(vec![error])
    }
}

impl From<DbErr> for Problem {
    fn from(error: DbErr) -> Self {
        match error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => {
                tracing::warn!(%error, "the database is away");
                Self::unavailable()
            }
            // The rule above the constraint was passed by two requests at the same time.
            error if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => Self::conflict(
                "changed_meanwhile",
                "Có người vừa ghi dữ liệu trùng cùng lúc. Hãy tải lại rồi thử lại.",
                "Somebody recorded the same thing at the same moment. Load it again, then try again.",
            ),
            error => {
                tracing::error!(%error, "a query failed");
                Self::internal()
            }
        }
    }
}

impl IntoResponse for Problem {
    /// The body is written by [`render`], which knows the reader's language.
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives a trace id for the current request, where one is traced.
pub type TraceIdSource = fn() -> Option<String>;

/// Middleware: writes problems in the language asked for, and turns bare framework errors into problems.
pub async fn render(trace_id: TraceIdSource, request: Request, next: Next) -> Response {
    let language = Language::of(request.headers());
    let response = next.run(request).await;
    let problem = match response.extensions().get::<Problem>() {
        Some(problem) => problem.clone(),
        None => match bare(&response) {
            Some(problem) => problem,
            None => return response,
        },
    };
    body(&problem, language, trace_id())
}

/// A problem for an error status that the framework answered without a JSON body.
fn bare(response: &Response) -> Option<Problem> {
    let status = response.status();
    let content_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let plain = content_type.is_none_or(|value| value.starts_with("text/plain"));
    if !plain || !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    Some(match status {
        StatusCode::NOT_FOUND => Problem::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => Problem::new(
            status,
            "method_not_allowed",
            "Đường dẫn này không nhận phương thức đó.",
            "Not this method here.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
            status,
            "body_too_large",
            "Nội dung gửi lên vượt giới hạn. Hãy chia nhỏ.",
            "The body is over the limit. Send it in parts.",
        ),
        status if status.is_client_error() => {
            Problem::new(status, "bad_request", "Yêu cầu không đúng.", "Bad request.")
        }
        _ => Problem::internal(),
    })
}

fn body(problem: &Problem, language: Language, trace_id: Option<String>) -> Response {
    let errors: Vec<_> = problem
        .fields
        .iter()
        .map(|f| json!({ "field": f.field, "code": f.code, "message": language.pick(&f.vi, &f.en) }))
        .collect();
    let text = json!({
        "type": format!("/problems/{}", problem.code),
        "title": language.pick(&problem.vi, &problem.en),
        "status": problem.status.as_u16(),
        "code": problem.code,
        "detail": language.pick(&problem.vi, &problem.en),
        "errors": errors,
        "trace_id": trace_id,
    });
    let mut response = Response::new(Body::from(text.to_string()));
    *response.status_mut() = problem.status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if problem.status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(value: &'static str) -> Language {
        Language::of(&HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, HeaderValue::from_static(value))]))
    }

    #[test]
    fn vietnamese_is_the_first_language() {
        assert_eq!(Language::of(&HeaderMap::new()), Language::Vietnamese);
        assert_eq!(asked("vi,en;q=0.5"), Language::Vietnamese);
        assert_eq!(asked("en-GB,vi;q=0.5"), Language::English);
    }
}
