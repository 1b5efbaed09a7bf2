//! Dates in text.

use super::{DateNotice, DateProblem, ParsedDate, YEARS, day_of, of_number};
use crate::lists::fold::fold;

/// `latest` is the last year that two digits may mean.
pub(super) fn parse(text: &str, latest: i32) -> Result<ParsedDate, DateProblem> {
    let text = without_time(text);
    if let Some(number) = plain_number(text) {
        return number;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !SAID.contains(word)).collect();
    if words.iter().any(|word| !word.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(DateProblem::NotADate);
    }
    let parts: Vec<Part> =
        words.iter().map(|word| Part::of(word)).collect::<Option<_>>().ok_or(DateProblem::NotADate)?;
    match parts.as_slice() {
        [year] => year.year(latest),
        [month, year] => month_of(month, year, latest),
        [first, month, day] if first.digits == 4 => full(day, month, first, latest),
        [day, month, year] => full(day, month, year, latest),
        _ => Err(DateProblem::NotADate),
    }
}

/// Words around the numbers: "ngày 15 tháng 7 năm 1992", "sinh năm 1992", "khoảng 1992".
const SAID: [&str; 9] = ["ngay", "thang", "nam", "sinh", "khoang", "sn", "t", "n", "vao"];

/// Digits alone: a year, eight digits of a date, or a serial number as text.
fn plain_number(text: &str) -> Option<Result<ParsedDate, DateProblem>> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(from_digits(text));
    }
    if text.len() < 4 || text.bytes().any(|byte| !byte.is_ascii_digit() && byte != b'.') {
        return None;
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let number = whole.len() >= 4 && fraction.bytes().all(|byte| byte == b'0');
    if number { whole.parse().ok().map(of_number) } else { None }
}

/// ddmmyyyy, or yyyymmdd where that is the only reading.
pub(super) fn from_digits(digits: &str) -> Result<ParsedDate, DateProblem> {
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<u32>().ok());
    let read = |year: Option<u32>, month: Option<u32>, day: Option<u32>| -> Result<ParsedDate, DateProblem> {
        let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(DateProblem::NotADate) };
        let year = i32::try_from(year).map_err(|_| DateProblem::NotADate)?;
        Ok(ParsedDate::on(day_of(year, month, day)?))
    };
    let day_first = read(number(4..8), number(2..4), number(0..2));
    day_first.or_else(|problem| read(number(0..4), number(4..6), number(6..8)).map_err(|_| problem))
}

/// One number of a date.
struct Part {
    number: u32,
    digits: usize,
}

impl Part {
    fn of(word: &str) -> Option<Self> {
        let number = word.parse().ok().filter(|number: &u32| *number <= 9999)?;
        Some(Self { number, digits: word.len() })
    }

    fn year(&self, latest: i32) -> Result<ParsedDate, DateProblem> {
        let written = i32::try_from(self.number).map_err(|_| DateProblem::NotADate)?;
        match self.digits {
            4 if YEARS.contains(&written) => Ok(ParsedDate::in_year(written)),
            4 => Err(DateProblem::YearOutOfRange { year: written }),
            2 => {
                let year = latest - (latest - written).rem_euclid(100);
                Ok(ParsedDate::in_year(year).noting(DateNotice::ShortYear { read_as: year }))
            }
            _ => Err(DateProblem::NotADate),
        }
    }
}

fn month_of(month: &Part, year: &Part, latest: i32) -> Result<ParsedDate, DateProblem> {
    let (month, year) = if month.digits == 4 { (year, month) } else { (month, year) };
    let parsed = year.year(latest)?;
    match month.number {
        0 => Ok(parsed),
        1..=12 => Ok(parsed.noting(DateNotice::MonthOnly { month: month.number })),
        month => Err(DateProblem::NoSuchMonth { month, swapped: false }),
    }
}

/// A day or month of 0 stands for one that nobody knows.
fn full(day: &Part, month: &Part, year: &Part, latest: i32) -> Result<ParsedDate, DateProblem> {
    if day.number == 0 || month.number == 0 {
        return month_of(month, year, latest);
    }
    let year = year.year(latest)?;
    Ok(ParsedDate { date: Some(day_of(year.year, month.number, day.number)?), ..year })
}

/// Cuts a time of day off: "15/07/1992 00:00:00", "1992-07-15T00:00:00".
fn without_time(text: &str) -> &str {
    let text = text.trim().trim_start_matches('\'').trim();
    let Some(colon) = text.find(':') else { return text };
    let before = &text[..colon];
    before.rfind([' ', 'T']).map_or(text, |at| before[..at].trim())
}
