//! Where a dossier stands on its path: what was done, what may come next, which clocks run.

use chrono::{DateTime, FixedOffset};

use super::codes::Step;
use super::{Procedure, Start, StepRule};
use crate::law::clock::{self, Due, Pause};

/// A step that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoneStep {
    /// The step.
    pub step: Step,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// What has happened to a dossier, in the order it happened.
#[derive(Clone, Copy, Debug, Default)]
pub struct History<'a> {
    /// The steps done.
    pub done: &'a [DoneStep],
    /// The times its clocks stood still.
    pub pauses: &'a [Pause],
}

/// A clock that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// The step that is due.
    pub rule: &'static StepRule,
    /// When.
    pub due: Due,
}

impl History<'_> {
    fn last(&self, step: Step) -> Option<(usize, DateTime<FixedOffset>)> {
        let found = self.done.iter().enumerate().rev().find(|(_, done)| done.step == step);
        found.map(|(index, done)| (index, done.at))
    }

    fn happened_after(&self, step: Step, index: usize) -> bool {
        self.last(step).is_some_and(|(at, _)| at > index)
    }
}

impl Procedure {
    /// The last step done on the path, of those this procedure knows. A step of an earlier law that it
    /// does not know is history only.
    pub fn position(&self, history: History) -> Option<&'static StepRule> {
        history.done.iter().rev().filter_map(|done| self.rule(done.step)).find(|rule| !rule.beside)
    }

    /// When a step is, or was, due; none when it has no clock or nothing has started it.
    pub fn due(&self, step: Step, history: History) -> Option<Due> {
        let clock = self.rule(step)?.clock?;
        let (index, start) = self.start(clock.starts, history)?;
        let extension = clock.extension.filter(|extension| history.happened_after(extension.by, index));
        let limit = extension.map_or(clock.limit, |extension| extension.limit);
        Some(clock::due(start, limit, history.pauses))
    }

    /// The latest of the events that start a clock: where it stands in the history, and when it was.
    fn start(&self, starts: &[Start], history: History) -> Option<(usize, DateTime<FixedOffset>)> {
        let found = starts.iter().filter_map(|start| match start {
            Start::Done(step) => history.last(*step),
            Start::TermOf(step) => match self.rule(*step)?.clock {
                Some(clock) => {
                    let (index, _) = self.start(clock.starts, history)?;
                    Some((index, self.due(*step, history)?.expiry()?))
                }
                None => history.last(*step),
            },
        });
        found.max_by_key(|(index, _)| *index)
    }

    /// The clocks that run: started, their step not done since, and nothing beyond it either.
    pub fn running(&self, history: History) -> Vec<Running> {
        let running = self.steps.iter().enumerate().filter_map(|(place, rule)| {
            let clock = rule.clock?;
            let (index, _) = self.start(clock.starts, history)?;
            let beyond = self.steps[place..].iter().filter(|later| !later.beside).map(|later| later.step);
            let over = beyond.chain(clock.stopped_by.iter().copied()).any(|step| history.happened_after(step, index));
            if over { None } else { self.due(rule.step, history).map(|due| Running { rule, due }) }
        });
        running.collect()
    }

    /// The place on the path at `now`, rights that have run out by then behind it.
    fn reached(&self, history: History, now: DateTime<FixedOffset>) -> Option<&'static StepRule> {
        let mut reached = self.position(history)?;
        while let Some(next) = self.regular_next(reached) {
            let lapsed = next.clock.is_some_and(|clock| clock.lapses)
                && self.due(next.step, history).and_then(|due| due.at()).is_some_and(|at| at <= now);
            if !lapsed {
                break;
            }
            reached = next;
        }
        Some(reached)
    }

    /// The steps of a dossier that meets no obstacle, from the first to the last.
    pub fn regular_path(&self) -> Vec<Step> {
        let path = std::iter::successors(self.steps.first(), |rule| self.regular_next(rule));
        // No regular path comes back to a step; the bound only keeps a wrong one from running for ever.
        path.take(self.steps.len()).map(|rule| rule.step).collect()
    }

    fn regular_next(&self, rule: &StepRule) -> Option<&'static StepRule> {
        rule.next.first().and_then(|step| self.rule(*step))
    }

    /// The steps that may be recorded as done at `now`; the first step of all when none was done.
    pub fn allowed(&self, history: History, now: DateTime<FixedOffset>) -> Vec<&'static StepRule> {
        match self.reached(history, now) {
            Some(reached) => reached.next.iter().filter_map(|step| self.rule(*step)).collect(),
            None => self.steps.first().into_iter().collect(),
        }
    }

    /// The step whose owner must act now or, while the person's right runs, after it: the next one on
    /// the regular path that does not go by by itself. None at the end of the path.
    pub fn awaited(&self, history: History) -> Option<&'static StepRule> {
        let mut next = match self.position(history) {
            Some(position) => self.regular_next(position)?,
            None => self.steps.first()?,
        };
        while next.clock.is_some_and(|clock| clock.lapses) {
            next = self.regular_next(next)?;
        }
        Some(next)
    }

    /// The next due time that somebody must keep: the earliest of the running clocks that are duties.
    pub fn next_due(&self, history: History) -> Option<Running> {
        let duties = self
            .running(history)
            .into_iter()
            .filter(|running| running.due.at().is_some() && running.rule.clock.is_some_and(|clock| !clock.lapses));
        duties.min_by_key(|running| running.due.at())
    }
}
