//! Numbers, percentages, dates and money as each language writes them.

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveTime, Utc};
use domain::person::Birth;
use web::Language;

/// `12.917` or `12,917`; a negative number has a real minus sign.
pub fn number(value: i64, language: Language) -> String {
    let digits = value.unsigned_abs().to_string();
    let separator = language.pick(".", ",");
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 3);
    if value < 0 {
        text.push('−');
    }
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

pub fn count(value: usize, language: Language) -> String {
    number(i64::try_from(value).unwrap_or(i64::MAX), language)
}

pub fn total(value: u64, language: Language) -> String {
    number(i64::try_from(value).unwrap_or(i64::MAX), language)
}

/// A difference with its sign: `+32`, `−10`, `0`.
pub fn signed(value: i64, language: Language) -> String {
    let plus = if value > 0 { "+" } else { "" };
    format!("{plus}{}", number(value, language))
}

/// Tenths of a percent: 1179 → `117,9 %` or `117.9%`.
pub fn percent(tenths: i64, language: Language) -> String {
    let sign = if tenths < 0 { "−" } else { "" };
    let whole = number(i64::try_from(tenths.unsigned_abs() / 10).unwrap_or(i64::MAX), language);
    let tenth = tenths.unsigned_abs() % 10;
    match language {
        Language::Vietnamese => format!("{sign}{whole},{tenth} %"),
        Language::English => format!("{sign}{whole}.{tenth}%"),
    }
}

/// Whole đồng.
pub fn money(dong: i64, language: Language) -> String {
    format!("{} {}", number(dong, language), language.pick("đ", "VND"))
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `30/06/2020` or `30 Jun 2020`.
pub fn date(day: NaiveDate, language: Language) -> String {
    match language {
        Language::Vietnamese => day.format("%d/%m/%Y").to_string(),
        Language::English => {
            let month = usize::try_from(day.month0()).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or("");
            format!("{} {month} {}", day.day(), day.year())
        }
    }
}

/// Date and minute in Vietnam.
pub fn moment(at: DateTime<Utc>, language: Language) -> String {
    let at = at.with_timezone(&vietnam());
    format!("{} {}", date(at.date_naive(), language), at.format("%H:%M"))
}

/// Until when: a due time at midnight, or in the last second before it, is the end of a day.
pub fn until(at: DateTime<Utc>, language: Language) -> String {
    let local = at.with_timezone(&vietnam());
    let next_second = (local + Duration::seconds(1)).time();
    if local.time() == NaiveTime::MIN || next_second < local.time() {
        return format!("{} {}", language.pick("hết", "end of"), date(last_day(at), language));
    }
    moment(at, language)
}

/// The last day before a due time.
pub fn last_day(at: DateTime<Utc>) -> NaiveDate {
    (at.with_timezone(&vietnam()) - Duration::seconds(1)).date_naive()
}

/// Reads `14:30` or `14h30`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(&text.trim().replace(['h', 'g', '.'], ":"), "%H:%M").ok()
}

/// The moment of a day and a time in Vietnam.
pub fn moment_of(day: NaiveDate, time: NaiveTime) -> Option<DateTime<FixedOffset>> {
    day.and_time(time).and_local_timezone(vietnam()).single()
}

/// The sentence with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// UTC+7 all year.
pub fn vietnam() -> FixedOffset {
    FixedOffset::east_opt(7 * 3600).expect("seven hours is a valid offset")
}

/// The birth date, or its year where no more is known.
pub fn birth(birth: &Birth, language: Language) -> String {
    birth.date.map_or_else(|| birth.year.to_string(), |day| date(day, language))
}

/// Reads `15/07/1992`, `1992-07-15` or `1992`.
pub fn parse_birth(text: &str) -> Option<Birth> {
    let text = text.trim();
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().map(Birth::in_year);
    }
    parse_date(text).map(Birth::on)
}

/// Reads `30/06/2020`, as people write dates, or `2020-06-30`, as addresses hold them.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let day = NaiveDate::parse_from_str(text, "%d/%m/%Y").or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d"));
    day.ok().filter(|day| (1000..=9999).contains(&day.year()))
}

