//! The times a clock stood still.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate};

use super::VIETNAM;

/// A time a clock stands still, with no end while it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Pause {
    /// When it was stopped.
    pub from: DateTime<FixedOffset>,
    /// When it ran again.
    pub to: Option<DateTime<FixedOffset>>,
}

/// Pauses that touch a clock: in order, not overlapping, none before its start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stops(Vec<Pause>);

/// What the stops do to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// The day does not count, the clock runs again later.
    ForNow,
    /// The clock has stood still since then and has not run again.
    Since(DateTime<FixedOffset>),
}

impl Stops {
    pub(super) fn of(start: DateTime<FixedOffset>, pauses: &[Pause]) -> Self {
        let local = |pause: &Pause| Pause {
            from: pause.from.with_timezone(&VIETNAM).max(start),
            to: pause.to.map(|to| to.with_timezone(&VIETNAM)),
        };
        let mut sorted: Vec<Pause> =
            pauses.iter().map(local).filter(|pause| pause.to.is_none_or(|to| pause.from < to)).collect();
        sorted.sort_by_key(|pause| pause.from);
        let mut joined: Vec<Pause> = Vec::new();
        for pause in sorted {
            match joined.last_mut() {
                Some(last) if last.to.is_none_or(|to| pause.from <= to) => {
                    last.to = last.to.zip(pause.to).map(|(one, other)| one.max(other));
                }
                _ => joined.push(pause),
            }
        }
        Self(joined)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Pause> {
        self.0.iter()
    }

    /// Whether a day is taken out of the count, and whether the clock ran again after it.
    pub(super) fn on(&self, day: NaiveDate) -> Option<Stopped> {
        self.0.iter().find_map(|pause| match pause.to {
            _ if day < pause.from.date_naive() => None,
            None => Some(Stopped::Since(pause.from)),
            Some(to) => (day < to.date_naive()).then_some(Stopped::ForNow),
        })
    }

    /// How many days after `from` up to `to` are taken out.
    pub(super) fn days(&self, from: NaiveDate, to: NaiveDate) -> u64 {
        let days = from.iter_days().skip(1).take_while(|day| *day <= to);
        u64::try_from(days.filter(|day| self.on(*day).is_some()).count()).unwrap_or(u64::MAX)
    }
}

/// How long a finished pause lasted.
pub(super) fn length(from: DateTime<FixedOffset>, to: DateTime<FixedOffset>) -> Duration {
    to - from
}
