//! The rules of `community`: synchronous and pure.

pub mod ending;
pub mod treatment;
