//! The shapes of a rule.

use serde::Serialize;

use super::article::Article;
use super::measure::{Authority, Measure};

/// All a pack says about one measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MeasureRule {
    /// The measure.
    pub measure: Measure,
    /// Whom it may be offered to, by age.
    pub ages: Ages,
    /// How long it lasts; empty where law sets no term or none was found.
    pub terms: &'static [TermRule],
    /// Who decides, the usual case first.
    pub deciders: &'static [Decider],
    /// How far through the process a person must go; none where law does not say.
    pub stages: Option<StageRule>,
}

/// An age band in whole years: `from` and over, and under `below` where there is an upper end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Ages {
    /// Youngest age, inclusive.
    pub from: u32,
    /// First age that is too old.
    pub below: Option<u32>,
    /// Where the band comes from.
    pub article: Article,
}

impl Ages {
    /// Whether a person of this age is in the band.
    pub fn contains(&self, age: u32) -> bool {
        self.from <= age && self.below.is_none_or(|below| age < below)
    }
}

/// A length in calendar months, a range or a fixed figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// At least this many months.
    pub min_months: u32,
    /// At most this many; none where law sets only a minimum.
    pub max_months: Option<u32>,
}

impl Term {
    pub(super) const fn between(min_months: u32, max_months: u32) -> Self {
        Self { min_months, max_months: Some(max_months) }
    }

    pub(super) const fn exactly(months: u32) -> Self {
        Self::between(months, months)
    }

    pub(super) const fn at_least(min_months: u32) -> Self {
        Self { min_months, max_months: None }
    }

    /// Whether law leaves no choice of length.
    pub fn is_fixed(self) -> bool {
        self.max_months == Some(self.min_months)
    }

    /// Whether a decision may set this many months.
    pub fn allows(self, months: u32) -> bool {
        self.min_months <= months && self.max_months.is_none_or(|most| months <= most)
    }
}

/// The term from one attempt (lần cai nghiện) on, until a later rule takes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TermRule {
    /// First attempt the rule holds for; attempts count from 1.
    pub from_attempt: u32,
    /// The length.
    pub term: Term,
    /// Where the length comes from.
    pub article: Article,
}

/// An authority and the case in which it decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Decider {
    /// Who decides.
    pub authority: Authority,
    /// When this authority and no other, in Vietnamese; empty when always.
    pub case_vi: &'static str,
    /// The same in English.
    pub case_en: &'static str,
    /// Where it comes from.
    pub article: Article,
}

impl Decider {
    pub(super) const fn always(authority: Authority, article: Article) -> Self {
        Self { authority, case_vi: "", case_en: "", article }
    }
}

/// One stage of the rehabilitation process (quy trình cai nghiện).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// From 1; the same number means another stage in regime A than in B and C.
    pub number: u8,
    /// Vietnamese name, after the source and not word for word.
    pub name_vi: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// Share of the whole term in percent, where law gives one (regime A).
    pub share_percent: Option<u8>,
}

/// How many stages of the process a measure requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StageRule {
    /// The last stage that must be completed; all before it must be too.
    pub last: u8,
    /// Where it comes from.
    pub article: Article,
}

/// How long post-rehabilitation management lasts after a completed measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PostRehabilitationRule {
    /// The measures it follows.
    pub after: &'static [Measure],
    /// The length.
    pub term: Term,
    /// Where it comes from.
    pub article: Article,
}
