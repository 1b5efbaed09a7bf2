//! Seats, heads, copies: whole numbers within reason.

use domain::FieldError;

/// No course, activity or delivery in one province comes near; a typing slip does.
pub const MOST: i64 = 10_000_000;

/// Checks that `value` lies between `least` and [`MOST`].
pub fn check(field: &str, value: i64, least: i64) -> Option<FieldError> {
    (!(least..=MOST).contains(&value)).then(|| {
        FieldError::new(
            field,
            "amount.out_of_range",
            format!("Số lượng phải từ {least} đến {MOST}."),
            format!("The number must lie between {least} and {MOST}."),
        )
    })
}
