//! Parse, call one use case, render.

pub mod admissions;
pub mod corrections;
pub mod facilities;
pub mod forecasts;
pub mod handovers;
pub mod merits;
pub mod movements;
pub mod notices;
pub mod rolls;
pub mod zones;
