//! Substitution treatment (điều trị nghiện bằng thuốc thay thế): entering a programme, its days, its end.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use domain::codes::community::{DoseOutcome, SubstitutionEnd};
use domain::ids::{PersonId, SubstitutionId};
use domain::law::{self, Article, Measure, calendar};
use domain::person::PersonSnapshot;
use domain::{FieldError, Refusal, text};
use events::community::{DoseMissed, SubstitutionEnded, SubstitutionStarted};

use super::treatment::{Declined, Place, not_offered};

/// One person's time in a programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Substitution {
    pub id: SubstitutionId,
    pub version: i64,
    pub person_id: PersonId,
    /// The treatment unit, as its sign says; no person's name.
    pub site: String,
    /// The commune that manages the person, five digits.
    pub commune_code: String,
    pub province_code: String,
    pub started_on: NaiveDate,
    pub decision_number: Option<String>,
    pub law_pack: String,
    pub ended: Option<(NaiveDate, SubstitutionEnd)>,
}

/// What is asked for, with everything the rule needs to know.
pub struct Start<'a> {
    pub id: SubstitutionId,
    pub person: &'a PersonSnapshot,
    pub site: &'a str,
    pub place: Place,
    pub occurred_on: NaiveDate,
    pub decision_number: Option<&'a str>,
    /// The same person is in a programme already, wherever that is.
    pub active: bool,
    pub today: NaiveDate,
}

/// What each recorded day was.
pub type Days = BTreeMap<NaiveDate, DoseOutcome>;

impl Substitution {
    /// Enters a person in a programme under the law of the day.
    ///
    /// # Errors
    /// Fields that can't be accepted, or the rule that forbids it.
    pub fn start(start: Start<'_>) -> Result<(Self, SubstitutionStarted), Declined> {
        if start.occurred_on > start.today {
            return Err(FieldError::future_date("occurred_on").into());
        }
        let site = text::tidy(start.site);
        if site.is_empty() {
            return Err(FieldError::required("site").into());
        }
        if start.active {
            let vi = "Người này đang điều trị thay thế. Hãy ghi kết thúc lần đó trước.";
            let en = "This person is in a substitution programme already. Record its end first.";
            return Err(Refusal::new("substitution.person_already_in_programme", vi, en).into());
        }
        let pack = law::pack_in_force(start.occurred_on);
        let age = u32::try_from(start.person.birth.age_on(start.occurred_on)).unwrap_or(0);
        if !pack.offers(Measure::SubstitutionTreatment, age) {
            return Err(not_offered(pack, age).into());
        }
        let number = start.decision_number.map(text::tidy).filter(|number| !number.is_empty());
        let substitution = Self {
            id: start.id,
            version: 1,
            person_id: start.person.person_id,
            site,
            commune_code: start.place.commune_code,
            province_code: start.place.province_code,
            started_on: start.occurred_on,
            decision_number: number,
            law_pack: pack.id.as_str().to_owned(),
            ended: None,
        };
        let event = SubstitutionStarted {
            occurred_on: start.occurred_on,
            person: start.person.clone(),
            substitution: substitution.facts(),
            law_pack: substitution.law_pack.clone(),
        };
        Ok((substitution, event))
    }

    /// Records what was done on a day. Only a missed day is announced, and only it makes a version.
    ///
    /// # Errors
    /// When the day lies outside the programme or was recorded already.
    pub fn dose(
        mut self,
        on: NaiveDate,
        outcome: DoseOutcome,
        days: &Days,
        person: &PersonSnapshot,
        today: NaiveDate,
    ) -> Result<(Self, Option<DoseMissed>), Declined> {
        if on > today {
            return Err(FieldError::future_date("occurred_on").into());
        }
        if on < self.started_on || self.ended.is_some_and(|(ended_on, _)| on > ended_on) {
            let vi = "Ngày này ngoài thời gian điều trị thay thế.";
            return Err(FieldError::new("occurred_on", "date.outside_programme", vi, "Outside the programme.").into());
        }
        if days.contains_key(&on) {
            let vi = "Ngày này đã được ghi.";
            return Err(Refusal::new("dose.recorded_already", vi, "That day was recorded already.").into());
        }
        if outcome == DoseOutcome::Dispensed {
            return Ok((self, None));
        }
        self.version += 1;
        let event = DoseMissed { occurred_on: on, person: person.clone(), substitution: self.facts() };
        Ok((self, Some(event)))
    }

