//! What is entered in a treatment's book while it runs: sessions, drug tests, violations, times away.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::DrugKind;
use domain::codes::community::{SessionKind, TestResult, ViolationKind};
use domain::person::PersonSnapshot;
use domain::{FieldError, Refusal};
use events::community::{DrugTested, PersonLeft, PersonReturned, SessionRecorded, ViolationRecorded};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::treatment::{Declined, Treatment};

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Entry {
    /// A session was held; the person came or did not.
    Session { about: SessionKind, attended: bool },
    DrugTest {
        result: TestResult,
        /// What was found, for a positive result.
        #[serde(default)]
        drug: Option<DrugKind>,
    },
    Violation {
        violation: ViolationKind,
        /// Number of the minutes (biên bản).
        #[serde(default)]
        minutes_number: Option<String>,
    },
    /// The person left the place of treatment.
    Left {},
    /// The person is back there.
    Returned {},
}

impl Entry {
    /// The code of the kind of line.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Session { .. } => "session",
            Self::DrugTest { .. } => "drug_test",
            Self::Violation { .. } => "violation",
            Self::Left {} => "left",
            Self::Returned {} => "returned",
        }
    }

    /// What tells two lines of one kind on one day apart.
    pub fn detail(&self) -> &'static str {
        match self {
            Self::Session { about, .. } => about.as_str(),
            Self::Violation { violation, .. } => violation.as_str(),
            Self::DrugTest { result, .. } => result.as_str(),
            Self::Left {} | Self::Returned {} => "",
        }
    }

    /// Whether the other line says the same of the same: a person has one test a day, and comes to a session or
    /// misses it.
    fn stands_for(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::DrugTest { .. }, Self::DrugTest { .. }) => true,
            _ => self.kind() == other.kind() && self.detail() == other.detail(),
        }
    }
}

/// A line of the book.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: Uuid,
    pub occurred_on: NaiveDate,
    pub entry: Entry,
    pub recorded_at: DateTime<Utc>,
}

/// What a line is announced as: without the result of a test or the nature of a violation.
#[derive(Debug)]
pub enum Entered {
    Session(SessionRecorded),
    Tested(DrugTested),
    Violation(ViolationRecorded),
    Left(PersonLeft),
    Returned(PersonReturned),
}

impl Treatment {
    /// Enters a line in the book, beside those that stand there.
    ///
    /// # Errors
    /// When the treatment is over or not begun, the day or the line does not fit those before it.
    pub fn enter(
        mut self,
        entry: &Entry,
        on: NaiveDate,
        book: &[Line],
        person: &PersonSnapshot,
        today: NaiveDate,
    ) -> Result<(Self, Entered), Declined> {
        self.require_active()?;
        self.check_day(on, today)?;
        check_entry(entry)?;
        if book.iter().any(|line| line.occurred_on == on && line.entry.stands_for(entry)) {
            let vi = "Sổ đã có dòng này cho ngày này.";
            return Err(Refusal::new("entry.recorded_already", vi, "That day has this line already.").into());
        }
        match entry {
            Entry::Session { .. } => self.require_start(on)?,
            Entry::Left {} => {
                self.require_start(on)?;
                check_presence(book, on, Presence::Here)?;
            }
            Entry::Returned {} => check_presence(book, on, Presence::Away)?,
            Entry::DrugTest { .. } | Entry::Violation { .. } => {}
        }
        self.version += 1;
        let (person, treatment) = (person.clone(), self.facts());
        let occurred_on = on;
        let event = match entry {
            Entry::Session { attended, .. } => {
                Entered::Session(SessionRecorded { occurred_on, person, treatment, attended: *attended })
            }
            Entry::DrugTest { .. } => Entered::Tested(DrugTested { occurred_on, person, treatment }),
            Entry::Violation { .. } => Entered::Violation(ViolationRecorded { occurred_on, person, treatment }),
            Entry::Left {} => Entered::Left(PersonLeft { occurred_on, person, treatment }),
            Entry::Returned {} => Entered::Returned(PersonReturned { occurred_on, person, treatment }),
        };
        Ok((self, event))
    }

    fn require_start(&self, on: NaiveDate) -> Result<(), Declined> {
        let Some(started_on) = self.started_on else {
            let vi = "Chưa ghi ngày bắt đầu cai nghiện. Hãy ghi bước “bắt đầu” trước.";
            return Err(Refusal::new("treatment.not_started", vi, "Record the start of the treatment first.").into());
        };
        if on < started_on {
            return Err(FieldError::new(
                "occurred_on",
                "date.before_start",
                format!("Ngày này trước ngày bắt đầu cai nghiện ({}).", started_on.format("%d/%m/%Y")),
                format!("That is before the treatment began ({started_on})."),
            )
            .into());
        }
        Ok(())
    }
}

fn check_entry(entry: &Entry) -> Result<(), FieldError> {
    if matches!(entry, Entry::DrugTest { result: TestResult::Negative, drug: Some(_) }) {
        let vi = "Kết quả âm tính không có loại ma túy.";
        return Err(FieldError::new("entry.drug", "test.negative_with_drug", vi, "A negative test finds no drug."));
    }
    Ok(())
}

/// Where the person is with regard to the place of treatment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Here,
    Away,
}

