//! Entities and queries of `aftercare`, on a connection the caller gives.
//!
//! What is read in order to be written is read with a lock, so that no version is lost between the two.

pub mod cases;
pub mod referrals;
pub mod transitions;
pub mod treatments;

use sea_orm::DbErr;

/// Rows in one statement: well under the number of values either engine takes.
const ROWS_PER_STATEMENT: usize = 500;

/// Reads a code from a text column.
fn code<T: std::str::FromStr<Err = domain::codes::UnknownCode>>(text: &str) -> Result<T, DbErr> {
    text.parse().map_err(|error: domain::codes::UnknownCode| DbErr::Custom(error.to_string()))
}
