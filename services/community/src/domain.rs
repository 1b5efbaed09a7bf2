//! The rules of `community`: synchronous and pure.

pub mod certificate;
pub mod due;
pub mod ending;
pub mod entry;
pub mod finding;
pub mod group;
pub mod step;
pub mod substitution;
pub mod transfer;
pub mod treatment;
