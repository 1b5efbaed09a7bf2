//! Why a cell is no date.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// The sentences name what is wrong with the date, never the rest of the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{}: {}", self.code(), self.en())]
pub enum DateProblem {
    /// The cell is blank.
    Missing,
    NotADate,
    /// The month is there, the day is not: 31 February.
    NoSuchDay {
        year: i32,
        month: u32,
    },
    /// Month 13; `swapped` when it would be a date with day and month exchanged.
    NoSuchMonth {
        month: u32,
        swapped: bool,
    },
    YearOutOfRange {
        year: i32,
    },
}

impl DateProblem {
    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "date.missing",
            Self::NotADate => "date.not_a_date",
            Self::NoSuchDay { .. } => "date.no_such_day",
            Self::NoSuchMonth { .. } => "date.no_such_month",
            Self::YearOutOfRange { .. } => "date.year_out_of_range",
        }
    }

    pub fn vi(&self) -> String {
        match self {
            Self::Missing => "Chưa ghi ngày.".to_owned(),
            Self::NotADate => "Không đọc được thành ngày, tháng, năm.".to_owned(),
            Self::NoSuchDay { year, month } => format!("Tháng {month}/{year} có {} ngày.", days(*year, *month)),
            Self::NoSuchMonth { month, swapped: true } => {
                format!("Không có tháng {month}; có thể ngày và tháng viết đảo.")
            }
            Self::NoSuchMonth { month, swapped: false } => format!("Không có tháng {month}."),
            Self::YearOutOfRange { year } => format!("Năm {year} nằm ngoài khoảng 1900 – 2100."),
        }
    }

    pub fn en(&self) -> String {
        match self {
            Self::Missing => "No date is given.".to_owned(),
            Self::NotADate => "This can't be read as a date.".to_owned(),
            Self::NoSuchDay { year, month } => format!("Month {month}/{year} has {} days.", days(*year, *month)),
            Self::NoSuchMonth { month, swapped: true } => {
                format!("There is no month {month}; day and month may be exchanged.")
            }
            Self::NoSuchMonth { month, swapped: false } => format!("There is no month {month}."),
            Self::YearOutOfRange { year } => format!("The year {year} lies outside 1900 – 2100."),
        }
    }
}

/// The number of days of a month.
fn days(year: i32, month: u32) -> u32 {
    let last = |day: &u32| NaiveDate::from_ymd_opt(year, month, *day).map(|date| date.day());
    (28..=31).rev().find_map(|day| last(&day)).unwrap_or(31)
}
