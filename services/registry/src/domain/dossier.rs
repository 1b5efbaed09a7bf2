//! The dossier that proposes compulsory treatment, up to the court's decision.

use chrono::NaiveDate;
use domain::codes::CourtOutcome;
use domain::ids::{DossierId, PersonId};
use domain::law::{self, LawPack, Measure};
use domain::{FieldError, Refusal};
use events::registry::{DossierDecided, DossierOpened};

use super::file::{NotRecorded, check_day};
use super::person::Person;

domain::code_list! {
    DossierStatus { Open = "open", "đang lập", "open"; Decided = "decided", "Tòa án đã quyết định", "decided"; }
}

#[derive(Clone, Debug)]
pub struct Dossier {
    pub id: DossierId,
    pub version: i64,
    pub person_id: PersonId,
    pub status: DossierStatus,
    pub opened_on: NaiveDate,
    /// The pack in force when the dossier was opened.
    pub law_pack: String,
    pub outcome: Option<CourtOutcome>,
    pub decided_on: Option<NaiveDate>,
    pub decision_number: Option<String>,
    pub court: Option<String>,
    pub term_months: Option<u32>,
}

/// The court's decision as it comes in.
#[derive(Clone, Debug)]
pub struct Decision {
    pub occurred_on: NaiveDate,
    pub outcome: CourtOutcome,
    pub decision_number: String,
    pub court: String,
    pub term_months: Option<u32>,
}

impl Dossier {
    /// Opens a dossier.
    ///
    /// # Errors
    /// When the law of that day offers no compulsory measure to a person of this age.
    pub fn open(
        id: DossierId,
        person: &Person,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<(Self, DossierOpened), NotRecorded> {
        check_day(on, person.registered_on, today)?;
        let pack = law::pack_in_force(on);
        compulsory_measure(person, pack, on)?;
        let law_pack = pack.id.as_str().to_owned();
        let event =
            DossierOpened { occurred_on: on, person: person.snapshot(), dossier_id: id, law_pack: law_pack.clone() };
        let dossier = Self {
            id,
            version: 1,
            person_id: person.id,
            status: DossierStatus::Open,
            opened_on: on,
            law_pack,
            outcome: None,
            decided_on: None,
            decision_number: None,
            court: None,
            term_months: None,
        };
        Ok((dossier, event))
    }

    /// Records the court's decision. A dossier still open on 1 July 2026 is decided wholly under the new
    /// law (Law 120/2025/QH15 Art. 56), so the decision's own day selects the pack.
    ///
    /// # Errors
    /// When it was decided already, or day, number or term do not fit.
    pub fn decide(
        mut self,
        person: &Person,
        decision: Decision,
        today: NaiveDate,
    ) -> Result<(Self, DossierDecided), NotRecorded> {
        if self.status == DossierStatus::Decided {
            let vi = "Tòa án đã quyết định hồ sơ này.";
            return Err(Refusal::new("dossier.decided", vi, "The court has decided this dossier.").into());
        }
        check_day(decision.occurred_on, self.opened_on, today)?;
        for (field, value) in [("decision_number", &decision.decision_number), ("court", &decision.court)] {
            if value.trim().is_empty() {
                return Err(NotRecorded::Field(FieldError::required(field)));
            }
        }
        let term_months = self.term(person, &decision)?;
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

    fn term(&self, person: &Person, decision: &Decision) -> Result<Option<u32>, NotRecorded> {
        if decision.outcome != CourtOutcome::Applied {
            return Ok(None);
        }
        let pack = law::pack_in_force(decision.occurred_on);
        let measure = compulsory_measure(person, pack, decision.occurred_on)?;
        let age = u32::try_from(person.birth.age_on(decision.occurred_on)).unwrap_or(0);
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
}

fn compulsory_measure(person: &Person, pack: &LawPack, on: NaiveDate) -> Result<Measure, Refusal> {
    let age = u32::try_from(person.birth.age_on(on)).unwrap_or(0);
    Measure::compulsory_at(age).filter(|measure| pack.offers(*measure, age)).ok_or_else(|| {
        Refusal::new(
            "dossier.no_measure_at_this_age",
            format!("Pháp luật (gói {}) không có biện pháp cai nghiện bắt buộc cho người {age} tuổi.", pack.id),
            format!("The law (pack {}) has no compulsory treatment at age {age}.", pack.id),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::person::tests::{day, particulars, register};
    use super::super::person::{Particulars, Person};
    use super::*;
    use domain::person::Birth;
    use uuid::Uuid;

    fn person(year: i32) -> Person {
        let particulars = Particulars { birth: Birth::in_year(year), official_number: None, ..particulars() };
        register(particulars).unwrap().0
    }

    fn open(person: &Person) -> Result<(Dossier, DossierOpened), NotRecorded> {
        Dossier::open(DossierId(Uuid::from_u128(3)), person, day(2019, 6, 1), day(2020, 1, 1))
    }

    #[test]
    fn a_dossier_stores_the_pack_it_was_opened_under() {
        assert_eq!(open(&person(1990)).unwrap().0.law_pack, "A");
    }

    #[test]
    fn no_dossier_is_opened_on_a_child_under_twelve() {
        assert!(open(&person(2010)).is_err());
    }

    #[test]
    fn a_decision_is_taken_once_and_within_the_law() {
        let person = person(1990);
        let (dossier, _) = open(&person).unwrap();
        let decision = Decision {
            occurred_on: day(2019, 7, 1),
            outcome: CourtOutcome::Applied,
            decision_number: "09/QĐ-TA".into(),
            court: "TAND huyện".into(),
            term_months: Some(18),
        };
        let today = day(2020, 1, 1);
        let long = Decision { term_months: Some(60), ..decision.clone() };
        assert!(dossier.clone().decide(&person, long, today).is_err());
        let (decided, event) = dossier.decide(&person, decision.clone(), today).unwrap();
        assert_eq!(event.term_months, Some(18));
        assert!(decided.decide(&person, decision, today).is_err());
    }
}
