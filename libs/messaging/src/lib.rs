//! How facts travel between services, in both modes alike.
//!
//! Actors:
//! - [`outbox`]: a use case appends its events in its own transaction. Rows stay for ever: the outbox is
//!   the service's journal.
//! - [`relay`]: one active per service. It takes unpublished rows oldest first, hands them to the transport,
//!   and marks those that were confirmed.
//! - [`Transport`]: [`in_process`] delivers to the subscribers' inboxes directly; [`rabbitmq`] goes through
//!   a durable topic exchange and one quorum queue per consuming service.
//! - [`inbox`]: applies each event once, in the order of its subject, in the transaction of its effect.
//! - [`parking`]: events that can't be handled wait here with their reason; later events of the same
//!   subject are held behind them, other subjects go on.
//!
//! Guarantees:
//! 1. An event is published if and only if its transaction committed (at least once).
//! 2. A consumer applies the events of a subject exactly once and in the order of `sequence`, however often
//!    and in whatever order they arrive. One row per subject remembers the last sequence applied, so
//!    there is no window after which a duplicate could slip in, and a gap is seen.
//! 3. Nothing is dropped: what can't be handled is parked, what comes too early is held.

pub mod in_process;
pub mod inbox;
pub mod metrics;
pub mod outbox;
pub mod parking;
pub mod rabbitmq;
pub mod relay;
pub mod status;
pub mod trace;
pub mod transport;

pub use inbox::{Handler, HandlerError, Inbox, Subscription, Unavailable};
pub use outbox::{Recorder, append, append_all};
pub use transport::{NotPublished, Transport};
