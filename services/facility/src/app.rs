//! Use cases: one function is one transaction.

pub mod admissions;
pub mod certificates;
pub mod corrections;
pub mod facilities;
pub mod forecasts;
pub mod headcount;
pub mod merits;
pub mod movements;
pub mod ratings;
pub mod records;
pub mod reliefs;
pub mod rolls;
pub mod stays;
pub mod told;
pub mod zones;
