//! The way between a relay and the inboxes.

use async_trait::async_trait;
use events::Envelope;

/// Why an event must be published again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPublished {
    #[error("the transport is away: {0}")]
    Away(String),
    #[error("no queue took the event")]
    Unroutable,
    #[error("the broker refused the event")]
    Refused,
    #[error("an earlier event of the same subject was not published")]
    BehindAnEarlierOne,
}

impl NotPublished {
    /// OpenTelemetry's `error.type`.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Away(_) => "away",
            Self::Unroutable => "unroutable",
            Self::Refused => "refused",
            Self::BehindAnEarlierOne => "behind_an_earlier_one",
        }
    }
}

/// Carries events to every subscriber. Both implementations keep the order within a subject and answer
/// `Ok` only for what has been taken over durably.
#[async_trait]
pub trait Transport: Send + Sync {
    /// One result per event, in the given order.
    async fn publish(&self, events: &[Envelope]) -> Vec<Result<(), NotPublished>>;

    /// OpenTelemetry's `messaging.system`.
    fn system(&self) -> &'static str;
}
