//! The court's decision.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::codes::CourtOutcome;
use domain::law;
use domain::law::clock::{VIETNAM, start_of_day};
use domain::{FieldError, Refusal};
use events::registry::DossierDecided;

use super::super::file::{NotRecorded, check_day};
use super::super::person::Person;
use super::{Case, Dossier, DossierStatus, age_on, compulsory_measure};

/// The court's decision as it comes in.
#[derive(Clone, Debug)]
pub struct Decision {
    pub occurred_on: NaiveDate,
    pub outcome: CourtOutcome,
    pub decision_number: String,
    pub court: String,
    pub term_months: Option<u32>,
}

impl Case {
    /// Records the court's decision, whatever steps were recorded before it: a decision that exists on
    /// paper is entered even when nobody followed the dossier.
    ///
    /// Answers the moment of the step it is.
    ///
    /// # Errors
    /// When it was decided already, or day, number or term do not fit.
    pub fn decide(
        &mut self,
        person: &Person,
        decision: Decision,
        now: DateTime<FixedOffset>,
    ) -> Result<(DateTime<FixedOffset>, DossierDecided), NotRecorded> {
        let today = now.with_timezone(&VIETNAM).date_naive();
        let day = decision.occurred_on;
        let (dossier, event) = self.dossier.clone().decide(person, decision, today)?;
        let last = self.last_moment();
        check_day(day, last.date_naive(), today)?;
        self.dossier = dossier;
        // The paper has a day and no hour; it stands behind what was done earlier that day.
        Ok((start_of_day(day).max(last), event))
    }
}

impl Dossier {
    /// A dossier still open on 1 July 2026 is decided wholly under the new law (Law 120/2025/QH15
    /// Art. 56), so the decision's own day selects the pack.
    fn decide(
        mut self,
        person: &Person,
        decision: Decision,
        today: NaiveDate,
    ) -> Result<(Self, DossierDecided), NotRecorded> {
        // A postponement ends with what the court decides next: applied after all, or exempted.
        let postponed = self.outcome == Some(CourtOutcome::Postponed);
        if self.status == DossierStatus::Decided && !postponed {
            let vi = "Tòa án đã quyết định hồ sơ này.";
            return Err(Refusal::new("dossier.decided", vi, "The court has decided this dossier.").into());
        }
        check_day(decision.occurred_on, self.opened_on, today)?;
        for (field, value) in [("decision_number", &decision.decision_number), ("court", &decision.court)] {
            if value.trim().is_empty() {
                return Err(NotRecorded::Field(FieldError::required(field)));
            }
        }
        let term_months = term(person, &decision)?;
        self.version += 1;
        self.status = DossierStatus::Decided;
        self.outcome = Some(decision.outcome);
        self.decided_on = Some(decision.occurred_on);
        self.decision_number = Some(decision.decision_number.clone());
        self.court = Some(decision.court);
        self.term_months = term_months;
        let event = DossierDecided {
            occurred_on: decision.occurred_on,
            person: person.snapshot(),
            dossier_id: self.id,
            outcome: decision.outcome,
            decision_number: decision.decision_number,
            term_months,
        };
        Ok((self, event))
    }
}

fn term(person: &Person, decision: &Decision) -> Result<Option<u32>, NotRecorded> {
    if decision.outcome != CourtOutcome::Applied {
        return Ok(None);
    }
    let pack = law::pack_in_force(decision.occurred_on);
    let measure = compulsory_measure(person, pack, decision.occurred_on)?;
    let age = age_on(person, decision.occurred_on);
    match (pack.term(measure, 1, age), decision.term_months) {
        (Some(term), None) => Ok(Some(term.min_months)),
        (Some(term), Some(months))
            if !term.allows(months) && pack.term(measure, 2, age).is_none_or(|t| !t.allows(months)) =>
        {
            Err(NotRecorded::Field(FieldError::new(
                "term_months",
                "term.outside_law",
                "Thời hạn ngoài mức pháp luật cho phép vào ngày quyết định.",
                "The law of the decision's day does not allow this term.",
            )))
        }
        (_, months) => Ok(months),
    }
}
