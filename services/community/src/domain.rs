//! The rules of `community`: synchronous and pure.

pub mod certificate;
pub mod ending;
pub mod treatment;
