//! The counting of a term in words, for the screen.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One line of a derivation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Line {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

/// "thứ Hai 27/01/2025".
pub fn day_vi(day: NaiveDate) -> String {
    let weekday = match day.weekday() {
        Weekday::Mon => "thứ Hai",
        Weekday::Tue => "thứ Ba",
        Weekday::Wed => "thứ Tư",
        Weekday::Thu => "thứ Năm",
        Weekday::Fri => "thứ Sáu",
        Weekday::Sat => "thứ Bảy",
        Weekday::Sun => "Chủ nhật",
    };
    format!("{weekday} {}", day.format("%d/%m/%Y"))
}

/// "Mon 27/01/2025".
pub fn day_en(day: NaiveDate) -> String {
    day.format("%a %d/%m/%Y").to_string()
}

fn moment_vi(at: DateTime<FixedOffset>) -> String {
    format!("{} {}", at.format("%H:%M"), day_vi(at.date_naive()))
}

fn moment_en(at: DateTime<FixedOffset>) -> String {
    format!("{} {}", at.format("%H:%M"), day_en(at.date_naive()))
}

/// Collects lines; neighbouring days that fare alike share one.
#[derive(Default)]
pub(super) struct Derivation {
    lines: Vec<Line>,
    run: Option<Run>,
}

struct Run {
    first: NaiveDate,
    last: NaiveDate,
    /// Number of the last counted day; none for days that do not count.
    counted: Option<u32>,
    vi: String,
    en: String,
}

impl Derivation {
    pub(super) fn say(&mut self, vi: String, en: String) {
        self.flush();
        self.lines.push(Line { vi, en });
    }

    pub(super) fn started(&mut self, start: DateTime<FixedOffset>, days: bool) {
        let (vi, en) = (moment_vi(start), moment_en(start));
        if days {
            self.say(
                format!("Sự kiện lúc {vi}: không tính ngày này."),
                format!("Event at {en}: its day is not counted."),
            );
        } else {
            self.say(format!("Tính từ {vi}."), format!("Counted from {en}."));
        }
    }

    /// The `number`th day of the term.
    pub(super) fn counted(&mut self, day: NaiveDate, number: u32) {
        match &mut self.run {
            Some(run) if run.counted.is_some() => {
                run.last = day;
                run.counted = Some(number);
            }
            _ => {
                self.flush();
                // The texts of a counted run hold the number it begins with.
                let first = number.to_string();
                self.run = Some(Run { first: day, last: day, counted: Some(number), vi: first.clone(), en: first });
            }
        }
    }

    /// A day left out, and why.
    pub(super) fn skipped(&mut self, day: NaiveDate, vi: &str, en: &str) {
        match &mut self.run {
            Some(run) if run.counted.is_none() && run.vi == vi => run.last = day,
            _ => {
                self.flush();
                let (vi, en) = (vi.to_owned(), en.to_owned());
                self.run = Some(Run { first: day, last: day, counted: None, vi, en });
            }
        }
    }

    pub(super) fn paused(&mut self, from: DateTime<FixedOffset>, to: DateTime<FixedOffset>) {
        self.say(
            format!("Tạm dừng từ {} đến {}: cộng thêm thời gian này.", moment_vi(from), moment_vi(to)),
            format!("Stopped from {} to {}: that time is added.", moment_en(from), moment_en(to)),
        );
    }

    pub(super) fn stopped(&mut self, since: DateTime<FixedOffset>) {
        self.say(
            format!("Đang tạm dừng từ {}.", moment_vi(since)),
            format!("The clock has stood still since {}.", moment_en(since)),
        );
    }

    pub(super) fn ends_with(&mut self, day: NaiveDate) {
        self.say(
            format!("Hết thời hạn lúc 24:00 {}.", day_vi(day)),
            format!("The term ends at 24:00 on {}.", day_en(day)),
        );
    }

    pub(super) fn ends_at(&mut self, at: DateTime<FixedOffset>) {
        self.say(format!("Hết thời hạn lúc {}.", moment_vi(at)), format!("The term ends at {}.", moment_en(at)));
    }

    pub(super) fn lines(mut self) -> Vec<Line> {
        self.flush();
        self.lines
    }

    fn flush(&mut self) {
        let Some(run) = self.run.take() else { return };
        let Run { first, last, counted, vi, en } = run;
        let (days_vi, days_en) = if first == last {
            (day_vi(first), day_en(first))
        } else {
            (format!("{} – {}", day_vi(first), day_vi(last)), format!("{} – {}", day_en(first), day_en(last)))
        };
        self.lines.push(match counted {
            Some(number) => {
                let numbers = if first == last { vi } else { format!("{vi}–{number}") };
                Line {
                    vi: format!("Tính ngày thứ {numbers}: {days_vi}."), en: format!("Day {numbers}: {days_en}.")
                }
            }
            None => Line { vi: format!("Không tính {days_vi}: {vi}."), en: format!("Not counted, {days_en}: {en}.") },
        });
    }
}
