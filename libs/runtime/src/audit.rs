//! The audit log of a service: who looked at whom, when and why, and a chain of seals over it.
//!
//! Actors:
//! - a use case that reads a person calls [`Context::audit`](crate::Context::audit) in the transaction of
//!   the read. Rows of different requests do not touch each other, so reads stay parallel.
//! - [`seals`]: the sealer, a task of each service, gives every entry the next sequence and a hash over the
//!   seal before it and all columns of the entry. One at a time per service: a try for an advisory lock
//!   on PostgreSQL, the one process on SQLite. It wakes on a recorded read and every second, and selects by
//!   state (what waits), never by a cursor, so an entry that commits late is not skipped.
//! - [`verify()`]: walks the seals and names the first row that is not as it was sealed.
//! - [`checkpoint`]: the newest seal with a MAC, to be kept where the database's keepers can't reach it.
//!
//! Guarantees:
//! 1. What was shown is recorded: entry and read commit together, or neither is.
//! 2. Entries and seals are insert-only (triggers). Whoever gets round the triggers and edits, deletes,
//!    reorders or slips in a row breaks the chain at that row.
//! 3. An entry is sealed within about a second of its commit. Until then it is the unsealed tail: it can be
//!    edited unseen, while deleting it leaves its place in the waiting list. A tail that waits for longer
//!    than a minute is reported, because then no sealer runs.
//! 4. The chain holds no secret. Whoever may write the whole database can cut off its end, or compute all
//!    of it anew; only a checkpoint kept elsewhere shows that. Export one as often as the
//!    loss of a tail would matter.

pub mod chain;
pub mod checkpoint;
pub mod entries;
pub mod routes;
pub mod seals;
mod verdict;
mod verify;

pub use checkpoint::Checkpoint;
pub use entries::Act;
pub use verdict::{Break, BreakKind, Verdict};
pub use verify::verify;
