//! The Vietnamese lunar calendar, computed from new moons and the sun's longitude at UTC+7: an
//! independent check of the dates of Tết and of Hùng Kings' day. The series are Meeus's
//! ("Astronomical Algorithms"), cut to what a day's precision needs.

use chrono::{Days, NaiveDate};

/// Mean length of a lunar month, in days.
const SYNODIC_MONTH: f64 = 29.530588853;
/// Julian date of the new moon numbered 0 (January 1900).
const FIRST_NEW_MOON: f64 = 2415021.076998695;
/// The Julian day before the first of January of year 1, from which chrono counts.
const JULIAN_OFFSET: i64 = 1_721_425;
/// UTC+7 as a part of a day.
const ZONE: f64 = 7.0 / 24.0;

/// The solar day of a lunar day in the lunar year that begins in the solar year `year`; months from 1,
/// leap months never asked for.
pub fn solar_day(year: i32, month: u32, day: u32) -> NaiveDate {
    let eleventh_before = eleventh_month(year - 1);
    let leap_year = eleventh_month(year) - eleventh_before > 365;
    let number = ((eleventh_before as f64 - FIRST_NEW_MOON) / SYNODIC_MONTH + 0.5).floor();
    let mut offset = i64::from(month) + 1;
    if leap_year && offset >= leap_month(number) {
        offset += 1;
    }
    let first = new_moon_day(number + offset as f64);
    from_julian(first) + Days::new(u64::from(day - 1))
}

/// The Julian day on which the new moon of a number falls in Việt Nam.
fn new_moon_day(number: f64) -> i64 {
    (new_moon(number) + 0.5 + ZONE).floor() as i64
}

/// The Julian date of a new moon.
fn new_moon(number: f64) -> f64 {
    let t = number / 1236.85;
    let (t2, t3) = (t * t, t * t * t);
    let sin = |degrees: f64| degrees.to_radians().sin();
    let mean = 2415020.75933 + 29.53058868 * number + 0.0001178 * t2 - 0.000000155 * t3
        + 0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t2);
    let sun = 359.2242 + 29.10535608 * number - 0.0000333 * t2 - 0.00000347 * t3;
    let moon = 306.0253 + 385.81691806 * number + 0.0107306 * t2 + 0.00001236 * t3;
    let node = 21.2964 + 390.67050646 * number - 0.0016528 * t2 - 0.00000239 * t3;
    let correction = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2.0 * sun) - 0.4068 * sin(moon)
        + 0.0161 * sin(2.0 * moon)
        - 0.0004 * sin(3.0 * moon)
        + 0.0104 * sin(2.0 * node)
        - 0.0051 * sin(sun + moon)
        - 0.0074 * sin(sun - moon)
        + 0.0004 * sin(2.0 * node + sun)
        - 0.0004 * sin(2.0 * node - sun)
        - 0.0006 * sin(2.0 * node + moon)
        + 0.0010 * sin(2.0 * node - moon)
        + 0.0005 * sin(2.0 * moon + sun);
    mean + correction - (-0.000278 + 0.000265 * t + 0.000262 * t2)
}

/// In which twelfth of the zodiac (0 from the spring equinox) the sun stands at the beginning of a
/// Julian day in Việt Nam.
fn zodiac(julian_day: i64) -> i64 {
    let t = (julian_day as f64 - 0.5 - ZONE - 2451545.0) / 36525.0;
    let sin = |degrees: f64| degrees.to_radians().sin();
    let anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t * t;
    let longitude = 280.46645
        + 36000.76983 * t
        + 0.0003032 * t * t
        + (1.914600 - 0.004817 * t) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2.0 * anomaly)
        + 0.000290 * sin(3.0 * anomaly);
    (longitude.rem_euclid(360.0) / 30.0).floor() as i64
}

/// The first day of the lunar month that holds the winter solstice of a solar year, always the
/// eleventh.
fn eleventh_month(year: i32) -> i64 {
    let end_of_year = julian(NaiveDate::from_ymd_opt(year, 12, 31).unwrap());
    let number = ((end_of_year as f64 - 2415021.0) / SYNODIC_MONTH).floor();
    let first = new_moon_day(number);
    if zodiac(first) >= 9 { new_moon_day(number - 1.0) } else { first }
}

/// How many months after the eleventh the leap month comes: the first in which the sun enters no new
/// twelfth.
fn leap_month(eleventh: f64) -> i64 {
    let mut months = 1;
    loop {
        let here = zodiac(new_moon_day(eleventh + months as f64));
        let next = zodiac(new_moon_day(eleventh + (months + 1) as f64));
        if here == next || months == 13 {
            return months;
        }
        months += 1;
    }
}

fn julian(day: NaiveDate) -> i64 {
    use chrono::Datelike;
    i64::from(day.num_days_from_ce()) + JULIAN_OFFSET
}

fn from_julian(julian_day: i64) -> NaiveDate {
    let from_ce = julian_day - JULIAN_OFFSET;
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(from_ce).unwrap()).unwrap()
}

#[test]
fn the_computed_calendar_gives_new_years_known_from_other_sources() {
    // Among them years with leap months (2020: month 4, 2023: month 2, 2025: month 6), and 1985 and
    // 2007, when Việt Nam and China differed.
    for (year, tet) in [
        (1985, "1985-01-21"),
        (2007, "2007-02-17"),
        (2018, "2018-02-16"),
        (2020, "2020-01-25"),
        (2023, "2023-01-22"),
        (2025, "2025-01-29"),
        (2030, "2030-02-02"),
    ] {
        assert_eq!(solar_day(year, 1, 1).to_string(), tet, "{year}");
    }
}
