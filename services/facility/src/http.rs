//! Parse, call one use case, render.

pub mod admissions;
pub mod certificates;
pub mod corrections;
pub mod facilities;
pub mod forecasts;
pub mod merits;
pub mod movements;
pub mod records;
pub mod reliefs;
pub mod rolls;
pub mod zones;
