//! Parse, call one use case, render.

pub mod admissions;
pub mod certificates;
pub mod facilities;
pub mod movements;
