//! Use cases: one function is one transaction.

pub mod activities;
pub mod attendances;
pub mod campaigns;
pub mod courses;
pub mod materials;
pub mod staff;
