//! Parse, call one use case, render.

pub mod admissions;
pub mod capacities;
pub mod corrections;
pub mod facilities;
pub mod forecasts;
pub mod handovers;
pub mod intake;
pub mod licences;
pub mod merits;
pub mod movements;
pub mod notices;
pub mod posts;
pub mod records;
pub mod register;
pub mod reliefs;
pub mod rolls;
pub mod rooms;
pub mod waiting;
pub mod zones;
