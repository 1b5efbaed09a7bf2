//! The dossier for compulsory treatment as data: who does what next, by when, with which papers.
//!
//! A [`Procedure`] belongs to a law pack and an age group. Its steps form a path: each names the
//! steps that may follow it, the regular one first. A step may have a [`Clock`]: what starts it, how
//! long it may take, what prolongs it. Where no source gave a length there is no clock; where the
//! length is known from memory only, its article is not `verified` and the screen says so.
//!
//! Which procedure governs a dossier follows from its dates: see [`procedure_governing`].

mod a;
mod b;
mod c;
mod codes;
mod court;
mod governing;
mod paper;
mod path;
mod substance;

use serde::Serialize;

use super::article::Article;
use super::clock::Limit;
use super::forms::FormKey;
use super::pack::PackId;
use crate::code_list;

pub use codes::{Agency, Step};
pub use governing::{Governing, procedure_governing};
pub use paper::{Condition, Need, Paper, PaperRule};
pub use path::{DoneStep, History, Running};
pub use substance::{Exclusion, ExclusionRule, Ground, GroundRule, Limitation};

code_list! {
    /// The two groups law treats apart; nobody under 12 belongs to one.
    AgeGroup {
        Adult = "adult", "từ đủ 18 tuổi", "18 and over";
        Minor = "minor", "từ đủ 12 đến dưới 18 tuổi", "12 to under 18";
    }
}

impl AgeGroup {
    /// The group of an age in whole years.
    pub fn of_age(age: u32) -> Option<Self> {
        match age {
            0..12 => None,
            12..18 => Some(Self::Minor),
            _ => Some(Self::Adult),
        }
    }
}

/// The rules of one pack for one age group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Procedure {
    /// The pack.
    pub pack: PackId,
    /// Whom it is for.
    pub group: AgeGroup,
    /// The steps, in their usual order.
    pub steps: &'static [StepRule],
    /// The papers of the dossier.
    pub papers: &'static [PaperRule],
    /// How long after the last violation a dossier may be opened; none where no rule was found.
    pub limitation: Option<Limitation>,
    /// On what a proposal may rest.
    pub grounds: &'static [GroundRule],
    /// Who may not be proposed.
    pub exclusions: &'static [ExclusionRule],
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StepRule {
    /// The step.
    pub step: Step,
    /// Whose turn it is.
    pub owner: Agency,
    /// Who acts with the owner, or in its place in some cases.
    pub other_owner: Option<Agency>,
    /// The steps that may come after it, the regular one first; empty at the end of the path and for
    /// a step beside the path.
    pub next: &'static [Step],
    /// Beside the path: it may happen while the dossier is compiled and moves nothing on.
    pub beside: bool,
    /// The required papers must be there before it.
    pub needs_papers: bool,
    /// How long it may take; none where no source said.
    pub clock: Option<Clock>,
    /// The form it is recorded on.
    pub form: Option<FormKey>,
    /// Where the step comes from.
    pub article: Article,
}

/// When a step is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// What starts it: the latest of these that has happened.
    pub starts: &'static [Start],
    /// Steps that end it without the step itself: a returned dossier is no longer being checked.
    pub stopped_by: &'static [Step],
    /// How long the step may take.
    pub limit: Limit,
    /// What the term becomes when it is prolonged, counted from the same start.
    pub extension: Option<Extension>,
    /// The step is a right, not a duty: with the end of its term the path goes on by itself.
    pub lapses: bool,
}

/// A prolonged term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// The step that prolongs it.
    pub by: Step,
    /// The whole term then.
    pub limit: Limit,
}

/// What starts a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", content = "step", rename_all = "snake_case")]
pub enum Start {
    /// The step was done.
    Done(Step),
    /// The term of a right ran out, whether or not it was used.
    TermOf(Step),
}

impl Start {
    /// The step it looks at.
    pub fn step(self) -> Step {
        match self {
            Self::Done(step) | Self::TermOf(step) => step,
        }
    }
}

/// The procedure of a pack for an age group.
pub fn procedure(pack: PackId, group: AgeGroup) -> &'static Procedure {
    match (pack, group) {
        (PackId::A, AgeGroup::Adult) => &a::ADULT,
        (PackId::A, AgeGroup::Minor) => &a::MINOR,
        (PackId::B1, AgeGroup::Adult) => &b::B1_ADULT,
        (PackId::B1, AgeGroup::Minor) => &b::B1_MINOR,
        (PackId::B2a, AgeGroup::Adult) => &b::B2A_ADULT,
        (PackId::B2a, AgeGroup::Minor) => &b::B2A_MINOR,
        (PackId::B2b, AgeGroup::Adult) => &b::B2B_ADULT,
        (PackId::B2b, AgeGroup::Minor) => &b::B2B_MINOR,
        (PackId::C, AgeGroup::Adult) => &c::ADULT,
        (PackId::C, AgeGroup::Minor) => &c::MINOR,
    }
}

impl Procedure {
    /// The rule of a step; none when this procedure has no such step.
    pub fn rule(&self, step: Step) -> Option<&'static StepRule> {
        self.steps.iter().find(|rule| rule.step == step)
    }

    /// The papers that must be there in this case, whether or not they are.
    pub fn required(&self, case: &[Condition]) -> impl Iterator<Item = &'static PaperRule> {
        self.papers.iter().filter(move |paper| paper.need.applies(case))
    }

    /// The required papers that are missing, given those that are there.
    pub fn missing(&self, case: &[Condition], present: &[Paper]) -> Vec<&'static PaperRule> {
        self.required(case).filter(|rule| !rule.is_met_by(present)).collect()
    }

    /// The rule that keeps this person from being proposed.
    pub fn exclusion(&self, exclusion: Exclusion) -> Option<&'static ExclusionRule> {
        self.exclusions.iter().find(|rule| rule.exclusion == exclusion)
    }

    /// The rule a proposal on this ground rests on; none when this procedure does not know the ground.
    pub fn ground(&self, ground: Ground) -> Option<&'static GroundRule> {
        self.grounds.iter().find(|rule| rule.ground == ground)
    }
}
