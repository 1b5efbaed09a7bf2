//! The counting itself, one function per kind of unit.

use chrono::{DateTime, Days, Duration, FixedOffset, Months, NaiveDate};

use super::derivation::Derivation;
use super::pauses::{Pause, Stopped, Stops, length};
use super::{Due, End, Limit, Quantity, Unit, end_of_day};
use crate::law::calendar::{self, Certainty};

const STOPPED_VI: &str = "tạm dừng tính thời hạn";
const STOPPED_EN: &str = "the clock stood still";

pub(super) fn count(start: DateTime<FixedOffset>, limit: Limit, pauses: &[Pause]) -> Due {
    let mut counting = Counting {
        start,
        limit,
        stops: Stops::of(start, pauses),
        told: Derivation::default(),
        certainty: Certainty::Verified,
    };
    counting.told.started(start, limit.unit != Unit::Hours);
    let end = match limit.unit {
        Unit::Hours => counting.hours(),
        Unit::WorkingDays | Unit::Days => counting.days(),
        Unit::Months => counting.months(),
    };
    match end {
        End::At { at } if limit.unit == Unit::Hours => counting.told.ends_at(at),
        End::At { at } => counting.told.ends_with((at - Duration::seconds(1)).date_naive()),
        End::Stopped { since, .. } => counting.told.stopped(since),
    }
    let Counting { stops, told, certainty, .. } = counting;
    Due { start, limit, end, certainty, derivation: told.lines(), stops }
}

struct Counting {
    start: DateTime<FixedOffset>,
    limit: Limit,
    stops: Stops,
    told: Derivation,
    certainty: Certainty,
}

impl Counting {
    fn hours(&mut self) -> End {
        let mut at = self.start + Duration::hours(i64::from(self.limit.value));
        for pause in self.stops.iter() {
            if pause.from >= at {
                break;
            }
            let Some(to) = pause.to else {
                let left = u32::try_from((at - pause.from).num_hours()).unwrap_or(0);
                return End::Stopped { since: pause.from, left: Quantity { value: left, unit: Unit::Hours } };
            };
            self.told.paused(pause.from, to);
            at += length(pause.from, to);
        }
        End::At { at }
    }

    fn days(&mut self) -> End {
        let Limit { value, unit, .. } = self.limit;
        let (mut day, mut counted) = (self.start.date_naive(), 0);
        while counted < value {
            let Some(next) = day.succ_opt() else { break };
            day = next;
            match self.stops.on(day) {
                Some(Stopped::Since(since)) => {
                    return End::Stopped { since, left: Quantity { value: value - counted, unit } };
                }
                Some(Stopped::ForNow) => self.told.skipped(day, STOPPED_VI, STOPPED_EN),
                None if unit == Unit::WorkingDays && !self.is_working(day) => self.skip_day_off(day),
                None => {
                    counted += 1;
                    self.told.counted(day, counted);
                }
            }
        }
        if unit == Unit::WorkingDays { End::At { at: end_of_day(day) } } else { self.roll(day) }
    }

    fn months(&mut self) -> End {
        let Limit { value, .. } = self.limit;
        let first = self.start.date_naive();
        let by_calendar = first.checked_add_months(Months::new(value)).unwrap_or(NaiveDate::MAX);
        self.told.say(
            format!("Cộng {value} tháng theo lịch: {}.", super::day_vi(by_calendar)),
            format!("{value} calendar months on: {}.", super::day_en(by_calendar)),
        );
        let mut last = by_calendar;
        loop {
            let days = self.stops.days(first, last);
            let Some(later) = by_calendar.checked_add_days(Days::new(days)) else { break };
            if later == last {
                break;
            }
            if let Some(Stopped::Since(since)) = self.stops.on(later) {
                let closed = self.stops.days(first, since.date_naive().pred_opt().unwrap_or(first));
                let without_open = by_calendar.checked_add_days(Days::new(closed)).unwrap_or(by_calendar);
                let left = (without_open - since.date_naive()).num_days() + 1;
                let value = u32::try_from(left).unwrap_or(0);
                return End::Stopped { since, left: Quantity { value, unit: Unit::Days } };
            }
            last = later;
        }
        if last != by_calendar {
            let days = (last - by_calendar).num_days();
            self.told.say(
                format!("Cộng {days} ngày tạm dừng: {}.", super::day_vi(last)),
                format!("{days} days of standing still added: {}.", super::day_en(last)),
            );
        }
        self.roll(last)
    }

    /// Moves the end of a term from a day off to the next working day (Civil Code, Art. 148(5)).
    fn roll(&mut self, mut day: NaiveDate) -> End {
        loop {
            match self.stops.on(day) {
                Some(Stopped::Since(since)) => {
                    return End::Stopped { since, left: Quantity { value: 0, unit: Unit::Days } };
                }
                Some(Stopped::ForNow) => self.told.skipped(day, STOPPED_VI, STOPPED_EN),
                None if self.is_working(day) => return End::At { at: end_of_day(day) },
                None => self.skip_day_off(day),
            }
            let Some(next) = day.succ_opt() else { return End::At { at: end_of_day(day) } };
            day = next;
        }
    }

    fn is_working(&mut self, day: NaiveDate) -> bool {
        self.certainty = self.certainty.max(calendar::certainty(day));
        calendar::is_working_day(day)
    }

    fn skip_day_off(&mut self, day: NaiveDate) {
        let kind = calendar::day_kind(day);
        self.told.skipped(day, &kind.vi(), &kind.en());
    }
}
