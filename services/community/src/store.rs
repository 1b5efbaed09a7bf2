//! Entities and queries of `community`, on a connection the caller gives.

pub mod activities;
pub mod doses;
pub mod entries;
pub mod figures;
pub mod groups;
pub mod substitutions;
pub mod transfers;
pub mod treatments;

use sea_orm::DbErr;

/// Reads a code from a text column.
fn code<T: std::str::FromStr<Err = domain::codes::UnknownCode>>(text: &str) -> Result<T, DbErr> {
    text.parse().map_err(|error: domain::codes::UnknownCode| DbErr::Custom(error.to_string()))
}
