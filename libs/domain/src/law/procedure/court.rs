//! How step rules are written down, and the steps before a court that several procedures share.

use super::codes::{Agency, Step};
use super::{Clock, Extension, Start, StepRule};
use crate::law::article::Article;
use crate::law::clock::Limit;
use crate::law::forms::FormKey;

/// A step with nothing but an owner and what may follow it.
pub(super) const fn step(step: Step, owner: Agency, next: &'static [Step], article: Article) -> StepRule {
    StepRule {
        step,
        owner,
        other_owner: None,
        next,
        beside: false,
        needs_papers: false,
        clock: None,
        form: None,
        article,
    }
}

impl StepRule {
    pub(super) const fn with(self, other: Agency) -> Self {
        Self { other_owner: Some(other), ..self }
    }

    pub(super) const fn beside(self) -> Self {
        Self { beside: true, ..self }
    }

    pub(super) const fn needs_papers(self) -> Self {
        Self { needs_papers: true, ..self }
    }

    pub(super) const fn clock(self, clock: Clock) -> Self {
        Self { clock: Some(clock), ..self }
    }

    pub(super) const fn form(self, form: FormKey) -> Self {
        Self { form: Some(form), ..self }
    }
}

/// A clock that one of `starts` sets going.
pub(super) const fn within(limit: Limit, starts: &'static [Start]) -> Clock {
    Clock { starts, stopped_by: &[], limit, extension: None, lapses: false }
}

impl Clock {
    pub(super) const fn stopped_by(self, steps: &'static [Step]) -> Self {
        Self { stopped_by: steps, ..self }
    }

    pub(super) const fn extended(self, by: Step, limit: Limit) -> Self {
        Self { extension: Some(Extension { by, limit }), ..self }
    }

    pub(super) const fn lapsing(self) -> Self {
        Self { lapses: true, ..self }
    }
}

/// What law says of the time a court has; none where nothing was found.
#[derive(Clone, Copy)]
pub(super) struct CourtTimes {
    /// To accept the dossier and say so.
    pub accept: Option<Limit>,
    /// To clarify on demand; for the agency that proposed.
    pub clarify: Option<Limit>,
    /// To hold the session once it is scheduled.
    pub session: Option<Limit>,
    /// To decide.
    pub decide: Option<Limit>,
    /// To decide when the time was extended, all in all.
    pub decide_extended: Option<Limit>,
    /// To send the decision.
    pub send: Option<Limit>,
    /// To complain; for the person.
    pub complain: Option<Limit>,
}

/// Which court, on whose proposal, by which rules.
#[derive(Clone, Copy)]
pub(super) struct Court {
    pub court: Agency,
    /// Who proposed, and answers the court's demands.
    pub proposer: Agency,
    pub times: CourtTimes,
    pub article: Article,
}

impl Court {
    pub(super) const fn steps(self) -> [StepRule; 12] {
        use Step::*;
        let Self { court, proposer, times, article } = self;
        [
            step(CourtReturned, court, &[Supplemented], article),
            timed(
                step(CourtAccepted, court, CONSIDERING, article),
                times.accept,
                &[Start::Done(SentToCourt)],
                &[CourtReturned],
            ),
            step(ClarificationDemanded, court, &[Clarified], article),
            timed(
                step(Clarified, proposer, CONSIDERING, article),
                times.clarify,
                &[Start::Done(ClarificationDemanded)],
                &[],
            ),
            step(DecisionExtended, court, &[], article).beside(),
            step(SessionScheduled, court, &[SessionHeld, Decided, ClarificationDemanded, DecisionExtended], article),
            timed(
                step(SessionHeld, court, &[Decided, SessionScheduled, DecisionExtended], article),
                times.session,
                &[Start::Done(SessionScheduled)],
                &[],
            ),
            decided(step(Decided, court, &[DecisionSent], article), times),
            timed(
                step(DecisionSent, court, &[ComplaintTime, Complained], article),
                times.send,
                &[Start::Done(Decided)],
                &[],
            ),
            complaint_time(step(ComplaintTime, Agency::Person, &[HandedOver], article), times.complain),
            step(Complained, Agency::Person, &[ComplaintResolved], article),
            step(ComplaintResolved, Agency::SuperiorCourt, &[HandedOver], article),
        ]
    }
}

const CONSIDERING: &[Step] =
    &[Step::SessionScheduled, Step::Decided, Step::ClarificationDemanded, Step::DecisionExtended];

const fn timed(
    rule: StepRule,
    limit: Option<Limit>,
    starts: &'static [Start],
    stopped_by: &'static [Step],
) -> StepRule {
    match limit {
        Some(limit) => rule.clock(within(limit, starts).stopped_by(stopped_by)),
        None => rule,
    }
}

const fn decided(rule: StepRule, times: CourtTimes) -> StepRule {
    const STARTS: &[Start] = &[Start::Done(Step::CourtAccepted)];
    match (times.decide, times.decide_extended) {
        (Some(limit), Some(longer)) => rule.clock(within(limit, STARTS).extended(Step::DecisionExtended, longer)),
        (limit, _) => timed(rule, limit, STARTS, &[]),
    }
}

/// The right to complain runs out by itself where its length is known. The sources read say how long
/// it is, not from when; it is counted from the day the decision is sent.
const fn complaint_time(rule: StepRule, limit: Option<Limit>) -> StepRule {
    match limit {
        Some(limit) => {
            rule.clock(within(limit, &[Start::Done(Step::DecisionSent)]).stopped_by(&[Step::Complained]).lapsing())
        }
        None => rule,
    }
}

/// Puts the steps before the court, the court's and those after it in one list.
pub(super) const fn joined<const B: usize, const A: usize, const N: usize>(
    before: [StepRule; B],
    court: [StepRule; 12],
    after: [StepRule; A],
) -> [StepRule; N] {
    assert!(B + 12 + A == N, "the list has room for exactly the three parts");
    let mut all = [before[0]; N];
    let mut at = 0;
    while at < N {
        all[at] = if at < B {
            before[at]
        } else if at < B + 12 {
            court[at - B]
        } else {
            after[at - B - 12]
        };
        at += 1;
    }
    all
}
