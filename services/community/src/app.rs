//! Use cases: one function is one transaction.

pub mod endings;
pub mod entries;
pub mod steps;
pub mod transfers;
pub mod treatments;
