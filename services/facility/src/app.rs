//! Use cases: one function is one transaction.

pub mod admissions;
pub mod certificates;
pub mod facilities;
pub mod headcount;
pub mod movements;
