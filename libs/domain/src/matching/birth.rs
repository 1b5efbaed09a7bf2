//! Birth dates and years.

use chrono::Datelike;

use super::reason::{Reason, ReasonCode, bits};
use crate::person::Birth;

/// Chance that two people have one birth year: most people on the lists were born within 30 years.
const YEAR: f32 = 1.0 / 30.0;
/// Chance of one day and month.
const DAY: f32 = 1.0 / 365.0;

/// What two births say.
pub(super) struct Compared {
    pub reason: Reason,
    /// Whether the day and month tie the two together as well, slips allowed.
    pub ties: bool,
}

impl Compared {
    /// Whether the births may be one, with the same year.
    pub fn fits(&self) -> bool {
        use ReasonCode::{BirthDateSame, BirthSlip, BirthSwapped, BirthYearSame};
        matches!(self.reason.code, BirthDateSame | BirthYearSame | BirthSwapped | BirthSlip)
    }

    /// Whether more than one thing about the births differs.
    pub fn conflicts(&self) -> bool {
        use ReasonCode::{BirthDateDiffers, BirthYearDiffers, BirthYearNextOtherDay};
        matches!(self.reason.code, BirthDateDiffers | BirthYearNextOtherDay | BirthYearDiffers)
    }
}

/// Day and month, when they are known. The first of January is what registers write for "some day of
/// that year", so it counts as not known.
fn day_of(birth: Birth) -> Option<(u32, u32)> {
    birth.date.map(|date| (date.day(), date.month())).filter(|day| *day != (1, 1))
}

/// Compares what is written. `ours_by_number` and `theirs_by_number` are the years that CCCDs imply;
/// they stand in when one side's written year is a slip.
pub(super) fn compare(ours: Birth, theirs: Birth, by_number: [Option<i32>; 2]) -> Compared {
    let written = compare_written(ours, theirs);
    let [ours_by_number, theirs_by_number] = by_number;
    let agrees = ours_by_number == Some(theirs.year) || theirs_by_number == Some(ours.year);
    let stand_in = Reason::new(ReasonCode::BirthYearByNumber, bits(0.3, YEAR));
    if ours.year != theirs.year && agrees && stand_in.weight > written.reason.weight {
        return Compared { reason: stand_in, ties: false };
    }
    written
}

fn compare_written(ours: Birth, theirs: Birth) -> Compared {
    let days = day_of(ours).zip(day_of(theirs));
    let same_day = days.is_some_and(|(our, their)| our == their);
    let gap = (ours.year - theirs.year).abs();
    let (code, weight, ties) = match (gap, days) {
        (0, _) if same_day => (ReasonCode::BirthDateSame, bits(0.93, YEAR * DAY), true),
        (0, None) => (ReasonCode::BirthYearSame, bits(0.9, YEAR), false),
        (0, Some((our, their))) if our == (their.1, their.0) => {
            (ReasonCode::BirthSwapped, bits(0.01, YEAR * DAY), true)
        }
        // u: the same month of 12, or the same day of 30.
        (0, Some((our, their))) if our.0 == their.0 || our.1 == their.1 => {
            (ReasonCode::BirthSlip, bits(0.015, YEAR * (1.0 / 12.0 + 1.0 / 30.0)), false)
        }
        (0, Some(_)) => (ReasonCode::BirthDateDiffers, bits(0.002, YEAR * 0.88), false),
        (1, _) if same_day => (ReasonCode::BirthYearNextSameDay, bits(0.01, 2.0 * YEAR * DAY), true),
        // A year without a date is often an estimate.
        (1, None) => (ReasonCode::BirthYearNext, bits(0.04, 2.0 * YEAR), false),
        (1, Some(_)) => (ReasonCode::BirthYearNextOtherDay, bits(0.001, 2.0 * YEAR), false),
        // u: about five other years are a digit away.
        (_, _) if same_day && is_digit_slip(ours.year, theirs.year) => {
            (ReasonCode::BirthYearSlip, bits(0.005, 5.0 * YEAR * DAY), true)
        }
        _ => (ReasonCode::BirthYearDiffers, bits(0.008, 0.9), false),
    };
    Compared { reason: Reason::new(code, weight), ties }
}

/// One digit changed, or the last two swapped.
fn is_digit_slip(one: i32, other: i32) -> bool {
    let digits = |year: i32| [year / 1000, year / 100 % 10, year / 10 % 10, year % 10];
    let (one, other) = (digits(one), digits(other));
    let changed = one.iter().zip(&other).filter(|(a, b)| a != b).count();
    changed == 1 || (one[..2] == other[..2] && one[2] == other[3] && one[3] == other[2])
}
