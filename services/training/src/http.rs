//! Parse, call one use case, render.

pub mod activities;
pub mod attendances;
pub mod campaigns;
pub mod courses;
pub mod materials;
pub mod staff;
