//! Entities and queries of `reporting`, on a connection the caller gives.

pub mod facilities;
pub mod figures;
pub mod handovers;
pub mod inputs;
pub mod lines;
pub mod overlaps;
pub mod person_links;
pub mod rolls;
