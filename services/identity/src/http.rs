//! Parse, call one use case, render.

pub mod accounts;
pub mod keys;
pub mod sessions;
pub mod tokens;
