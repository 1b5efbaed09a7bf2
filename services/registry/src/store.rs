//! Entities and queries of `registry`, on a connection the caller gives.

pub mod aliases;
pub mod break_glass;
pub mod candidates;
pub mod dossiers;
pub mod files;
pub mod imports;
pub mod keys;
pub mod measures;
pub mod merges;
pub mod numbers;
pub mod persons;
pub mod places;
pub mod reach;
pub mod residences;
pub mod sealed_columns;
pub mod search;
pub mod summaries;
pub mod transfers;

use sea_orm::DbErr;

/// Reads a code from a text column.
fn code<T: std::str::FromStr<Err = domain::codes::UnknownCode>>(text: &str) -> Result<T, DbErr> {
    text.parse().map_err(|error: domain::codes::UnknownCode| DbErr::Custom(error.to_string()))
}

fn code_null<T: std::str::FromStr<Err = domain::codes::UnknownCode>>(text: Option<&str>) -> Result<Option<T>, DbErr> {
    text.map(code).transpose()
}
