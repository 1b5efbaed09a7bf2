//! Use cases: one function is one transaction.

pub mod certificates;
pub mod endings;
pub mod treatments;
