//! Parse, call one use case, render.

pub mod activities;
pub mod courses;
pub mod doses;
pub mod endings;
pub mod entries;
pub mod figures;
pub mod groups;
pub mod steps;
pub mod substitutions;
pub mod transfers;
pub mod treatments;