/// A person who is away does not leave, one who is here does not return, and neither before the last time.
fn check_presence(book: &[Line], on: NaiveDate, wanted: Presence) -> Result<(), Declined> {
    let (since, presence) = times_away(book).last().map_or((None, Presence::Here), |away| match away.to {
        Some(to) => (Some(to), Presence::Here),
        None => (Some(away.from), Presence::Away),
    });
    if presence != wanted {
        let (vi, en) = match presence {
            Presence::Away => ("Người này đang vắng, chưa ghi trở lại.", "The person is away already."),
            Presence::Here => ("Người này đang có mặt tại nơi cai nghiện.", "The person is not away."),
        };
        return Err(Refusal::new("entry.presence", vi, en).into());
    }
    if since.is_some_and(|since| on < since) {
        let vi = "Ngày này trước lần đi, về đã ghi gần nhất.";
        let en = "That is before the last departure or return on record.";
        return Err(FieldError::new("occurred_on", "date.before_last_movement", vi, en).into());
    }
    Ok(())
}

/// A time away from the place of treatment: from the day the person left, to the day they were back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeAway {
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

/// The times away, in order. On a day with a departure and a return, where the person was in the morning tells
/// which came first.
pub fn times_away(book: &[Line]) -> Vec<TimeAway> {
    let mut days: BTreeMap<NaiveDate, (bool, bool)> = BTreeMap::new();
    for line in book {
        match line.entry {
            Entry::Left {} => days.entry(line.occurred_on).or_default().0 = true,
            Entry::Returned {} => days.entry(line.occurred_on).or_default().1 = true,
            _ => {}
        }
    }
    let mut times: Vec<TimeAway> = Vec::new();
    let mut away_since = None;
    for (on, (left, returned)) in days {
        match away_since {
            Some(from) if returned => {
                times.push(TimeAway { from, to: Some(on) });
                away_since = left.then_some(on);
            }
            None if left && returned => times.push(TimeAway { from: on, to: Some(on) }),
            None if left => away_since = Some(on),
            _ => {}
        }
    }
    times.extend(away_since.map(|from| TimeAway { from, to: None }));
    times
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::step::Step;
    use super::super::step::tests::{decision, registered, take};
    use super::super::treatment::tests::{code, day, person};
    use super::*;

    pub fn started(on: NaiveDate) -> Treatment {
        let decided = take(registered(on), decision(), on).unwrap();
        take(decided, Step::Started {}, on).unwrap()
    }

    pub fn line(on: NaiveDate, entry: Entry) -> Line {
        Line { id: Uuid::from_u128(1), occurred_on: on, entry, recorded_at: DateTime::UNIX_EPOCH }
    }

    pub fn session(attended: bool) -> Entry {
        Entry::Session { about: SessionKind::Counselling, attended }
    }

    fn enter(entry: Entry, on: NaiveDate, book: &[Line]) -> Result<Treatment, Declined> {
        let treatment = started(day(2024, 5, 6));
        treatment.enter(&entry, on, book, &person(1992), day(2024, 12, 31)).map(|(treatment, _)| treatment)
    }

    fn refused(entry: Entry, on: NaiveDate, book: &[Line]) -> String {
        code(enter(entry, on, book).unwrap_err())
    }

    #[test]
    fn every_line_is_a_version_of_the_treatment() {
        assert_eq!(enter(session(true), day(2024, 5, 7), &[]).unwrap().version, 4);
    }

    #[test]
    fn nobody_comes_to_a_session_and_misses_it() {
        let book = [line(day(2024, 5, 7), session(true))];
        assert_eq!(refused(session(false), day(2024, 5, 7), &book), "entry.recorded_already");
        let other = Entry::Session { about: SessionKind::Therapy, attended: false };
        assert!(enter(other, day(2024, 5, 7), &book).is_ok());
    }

    #[test]
    fn a_session_is_held_after_the_start() {
        assert_eq!(refused(session(true), day(2024, 5, 5), &[]), "date.before_registration");
        let unstarted = registered(day(2024, 5, 6));
        let entered = unstarted.enter(&session(true), day(2024, 5, 7), &[], &person(1992), day(2024, 12, 31));
        assert_eq!(code(entered.unwrap_err()), "treatment.not_started");
    }

    #[test]
    fn a_negative_test_names_no_drug_and_a_day_has_one_test() {
        let test = |result, drug| Entry::DrugTest { result, drug };
        let contradiction = test(TestResult::Negative, Some(DrugKind::Heroin));
        assert_eq!(refused(contradiction, day(2024, 5, 7), &[]), "test.negative_with_drug");
        let book = [line(day(2024, 5, 7), test(TestResult::Negative, None))];
        assert_eq!(refused(test(TestResult::Positive, None), day(2024, 5, 7), &book), "entry.recorded_already");
    }

    #[test]
    fn whoever_is_away_returns_before_leaving_again() {
        let left = [line(day(2024, 5, 7), Entry::Left {})];
        assert_eq!(refused(Entry::Returned {}, day(2024, 5, 8), &[]), "entry.presence");
        assert_eq!(refused(Entry::Left {}, day(2024, 5, 9), &left), "entry.presence");
        assert_eq!(refused(Entry::Returned {}, day(2024, 5, 6), &left), "date.before_last_movement");
        assert!(enter(Entry::Returned {}, day(2024, 5, 7), &left).is_ok());
    }

    #[test]
    fn times_away_are_pairs_of_leaving_and_returning() {
        let book = [
            line(day(2024, 5, 20), Entry::Left {}),
            line(day(2024, 5, 10), Entry::Returned {}),
            line(day(2024, 5, 7), Entry::Left {}),
            line(day(2024, 5, 15), Entry::Returned {}),
            line(day(2024, 5, 15), Entry::Left {}),
        ];
        let times = [
            TimeAway { from: day(2024, 5, 7), to: Some(day(2024, 5, 10)) },
            TimeAway { from: day(2024, 5, 15), to: Some(day(2024, 5, 15)) },
            TimeAway { from: day(2024, 5, 20), to: None },
        ];
        assert_eq!(times_away(&book), times);
    }
}
