//! What a rule answers when it says no.

use serde::{Deserialize, Serialize};

/// A refusal in words a caseworker understands, with a stable code for programs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{code}: {en}")]
pub struct Refusal {
    /// Stable, e.g. `admission.person_already_admitted`.
    pub code: String,
    pub vi: String,
    pub en: String,
}

impl Refusal {
    pub fn new(code: &str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code: code.to_owned(), vi: vi.into(), en: en.into() }
    }
}

/// One field of a request that can't be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Path in the request body, e.g. `birth.date`.
    pub field: String,
    pub code: String,
    pub vi: String,
    pub en: String,
}

impl FieldError {
    pub fn new(field: &str, code: &str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { field: field.to_owned(), code: code.to_owned(), vi: vi.into(), en: en.into() }
    }

    pub fn required(field: &str) -> Self {
        Self::new(field, "required", "Phải có giá trị này.", "This value is required.")
    }

    pub fn future_date(field: &str) -> Self {
        Self::new(field, "date.future", "Ngày không được ở tương lai.", "The date must not lie in the future.")
    }

    pub fn unknown_place(field: &str) -> Self {
        Self::new(
            field,
            "place.unknown",
            "Mã đơn vị hành chính không có trong danh mục vào ngày này.",
            "No administrative unit has this code on that date.",
        )
    }
}