    /// Ends the programme.
    ///
    /// # Errors
    /// When it is over, the day does not fit, or missed doses are named as the reason and too few were missed.
    pub fn end(
        mut self,
        on: NaiveDate,
        reason: SubstitutionEnd,
        days: &Days,
        person: &PersonSnapshot,
        today: NaiveDate,
    ) -> Result<(Self, SubstitutionEnded), Declined> {
        if self.ended.is_some() {
            let vi = "Lần điều trị thay thế này đã kết thúc.";
            return Err(Refusal::new("substitution.ended_already", vi, "This programme is over already.").into());
        }
        if on > today {
            return Err(FieldError::future_date("occurred_on").into());
        }
        let last = days.last_key_value().map_or(self.started_on, |(day, _)| *day);
        if on < last {
            return Err(FieldError::new(
                "occurred_on",
                "date.before_last_dose",
                format!("Ngày này trước ngày đã ghi gần nhất ({}).", last.format("%d/%m/%Y")),
                format!("That is before the last day on record ({last})."),
            )
            .into());
        }
        if reason == SubstitutionEnd::MissedDoses && missed_in_a_row(days, on).is_none() {
            let vi = "Đến ngày này chưa đủ số ngày bỏ liều liên tiếp theo quy định.";
            let en = "By that day not enough doses in a row were missed.";
            return Err(Refusal::new("substitution.ground_not_found", vi, en).into());
        }
        self.ended = Some((on, reason));
        self.version += 1;
        let event = SubstitutionEnded { occurred_on: on, person: person.clone(), substitution: self.facts(), reason };
        Ok((self, event))
    }

    /// The programme as events show it.
    pub fn facts(&self) -> events::community::Substitution {
        events::community::Substitution {
            substitution_id: self.id,
            commune_code: self.commune_code.clone(),
            province_code: self.province_code.clone(),
            started_on: self.started_on,
        }
    }
}

/// Doses missed in a row, as the law counts them: a proposal that a person confirms by ending the programme.
#[derive(Clone, Debug, PartialEq)]
pub struct MissedDoses {
    /// The day on which the count of the law was reached.
    pub since: NaiveDate,
    /// Working days in the row.
    pub counted: u32,
    pub article: Article,
}

/// The last row that is long enough by the law in force when it became so. A day the substitute was dispensed ends a
/// row; a day of which nothing is known neither ends it nor counts.
pub fn missed_in_a_row(days: &Days, on: NaiveDate) -> Option<MissedDoses> {
    let (mut found, mut row): (Option<MissedDoses>, Vec<NaiveDate>) = (None, Vec::new());
    for (day, outcome) in days.range(..=on) {
        if *outcome == DoseOutcome::Dispensed {
            row.clear();
            continue;
        }
        if !calendar::is_working_day(*day) {
            continue;
        }
        row.push(*day);
        let counted = u32::try_from(row.len()).unwrap_or(u32::MAX);
        let Some(count) = law::community_rules(law::pack_in_force(*day).regime).missed_doses else { continue };
        if counted >= count.least {
            let since = row[usize::try_from(count.least - 1).unwrap_or(0)];
            found = Some(MissedDoses { since, counted, article: count.article });
        }
    }
    found
}

/// How many stayed for so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cohort {
    pub months: u32,
    /// Those who began at least so long before the day.
    pub began: u64,
    /// Those of them who were still in it when so long had passed.
    pub stayed: u64,
}

/// Who was in a programme on a day, and how many of those who could stay 3, 6 and 12 months did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    pub on: NaiveDate,
    /// Begun by then.
    pub began: u64,
    /// In a programme at the end of that day.
    pub present: u64,
    pub cohorts: Vec<Cohort>,
}

