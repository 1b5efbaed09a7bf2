//! Entities and queries of `facility`, on a connection the caller gives.

pub mod admissions;
pub mod belongings;
pub mod capacities;
pub mod classifications;
pub mod courses;
pub mod entries;
pub mod facilities;
pub mod handovers;
pub mod licences;
pub mod merits;
pub mod notices;
pub mod papers;
pub mod plans;
pub mod posts;
pub mod records;
pub mod reliefs;
pub mod rolls;
pub mod rooms;
pub mod waiting;
pub mod zones;

use sea_orm::DbErr;

/// Reads a code from a text column.
fn code<T: std::str::FromStr<Err = domain::codes::UnknownCode>>(text: &str) -> Result<T, DbErr> {
    text.parse().map_err(|error: domain::codes::UnknownCode| DbErr::Custom(error.to_string()))
}
