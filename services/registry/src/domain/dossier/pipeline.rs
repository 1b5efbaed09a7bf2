//! A dossier as a screen shows it: every step with its owner, when it was done or is due, and why.

use chrono::{DateTime, FixedOffset};
use domain::law::clock::{self, Due, Standing, VIETNAM};
use domain::law::procedure::{Governing, PaperRule, Step, StepRule};
use domain::law::{AgeGroup, Procedure};

use super::super::person::Person;
use super::opening::check_substance;
use super::{Case, ReceivedPaper, RecordedPause, RecordedStep, Warning};

/// Where a dossier stands at a moment.
pub struct Pipeline {
    pub governing: Governing,
    pub group: AgeGroup,
    /// In the order of the procedure; steps that only happen sometimes are left out until they did or
    /// may.
    pub steps: Vec<StepState>,
    /// What may be recorded now.
    pub allowed: Vec<Step>,
    /// Whose turn it is.
    pub awaited: Option<&'static StepRule>,
    pub papers: Vec<PaperState>,
    /// When the time to apply the measure runs out, where the last violation is known.
    pub limitation: Option<Due>,
    pub warnings: Vec<Warning>,
}

/// A step and how it fares.
pub struct StepState {
    pub rule: &'static StepRule,
    /// Each time it was done, the last one last.
    pub done: Vec<RecordedStep>,
    /// When it is due, or was.
    pub due: Option<Due>,
    /// Of a clock that runs: what is left.
    pub standing: Option<Standing>,
    /// Of a step that was done and had a clock: whether it was in time.
    pub in_time: Option<bool>,
}

/// A paper the procedure knows and what came in of it.
pub struct PaperState {
    pub rule: &'static PaperRule,
    pub required: bool,
    pub met: bool,
    pub received: Vec<ReceivedPaper>,
}

impl Case {
    /// Where the dossier stands at `now`.
    pub fn pipeline(&self, person: &Person, now: DateTime<FixedOffset>) -> Pipeline {
        let now = now.with_timezone(&VIETNAM);
        let group = self.group(person);
        let governing = self.governing(now.date_naive());
        let procedure = self.procedure(group, now.date_naive());
        let chronicle = self.chronicle();
        let allowed = procedure.allowed(chronicle.history(), now).into_iter().map(|rule| rule.step);
        let allowed: Vec<Step> = allowed.filter(|step| self.outcome_allows(*step) && *step != Step::Decided).collect();
        let present = self.present();
        let papers = procedure.papers.iter().map(|rule| PaperState {
            rule,
            required: procedure.required(&self.dossier.facts.conditions).any(|required| required.paper == rule.paper),
            met: rule.is_met_by(&present),
            received: self.papers.iter().filter(|received| received.paper == rule.paper).cloned().collect(),
        });
        let facts = &self.dossier.facts;
        Pipeline {
            governing,
            group,
            steps: self.step_states(procedure, &allowed, now),
            awaited: self.awaited(procedure),
            papers: papers.collect(),
            limitation: procedure
                .limitation
                .zip(facts.last_violation_on)
                .map(|(limitation, last)| limitation.ends(last, facts.evasion_ended_on)),
            // What would be refused today was accepted on its day, under its law.
            warnings: check_substance(facts, procedure, self.dossier.opened_on).unwrap_or_default(),
            allowed,
        }
    }

    fn step_states(
        &self,
        procedure: &'static Procedure,
        allowed: &[Step],
        now: DateTime<FixedOffset>,
    ) -> Vec<StepState> {
        let chronicle = self.chronicle();
        let history = chronicle.history();
        let running = procedure.running(history);
        let regular = procedure.regular_path();
        let states = procedure.steps.iter().map(|rule| {
            let done: Vec<RecordedStep> = self.steps_done(rule.step);
            let due = procedure.due(rule.step, history);
            let runs = running.iter().any(|clock| clock.rule.step == rule.step) && self.outcome_allows(rule.step);
            let standing = due.as_ref().filter(|_| runs).map(|due| clock::left(due, now));
            let last = done.last().filter(|_| !runs).map(|last| last.at);
            let in_time = due.as_ref().and_then(Due::at).zip(last).map(|(at, last)| last < at);
            StepState { rule, done, due, standing, in_time }
        });
        let shown = states.filter(|state| {
            let step = state.rule.step;
            let happens = regular.contains(&step) && self.outcome_allows(step);
            happens || !state.done.is_empty() || allowed.contains(&step)
        });
        shown.collect()
    }

    /// The times a step was done. The finding of the ground is part of the opening.
    fn steps_done(&self, step: Step) -> Vec<RecordedStep> {
        if step == Step::Discovered {
            let at = self.discovered_at();
            let law_pack = self.governing(at.date_naive()).pack.id;
            return vec![RecordedStep { id: self.dossier.id.0, number: 0, step, at, law_pack, note: None }];
        }
        self.steps.iter().filter(|recorded| recorded.step == step).cloned().collect()
    }

    /// Why the clocks stand still, if they do.
    pub fn stopped(&self) -> Option<&RecordedPause> {
        self.open_pause()
    }
}
