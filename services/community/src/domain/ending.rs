//! How a treatment ends: completed with a certificate, by the person's own will, or by a facility's admission.

use chrono::NaiveDate;
use domain::codes::community::EndGround;
use domain::ids::AdmissionId;
use domain::person::PersonSnapshot;
use domain::{FieldError, Refusal, text};
use events::community::{TreatmentCompleted, TreatmentSelfTerminated, TreatmentSuperseded};

use super::finding::Finding;
use super::treatment::{Declined, Status, Treatment};

impl Treatment {
    /// Records the completion with the number of its certificate.
    ///
    /// # Errors
    /// When the treatment is not active, the date does not fit, or the number is missing.
    pub fn complete(
        mut self,
        on: NaiveDate,
        certificate_number: &str,
        person: &PersonSnapshot,
        today: NaiveDate,
    ) -> Result<(Self, TreatmentCompleted), Declined> {
        let certificate_number = text::tidy(certificate_number);
        if certificate_number.is_empty() {
            return Err(FieldError::required("certificate_number").into());
        }
        self.end(Status::Completed, on, today)?;
        self.certificate_number = Some(certificate_number.clone());
        let event =
            TreatmentCompleted { occurred_on: on, person: person.clone(), treatment: self.facts(), certificate_number };
        Ok((self, event))
    }

    /// Records that the person ended the treatment themselves, by what was found or of their own will.
    ///
    /// # Errors
    /// When the treatment is not active, the date does not fit, or the ground is not among what was found.
    pub fn self_terminate(
        mut self,
        on: NaiveDate,
        ground: EndGround,
        found: &[Finding],
        person: &PersonSnapshot,
        today: NaiveDate,
    ) -> Result<(Self, TreatmentSelfTerminated), Declined> {
        if ground != EndGround::OwnWill && found.iter().all(|finding| finding.kind.ground() != Some(ground)) {
            return Err(Refusal::new(
                "treatment.ground_not_found",
                format!("Đến ngày này chưa đủ căn cứ để ghi “{}”.", ground.vi()),
                format!("By that day nothing was found that bears out \"{}\".", ground.en()),
            )
            .into());
        }
        self.end(Status::SelfTerminated, on, today)?;
        self.end_ground = Some(ground);
        let event = TreatmentSelfTerminated {
            occurred_on: on,
            person: person.clone(),
            treatment: self.facts(),
            ground: Some(ground),
        };
        Ok((self, event))
    }

    /// Ends the treatment because the person was taken into a facility on a day; none when it began after that, or is
    /// over: then both stand, for people to settle.
    pub fn supersede(
        mut self,
        admission_id: AdmissionId,
        on: NaiveDate,
        person: &PersonSnapshot,
    ) -> Option<(Self, TreatmentSuperseded)> {
        if self.status != Status::Active || self.registered_on > on {
            return None;
        }
        (self.status, self.ended_on) = (Status::Superseded, Some(on));
        self.version += 1;
        let event =
            TreatmentSuperseded { occurred_on: on, person: person.clone(), treatment: self.facts(), admission_id };
        Some((self, event))
    }

    fn end(&mut self, status: Status, on: NaiveDate, today: NaiveDate) -> Result<(), Declined> {
        self.require_active()?;
        self.check_day(on, today)?;
        self.status = status;
        self.ended_on = Some(on);
        self.version += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::treatment::tests::{code, day, person, register};
    use super::*;

    fn active() -> Treatment {
        Treatment::register(register(&person(1992), day(2019, 3, 1))).unwrap().0
    }

    fn complete(on: NaiveDate, certificate: &str) -> Result<(Treatment, TreatmentCompleted), Declined> {
        active().complete(on, certificate, &person(1992), day(2020, 1, 1))
    }

    #[test]
    fn a_completion_ends_the_treatment_with_its_certificate() {
        let (treatment, event) = complete(day(2019, 9, 1), " 12/GCN ").unwrap();
        assert_eq!((treatment.status, treatment.version), (Status::Completed, 2));
        assert_eq!(treatment.ended_on, Some(day(2019, 9, 1)));
        assert_eq!(event.certificate_number, "12/GCN");
    }

    #[test]
    fn a_completion_needs_the_number_of_its_certificate() {
        assert_eq!(code(complete(day(2019, 9, 1), "  ").unwrap_err()), "required");
    }

    #[test]
    fn a_treatment_does_not_end_before_it_began_nor_after_today() {
        assert_eq!(code(complete(day(2019, 2, 28), "12/GCN").unwrap_err()), "date.before_registration");
        assert_eq!(code(complete(day(2020, 1, 2), "12/GCN").unwrap_err()), "date.future");
    }

    #[test]
    fn only_an_active_treatment_ends() {
        let (on, own_will) = (day(2019, 5, 1), EndGround::OwnWill);
        let (ended, event) = active().self_terminate(on, own_will, &[], &person(1992), day(2020, 1, 1)).unwrap();
        assert_eq!((ended.status, event.occurred_on), (Status::SelfTerminated, day(2019, 5, 1)));
        let again = ended.complete(day(2019, 9, 1), "12/GCN", &person(1992), day(2020, 1, 1));
        assert_eq!(code(again.unwrap_err()), "treatment.not_active");
    }
    #[test]
    fn a_ground_that_was_not_found_ends_nothing() {
        let (on, today) = (day(2019, 5, 1), day(2020, 1, 1));
        let ended = active().self_terminate(on, EndGround::MissedSessions, &[], &person(1992), today);
        assert_eq!(code(ended.unwrap_err()), "treatment.ground_not_found");
    }
}
