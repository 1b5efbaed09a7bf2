//! A dossier with what was done, received and stopped.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::codes::CourtOutcome;
use domain::law::clock::{Pause, start_of_day};
use domain::law::procedure::{Agency, DoneStep, Governing, History, Paper, Running, Step, StepRule};
use domain::law::{self, AgeGroup, PackId, Procedure};
use uuid::Uuid;

use super::super::person::Person;
use super::{Dossier, DossierStatus, PauseReason, age_on};

#[derive(Clone, Debug)]
pub struct Case {
    pub dossier: Dossier,
    /// In the order they were done.
    pub steps: Vec<RecordedStep>,
    pub papers: Vec<ReceivedPaper>,
    /// In the order they began.
    pub pauses: Vec<RecordedPause>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RecordedStep {
    pub id: Uuid,
    /// From 1 within the dossier.
    pub number: i32,
    pub step: Step,
    pub at: DateTime<FixedOffset>,
    /// The pack that governed it on its day.
    pub law_pack: PackId,
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReceivedPaper {
    pub id: Uuid,
    pub paper: Paper,
    pub number: Option<String>,
    pub dated_on: Option<NaiveDate>,
    pub received_at: DateTime<FixedOffset>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RecordedPause {
    pub id: Uuid,
    pub reason: PauseReason,
    pub from: DateTime<FixedOffset>,
    pub to: Option<DateTime<FixedOffset>>,
}

/// Who must do what by when: the copy that lists are made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaits {
    /// None at the end of the path, and for a decided dossier that nobody follows step by step.
    pub step: Option<(Step, Agency)>,
    /// The earliest due time of that agency; none where it has none or the clocks stand still.
    pub due_at: Option<DateTime<FixedOffset>>,
    /// The pack it was derived under.
    pub pack: PackId,
}

/// The events and stops a procedure looks at.
pub(super) struct Chronicle {
    done: Vec<DoneStep>,
    pauses: Vec<Pause>,
}

impl Chronicle {
    pub(super) fn history(&self) -> History<'_> {
        History { done: &self.done, pauses: &self.pauses }
    }
}

impl Case {
    pub fn new(dossier: Dossier) -> Self {
        Self { dossier, steps: Vec::new(), papers: Vec::new(), pauses: Vec::new() }
    }

    /// The group of the person's age on the day of opening.
    pub fn group(&self, person: &Person) -> AgeGroup {
        let computed = || AgeGroup::of_age(age_on(person, self.dossier.opened_on));
        // A child under 12 has no dossier; should an old row hold one, the stricter rules apply.
        self.dossier.age_group.or_else(computed).unwrap_or(AgeGroup::Minor)
    }

    /// The pack that governs on a day.
    pub fn governing(&self, on: NaiveDate) -> Governing {
        law::procedure_governing(self.dossier.opened_on, self.dossier.decided_on, on)
    }

    pub(super) fn procedure(&self, group: AgeGroup, on: NaiveDate) -> &'static Procedure {
        law::procedure(self.governing(on).pack.id, group)
    }

    /// When the ground was found, which starts the first clock.
    pub fn discovered_at(&self) -> DateTime<FixedOffset> {
        self.dossier.facts.discovered_at.unwrap_or_else(|| start_of_day(self.dossier.opened_on))
    }

    /// All that happened. Finding the ground follows from the opening; a decision recorded before steps
    /// were kept has only its day.
    pub(super) fn chronicle(&self) -> Chronicle {
        let mut done = vec![DoneStep { step: Step::Discovered, at: self.discovered_at() }];
        done.extend(self.steps.iter().map(|recorded| DoneStep { step: recorded.step, at: recorded.at }));
        let has_decision = self.steps.iter().any(|recorded| recorded.step == Step::Decided);
        if let Some(day) = self.dossier.decided_on.filter(|_| !has_decision) {
            done.push(DoneStep { step: Step::Decided, at: start_of_day(day) });
        }
        let pauses = self.pauses.iter().map(|pause| Pause { from: pause.from, to: pause.to }).collect();
        Chronicle { done, pauses }
    }

    pub(super) fn last_moment(&self) -> DateTime<FixedOffset> {
        self.steps.last().map_or_else(|| self.discovered_at(), |recorded| recorded.at)
    }

    /// Whether the court's decision lets a step happen: nobody is brought anywhere when the measure was
    /// not applied, postponed or exempted.
    pub(super) fn outcome_allows(&self, step: Step) -> bool {
        let enforces =
            matches!(step, Step::HandedOver | Step::EnforcementOrganised | Step::EnforcementExtended | Step::Enforced);
        !enforces || self.dossier.outcome.is_none_or(|outcome| outcome == CourtOutcome::Applied)
    }

    /// Whether somebody records its steps. A dossier entered with nothing but its decision is a record of
    /// the past: no due time is held against anybody for it.
    fn is_followed(&self) -> bool {
        self.dossier.status == DossierStatus::Open || self.steps.iter().any(|done| done.step != Step::Decided)
    }

    pub(super) fn awaited(&self, procedure: &Procedure) -> Option<&'static StepRule> {
        let chronicle = self.chronicle();
        let next = procedure.awaited(chronicle.history()).filter(|rule| self.outcome_allows(rule.step));
        next.filter(|_| self.is_followed())
    }

    /// Who must do what by when, by the rules of `today`.
    pub fn awaits(&self, group: AgeGroup, today: NaiveDate) -> Awaits {
        let procedure = self.procedure(group, today);
        let step = self.awaited(procedure).map(|rule| (rule.step, rule.owner));
        Awaits { step, due_at: self.next_clock(procedure).and_then(|clock| clock.due.at()), pack: procedure.pack }
    }

    /// The clock behind the due time that [`Case::awaits`] names.
    pub fn clock(&self, group: AgeGroup, today: NaiveDate) -> Option<Running> {
        self.next_clock(self.procedure(group, today))
    }

    /// The clock of the agency whose turn it is that ends first; one that stands still comes last.
    fn next_clock(&self, procedure: &Procedure) -> Option<Running> {
        let owner = self.awaited(procedure)?.owner;
        let chronicle = self.chronicle();
        let running = procedure.running(chronicle.history()).into_iter();
        let own = running.filter(|clock| clock.rule.owner == owner && self.outcome_allows(clock.rule.step));
        let duties = own.filter(|clock| clock.rule.clock.is_some_and(|clock| !clock.lapses));
        duties.min_by_key(|clock| (clock.due.at().is_none(), clock.due.at()))
    }
}
