//! Dates as people type them: 15/07/1992, 15-7-1992, 15.7.92, 1992-07-15, 15071992, "ngày 15 tháng
//! 7 năm 1992", a real date cell, Excel's serial number, or only a year or a month of a year.
//!
//! Day stands before month, always: a date that only makes sense the other way round is refused
//! with that hint and never turned. Years from 1900 to 2100 are taken.

mod problem;
mod written;

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Cell;
pub use problem::DateProblem;

/// Years a date on a list may have.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// A date read from a cell: the day, or only its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ParsedDate {
    pub year: i32,
    /// None where only the year, or year and month, are written.
    pub date: Option<NaiveDate>,
    pub notice: Option<DateNotice>,
}

impl ParsedDate {
    fn on(date: NaiveDate) -> Self {
        Self { year: date.year(), date: Some(date), notice: None }
    }

    fn in_year(year: i32) -> Self {
        Self { year, date: None, notice: None }
    }

    fn noting(self, notice: DateNotice) -> Self {
        Self { notice: Some(notice), ..self }
    }
}

/// What was made of an incomplete date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum DateNotice {
    /// Month and year are written; only the year is kept.
    MonthOnly { month: u32 },
    /// The year was written with two digits.
    ShortYear { read_as: i32 },
    /// Excel's serial number in a cell that is not formatted as a date.
    SerialNumber,
}

impl DateNotice {
    pub fn vi(&self) -> String {
        match self {
            Self::MonthOnly { month } => format!("Chỉ có tháng {month} và năm; chỉ ghi năm."),
            Self::ShortYear { read_as } => format!("Năm viết hai chữ số, hiểu là {read_as}."),
            Self::SerialNumber => "Ô là số, hiểu là ngày theo cách đếm của Excel.".to_owned(),
        }
    }

    pub fn en(&self) -> String {
        match self {
            Self::MonthOnly { month } => format!("Only month {month} and the year are given; the year is kept."),
            Self::ShortYear { read_as } => format!("The year has two digits and is read as {read_as}."),
            Self::SerialNumber => "The cell is a number, read as a date the way Excel counts.".to_owned(),
        }
    }
}

/// Reads a birth. A year of two digits is the latest such year not after today's.
///
/// # Errors
/// [`DateProblem`], in words for the person who mends the list.
pub fn parse_birth(cell: &Cell, today: NaiveDate) -> Result<ParsedDate, DateProblem> {
    parse(cell, today.year())
}

/// Reads the day of something that happened or will: the end of a term lies ahead. A year of two
/// digits is the latest such year not more than ten years after today's.
///
/// # Errors
/// As [`parse_birth`].
pub fn parse_date(cell: &Cell, today: NaiveDate) -> Result<ParsedDate, DateProblem> {
    const AHEAD: i32 = 10;
    parse(cell, today.year() + AHEAD)
}

/// `latest` is the last year that two digits may mean.
fn parse(cell: &Cell, latest: i32) -> Result<ParsedDate, DateProblem> {
    match cell {
        _ if cell.is_blank() => Err(DateProblem::Missing),
        Cell::Date(date) => in_range(ParsedDate::on(*date)),
        Cell::Number(number) => of_number(*number),
        Cell::Text(text) => in_range(written::parse(text, latest)?),
        Cell::Empty | Cell::Bool(_) => Err(DateProblem::NotADate),
    }
}

fn in_range(parsed: ParsedDate) -> Result<ParsedDate, DateProblem> {
    if YEARS.contains(&parsed.year) { Ok(parsed) } else { Err(DateProblem::YearOutOfRange { year: parsed.year }) }
}

/// 1992 is a year, 33800 a serial number, 15071992 a date typed without signs.
fn of_number(number: f64) -> Result<ParsedDate, DateProblem> {
    /// Serial numbers of 1 January 1910 and 31 December 2100; smaller ones are more likely slips.
    const SERIALS: std::ops::RangeInclusive<i32> = 3654..=73_415;
    let whole = number.trunc();
    if !(1.0..1e8).contains(&whole) {
        return Err(DateProblem::NotADate);
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked to lie below 10^8")]
    let whole = whole as i32;
    if YEARS.contains(&whole) {
        return Ok(ParsedDate::in_year(whole));
    }
    if SERIALS.contains(&whole) {
        let date = from_serial(whole).ok_or(DateProblem::NotADate)?;
        return in_range(ParsedDate::on(date).noting(DateNotice::SerialNumber));
    }
    if whole >= 1_000_000 {
        return in_range(written::from_digits(&format!("{whole:08}"))?);
    }
    Err(DateProblem::NotADate)
}

/// The day of a serial number from 61 on; before that Excel counts a 29 February 1900 that never was.
fn from_serial(serial: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(chrono::TimeDelta::days(serial.into()))
}

/// The day, or why there is none.
fn day_of(year: i32, month: u32, day: u32) -> Result<NaiveDate, DateProblem> {
    if !YEARS.contains(&year) {
        return Err(DateProblem::YearOutOfRange { year });
    }
    if !(1..=12).contains(&month) {
        let swapped = (1..=12).contains(&day) && NaiveDate::from_ymd_opt(year, day, month).is_some();
        return Err(DateProblem::NoSuchMonth { month, swapped });
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateProblem::NoSuchDay { year, month })
}

#[cfg(test)]
mod tests;
