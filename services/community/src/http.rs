//! Parse, call one use case, render.

pub mod endings;
pub mod treatments;
