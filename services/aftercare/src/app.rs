//! Use cases: one function is one transaction.

pub mod cases;
pub mod certificates;
pub mod referrals;
pub mod transitions;
pub mod treatments;
