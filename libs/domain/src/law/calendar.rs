//! Working days of state bodies: Monday to Friday, less public holidays and the days off given for
//! them, plus the Saturdays worked in exchange.
//!
//! Holidays are those of the Labour Code (2012 Art. 115; 2019 Art. 112 from 2021: National Day
//! became two days). A holiday on a weekly day off gives the next working day off (2019
//! Art. 111(3)). Which days Tết takes, which neighbour joins National Day and which working days
//! are swapped is announced year by year; `data/holidays.tsv` holds what was announced, with its
//! source, and marks what was not found. Outside [`known_years`] only the rhythm of the week is
//! known, and every answer says so by its [`Certainty`].

mod days;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Serialize;

use crate::code_list;
use days::DAYS;

code_list! {
    /// What a day off is given for.
    Occasion {
        NewYear = "new_year", "Tết Dương lịch", "New Year";
        Tet = "tet", "Tết Nguyên đán", "Tết (Lunar New Year)";
        HungKings = "hung_kings", "Giỗ Tổ Hùng Vương", "Hùng Kings' day";
        Victory = "victory", "Ngày Chiến thắng 30/4", "Victory Day";
        Labour = "labour", "Ngày Quốc tế Lao động 1/5", "Labour Day";
        National = "national", "Quốc khánh", "National Day";
        /// From 2026; the policy was found (Resolution 80-NQ/TW), the law that gives the day off
        /// was not, so no deadline rests on it yet.
        Culture = "culture", "Ngày Văn hóa Việt Nam 24/11", "Vietnamese Culture Day";
    }
}

code_list! {
    /// How far a statement about a day, or a due time resting on days, can be trusted. Ordered:
    /// the later, the less is known.
    Certainty {
        Verified = "verified", "đã đối chiếu nguồn", "read in a source";
        Unverified = "unverified", "chưa kiểm chứng lịch nghỉ", "days off not verified";
        WeekOnly = "week_only", "chưa có lịch nghỉ của năm này, chỉ tính thứ Bảy, Chủ nhật",
            "no holidays known for this year, weekends only";
    }
}

/// What kind of day a day is for a state body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DayKind {
    /// An ordinary working day.
    Working,
    /// A Saturday or Sunday on which nothing else happens.
    Weekend,
    /// A public holiday, on whatever day of the week.
    Holiday { occasion: Occasion },
    /// Off because the holiday `instead_of` fell on a weekly day off.
    Compensation { occasion: Occasion, instead_of: NaiveDate },
    /// A working day made free; worked on `worked_on` instead.
    SwappedOff { occasion: Occasion, worked_on: NaiveDate },
    /// A weekly day off that is worked, because `free_on` was made free.
    SwappedWorking { occasion: Occasion, free_on: NaiveDate },
}

impl DayKind {
    /// Whether state bodies work on such a day.
    pub fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::SwappedWorking { .. })
    }

    /// What the day is, in Vietnamese, in few words.
    pub fn vi(self) -> String {
        match self {
            Self::Working => "ngày làm việc".to_owned(),
            Self::Weekend => "nghỉ cuối tuần".to_owned(),
            Self::Holiday { occasion } => format!("nghỉ lễ: {}", occasion.vi()),
            Self::Compensation { occasion, instead_of } => {
                format!("nghỉ bù {} cho ngày {}", occasion.vi(), instead_of.format("%d/%m/%Y"))
            }
            Self::SwappedOff { occasion, worked_on } => {
                format!("nghỉ hoán đổi dịp {}, làm bù ngày {}", occasion.vi(), worked_on.format("%d/%m/%Y"))
            }
            Self::SwappedWorking { occasion, free_on } => {
                format!("làm bù cho ngày nghỉ hoán đổi {} dịp {}", free_on.format("%d/%m/%Y"), occasion.vi())
            }
        }
    }

    /// The same in English.
    pub fn en(self) -> String {
        match self {
            Self::Working => "working day".to_owned(),
            Self::Weekend => "weekend".to_owned(),
            Self::Holiday { occasion } => format!("public holiday: {}", occasion.en()),
            Self::Compensation { occasion, instead_of } => {
                format!("day off for {} on {instead_of}, a weekly day off", occasion.en())
            }
            Self::SwappedOff { occasion, worked_on } => {
                format!("swapped day off around {}, worked on {worked_on}", occasion.en())
            }
            Self::SwappedWorking { occasion, free_on } => {
                format!("worked instead of {free_on}, made free around {}", occasion.en())
            }
        }
    }
}

/// What kind of day `day` is.
pub fn day_kind(day: NaiveDate) -> DayKind {
    DAYS.kind(day).unwrap_or(match day.weekday() {
        Weekday::Sat | Weekday::Sun => DayKind::Weekend,
        _ => DayKind::Working,
    })
}

/// Whether state bodies work on `day`.
pub fn is_working_day(day: NaiveDate) -> bool {
    day_kind(day).is_working()
}

/// How far the answer about `day` can be trusted.
pub fn certainty(day: NaiveDate) -> Certainty {
    DAYS.certainty(day)
}

/// The first working day after `day`.
pub fn next_working_day(day: NaiveDate) -> NaiveDate {
    add_working_days(day, 1)
}

/// The `n`th working day after `start`, the start itself not counted; `start` when `n` is 0.
///
/// Stops at the last day the calendar can hold, which no deadline reaches.
pub fn add_working_days(start: NaiveDate, n: u32) -> NaiveDate {
    let Some(last) = n.checked_sub(1) else { return start };
    let nth = usize::try_from(last).unwrap_or(usize::MAX);
    start.iter_days().skip(1).filter(|day| is_working_day(*day)).nth(nth).unwrap_or(NaiveDate::MAX)
}

/// Working days after `from`, up to and including `to`; 0 when `to` is not after `from`.
pub fn working_days_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let days = from.iter_days().skip(1).take_while(|day| *day <= to);
    u32::try_from(days.filter(|day| is_working_day(*day)).count()).unwrap_or(u32::MAX)
}

/// The years whose days off are held, with how far each can be trusted and where it comes from.
pub fn known_years() -> impl Iterator<Item = KnownYear> {
    DAYS.years()
}

/// A year whose days off are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct KnownYear {
    /// The year.
    pub year: i32,
    /// Of its days in general; a single day may be marked as less certain.
    pub certainty: Certainty,
    /// Where the announcement was read; empty when none was.
    pub source: &'static str,
}

/// The days listed for a year, in order, with their kinds.
pub fn listed_days(year: i32) -> impl Iterator<Item = (NaiveDate, DayKind)> {
    DAYS.listed().filter(move |(day, _)| day.year() == year)
}
