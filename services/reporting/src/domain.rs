//! The rules of `reporting`: which event becomes which lines, which figure counts which lines, and what
//! contradicts what. Synchronous and pure.

pub mod findings;
pub mod ledger;
pub mod report;
pub mod selection;
