//! Places as courses and campaigns name them.

use chrono::NaiveDate;
use domain::FieldError;
use domain::places::{self, Level};

/// Checks that `code` was a province on the day `on`.
pub fn check_province(code: &str, on: NaiveDate) -> Option<FieldError> {
    let is_province = places::find(code, on).is_some_and(|unit| unit.level == Level::Province);
    (!is_province).then(|| FieldError::unknown_place("province_code"))
}

/// Checks that `code` was a commune of `province_code` on the day `on`.
pub fn check_commune(code: &str, province_code: &str, on: NaiveDate) -> Option<FieldError> {
    if places::find(code, on).is_none_or(|unit| unit.level != Level::Commune) {
        return Some(FieldError::unknown_place("commune_code"));
    }
    (!places::is_within(code, province_code, on)).then(|| {
        FieldError::new(
            "commune_code",
            "commune.outside_province",
            "Vào ngày này xã, phường đó không thuộc tỉnh của đợt tuyên truyền.",
            "On that date the commune did not belong to the campaign's province.",
        )
    })
}
