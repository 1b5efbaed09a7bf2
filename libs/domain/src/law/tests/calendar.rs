use std::collections::BTreeMap;

use chrono::{Datelike, Weekday};

use super::lunar::solar_day;
use super::*;
use crate::law::calendar::*;

fn holidays(year: i32) -> Vec<(NaiveDate, Occasion)> {
    let days = listed_days(year).filter_map(|(day, kind)| match kind {
        DayKind::Holiday { occasion } => Some((day, occasion)),
        _ => None,
    });
    days.collect()
}

fn of(year: i32, occasion: Occasion) -> Vec<NaiveDate> {
    holidays(year).into_iter().filter(|(_, of)| *of == occasion).map(|(day, _)| day).collect()
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[test]
fn the_years_2019_to_2027_are_known_and_only_the_last_is_not_verified() {
    let known: Vec<(i32, Certainty)> = known_years().map(|known| (known.year, known.certainty)).collect();
    let expected =
        (2019..=2027).map(|year| (year, if year == 2027 { Certainty::Unverified } else { Certainty::Verified }));
    assert_eq!(known, expected.collect::<Vec<_>>());
    assert!(known_years().all(|known| known.certainty != Certainty::Verified || !known.source.is_empty()));
}

#[test]
fn each_year_has_the_days_off_of_the_labour_code() {
    for year in 2019..=2027 {
        let days = |text: &str| vec![day(&format!("{year}-{text}"))];
        assert_eq!(of(year, Occasion::NewYear), days("01-01"), "{year}");
        assert_eq!(of(year, Occasion::Victory), days("04-30"), "{year}");
        assert_eq!(of(year, Occasion::Labour), days("05-01"), "{year}");
        let national = of(year, Occasion::National);
        assert!(national.contains(&day(&format!("{year}-09-02"))), "{year}");
        assert_eq!(national.len(), if year < 2021 { 1 } else { 2 }, "two days from 2021: {year}");
        assert!(national.iter().all(|on| on.month() == 9 && (1..=3).contains(&on.day())), "{year}");
        assert_eq!(of(year, Occasion::Tet).len(), 5, "{year}");
    }
}

#[test]
fn tet_is_five_days_around_the_first_of_the_lunar_year() {
    for year in 2019..=2027 {
        let (tet, first) = (of(year, Occasion::Tet), solar_day(year, 1, 1));
        assert!(tet.windows(2).all(|pair| pair[0].succ_opt() == Some(pair[1])), "{year}: without a gap");
        let before = tet.iter().filter(|on| **on < first).count();
        assert!(tet.contains(&first) && (1..=2).contains(&before), "{year}: {first} lies in {tet:?}");
    }
}

#[test]
fn hung_kings_day_is_the_tenth_of_the_third_lunar_month() {
    for year in 2019..=2027 {
        assert_eq!(of(year, Occasion::HungKings), [solar_day(year, 3, 10)], "{year}");
    }
}

#[test]
fn a_holiday_on_a_weekly_day_off_gives_the_next_free_working_day_and_no_other_is_given() {
    for year in 2019..=2027 {
        let mut owed: BTreeMap<NaiveDate, Occasion> =
            holidays(year).into_iter().filter(|(on, _)| is_weekend(*on)).collect();
        for (on, kind) in listed_days(year) {
            let DayKind::Compensation { occasion, instead_of } = kind else { continue };
            assert_eq!(owed.remove(&instead_of), Some(occasion), "{on} is owed once for {instead_of}");
            assert!(!is_weekend(on) && on > instead_of, "{on}");
            let between = instead_of.iter_days().skip(1).take_while(|day| *day < on);
            assert!(between.into_iter().all(|day| !is_working_day(day)), "{on} is the first after {instead_of}");
        }
        assert!(owed.is_empty(), "{year} owes {owed:?}");
    }
}

#[test]
fn a_swap_has_two_ends_that_name_each_other() {
    let mut swaps = 0;
    for year in 2019..=2027 {
        for (on, kind) in listed_days(year) {
            match kind {
                DayKind::SwappedOff { worked_on, occasion } => {
                    swaps += 1;
                    assert!(!is_weekend(on) && !is_working_day(on), "{on}");
                    assert_eq!(day_kind(worked_on), DayKind::SwappedWorking { occasion, free_on: on });
                }
                DayKind::SwappedWorking { free_on, occasion } => {
                    assert!(on.weekday() == Weekday::Sat && is_working_day(on), "{on}");
                    // The year before the first known one has only its week.
                    assert!(
                        free_on.year() < 2019 || day_kind(free_on) == DayKind::SwappedOff { occasion, worked_on: on }
                    );
                }
                _ => {}
            }
        }
    }
    assert_eq!(swaps, 5, "2019, 2024, 2025 and twice 2026");
}

#[test]
fn a_swap_that_was_not_found_and_a_year_not_announced_say_so() {
    assert_eq!(certainty(day("2026-01-02")), Certainty::Unverified);
    assert_eq!(certainty(day("2026-02-16")), Certainty::Verified);
    assert_eq!(certainty(day("2027-03-01")), Certainty::Unverified);
    assert_eq!(certainty(day("2028-01-26")), Certainty::WeekOnly);
    assert_eq!(certainty(day("2018-12-31")), Certainty::WeekOnly);
}

#[test]
fn a_day_off_without_a_law_found_for_it_is_worked_and_not_certain() {
    assert!(is_working_day(day("2026-11-24")));
    assert_eq!(certainty(day("2026-11-24")), Certainty::Unverified);
    assert_eq!(certainty(day("2026-11-25")), Certainty::Verified);
}

#[test]
fn outside_the_known_years_only_the_week_counts() {
    assert!(is_working_day(day("2030-09-02")) && !is_working_day(day("2030-09-01")));
}

#[test]
fn working_days_are_added_and_counted_alike() {
    let start = day("2025-01-24");
    assert_eq!(add_working_days(start, 0), start);
    assert_eq!(next_working_day(start), day("2025-02-03"));
    for n in 1..300 {
        assert_eq!(working_days_between(start, add_working_days(start, n)), n);
    }
}

#[test]
fn every_kind_of_day_is_named_in_both_languages() {
    for (on, vi, en) in [
        ("2025-03-03", "ngày làm việc", "working day"),
        ("2025-03-02", "nghỉ cuối tuần", "weekend"),
        ("2025-01-29", "nghỉ lễ: Tết Nguyên đán", "public holiday: Tết (Lunar New Year)"),
        (
            "2022-05-02",
            "nghỉ bù Ngày Chiến thắng 30/4 cho ngày 30/04/2022",
            "day off for Victory Day on 2022-04-30, a weekly day off",
        ),
    ] {
        assert_eq!((day_kind(day(on)).vi().as_str(), day_kind(day(on)).en().as_str()), (vi, en));
    }
    assert!(day_kind(day("2025-05-02")).vi().contains("26/04/2025"));
    assert!(day_kind(day("2025-04-26")).vi().contains("02/05/2025"));
}
