//! Entities and queries of `reporting`, on a connection the caller gives.

pub mod facilities;
pub mod inputs;
pub mod lines;
