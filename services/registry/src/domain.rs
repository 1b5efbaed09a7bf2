//! The rules of `registry`: synchronous and pure.

pub mod break_glass;
pub mod document;
pub mod dossier;
pub mod file;
pub mod form;
pub mod import;
pub mod merge;
pub mod number;
pub mod person;
pub mod query;
pub mod residence;
pub mod summary;
pub mod transfer;
pub mod words;
