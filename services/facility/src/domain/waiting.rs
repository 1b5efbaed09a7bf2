//! Who waits for a place: people with a court's decision whom a full facility can't take in yet.
//!
//! Those who must come first stand first, then those who were decided on first. How long the law lets a decision
//! wait is reckoned from the day of the decision; none of it is stored.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::codes::facility::{WaitReason, WaitingEnd, WaitingPriority};
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::law::clock::{self, Due, Standing};
use domain::law::full_facility_limit;
use domain::{FieldError, Refusal};
use uuid::Uuid;

use super::reference::reference;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub id: Uuid,
    pub facility_id: FacilityId,
    pub person_id: PersonId,
    pub decision_number: String,
    pub decided_on: NaiveDate,
    pub priority: WaitingPriority,
    pub reason: WaitReason,
    pub listed_on: NaiveDate,
    pub closed: Option<Closed>,
}

/// How the waiting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    pub on: NaiveDate,
    pub how: Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Admitted(AdmissionId),
    Withdrawn(WaitingEnd),
}

impl Waiting {
    /// Puts somebody on the list.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn list(waiting: Self, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        for (field, day) in [("decided_on", waiting.decided_on), ("listed_on", waiting.listed_on)] {
            if day > today {
                errors.push(FieldError::future_date(field));
            }
        }
        if waiting.listed_on < waiting.decided_on {
            let vi = "Vào danh sách trước ngày có quyết định.";
            errors.push(FieldError::new("listed_on", "date.reversed", vi, "Listed before the decision."));
        }
        match (reference("decision_number", &waiting.decision_number), errors.is_empty()) {
            (Ok(decision_number), true) => Ok(Self { decision_number, ..waiting }),
            (number, _) => {
                errors.extend(number.err());
                Err(errors)
            }
        }
    }

    /// Takes somebody off the list without taking them in.
    ///
    /// # Errors
    /// When the waiting is over already, or the day does not fit.
    pub fn withdraw(&mut self, on: NaiveDate, reason: WaitingEnd, today: NaiveDate) -> Result<(), Refusal> {
        if self.closed.is_some() {
            let vi = "Người này đã ra khỏi danh sách chờ.";
            return Err(Refusal::new("waiting.closed", vi, "The person is off the list already."));
        }
        if on < self.listed_on || on > today {
            let vi = "Ngày ra khỏi danh sách nằm trước ngày vào hoặc ở tương lai.";
            let en = "The day lies before the person was listed or in the future.";
            return Err(Refusal::new("waiting.day", vi, en));
        }
        self.closed = Some(Closed { on, how: Outcome::Withdrawn(reason) });
        Ok(())
    }

    /// Until when the law lets the decision wait, if it has such a time.
    pub fn due(&self) -> Option<Due> {
        let limit = full_facility_limit(self.decided_on)?;
        Some(clock::due(clock::start_of_day(self.decided_on), limit, &[]))
    }

    /// How much of that is left; nothing of a waiting that is over.
    pub fn standing(&self, now: DateTime<FixedOffset>) -> Option<Standing> {
        self.closed.is_none().then(|| self.due()).flatten().map(|due| clock::left(&due, now))
    }

    /// The place in the list: priority, then the decision's day, then the day of listing.
    pub fn order(&self) -> (WaitingPriority, NaiveDate, NaiveDate, Uuid) {
        (self.priority, self.decided_on, self.listed_on, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::super::admission::tests::day;
    use super::*;

    fn waiting(number: u128, priority: WaitingPriority, decided_on: NaiveDate) -> Waiting {
        Waiting {
            id: Uuid::from_u128(number),
            facility_id: FacilityId(Uuid::nil()),
            person_id: PersonId(Uuid::nil()),
            decision_number: "09/QĐ-TA".into(),
            decided_on,
            priority,
            reason: WaitReason::NoPlace,
            listed_on: decided_on,
            closed: None,
        }
    }

    #[test]
    fn priority_first_then_the_day_of_the_decision() {
        let mut list = [
            waiting(1, WaitingPriority::Ordinary, day(2024, 1, 1)),
            waiting(2, WaitingPriority::High, day(2024, 3, 1)),
            waiting(3, WaitingPriority::Ordinary, day(2023, 12, 1)),
            waiting(4, WaitingPriority::Urgent, day(2024, 3, 2)),
            waiting(5, WaitingPriority::High, day(2024, 2, 1)),
        ];
        list.sort_by_key(Waiting::order);
        assert_eq!(list.map(|one| one.id.as_u128()), [4, 5, 2, 3, 1]);
    }

    /// Decree 116/2021, Arts. 40–48: three months at most; a last day off ends with the next working day.
    #[test]
    fn how_long_a_decision_may_wait() {
        let noon = |on: NaiveDate| clock::start_of_day(on) + chrono::Duration::hours(12);
        let article = "Nghị định 116/2021/NĐ-CP, Điều 40–48";
        let table = [
            (day(2021, 12, 31), day(2022, 1, 1), None),
            (day(2024, 1, 15), day(2024, 4, 10), Some((day(2024, 4, 15), "còn 5 ngày"))),
            (day(2024, 1, 15), day(2024, 4, 15), Some((day(2024, 4, 15), "hết hạn hôm nay"))),
            (day(2024, 1, 15), day(2024, 4, 18), Some((day(2024, 4, 15), "quá hạn 3 ngày"))),
            // 13 April 2024 was a Saturday.
            (day(2024, 1, 13), day(2024, 4, 14), Some((day(2024, 4, 15), "còn 1 ngày"))),
            (day(2026, 7, 1), day(2026, 11, 1), None),
        ];
        for (decided_on, today, expected) in table {
            let one = waiting(1, WaitingPriority::Ordinary, decided_on);
            let due = one.due();
            let found = due.as_ref().and_then(Due::last_day).zip(one.standing(noon(today)).map(Standing::vi));
            assert_eq!(found, expected.map(|(last, words)| (last, words.to_owned())), "{decided_on} on {today}");
            assert!(due.is_none_or(|due| due.limit.article.citation == article));
        }
    }

    #[test]
    fn who_is_off_the_list_waits_no_more() {
        let mut one = waiting(1, WaitingPriority::Ordinary, day(2024, 1, 15));
        let today = day(2024, 6, 1);
        assert_eq!(one.withdraw(day(2024, 1, 14), WaitingEnd::Died, today).unwrap_err().code, "waiting.day");
        one.withdraw(day(2024, 2, 1), WaitingEnd::Postponed, today).unwrap();
        assert_eq!(one.withdraw(day(2024, 2, 1), WaitingEnd::Died, today).unwrap_err().code, "waiting.closed");
        assert_eq!(one.standing(clock::start_of_day(today)), None);
    }

    #[test]
    fn the_list_takes_numbers_and_no_names() {
        let wrong = Waiting {
            decision_number: "Nguyễn Văn An".into(),
            listed_on: day(2024, 1, 1),
            ..waiting(1, WaitingPriority::High, day(2024, 1, 15))
        };
        let refused = Waiting::list(wrong, day(2024, 1, 10)).unwrap_err();
        let codes: Vec<&str> = refused.iter().map(|error| error.code.as_str()).collect();
        assert_eq!(codes, ["date.future", "date.reversed", "document.reference"]);
    }
}
