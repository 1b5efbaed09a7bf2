//! The steps of a treatment after its registration: decision, plan, start.

use chrono::{Months, NaiveDate};
use domain::codes::community::DetoxSite;
use domain::law::{self, Authority, LawPack, PackId, Regime, TermStart};
use domain::person::PersonSnapshot;
use domain::{FieldError, Refusal, text};
use events::community::{TreatmentDecided, TreatmentPlanned, TreatmentStarted};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::treatment::{Decision, Declined, Treatment, measure, not_offered};

/// A step to record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// The decision was signed.
    Decided {
        number: String,
        /// Whoever the law of the day names in the usual case, when left out.
        #[serde(default)]
        authority: Option<Authority>,
    },
    /// The plan of treatment (kế hoạch cai nghiện) was made.
    Planned { detox_site: DetoxSite },
    /// The person began.
    Started {},
}

/// What a step is announced as.
#[derive(Debug)]
pub enum Stepped {
    Decided(TreatmentDecided),
    Planned(TreatmentPlanned),
    Started(TreatmentStarted),
}

impl Treatment {
    /// Records the next step.
    ///
    /// # Errors
    /// When the treatment is over, the step was recorded already or comes too early, or something doesn't fit.
    pub fn step(
        self,
        step: Step,
        on: NaiveDate,
        person: &PersonSnapshot,
        today: NaiveDate,
    ) -> Result<(Self, Stepped), Declined> {
        self.require_active()?;
        self.check_day(on, today)?;
        let (mut treatment, event) = match step {
            Step::Decided { number, authority } => self.decide(&number, authority, on, person)?,
            Step::Planned { detox_site } => self.plan(detox_site, on, person)?,
            Step::Started {} => self.start(on, person)?,
        };
        treatment.version += 1;
        Ok((treatment, event))
    }

    fn decide(
        mut self,
        number: &str,
        authority: Option<Authority>,
        on: NaiveDate,
        person: &PersonSnapshot,
    ) -> Result<(Self, Stepped), Declined> {
        once(self.decision.is_some())?;
        let number = text::tidy(number);
        if number.is_empty() {
            return Err(FieldError::required("step.number").into());
        }
        let pack = law::pack_in_force(on);
        let authority = self.decider(pack, authority, person, on)?;
        self.come_under(pack, on, person)?;
        let event = TreatmentDecided {
            occurred_on: on,
            person: person.clone(),
            treatment: self.facts(),
            decision_number: number.clone(),
            authority,
            law_pack: self.law_pack.clone(),
            term_months: self.term_months,
            term_ends_on: self.term_ends_on,
        };
        self.decision = Some(Decision { number, on, authority });
        Ok((self, Stepped::Decided(event)))
    }

    /// The one who decided, if the law of the day lets them.
    fn decider(
        &self,
        pack: &LawPack,
        authority: Option<Authority>,
        person: &PersonSnapshot,
        on: NaiveDate,
    ) -> Result<Authority, Declined> {
        let deciders = pack.deciders(measure(self.site));
        let Some(usual) = deciders.first() else { return Err(not_offered(pack, age(person, on)).into()) };
        let authority = authority.unwrap_or(usual.authority);
        if deciders.iter().any(|decider| decider.authority == authority) {
            return Ok(authority);
        }
        let names = |name: fn(Authority) -> &'static str| {
            deciders.iter().map(|decider| name(decider.authority)).collect::<Vec<_>>().join("; ")
        };
        let citation = usual.article.citation;
        Err(FieldError::new(
            "step.authority",
            "decision.wrong_authority",
            format!("Vào ngày này, người quyết định là: {} ({citation}).", names(Authority::vi)),
            format!("On that day this is decided by: {} ({citation}).", names(Authority::en)),
        )
        .into())
    }

    /// What is decided under another law than it was registered under comes wholly under that law (Law 120/2025/QH15
    /// Art. 56). The term is counted from where that law counts it.
    fn come_under(&mut self, pack: &LawPack, on: NaiveDate, person: &PersonSnapshot) -> Result<(), Declined> {
        if regime_of(&self.law_pack) != Some(pack.regime) {
            let age = age(person, on);
            let term = pack.term(measure(self.site), self.attempt, age).ok_or_else(|| not_offered(pack, age))?;
            if !term.allows(self.term_months) {
                self.term_months = term.min_months;
            }
        }
        pack.id.as_str().clone_into(&mut self.law_pack);
        let start = match law::community_rules(pack.regime).term_start {
            TermStart::Decision => on,
            TermStart::Registration => self.registered_on,
        };
        let too_long = || Refusal::new("treatment.term_too_long", "Thời hạn quá dài.", "The term is too long.");
        self.term_ends_on = start.checked_add_months(Months::new(self.term_months)).ok_or_else(too_long)?;
        Ok(())
    }

    fn plan(
        mut self,
        detox_site: DetoxSite,
        on: NaiveDate,
        person: &PersonSnapshot,
    ) -> Result<(Self, Stepped), Declined> {
        once(self.plan.is_some())?;
        self.require_decision(on)?;
        self.plan = Some((on, detox_site));
        let (person, treatment) = (person.clone(), self.facts());
        Ok((self, Stepped::Planned(TreatmentPlanned { occurred_on: on, person, treatment, detox_site })))
    }

    fn start(mut self, on: NaiveDate, person: &PersonSnapshot) -> Result<(Self, Stepped), Declined> {
        once(self.started_on.is_some())?;
        self.require_decision(on)?;
        self.started_on = Some(on);
        let (person, treatment) = (person.clone(), self.facts());
        Ok((self, Stepped::Started(TreatmentStarted { occurred_on: on, person, treatment })))
    }

    fn require_decision(&self, on: NaiveDate) -> Result<(), Declined> {
        let Some(decision) = &self.decision else {
            let vi = "Chưa ghi quyết định cai nghiện. Hãy ghi quyết định trước.";
            return Err(Refusal::new("treatment.not_decided", vi, "Record the decision first.").into());
        };
        if on < decision.on {
            return Err(FieldError::new(
                "occurred_on",
                "date.before_decision",
                format!("Ngày này trước ngày quyết định ({}).", decision.on.format("%d/%m/%Y")),
                format!("That is before the decision ({}).", decision.on),
            )
            .into());
        }
        Ok(())
    }
}

