//! Parse, call one use case, render.

pub mod inputs;
pub mod lines;
pub mod quality;
pub mod reports;
