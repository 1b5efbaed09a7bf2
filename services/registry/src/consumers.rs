//! Foreign events.

pub mod places;