/// A date as a field shows it, in both languages alike: the order of day and month must not be in doubt.
pub fn typed(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// The first eight characters of an id, enough to tell rows apart.
pub fn short_id(id: impl std::fmt::Display) -> String {
    // The last group of a time-ordered id differs between rows; its beginning is the same for a day.
    let text = id.to_string();
    text.get(text.len().saturating_sub(8)..).unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, Vietnamese};

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn thousands_are_parted_as_the_language_does() {
        assert_eq!(number(12_917, Vietnamese), "12.917");
        assert_eq!(number(12_917, English), "12,917");
        assert_eq!(number(1_234_567, Vietnamese), "1.234.567");
        assert_eq!(number(667, Vietnamese), "667");
        assert_eq!(number(-1_000, Vietnamese), "−1.000");
        assert_eq!(number(0, English), "0");
    }

    #[test]
    fn a_difference_shows_its_sign() {
        assert_eq!((signed(32, Vietnamese), signed(-10, Vietnamese)), ("+32".to_owned(), "−10".to_owned()));
        assert_eq!(signed(0, English), "0");
    }

    #[test]
    fn a_percentage_has_one_decimal() {
        assert_eq!(percent(1179, Vietnamese), "117,9 %");
        assert_eq!(percent(1179, English), "117.9%");
        assert_eq!(percent(622, Vietnamese), "62,2 %");
        assert_eq!(percent(12_500, Vietnamese), "1.250,0 %");
        assert_eq!(percent(-5, English), "−0.5%");
    }

    #[test]
    fn dates_are_written_out() {
        assert_eq!(date(day(2020, 6, 30), Vietnamese), "30/06/2020");
        assert_eq!(date(day(2020, 6, 30), English), "30 Jun 2020");
        let late = DateTime::parse_from_rfc3339("2019-12-31T17:30:00Z").unwrap().to_utc();
        assert_eq!(moment(late, Vietnamese), "01/01/2020 00:30");
    }

    #[test]
    fn a_due_time_at_midnight_is_the_end_of_a_day() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        assert_eq!(until(at("2026-08-05T00:00:00+07:00"), Vietnamese), "hết 04/08/2026");
        assert_eq!(until(at("2026-08-04T23:59:59.9+07:00"), Vietnamese), "hết 04/08/2026");
        assert_eq!(until(at("2026-08-05T14:30:00+07:00"), English), "5 Aug 2026 14:30");
        assert_eq!(last_day(at("2026-08-05T00:00:00+07:00")), day(2026, 8, 4));
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        let half_past_two = NaiveTime::from_hms_opt(14, 30, 0);
        assert_eq!([parse_time("14:30"), parse_time("14h30"), parse_time(" 14.30 ")], [half_past_two; 3]);
        assert_eq!([parse_time(""), parse_time("25:00"), parse_time("2 giờ")], [None; 3]);
    }

    #[test]
    fn money_is_whole_dong() {
        assert_eq!(money(50_000_000, Vietnamese), "50.000.000 đ");
        assert_eq!(money(50_000_000, English), "50,000,000 VND");
    }

    #[test]
    fn a_date_is_read_as_people_and_as_addresses_write_it() {
        let read = [parse_date("30/06/2020"), parse_date("30/6/2020"), parse_date("2020-06-30")];
        assert_eq!(read, [Some(day(2020, 6, 30)); 3]);
        assert_eq!(parse_date("06/30/2020"), None);
        assert_eq!(typed(day(2020, 6, 30)), "30/06/2020");
    }

    #[test]
    fn a_birth_is_a_date_or_a_year() {
        assert_eq!(parse_birth(" 15/07/1992 "), Some(Birth::on(day(1992, 7, 15))));
        assert_eq!(parse_birth("1992-07-15"), Some(Birth::on(day(1992, 7, 15))));
        assert_eq!(parse_birth("1992"), Some(Birth::in_year(1992)));
        for wrong in ["", "92", "31/02/2019", "15/7/92", "không rõ"] {
            assert_eq!(parse_birth(wrong), None, "{wrong}");
        }
    }
}
