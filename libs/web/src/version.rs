//! Optimistic locking over HTTP: `ETag` carries an aggregate's version, `If-Match` brings it back.

use axum::extract::FromRequestParts;
use axum::http::{HeaderValue, StatusCode, header, request::Parts};

use crate::Problem;

/// The version the caller saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfMatch(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let value = parts.headers.get(header::IF_MATCH).ok_or_else(|| {
            Problem::new(
                StatusCode::PRECONDITION_REQUIRED,
                "if_match_required",
                "Cần tiêu đề If-Match với phiên bản đã đọc.",
                "Send If-Match with the version you read.",
            )
        })?;
        let version = value.to_str().ok().and_then(|text| text.trim_matches('"').parse().ok());
        version.map(Self).ok_or_else(changed)
    }
}

/// The answer to a write on a version that is not the current one.
pub fn changed() -> Problem {
    Problem::new(
        StatusCode::PRECONDITION_FAILED,
        "version_changed",
        "Người khác đã sửa dữ liệu này. Hãy tải lại rồi sửa tiếp.",
        "Somebody else has changed this. Load it again, then change it.",
    )
}

pub fn etag(version: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"0\""))
}
