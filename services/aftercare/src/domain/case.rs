//! One term of post-rehabilitation management.

use chrono::{Months, NaiveDate};
use domain::codes::{AftercareClosureReason, AftercareOrigin};
use domain::ids::{AftercareCaseId, PersonId};
use domain::law;
use domain::person::PersonSnapshot;
use domain::{FieldError, Refusal};
use events::aftercare::{CaseClosed, CaseOpened};
use uuid::Uuid;

use super::treatment::Completion;
use super::{Declined, before};

domain::code_list! {
    Status { Open = "open", "đang quản lý", "open"; Closed = "closed", "đã kết thúc", "closed"; }
}

/// The management of one person after one completed treatment.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    pub id: AftercareCaseId,
    pub version: i64,
    /// The record that the treatment was recorded for. It never changes.
    pub origin_person_id: PersonId,
    /// The person whom that record stands for, as known when the case was opened; the commune is the one that
    /// manages it.
    pub person: PersonSnapshot,
    pub origin: AftercareOrigin,
    /// The completed treatment that it follows; unknown in cases that the version before this one opened.
    pub treatment_id: Option<Uuid>,
    pub status: Status,
    pub opened_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub law_pack: String,
    pub closed_on: Option<NaiveDate>,
    pub closure_reason: Option<AftercareClosureReason>,
}

impl Case {
    /// Opens a case on the day the treatment ended, for the shortest term its law sets; `None` where the
    /// law of that day has no management after this measure.
    pub fn open(id: AftercareCaseId, after: &Completion) -> Option<(Self, CaseOpened)> {
        let pack = law::post_rehabilitation_pack(after.ended_on);
        let term = pack.post_rehabilitation_term(after.measure)?;
        let case = Self {
            id,
            version: 1,
            origin_person_id: after.origin_person_id,
            person: after.person.clone(),
            origin: after.origin,
            treatment_id: Some(after.treatment),
            status: Status::Open,
            opened_on: after.ended_on,
            ends_on: after.ended_on.checked_add_months(Months::new(term.min_months))?,
            law_pack: pack.id.as_str().to_owned(),
            closed_on: None,
            closure_reason: None,
        };
        let event = CaseOpened {
            occurred_on: case.opened_on,
            person: case.as_recorded(),
            case_id: id,
            origin: case.origin,
            law_pack: case.law_pack.clone(),
            ends_on: case.ends_on,
        };
        Some((case, event))
    }

    /// The person by the record that the treatment was recorded for. The first event of a case or a referral
    /// says so: then whoever reads it knows whose it is again if a merge is undone.
    pub fn as_recorded(&self) -> PersonSnapshot {
        PersonSnapshot { person_id: self.origin_person_id, ..self.person.clone() }
    }

    /// Closes the case by a decision of the commune.
    ///
    /// # Errors
    /// When it is not open, the date does not fit, or “completed” is said before the term is over.
    pub fn close(
        self,
        on: NaiveDate,
        reason: AftercareClosureReason,
        today: NaiveDate,
    ) -> Result<(Self, CaseClosed), Declined> {
        if self.status != Status::Open {
            return Err(Refusal::new(
                "case.not_open",
                "Việc quản lý sau cai này đã kết thúc.",
                "This aftercare case is closed already.",
            )
            .into());
        }
        if on > today {
            return Err(FieldError::future_date("occurred_on").into());
        }
        if on < self.opened_on {
            let (vi, en) = ("ngày bắt đầu quản lý sau cai", "the case was opened");
            return Err(before("date.before_case", vi, en, self.opened_on).into());
        }
        if reason == AftercareClosureReason::Completed && on < self.ends_on {
            let (vi, en) = ("ngày hết thời hạn quản lý sau cai", "the term is over");
            return Err(before("case.term_not_over", vi, en, self.ends_on).into());
        }
        Ok(self.closed(on, reason))
    }

    /// Closes the case because the person's next treatment has begun.
    pub fn superseded(self, on: NaiveDate) -> (Self, CaseClosed) {
        self.closed(on, AftercareClosureReason::NewTreatment)
    }

    /// Closes the case on the day it began, because it never should have been opened.
    pub fn taken_back(self) -> (Self, CaseClosed) {
        let on = self.opened_on;
        self.closed(on, AftercareClosureReason::OpenedInError)
    }

    pub fn is_taken_back(&self) -> bool {
        self.closure_reason == Some(AftercareClosureReason::OpenedInError)
    }

