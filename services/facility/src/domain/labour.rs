//! Hours of labour therapy against what the law allows at the age of that day.

use std::collections::HashMap;

use chrono::{NaiveDate, Weekday};
use domain::Refusal;
use domain::ids::AdmissionId;
use domain::law::care::labour_limit;
use domain::law::{Article, Regime};
use domain::text::written;

/// The hours of some stays by day.
#[derive(Debug, Default)]
pub struct Hours(HashMap<(AdmissionId, NaiveDate), u32>);

/// The Monday and Sunday around a day.
pub fn week_of(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let week = day.week(Weekday::Mon);
    (week.first_day(), week.last_day())
}

impl Hours {
    pub fn add(&mut self, stay: AdmissionId, on: NaiveDate, hours: u32) {
        *self.0.entry((stay, on)).or_default() += hours;
    }

    fn of(&self, stay: AdmissionId, on: NaiveDate) -> u32 {
        self.0.get(&(stay, on)).copied().unwrap_or(0)
    }

    /// Whether so many hours more on a day keep to the law.
    ///
    /// # Errors
    /// With the limit and its article.
    pub fn check(
        &self,
        stay: AdmissionId,
        on: NaiveDate,
        hours: u32,
        (regime, age): (Regime, u32),
    ) -> Result<(), Refusal> {
        let limit = labour_limit(regime, age);
        let (monday, _) = week_of(on);
        let day = self.of(stay, on) + hours;
        let week: u32 = monday.iter_days().take(7).map(|day| self.of(stay, day)).sum::<u32>() + hours;
        let (vi, en) = quoted(limit.article);
        if day > limit.day {
            return Err(Refusal::new(
                "labour.day",
                format!(
                    "Ngày {}: {day} giờ. Người {age} tuổi lao động tối đa {} giờ một ngày ({vi}).",
                    written(on),
                    limit.day
                ),
                format!(
                    "{day} hours on {}. At age {age} at most {} hours a day are allowed ({en}).",
                    written(on),
                    limit.day
                ),
            ));
        }
        if week > limit.week {
            return Err(Refusal::new(
                "labour.week",
                format!(
                    "Tuần từ {}: {week} giờ. Người {age} tuổi lao động tối đa {} giờ một tuần ({vi}).",
                    written(monday),
                    limit.week
                ),
                format!(
                    "{week} hours in the week of {}. At age {age} at most {} hours a week are allowed ({en}).",
                    written(monday),
                    limit.week
                ),
            ));
        }
        Ok(())
    }
}

/// An article as a refusal quotes it in both languages: one that was not read is said to be so.
fn quoted(article: Article) -> (String, String) {
    let citation = article.citation;
    if article.verified {
        return (citation.to_owned(), citation.to_owned());
    }
    (format!("{citation}, chưa kiểm chứng"), format!("{citation}, not verified"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const STAY: AdmissionId = AdmissionId(Uuid::from_u128(1));

    fn day(d: u32) -> NaiveDate {
        // Monday is 6 May 2024.
        NaiveDate::from_ymd_opt(2024, 5, d).unwrap()
    }

    fn code(hours: &Hours, on: NaiveDate, more: u32, age: u32) -> Option<String> {
        hours.check(STAY, on, more, (Regime::B, age)).err().map(|refusal| refusal.code)
    }

    /// Age, hours of Monday to Sunday, what the next hour meets, article. Decree 116/2021/NĐ-CP; see §3.4.
    #[test]
    fn the_table_of_limits() {
        let table: &[(u32, [u32; 7], Option<&str>)] = &[
            (40, [8, 8, 8, 8, 8, 0, 7], None),
            (40, [8, 8, 8, 8, 8, 0, 8], Some("labour.day")),
            (40, [8, 8, 8, 8, 8, 8, 0], Some("labour.week")),
            (18, [0, 0, 0, 0, 0, 0, 7], None),
            (17, [0, 0, 0, 0, 0, 0, 5], None),
            (17, [0, 0, 0, 0, 0, 0, 6], Some("labour.day")),
            (17, [6, 6, 6, 6, 5, 0, 0], None),
            (15, [6, 6, 6, 6, 6, 0, 0], Some("labour.week")),
            (14, [0, 0, 0, 0, 0, 0, 3], None),
            (14, [0, 0, 0, 0, 0, 0, 4], Some("labour.day")),
            (12, [4, 4, 4, 4, 3, 0, 0], None),
            (12, [4, 4, 4, 4, 4, 0, 0], Some("labour.week")),
        ];
        for (age, week, expected) in table {
            let mut hours = Hours::default();
            for (on, worked) in day(6).iter_days().zip(week) {
                hours.add(STAY, on, *worked);
            }
            assert_eq!(code(&hours, day(12), 1, *age).as_deref(), *expected, "{age} {week:?}");
            let refusal = hours.check(STAY, day(12), 1, (Regime::B, *age)).err();
            assert!(refusal.is_none_or(|refusal| refusal.vi.contains("Nghị định 116/2021/NĐ-CP")));
        }
    }

    #[test]
    fn a_new_week_begins_on_monday() {
        let mut hours = Hours::default();
        for on in day(6).iter_days().take(6) {
            hours.add(STAY, on, 8);
        }
        assert_eq!(code(&hours, day(12), 1, 30).as_deref(), Some("labour.week"));
        assert_eq!(code(&hours, day(13), 8, 30), None);
        let other = AdmissionId(Uuid::from_u128(2));
        assert!(hours.check(other, day(12), 8, (Regime::B, 30)).is_ok(), "hours are a person's own");
    }
}
