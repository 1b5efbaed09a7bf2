//! Where the last closed roll-call of a facility differs from the books.
//!
//! A difference stands until a later closed shift of the facility does not name the stay, or until something was
//! recorded in the stay's book after the closing, for that day or one before. The news of a closing names stays and no
//! zones, so the shift is the whole facility's.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A shift that was closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Closed {
    pub on_day: NaiveDate,
    pub shift: String,
    /// Within the day.
    pub order: i32,
    pub recorded_at: DateTime<Utc>,
    /// The stays that differ.
    pub stays: Vec<Uuid>,
}

/// What a stay's ledger says of one movement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moved {
    pub occurred_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
}

/// A stay that was seen otherwise than its book says.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub stay: Uuid,
    /// The last closed shift.
    pub on_day: NaiveDate,
    pub shift: String,
    /// The day of the first closed shift since which every one has named it.
    pub since: NaiveDate,
}

/// The place of a shift within the day.
pub fn order(shift: &str) -> i32 {
    match shift {
        "morning" => 0,
        "afternoon" => 1,
        _ => 2,
    }
}

/// The differences of one facility. `movements` tells those of a stay; none at all means that it never was.
pub fn differences(mut closed: Vec<Closed>, movements: impl Fn(Uuid) -> Vec<Moved>) -> Vec<Difference> {
    closed.sort_by_key(|shift| (shift.on_day, shift.order));
    let Some(last) = closed.last() else { return Vec::new() };
    let stands = |stay: &&Uuid| {
        let moved = movements(**stay);
        let put_right = |moved: &Moved| moved.recorded_at > last.recorded_at && moved.occurred_on <= last.on_day;
        !moved.is_empty() && !moved.iter().any(put_right)
    };
    let difference = |stay: &Uuid| {
        let run = closed.iter().rev().take_while(|shift| shift.stays.contains(stay));
        let since = run.last().map_or(last.on_day, |first| first.on_day);
        Difference { stay: *stay, on_day: last.on_day, shift: last.shift.clone(), since }
    };
    last.stays.iter().filter(stands).map(difference).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 5, d).unwrap()
    }

    fn closed(d: u32, shift: &str, stays: &[u128]) -> Closed {
        let stays = stays.iter().map(|stay| Uuid::from_u128(*stay)).collect();
        let order = order(shift);
        Closed {
            on_day: day(d),
            shift: shift.into(),
            order,
            recorded_at: at(i64::from(d) * 10 + i64::from(order)),
            stays,
        }
    }

    fn found(closed: Vec<Closed>, movements: &[Moved]) -> Vec<(u128, NaiveDate)> {
        let differences = differences(closed, |_| movements.to_vec());
        differences.into_iter().map(|found| (found.stay.as_u128(), found.since)).collect()
    }

    const ADMITTED: [Moved; 1] = [Moved { occurred_on: NaiveDate::MIN, recorded_at: DateTime::UNIX_EPOCH }];

    #[test]
    fn a_difference_stands_until_a_later_shift_agrees() {
        let first = closed(1, "morning", &[1, 2]);
        assert_eq!(found(vec![first.clone()], &ADMITTED), [(1, day(1)), (2, day(1))]);
        let later = closed(1, "night", &[2]);
        assert_eq!(found(vec![later.clone(), first.clone()], &ADMITTED), [(2, day(1))], "in whatever order");
        let next = closed(2, "morning", &[2]);
        assert_eq!(found(vec![first, later, next.clone()], &ADMITTED), [(2, day(1))]);
        assert!(found(vec![next, closed(3, "morning", &[])], &ADMITTED).is_empty());
    }

    #[test]
    fn a_book_that_was_put_right_since_ends_it() {
        let moved = |d, second| [ADMITTED[0], Moved { occurred_on: day(d), recorded_at: at(second) }];
        let shift = || vec![closed(2, "morning", &[1])];
        assert!(found(shift(), &moved(2, 21)).is_empty());
        assert_eq!(found(shift(), &moved(2, 19)).len(), 1, "known when the shift was closed");
        assert_eq!(found(shift(), &moved(3, 30)).len(), 1, "of a later day");
        assert!(found(shift(), &[]).is_empty(), "the stay never was");
    }
}
