//! Foreign events that only feed a local table.

pub mod person_links;
pub mod returns;
