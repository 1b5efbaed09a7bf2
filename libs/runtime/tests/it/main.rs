//! The audit log on a database: sealing it, and finding out what was done to it.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod checkpoints;
mod fixture;
mod sealing;
mod tampering;
