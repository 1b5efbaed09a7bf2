//! Entities and queries of `facility`, on a connection the caller gives.

pub mod admissions;
pub mod entries;
pub mod facilities;
pub mod merits;
pub mod records;
pub mod reliefs;
pub mod rolls;
pub mod zones;

use sea_orm::DbErr;

/// Reads a code from a text column.
fn code<T: std::str::FromStr<Err = domain::codes::UnknownCode>>(text: &str) -> Result<T, DbErr> {
    text.parse().map_err(|error: domain::codes::UnknownCode| DbErr::Custom(error.to_string()))
}
