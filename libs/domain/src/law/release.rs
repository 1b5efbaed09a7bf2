//! The way home: how long before the end of a term the commune is told, and how soon the person comes to it.

use chrono::{Days, NaiveDate};

use super::article::Article;
use super::clock::{Limit, Unit};
use super::measure::Measure;
use super::pack::Regime;
use super::pack_in_force;
use crate::codes::{FacilityKind, ReleaseReason};

/// How long before the end of a term the facility gives notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeRule {
    /// Calendar days.
    pub days_before: u64,
    /// Where it comes from.
    pub article: Article,
}

impl NoticeRule {
    /// The last day for the notice of a term that ends on a day.
    pub fn last_day(self, ends_on: NaiveDate) -> NaiveDate {
        ends_on.checked_sub_days(Days::new(self.days_before)).unwrap_or(ends_on)
    }
}

/// The rule for a measure, by the law of the day it ends, because the notice begins what follows the treatment
/// (see [`super::post_rehabilitation_pack`]); none under regime A, where none was found.
///
/// Decree 116/2021/NĐ-CP Art. 62 gives 15 days and was read for compulsory treatment. Decree 163/2026/NĐ-CP has a
/// form for it (Annex V, 51); the article with its day count was not available, so the 15 days go on unverified.
pub fn completion_notice(measure: Measure, ends_on: NaiveDate) -> Option<NoticeRule> {
    let compulsory = matches!(measure, Measure::CompulsoryFacility | Measure::CompulsoryFacilityMinor);
    let article = match (pack_in_force(ends_on).regime, measure) {
        (Regime::B, _) if compulsory => Article::read("Nghị định 116/2021/NĐ-CP, Điều 62", "PD"),
        (Regime::B, Measure::VoluntaryFacility) => {
            Article::unverified("Nghị định 116/2021/NĐ-CP, Điều 62 (quy định cho cai nghiện bắt buộc)")
        }
        (Regime::C, _) if compulsory || measure == Measure::VoluntaryFacility => {
            Article::unverified("Nghị định 163/2026/NĐ-CP, Phụ lục V, Mẫu số 51 (chưa đọc được số ngày)")
        }
        _ => return None,
    };
    Some(NoticeRule { days_before: 15, article })
}

/// How soon somebody whose term has ended reports to the commune, by the law of the day of release; none under
/// regime A and for other reasons of release, where none was found.
///
/// Decree 116/2021/NĐ-CP Art. 62: five working days from the return. Law 120/2025/QH15 Art. 33: two days, read for
/// private facilities; for others the same, unverified.
pub fn arrival_limit(reason: ReleaseReason, from: FacilityKind, released_on: NaiveDate) -> Option<Limit> {
    if reason != ReleaseReason::TermEnded {
        return None;
    }
    match (pack_in_force(released_on).regime, from) {
        (Regime::A, _) => None,
        (Regime::B, _) => {
            Some(Limit::new(5, Unit::WorkingDays, Article::read("Nghị định 116/2021/NĐ-CP, Điều 62", "PD")))
        }
        (Regime::C, FacilityKind::Private) => {
            Some(Limit::new(2, Unit::Days, Article::read("Luật 120/2025/QH15, Điều 33", "L120")))
        }
        (Regime::C, _) => {
            let article = Article::unverified("Luật 120/2025/QH15, Điều 33 (quy định cho cơ sở ngoài công lập)");
            Some(Limit::new(2, Unit::Days, article))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::clock;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_law_of_the_day_of_the_end_says_when_notice_is_given() {
        let compulsory = Measure::CompulsoryFacility;
        for (measure, ends_on, expected) in [
            (compulsory, "2021-12-31", None),
            (compulsory, "2022-01-16", Some(("2022-01-01", true))),
            (Measure::CompulsoryFacilityMinor, "2024-03-10", Some(("2024-02-24", true))),
            (Measure::VoluntaryFacility, "2024-03-10", Some(("2024-02-24", false))),
            (compulsory, "2026-07-01", Some(("2026-06-16", false))),
            (Measure::HomeTreatment, "2024-03-10", None),
        ] {
            let rule = completion_notice(measure, day(ends_on));
            let found = rule.map(|rule| (rule.last_day(day(ends_on)), rule.article.verified));
            assert_eq!(found, expected.map(|(on, verified)| (day(on), verified)), "{measure} {ends_on}");
        }
    }

    #[test]
    fn who_goes_home_reports_within_the_days_of_the_law_of_that_day() {
        use FacilityKind::{Private, Public};
        let decree = "Nghị định 116/2021/NĐ-CP, Điều 62";
        let law = "Luật 120/2025/QH15, Điều 33";
        for (kind, released_on, expected) in [
            (Public, "2021-12-31", None),
            // Thursday: Friday is the first working day, Thursday the fifth.
            (Public, "2024-05-09", Some(("2024-05-16", decree, true))),
            (Private, "2026-06-29", Some(("2026-07-06", decree, true))),
            // Wednesday: two days, unread for a public facility.
            (Public, "2026-07-01", Some(("2026-07-03", law, false))),
            (Private, "2026-07-01", Some(("2026-07-03", law, true))),
            // Friday: Sunday is a day off, so the term ends on Monday.
            (Private, "2026-07-03", Some(("2026-07-06", law, true))),
        ] {
            let limit = arrival_limit(ReleaseReason::TermEnded, kind, day(released_on));
            let found = limit.map(|limit| {
                let due = clock::due(clock::start_of_day(day(released_on)), limit, &[]);
                (due.last_day().unwrap(), limit.article)
            });
            assert_eq!(found.map(|(on, _)| on), expected.map(|(on, ..)| day(on)), "{kind} {released_on}");
            if let (Some((_, article)), Some((_, citation, verified))) = (found, expected) {
                assert!(article.citation.starts_with(citation), "{kind} {released_on}");
                assert_eq!(article.verified, verified, "{kind} {released_on}");
            }
        }
        assert_eq!(arrival_limit(ReleaseReason::WithdrewVoluntarily, Private, day("2024-05-09")), None);
    }
}
