//! How much of a term is left, or how far it is over.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Due, End, Quantity, Unit, VIETNAM};
use crate::law::calendar;

/// Where a clock stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Standing {
    /// This much is left. 0 days means that today is the last day, 0 hours that less than one is left.
    Left {
        #[serde(flatten)]
        quantity: Quantity,
    },
    /// It is over by this much: hours for a term in hours, calendar days for every other.
    Overdue {
        #[serde(flatten)]
        quantity: Quantity,
    },
    /// It stands still with this much to come.
    Stopped {
        #[serde(flatten)]
        quantity: Quantity,
    },
}

impl Standing {
    pub fn is_overdue(self) -> bool {
        matches!(self, Self::Overdue { .. })
    }

    /// "còn 2 ngày làm việc", "hết hạn hôm nay", "quá hạn 3 ngày".
    pub fn vi(self) -> String {
        match self {
            Self::Left { quantity: Quantity { value: 0, unit: Unit::Hours } } => "còn dưới 1 giờ".to_owned(),
            Self::Left { quantity: Quantity { value: 0, .. } } => "hết hạn hôm nay".to_owned(),
            Self::Left { quantity } => format!("còn {}", quantity.vi()),
            Self::Overdue { quantity } => format!("quá hạn {}", quantity.vi()),
            Self::Stopped { quantity } => format!("tạm dừng, còn {}", quantity.vi()),
        }
    }

    /// The same in English.
    pub fn en(self) -> String {
        match self {
            Self::Left { quantity: Quantity { value: 0, unit: Unit::Hours } } => "less than 1 hour left".to_owned(),
            Self::Left { quantity: Quantity { value: 0, .. } } => "due today".to_owned(),
            Self::Left { quantity } => format!("{} left", quantity.en()),
            Self::Overdue { quantity } => format!("{} overdue", quantity.en()),
            Self::Stopped { quantity } => format!("stopped, {} left", quantity.en()),
        }
    }
}

/// What is left of a due time at `now`: in the unit of its limit, in days where that is months. The
/// current day is not counted, because it has begun.
pub fn left(due: &Due, now: DateTime<FixedOffset>) -> Standing {
    let now = now.with_timezone(&VIETNAM);
    let at = match due.end {
        End::Stopped { left, .. } => return Standing::Stopped { quantity: left },
        End::At { at } => at,
    };
    let last_day = (at - Duration::seconds(1)).date_naive();
    let quantity = |value: i64, unit| Quantity { value: u32::try_from(value).unwrap_or(0), unit };
    if at <= now {
        let over = match due.limit.unit {
            Unit::Hours => quantity(((now - at).num_minutes() + 59).max(60) / 60, Unit::Hours),
            _ => quantity((now.date_naive() - last_day).num_days(), Unit::Days),
        };
        return Standing::Overdue { quantity: over };
    }
    Standing::Left {
        quantity: match due.limit.unit {
            Unit::Hours => quantity((at - now).num_hours(), Unit::Hours),
            Unit::WorkingDays => days_left(due, now.date_naive(), last_day, calendar::is_working_day),
            Unit::Days | Unit::Months => days_left(due, now.date_naive(), last_day, |_| true),
        },
    }
}

/// What is left of a term that ends on a day, whatever kind of day that is.
pub fn until(last_day: NaiveDate, today: NaiveDate) -> Standing {
    let days = (last_day - today).num_days();
    let quantity = Quantity { value: u32::try_from(days.unsigned_abs()).unwrap_or(u32::MAX), unit: Unit::Days };
    if days < 0 { Standing::Overdue { quantity } } else { Standing::Left { quantity } }
}

fn days_left(due: &Due, today: NaiveDate, last_day: NaiveDate, counts: fn(NaiveDate) -> bool) -> Quantity {
    let days = today.iter_days().skip(1).take_while(|day| *day <= last_day);
    let left = days.filter(|day| due.stops.on(*day).is_none() && counts(*day)).count();
    let unit = if due.limit.unit == Unit::WorkingDays { Unit::WorkingDays } else { Unit::Days };
    Quantity { value: u32::try_from(left).unwrap_or(u32::MAX), unit }
}
