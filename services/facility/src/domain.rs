//! The rules of `facility`: synchronous and pure.

pub mod admission;
pub mod certificate;
pub mod facility;
pub mod movement;
