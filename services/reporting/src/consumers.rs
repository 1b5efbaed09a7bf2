//! Foreign events.

pub mod ledger;
