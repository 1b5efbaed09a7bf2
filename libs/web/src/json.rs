//! JSON bodies: strict in, plain out.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::FieldError;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Problem;

/// A JSON body. As an extractor it answers problems with the field at fault named.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let body = Bytes::from_request(request, state).await.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Problem::new(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "body_too_large",
                    "Nội dung gửi lên vượt giới hạn. Hãy chia nhỏ.",
                    "The body is over the limit. Send it in parts.",
                )
            } else {
                Problem::new(StatusCode::BAD_REQUEST, "body_unreadable", "Không đọc được nội dung.", "Unreadable body.")
            }
        })?;
        parse(&body).map(Self)
    }
}

/// Parses a body strictly. The value at fault is not repeated in the answer: it may be a name.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut source = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut source).map_err(|error| {
        let field = error.path().to_string();
        if error.inner().is_data() { Problem::from(field_error(&field, error.inner())) } else { not_json() }
    })?;
    source.end().map_err(|_| not_json())?;
    Ok(value)
}

/// Parses a value that is JSON already, strictly.
pub fn parse_value<T: DeserializeOwned>(value: &serde_json::Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| field_error(&error.path().to_string(), error.inner()).into())
}

fn not_json() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "json_malformed",
        "Nội dung không phải JSON hợp lệ.",
        "The body is no valid JSON.",
    )
}

fn field_error(field: &str, error: &serde_json::Error) -> FieldError {
    let message = error.to_string();
    let field = if field == "." { "" } else { field };
    if let Some(name) = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        let path = if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") };
        return FieldError::required(&path);
    }
    if message.starts_with("unknown field") {
        return FieldError::new(
            field,
            "unknown_field",
            "Trường này không có trong mẫu dữ liệu.",
            "There is no such field.",
        );
    }
    if message.starts_with("unknown variant") {
        let expected =
            message.split("expected").nth(1).map(|rest| rest.split(" at line").next().unwrap_or(rest).trim());
        let codes = expected.unwrap_or_default().replace('`', "");
        return FieldError::new(
            field,
            "unknown_code",
            format!("Mã không có trong danh mục: {codes}"),
            format!("Not a code of this list: {codes}"),
        );
    }
    FieldError::new(
        field,
        "wrong_type",
        "Giá trị không đúng kiểu hoặc định dạng.",
        "The value has the wrong type or format.",
    )
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the refusal is looked at")]
    struct Body {
        sex: domain::codes::Sex,
        inner: Inner,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the refusal is looked at")]
    struct Inner {
        year: i32,
    }

    fn refused(body: &str) -> (String, String) {
        let problem = parse::<Body>(body.as_bytes()).unwrap_err();
        problem.fields.first().map_or((String::new(), problem.code.clone()), |f| (f.field.clone(), f.code.clone()))
    }

    #[test]
    fn the_field_at_fault_is_named() {
        let at = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        assert_eq!(refused(r#"{"sex":"x","inner":{"year":1}}"#), at("sex", "unknown_code"));
        assert_eq!(refused(r#"{"sex":"male","inner":{"year":"x"}}"#), at("inner.year", "wrong_type"));
        assert_eq!(refused(r#"{"sex":"male","inner":{}}"#), at("inner.year", "required"));
        assert_eq!(refused(r#"{"sex":"male","inner":{"year":1,"z":1}}"#), at("inner.z", "unknown_field"));
        assert_eq!(refused(r#"{"sex":"#), at("", "json_malformed"));
        assert_eq!(refused(r#"{"sex":"male","inner":{"year":1}} x"#), at("", "json_malformed"));
    }
}
