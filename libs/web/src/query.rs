//! Query strings, strict like bodies.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::FieldError;
use serde::de::DeserializeOwned;

use crate::Problem;

/// The query string as a struct.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        axum::extract::Query::<T>::try_from_uri(&parts.uri).map(|query| Self(query.0)).map_err(|_| {
            FieldError::new("query", "query", "Tham số trên đường dẫn không đúng.", "A query parameter can't be read.")
                .into()
        })
    }
}
