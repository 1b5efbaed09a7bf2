//! The inbox without a transport, on a database in memory.

#[expect(clippy::unwrap_used, reason = "a fixture that can't be set up fails its test")]
mod fixture;
mod order;
mod parked;
mod tries;
