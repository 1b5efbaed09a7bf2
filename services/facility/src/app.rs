//! Use cases: one function is one transaction.

pub mod admissions;
pub mod belongings;
pub mod capacities;
pub mod certificates;
pub mod classifications;
pub mod corrections;
pub mod facilities;
pub mod forecasts;
pub mod handovers;
pub mod headcount;
pub mod intake;
pub mod licences;
pub mod merits;
pub mod movements;
pub mod notices;
pub mod papers;
pub mod plans;
pub mod posts;
pub mod register;
pub mod rolls;
pub mod rooms;
pub mod stays;
pub mod told;
pub mod waiting;
pub mod zones;
