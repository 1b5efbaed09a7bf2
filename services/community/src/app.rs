//! Use cases: one function is one transaction.

pub mod endings;
pub mod treatments;
