//! Entities and queries of `training`, on a connection the caller gives.

pub mod activities;
pub mod attendances;
pub mod campaigns;
pub mod courses;
pub mod materials;
pub mod staff;

use sea_orm::DbErr;

/// Reads a code from a text column.
fn code<T: std::str::FromStr<Err = domain::codes::UnknownCode>>(text: &str) -> Result<T, DbErr> {
    text.parse().map_err(|error: domain::codes::UnknownCode| DbErr::Custom(error.to_string()))
}
