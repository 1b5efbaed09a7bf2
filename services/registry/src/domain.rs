//! The rules of `registry`: synchronous and pure.

pub mod dossier;
pub mod file;
pub mod person;
