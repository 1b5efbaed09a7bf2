//! On a database: the audit log, sealed and found out when something was done to it; certificates, issued and revoked.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod certificates;
mod checkpoints;
mod fixture;
mod sealing;
mod tampering;