/// The law a stored pack belongs to.
pub fn regime_of(law_pack: &str) -> Option<Regime> {
    law_pack.parse::<PackId>().ok().map(|id| law::pack(id).regime)
}

fn age(person: &PersonSnapshot, on: NaiveDate) -> u32 {
    u32::try_from(person.birth.age_on(on)).unwrap_or(0)
}

fn once(done: bool) -> Result<(), Refusal> {
    if !done {
        return Ok(());
    }
    let vi = "Bước này đã được ghi.";
    Err(Refusal::new("treatment.step_recorded_already", vi, "This step was recorded already."))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::treatment::Phase;
    use super::super::treatment::tests::{code, day, person, register};
    use super::*;

    pub fn registered(on: NaiveDate) -> Treatment {
        Treatment::register(register(&person(1992), on)).unwrap().0
    }

    pub fn decision() -> Step {
        Step::Decided { number: " 15/QĐ-UBND ".into(), authority: None }
    }

    pub fn take(treatment: Treatment, step: Step, on: NaiveDate) -> Result<Treatment, Declined> {
        treatment.step(step, on, &person(1992), day(2026, 11, 22)).map(|(treatment, _)| treatment)
    }

    fn refused(treatment: Treatment, step: Step, on: NaiveDate) -> String {
        code(take(treatment, step, on).unwrap_err())
    }

    #[test]
    fn a_treatment_is_decided_planned_and_started() {
        let treatment = registered(day(2024, 5, 6));
        assert_eq!(treatment.phase(), Phase::Registered);
        let treatment = take(treatment, decision(), day(2024, 5, 8)).unwrap();
        assert_eq!(treatment.phase(), Phase::Decided);
        let decision = treatment.decision.clone().unwrap();
        assert_eq!((decision.number.as_str(), decision.authority), ("15/QĐ-UBND", Authority::CommuneChair));
        let treatment = take(treatment, Step::Planned { detox_site: DetoxSite::Cluster }, day(2024, 5, 9)).unwrap();
        let treatment = take(treatment, Step::Started {}, day(2024, 5, 10)).unwrap();
        assert_eq!((treatment.phase(), treatment.version), (Phase::UnderWay, 4));
        assert_eq!(treatment.plan, Some((day(2024, 5, 9), DetoxSite::Cluster)));
    }

    #[test]
    fn who_decides_is_the_law_of_the_day_s() {
        let police = || Step::Decided { number: "2/QĐ".into(), authority: Some(Authority::CommunePoliceChief) };
        assert_eq!(refused(registered(day(2024, 5, 6)), police(), day(2024, 5, 8)), "decision.wrong_authority");
        let since = take(registered(day(2026, 7, 6)), police(), day(2026, 7, 6)).unwrap();
        assert_eq!(since.decision.unwrap().authority, Authority::CommunePoliceChief);
    }

    #[test]
    fn what_is_decided_after_the_change_of_law_comes_wholly_under_the_new_one() {
        let treatment = registered(day(2026, 6, 29));
        assert_eq!((treatment.law_pack.as_str(), treatment.term_months), ("B2b", 6));
        let treatment = take(treatment, decision(), day(2026, 7, 2)).unwrap();
        assert_eq!((treatment.law_pack.as_str(), treatment.term_months), ("C", 24));
        assert_eq!(treatment.decision.unwrap().authority, Authority::CommunePoliceChief);
    }

    #[test]
    fn until_2021_the_term_runs_from_the_decision() {
        let treatment = take(registered(day(2019, 3, 1)), decision(), day(2019, 3, 11)).unwrap();
        assert_eq!(treatment.term_ends_on, day(2019, 9, 11));
        let later = take(registered(day(2024, 3, 1)), decision(), day(2024, 3, 5)).unwrap();
        assert_eq!(later.term_ends_on, day(2024, 9, 1));
    }

    #[test]
    fn nothing_is_planned_or_started_before_its_decision() {
        let (treatment, on) = (registered(day(2024, 5, 6)), day(2024, 5, 8));
        assert_eq!(refused(treatment.clone(), Step::Started {}, on), "treatment.not_decided");
        let decided = take(treatment, decision(), on).unwrap();
        assert_eq!(refused(decided, Step::Started {}, day(2024, 5, 7)), "date.before_decision");
    }

    #[test]
    fn each_step_is_recorded_once_and_on_a_day_within_the_treatment() {
        let treatment = registered(day(2024, 5, 6));
        assert_eq!(refused(treatment.clone(), decision(), day(2024, 5, 5)), "date.before_registration");
        assert_eq!(refused(treatment.clone(), decision(), day(2026, 11, 23)), "date.future");
        let decided = take(treatment, decision(), day(2024, 5, 8)).unwrap();
        assert_eq!(refused(decided, decision(), day(2024, 5, 9)), "treatment.step_recorded_already");
    }

    #[test]
    fn a_decision_has_a_number() {
        let blank = Step::Decided { number: "  ".into(), authority: None };
        assert_eq!(refused(registered(day(2024, 5, 6)), blank, day(2024, 5, 8)), "required");
    }
}
