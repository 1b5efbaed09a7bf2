//! The clock a context reads: the system's, or one that a test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

use crate::context;

/// Cheap to clone; the clones of a fixed clock move together.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    /// Stands still between two settings; microseconds since 1970.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.timestamp_micros())))
    }

    /// The current time, to the microsecond.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => context::now(),
            Self::Fixed(at) => DateTime::from_timestamp_micros(at.load(Ordering::Relaxed)).unwrap_or_default(),
        }
    }

    /// Moves a fixed clock on; the system's goes by itself.
    pub fn advance(&self, by: TimeDelta) {
        if let Self::Fixed(at) = self {
            at.fetch_add(by.num_microseconds().unwrap_or(0), Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clones_of_a_fixed_clock_move_together() {
        let start = DateTime::from_timestamp_micros(1_760_000_000_000_001).unwrap();
        let clock = Clock::fixed(start);
        let clone = clock.clone();
        clock.advance(TimeDelta::hours(3));
        assert_eq!(clone.now(), start + TimeDelta::hours(3));
    }
}
