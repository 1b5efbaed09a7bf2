//! Parse, call one use case, render.

pub mod certificates;
pub mod endings;
pub mod treatments;