/// Counts times in a programme, each by its first day and the day it ended.
pub fn retention(times: &[(NaiveDate, Option<NaiveDate>)], on: NaiveDate) -> Retention {
    let began: Vec<_> = times.iter().filter(|(started_on, _)| *started_on <= on).collect();
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let still_there = |ended_on: Option<NaiveDate>, day: NaiveDate| ended_on.is_none_or(|ended_on| ended_on > day);
    let cohort = |months: u32| {
        let due = began.iter().filter_map(|(started_on, ended_on)| {
            let day = started_on.checked_add_months(Months::new(months))?;
            (day <= on).then(|| still_there(*ended_on, day))
        });
        let due: Vec<bool> = due.collect();
        Cohort { months, began: count(due.len()), stayed: count(due.iter().filter(|stayed| **stayed).count()) }
    };
    Retention {
        on,
        began: count(began.len()),
        present: count(began.iter().filter(|(_, ended_on)| still_there(*ended_on, on)).count()),
        cohorts: [3, 6, 12].map(cohort).to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::treatment::tests::{code, day, person};
    use super::*;
    use uuid::Uuid;

    fn start_on(on: NaiveDate) -> Start<'static> {
        static PERSON: std::sync::LazyLock<PersonSnapshot> = std::sync::LazyLock::new(|| person(1992));
        Start {
            id: SubstitutionId(Uuid::from_u128(5)),
            person: &PERSON,
            site: " Trung tâm Y tế huyện ",
            place: Place { commune_code: "29869".into(), province_code: "87".into() },
            occurred_on: on,
            decision_number: None,
            active: false,
            today: day(2026, 11, 22),
        }
    }

    fn begun(on: NaiveDate) -> Substitution {
        Substitution::start(start_on(on)).unwrap().0
    }

    fn missed_from(first: NaiveDate, days: usize) -> Days {
        first.iter_days().take(days).map(|on| (on, DoseOutcome::Missed)).collect()
    }

    #[test]
    fn a_person_enters_one_programme_at_a_time() {
        let (substitution, event) = Substitution::start(start_on(day(2024, 5, 6))).unwrap();
        assert_eq!((substitution.site.as_str(), event.law_pack.as_str()), ("Trung tâm Y tế huyện", "B1"));
        let second = Start { active: true, ..start_on(day(2024, 5, 6)) };
        let refused = code(Substitution::start(second).unwrap_err());
        assert_eq!(refused, "substitution.person_already_in_programme");
    }

    #[test]
    fn nobody_under_twelve_is_offered_it_and_it_has_a_site() {
        let child = person(2014);
        let of_child = Start { person: &child, ..start_on(day(2024, 5, 6)) };
        assert_eq!(code(Substitution::start(of_child).unwrap_err()), "treatment.measure_not_offered");
        let nowhere = Start { site: " ", ..start_on(day(2024, 5, 6)) };
        assert_eq!(code(Substitution::start(nowhere).unwrap_err()), "required");
    }

    #[test]
    fn only_a_missed_day_is_announced() {
        let (on, today) = (day(2024, 5, 7), day(2024, 6, 1));
        let dose = |outcome| begun(day(2024, 5, 6)).dose(on, outcome, &Days::new(), &person(1992), today).unwrap();
        let (substitution, event) = dose(DoseOutcome::Dispensed);
        assert!(event.is_none() && substitution.version == 1);
        let (substitution, event) = dose(DoseOutcome::Missed);
        assert!(event.is_some() && substitution.version == 2);
    }

    #[test]
    fn a_day_is_recorded_once_and_within_the_programme() {
        let record = |on, days: &Days| {
            code(
                begun(day(2024, 5, 6)).dose(on, DoseOutcome::Missed, days, &person(1992), day(2024, 6, 1)).unwrap_err(),
            )
        };
        let days = missed_from(day(2024, 5, 7), 1);
        assert_eq!(record(day(2024, 5, 7), &days), "dose.recorded_already");
        assert_eq!(record(day(2024, 5, 5), &days), "date.outside_programme");
        assert_eq!(record(day(2024, 6, 2), &days), "date.future");
    }

    #[test]
    fn five_working_days_without_a_dose_are_found_and_a_dispensed_one_breaks_the_row() {
        // Tuesday 7 to Monday 13: five working days with the weekend between them.
        let mut days = missed_from(day(2024, 5, 7), 7);
        assert_eq!(missed_in_a_row(&days, day(2024, 5, 12)), None);
        let found = missed_in_a_row(&days, day(2024, 5, 13)).unwrap();
        assert_eq!((found.since, found.counted), (day(2024, 5, 13), 5));
        assert!(found.article.citation.contains("116/2021"));
        days.insert(day(2024, 5, 9), DoseOutcome::Dispensed);
        assert_eq!(missed_in_a_row(&days, day(2024, 6, 1)), None);
    }

    #[test]
    fn no_row_is_found_under_a_law_whose_count_was_not_read() {
        assert_eq!(missed_in_a_row(&missed_from(day(2026, 7, 6), 60), day(2026, 11, 1)), None);
        assert_eq!(missed_in_a_row(&missed_from(day(2019, 7, 6), 60), day(2019, 11, 1)), None);
    }

    #[test]
    fn missed_doses_end_a_programme_only_where_they_were_found() {
        let (on, today) = (day(2024, 5, 20), day(2024, 6, 1));
        let end =
            |days: &Days| begun(day(2024, 5, 6)).end(on, SubstitutionEnd::MissedDoses, days, &person(1992), today);
        assert_eq!(code(end(&missed_from(day(2024, 5, 7), 3)).unwrap_err()), "substitution.ground_not_found");
        let (ended, event) = end(&missed_from(day(2024, 5, 7), 7)).unwrap();
        assert_eq!(event.reason, SubstitutionEnd::MissedDoses);
        let again = ended.end(on, SubstitutionEnd::Completed, &Days::new(), &person(1992), today);
        assert_eq!(code(again.unwrap_err()), "substitution.ended_already");
    }

    #[test]
    fn a_programme_does_not_end_before_its_last_recorded_day() {
        let days = missed_from(day(2024, 5, 7), 3);
        let (on, reason) = (day(2024, 5, 8), SubstitutionEnd::OwnWish);
        let ended = begun(day(2024, 5, 6)).end(on, reason, &days, &person(1992), day(2024, 6, 1));
        assert_eq!(code(ended.unwrap_err()), "date.before_last_dose");
    }

    #[test]
    fn retention_counts_those_who_could_have_stayed_so_long() {
        let times = [
            (day(2024, 1, 1), None),
            (day(2024, 1, 1), Some(day(2024, 4, 1))),
            (day(2024, 1, 1), Some(day(2024, 4, 2))),
            (day(2024, 6, 1), None),
        ];
        let on = retention(&times, day(2024, 7, 15));
        assert_eq!((on.began, on.present), (4, 2));
        let counted: Vec<_> = on.cohorts.iter().map(|cohort| (cohort.months, cohort.began, cohort.stayed)).collect();
        assert_eq!(counted, [(3, 3, 2), (6, 3, 1), (12, 0, 0)]);
    }
}