    fn closed(mut self, on: NaiveDate, reason: AftercareClosureReason) -> (Self, CaseClosed) {
        self.status = Status::Closed;
        self.closed_on = Some(on);
        self.closure_reason = Some(reason);
        self.version += 1;
        let event = CaseClosed { occurred_on: on, person: self.person.clone(), case_id: self.id, reason };
        (self, event)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::testing::{code, day, person};
    use super::*;
    use domain::law::Measure;

    pub fn completion(measure: Measure, ended_on: NaiveDate) -> Completion {
        let origin = AftercareOrigin::Facility;
        let (person, treatment) = (person(), Uuid::from_u128(5));
        Completion { treatment, origin_person_id: person.person_id, person, origin, measure, ended_on }
    }

    pub fn case() -> Case {
        let after = completion(Measure::CompulsoryFacility, day(2023, 3, 1));
        Case::open(AftercareCaseId(Uuid::from_u128(9)), &after).unwrap().0
    }

    fn opened(measure: Measure, on: NaiveDate) -> Option<(String, NaiveDate)> {
        let opened = Case::open(AftercareCaseId(Uuid::from_u128(9)), &completion(measure, on));
        opened.map(|(case, event)| (case.law_pack, event.ends_on))
    }

    fn refused(on: NaiveDate, reason: AftercareClosureReason) -> String {
        code(case().close(on, reason, day(2026, 1, 1)).unwrap_err())
    }

    #[test]
    fn management_lasts_two_years_after_compulsory_treatment_and_one_year_after_home_treatment() {
        let on = day(2023, 3, 1);
        assert_eq!(opened(Measure::CompulsoryFacility, on), Some(("B1".into(), day(2025, 3, 1))));
        assert_eq!(opened(Measure::HomeTreatment, on), Some(("B1".into(), day(2024, 3, 1))));
    }

    #[test]
    fn the_law_of_the_day_treatment_ended_governs() {
        assert_eq!(opened(Measure::CompulsoryFacility, day(2026, 7, 1)), Some(("C".into(), day(2028, 7, 1))));
        assert_eq!(opened(Measure::CompulsoryFacility, day(2021, 12, 31)), Some(("A".into(), day(2022, 12, 31))));
    }

    #[test]
    fn before_2022_the_law_manages_nobody_after_voluntary_treatment() {
        assert_eq!(opened(Measure::VoluntaryFacility, day(2021, 12, 31)), None);
        assert_eq!(opened(Measure::HomeTreatment, day(2019, 5, 1)), None);
    }

    #[test]
    fn the_first_event_names_the_record_and_later_ones_the_survivor() {
        let record = PersonId(Uuid::from_u128(2));
        let after = completion(Measure::CompulsoryFacility, day(2023, 3, 1));
        let after = Completion { origin_person_id: record, ..after };
        let (case, opened) = Case::open(AftercareCaseId(Uuid::from_u128(9)), &after).unwrap();
        let survivor = case.person.person_id;
        let (_, closed) = case.superseded(day(2023, 8, 1));
        assert_eq!((opened.person.person_id, closed.person.person_id), (record, survivor));
    }

    #[test]
    fn a_closed_case_is_the_next_version_with_its_reason() {
        let (case, event) = case().close(day(2023, 8, 1), AftercareClosureReason::Relapsed, day(2024, 1, 1)).unwrap();
        assert_eq!((case.status, case.version, case.closed_on), (Status::Closed, 2, Some(day(2023, 8, 1))));
        assert_eq!((event.occurred_on, event.reason), (day(2023, 8, 1), AftercareClosureReason::Relapsed));
    }

    #[test]
    fn a_case_is_closed_once() {
        let (closed, _) = case().superseded(day(2023, 8, 1));
        let again = closed.close(day(2023, 9, 1), AftercareClosureReason::Died, day(2024, 1, 1));
        assert_eq!(code(again.unwrap_err()), "case.not_open");
    }

    #[test]
    fn a_closure_lies_neither_before_the_case_nor_in_the_future() {
        assert_eq!(refused(day(2023, 2, 28), AftercareClosureReason::Died), "date.before_case");
        assert_eq!(refused(day(2026, 1, 2), AftercareClosureReason::Died), "date.future");
    }

    #[test]
    fn management_is_completed_when_its_term_is_over() {
        assert_eq!(refused(day(2025, 2, 28), AftercareClosureReason::Completed), "case.term_not_over");
        assert!(case().close(day(2025, 3, 1), AftercareClosureReason::Completed, day(2026, 1, 1)).is_ok());
    }
}
