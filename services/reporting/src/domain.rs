//! The rules of `reporting`: which event becomes which lines, which figure counts which lines, and what
//! contradicts what. Synchronous and pure.

pub mod findings;
pub mod ledger;
pub mod measure;
pub mod merge_effect;
pub mod overlap;
pub mod report;
pub mod returns;
pub mod rolls;
pub mod selection;
