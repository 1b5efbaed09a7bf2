//! How full a facility will be: today's residents until their terms end, and as many admissions as of late.
//!
//! Per month: opening + admissions − releases = closing. Residents leave on the last day of their term as it stands;
//! whose term is over already, or stands still, is expected to stay: nobody knows for how long. Admissions are the
//! average of the twelve months before, each basis with the usual term of its law, and leave when that is over.
//! Releases for other causes and escapes are not foreseen, so the forecast is on the high side.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

/// A kind of admission, as of late.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inflow {
    /// In the twelve months before.
    pub in_a_year: u32,
    pub term_months: u32,
}

/// One month to come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    /// Its first day; the first month begins on the day after today.
    pub from: NaiveDate,
    pub opening: f64,
    pub admissions: f64,
    pub releases: f64,
    pub closing: f64,
}

/// The months to come, beginning with what is left of this one, if anything. `ends` are when today's residents leave; those
/// without an end stay.
pub fn forecast(today: NaiveDate, ends: &[Option<NaiveDate>], inflows: &[Inflow], months: u32) -> Vec<Month> {
    let tomorrow = today.succ_opt().unwrap_or(today);
    let first = first_of(tomorrow);
    let month_of = |day: NaiveDate| first_of(day).max(first);
    let mut leaving: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    for end in ends.iter().flatten().filter(|end| **end > today) {
        *leaving.entry(month_of(*end)).or_default() += 1.0;
    }
    let in_a_year: u32 = inflows.iter().map(|inflow| inflow.in_a_year).sum();
    let per_month = f64::from(in_a_year) / 12.0;
    let mut forecast = Vec::new();
    let mut opening = f64::from(u32::try_from(ends.len()).unwrap_or(u32::MAX));
    for number in 0..months {
        let Some(month) = first.checked_add_months(Months::new(number)) else { break };
        let share = if number == 0 { rest_of_month(tomorrow) } else { 1.0 };
        let admissions = per_month * share;
        for inflow in inflows {
            if let Some(end) = month.checked_add_months(Months::new(inflow.term_months)) {
                *leaving.entry(end).or_default() += f64::from(inflow.in_a_year) / 12.0 * share;
            }
        }
        let releases = leaving.get(&month).copied().unwrap_or_default();
        let closing = opening + admissions - releases;
        let from = if number == 0 { tomorrow } else { month };
        forecast.push(Month { from, opening, admissions, releases, closing });
        opening = closing;
    }
    forecast
}

fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The last day of a month.
pub fn last_of(day: NaiveDate) -> NaiveDate {
    day.with_day(u32::from(day.num_days_in_month())).unwrap_or(day)
}

/// Which part of the month is left, with the day itself.
fn rest_of_month(day: NaiveDate) -> f64 {
    let length = f64::from(day.num_days_in_month());
    (length - f64::from(day.day0())) / length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn each_month_balances_and_begins_where_the_last_ended() {
        let ends = [Some(day(2020, 1, 20)), Some(day(2020, 3, 1)), Some(day(2019, 12, 1)), None];
        let inflows = [Inflow { in_a_year: 24, term_months: 2 }];
        let months = forecast(day(2019, 12, 31), &ends, &inflows, 4);
        assert_eq!(months.len(), 4);
        for (month, next) in months.iter().zip(&months[1..]) {
            assert!((month.opening + month.admissions - month.releases - month.closing).abs() < 1e-9);
            assert!((month.closing - next.opening).abs() < f64::EPSILON);
        }
        let closings: Vec<f64> = months.iter().map(|month| month.closing).collect();
        // Two come a month, and leave after two months.
        assert_eq!(closings, [5.0, 7.0, 6.0, 6.0]);
    }

    #[test]
    fn without_admissions_a_facility_empties_as_terms_end() {
        let ends: Vec<Option<NaiveDate>> = (1..=10).map(|month| Some(day(2020, month, 15))).collect();
        let months = forecast(day(2019, 12, 31), &ends, &[], 11);
        assert!(months.last().unwrap().closing.abs() < 1e-9);
    }
}
