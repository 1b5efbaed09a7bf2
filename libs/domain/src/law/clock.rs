//! Legal clocks: from an event and a limit to the moment a term ends, with every step of the
//! counting told.
//!
//! Counting rules, by the Civil Code 2015, Arts. 147–148, which the Law on handling administrative
//! violations (Art. 8) takes over:
//!
//! * a term in days, working days or months does not count the day of the event that starts it
//!   (Art. 147(2–3)); a term in hours starts at the very moment (Art. 147(1)) and runs through
//!   nights, weekends and holidays;
//! * it ends at 24:00 of its last day (Art. 148(1), (6));
//! * a term in months ends on the day of the same number, or on the month's last day where there is
//!   none (Art. 148(3));
//! * a term in days or months whose last day is a day off ends with the next working day
//!   (Art. 148(5)); one in working days counts only these, so the question can't arise.
//!
//! Of Art. 147 and 148 of 2015 the openings were read, of their predecessor (Civil Code 2005,
//! Art. 153) the whole; the text is the same.
//!
//! A clock may be stopped. No source says how a part of a day counts then, so this is the
//! platform's own rule: the day a clock is stopped and those after it do not count, the day it runs
//! again does; a term in hours is longer by exactly the time it stood still.

mod count;
mod derivation;
mod pauses;
mod standing;

use chrono::{DateTime, Days, Duration, FixedOffset, NaiveDate, NaiveTime};
use serde::Serialize;

use super::article::Article;
use super::calendar::Certainty;
use crate::code_list;

pub use derivation::{Line, day_en, day_vi};
pub use pauses::Pause;
pub use standing::{Standing, left, until};

/// The time of Việt Nam, UTC+7 all year: the one the law means.
pub const VIETNAM: FixedOffset = FixedOffset::east_opt(7 * 3600).expect("seven hours is a valid offset");

/// What counts as evidence that terms are counted so.
pub const COUNTING: Article = Article::read(
    "Bộ luật Dân sự 2015, Điều 147–148; Luật Xử lý vi phạm hành chính, Điều 8",
    "luatminhbach.vn (mở đầu các điều); tuvanphapluat.asia (Điều 153 BLDS 2005, cùng nội dung)",
);

code_list! {
    /// What a term is counted in. The law mixes all four on purpose.
    Unit {
        WorkingDays = "working_days", "ngày làm việc", "working days";
        Days = "days", "ngày", "days";
        Hours = "hours", "giờ", "hours";
        Months = "months", "tháng", "months";
    }
}

/// How long something may take, and the article that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// How many of the unit.
    pub value: u32,
    /// Of what.
    pub unit: Unit,
    /// Where it comes from.
    pub article: Article,
}

impl Limit {
    pub(super) const fn new(value: u32, unit: Unit, article: Article) -> Self {
        Self { value, unit, article }
    }

    /// The length without its article.
    pub fn quantity(&self) -> Quantity {
        Quantity { value: self.value, unit: self.unit }
    }
}

/// A number of units, as a screen shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Quantity {
    /// How many.
    pub value: u32,
    /// Of what.
    pub unit: Unit,
}

impl Quantity {
    /// "5 ngày làm việc".
    pub fn vi(self) -> String {
        format!("{} {}", self.value, self.unit.vi())
    }

    /// "5 working days".
    pub fn en(self) -> String {
        format!("{} {}", self.value, self.unit.en())
    }
}

/// When a term ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum End {
    /// It ends here: the first moment that is too late. 24:00 of a day is 00:00 of the next.
    At { at: DateTime<FixedOffset> },
    /// It stands still, with this much of it to come.
    Stopped { since: DateTime<FixedOffset>, left: Quantity },
}

/// A derived due time with its derivation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The event that started the clock.
    pub start: DateTime<FixedOffset>,
    /// The term.
    pub limit: Limit,
    /// When it ends.
    pub end: End,
    /// How far the days off it rests on are known.
    pub certainty: Certainty,
    /// How it was counted, line by line.
    pub derivation: Vec<Line>,
    /// The stops that were regarded, in order.
    #[serde(skip)]
    stops: pauses::Stops,
}

impl Due {
    /// The first moment that is too late; none while the clock stands still.
    pub fn at(&self) -> Option<DateTime<FixedOffset>> {
        match self.end {
            End::At { at } => Some(at),
            End::Stopped { .. } => None,
        }
    }

    /// The last day within the term.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.expiry().map(|moment| moment.date_naive())
    }

    /// The end of the term as the event that starts another clock: the last second of its last day,
    /// or the exact moment of a term in hours.
    pub fn expiry(&self) -> Option<DateTime<FixedOffset>> {
        let whole_days = self.limit.unit != Unit::Hours;
        self.at().map(|at| if whole_days { at - Duration::seconds(1) } else { at })
    }
}

/// When a term that an event started ends, given the times its clock stood still.
pub fn due(start: DateTime<FixedOffset>, limit: Limit, pauses: &[Pause]) -> Due {
    count::count(start.with_timezone(&VIETNAM), limit, pauses)
}

/// 24:00 of a day.
pub fn end_of_day(day: NaiveDate) -> DateTime<FixedOffset> {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    start_of_day(next)
}

/// 00:00 of a day.
pub fn start_of_day(day: NaiveDate) -> DateTime<FixedOffset> {
    let midnight = day.and_time(NaiveTime::MIN);
    midnight.and_local_timezone(VIETNAM).single().expect("an offset without summer time has every midnight once")
}
