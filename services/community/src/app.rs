//! Use cases: one function is one transaction.

pub mod activities;
pub mod certificates;
pub mod doses;
pub mod endings;
pub mod entries;
pub mod figures;
pub mod groups;
pub mod steps;
pub mod substitutions;
pub mod transfers;
pub mod treatments;
