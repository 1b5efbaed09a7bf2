//! Entities and queries of `registry`, on a connection the caller gives.

pub mod audit;
pub mod dossiers;
pub mod files;
pub mod persons;
pub mod places;

use sea_orm::DbErr;

/// Reads a code from a text column.
fn code<T: std::str::FromStr<Err = domain::codes::UnknownCode>>(text: &str) -> Result<T, DbErr> {
    text.parse().map_err(|error: domain::codes::UnknownCode| DbErr::Custom(error.to_string()))
}

fn code_null<T: std::str::FromStr<Err = domain::codes::UnknownCode>>(text: Option<&str>) -> Result<Option<T>, DbErr> {
    text.map(code).transpose()
}
