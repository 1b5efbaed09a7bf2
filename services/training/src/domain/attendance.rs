//! Who attended a course.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::FieldError;
use domain::ids::{PersonId, StaffId};
use domain::person::PersonSnapshot;
use events::training::{CourseAttended, Participant};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::amount;
use super::course::Course;

/// How many participants one entry of a course's list may hold.
pub const MOST_PARTICIPANTS: usize = 500;

/// One line of an attendance list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Attendee {
    Staff {
        staff_id: StaffId,
        #[serde(default)]
        certified: bool,
    },
    Resident {
        person_id: PersonId,
        #[serde(default)]
        certified: bool,
    },
    /// Heads that were only counted.
    Counted { heads: i64 },
}

/// What an entry rests on.
pub struct Known {
    /// Those on the roster among the staff of the entry.
    pub staff: HashSet<StaffId>,
    /// By the id that a line names; a merged one stands for its survivor.
    pub persons: HashMap<PersonId, PersonSnapshot>,
    /// Who stands on the course's list already.
    pub listed: Listed,
}

/// Staff and persons of a course's list.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    pub staff: HashSet<StaffId>,
    pub persons: HashSet<PersonId>,
}

impl Course {
    /// Enters participants of the day `on`, all or none.
    ///
    /// # Errors
    /// One error per field that can't be accepted, with the participant's index.
    pub fn attend(
        mut self,
        attendees: &[Attendee],
        on: NaiveDate,
        mut known: Known,
        today: NaiveDate,
    ) -> Result<(Self, CourseAttended), Vec<FieldError>> {
        let mut errors = self.check_day(on, today);
        if attendees.is_empty() || attendees.len() > MOST_PARTICIPANTS {
            let vi = format!("Mỗi lần ghi từ 1 đến {MOST_PARTICIPANTS} người.");
            let en = format!("Enter 1 to {MOST_PARTICIPANTS} participants at a time.");
            errors.push(FieldError::new("participants", "participants.size", vi, en));
        }
        let mut participants = Vec::new();
        for (index, attendee) in attendees.iter().enumerate() {
            match known.enter(index, attendee) {
                Ok(participant) => participants.push(participant),
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        self.version += 1;
        let event = CourseAttended {
            occurred_on: on,
            course_id: self.id,
            audience: self.audience,
            province_code: self.province_code.clone(),
            participants,
        };
        Ok((self, event))
    }

    fn check_day(&self, on: NaiveDate, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if on > today {
            errors.push(FieldError::future_date("occurred_on"));
        }
        if on < self.occurred_on {
            errors.push(FieldError::new(
                "occurred_on",
                "date.before_course",
                format!("Ngày này trước ngày khai giảng ({}).", self.occurred_on.format("%d/%m/%Y")),
                format!("That is before the course's first day ({}).", self.occurred_on),
            ));
        }
        errors
    }
}

impl Known {
    /// Checks one line and puts it on the list, so that the lines after it are checked against it too.
    fn enter(&mut self, index: usize, attendee: &Attendee) -> Result<Participant, FieldError> {
        match *attendee {
            Attendee::Staff { staff_id, certified } => {
                let field = format!("participants[{index}].staff_id");
                if !self.staff.contains(&staff_id) {
                    return Err(unknown_staff(&field));
                }
                if !self.listed.staff.insert(staff_id) {
                    return Err(listed_already(&field));
                }
                Ok(Participant::Staff { staff_id, certified })
            }
            Attendee::Resident { person_id, certified } => {
                let field = format!("participants[{index}].person_id");
                let person = self.persons.get(&person_id).cloned().ok_or_else(|| unknown_person(&field))?;
                if !self.listed.persons.insert(person.person_id) {
                    return Err(listed_already(&field));
                }
                Ok(Participant::Resident { person, certified })
            }
            Attendee::Counted { heads } => match amount::check(&format!("participants[{index}].heads"), heads, 1) {
                Some(error) => Err(error),
                None => Ok(Participant::Counted { heads }),
            },
        }
    }
}

fn unknown_staff(field: &str) -> FieldError {
    FieldError::new(
        field,
        "staff.unknown",
        "Cán bộ này không có trong danh sách.",
        "This member of staff is not on the roster.",
    )
}

/// The person may just have been registered: the news takes a moment.
fn unknown_person(field: &str) -> FieldError {
    FieldError::new(
        field,
        "person.unknown",
        "Chưa có người này. Nếu vừa đăng ký, hãy thử lại sau giây lát.",
        "No such person is known here. If just registered, try again in a moment.",
    )
}

fn listed_already(field: &str) -> FieldError {
    FieldError::new(
        field,
        "participant.listed_already",
        "Người này đã có trong danh sách của lớp.",
        "This participant is on the course's list already.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::course::tests::{course, day};
    use domain::codes::Sex;
    use domain::person::Birth;
    use uuid::Uuid;

    fn staff(id: u128) -> Attendee {
        Attendee::Staff { staff_id: StaffId(Uuid::from_u128(id)), certified: true }
    }

    fn resident(id: u128) -> Attendee {
        Attendee::Resident { person_id: PersonId(Uuid::from_u128(id)), certified: false }
    }

    /// Staff 1 and 2 and person 7 are known; staff 2 is on the list already.
    fn known() -> Known {
        let [one, two] = [1, 2].map(|id| StaffId(Uuid::from_u128(id)));
        let person = PersonSnapshot {
            person_id: PersonId(Uuid::from_u128(7)),
            sex: Sex::Male,
            birth: Birth::in_year(1992),
            commune_code: "29869".into(),
            province_code: "87".into(),
        };
        Known {
            staff: HashSet::from([one, two]),
            persons: HashMap::from([(person.person_id, person)]),
            listed: Listed { staff: HashSet::from([two]), persons: HashSet::new() },
        }
    }

    fn attend(attendees: &[Attendee], on: NaiveDate) -> Result<(Course, CourseAttended), Vec<(String, String)>> {
        course()
            .attend(attendees, on, known(), day(2019, 12, 31))
            .map_err(|errors| errors.into_iter().map(|error| (error.field, error.code)).collect())
    }

    fn refused(attendees: &[Attendee]) -> Vec<(String, String)> {
        attend(attendees, day(2019, 5, 6)).unwrap_err()
    }

    fn at(field: &str, code: &str) -> (String, String) {
        (field.to_owned(), code.to_owned())
    }

    #[test]
    fn one_entry_is_one_version_and_one_event_with_all_participants() {
        let attendees = [staff(1), resident(7), Attendee::Counted { heads: 30 }];
        let (course, event) = attend(&attendees, day(2019, 5, 6)).unwrap();
        assert_eq!((course.version, event.participants.len()), (2, 3));
    }

    #[test]
    fn staff_must_be_on_the_roster_and_persons_known() {
        let expected =
            [at("participants[1].staff_id", "staff.unknown"), at("participants[2].person_id", "person.unknown")];
        assert_eq!(refused(&[staff(1), staff(9), resident(9)]), expected);
    }

    #[test]
    fn nobody_attends_one_course_twice() {
        let expected = [
            at("participants[0].staff_id", "participant.listed_already"),
            at("participants[2].person_id", "participant.listed_already"),
        ];
        assert_eq!(refused(&[staff(2), resident(7), resident(7)]), expected);
    }

    #[test]
    fn two_records_of_one_person_are_one_participant() {
        let mut known = known();
        let survivor = known.persons[&PersonId(Uuid::from_u128(7))].clone();
        known.persons.insert(PersonId(Uuid::from_u128(8)), survivor);
        let twice = course().attend(&[resident(7), resident(8)], day(2019, 5, 6), known, day(2019, 12, 31));
        assert_eq!(twice.unwrap_err()[0].code, "participant.listed_already");
    }

    #[test]
    fn counted_heads_are_more_than_none() {
        let expected = [at("participants[0].heads", "amount.out_of_range")];
        assert_eq!(refused(&[Attendee::Counted { heads: 0 }]), expected);
    }

    #[test]
    fn an_entry_holds_one_to_five_hundred_participants() {
        assert_eq!(refused(&[]), [at("participants", "participants.size")]);
        let many = vec![Attendee::Counted { heads: 1 }; 501];
        assert_eq!(refused(&many), [at("participants", "participants.size")]);
    }

    #[test]
    fn attendance_lies_between_the_first_day_and_today() {
        let code = |on| attend(&[staff(1)], on).unwrap_err()[0].1.clone();
        assert_eq!(code(day(2019, 5, 5)), "date.before_course");
        assert_eq!(code(day(2020, 1, 1)), "date.future");
    }

    #[test]
    fn more_than_the_seats_may_attend() {
        assert!(attend(&[Attendee::Counted { heads: 100 }], day(2019, 5, 6)).is_ok());
    }
}
