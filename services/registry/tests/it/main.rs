//! The service through HTTP: custody of identities, from who looked to which key seals.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod audit;
mod break_glass;
mod forms;
mod keys;
mod migration;
mod search;
mod server;
mod visitor;
