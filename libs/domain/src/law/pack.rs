//! A law pack and the questions it answers.

use chrono::NaiveDate;
use serde::Serialize;

use super::article::Article;
use super::interruption::{Effect, Interruption, InterruptionRule, MeritReduction};
use super::measure::Measure;
use super::rule::{Decider, MeasureRule, PostRehabilitationRule, Stage, Term, TermRule};
use crate::code_list;

code_list! {
    /// Id of a law pack; a decision stores the id of the pack it was taken under.
    PackId {
        A = "A", "đến 31/12/2021", "until 31/12/2021";
        B1 = "B1", "1/1/2022 – 28/2/2025", "1/1/2022 – 28/2/2025";
        B2a = "B2a", "1/3/2025 – 30/6/2025", "1/3/2025 – 30/6/2025";
        B2b = "B2b", "1/7/2025 – 30/6/2026", "1/7/2025 – 30/6/2026";
        C = "C", "từ 1/7/2026", "from 1/7/2026";
    }
}

code_list! {
    /// The law a pack belongs to. Terms change between regimes, authorities also within one.
    Regime {
        A = "A", "Luật 23/2000/QH10", "Law 23/2000";
        B = "B", "Luật 73/2021/QH14", "Law 73/2021";
        C = "C", "Luật 120/2025/QH15", "Law 120/2025";
    }
}

/// The rules of one span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LawPack {
    /// Its id.
    pub id: PackId,
    /// The law it belongs to.
    pub regime: Regime,
    /// First day; none for pack A, which answers for every earlier day.
    pub valid_from: Option<NaiveDate>,
    /// Last day; none for the pack in force.
    pub valid_to: Option<NaiveDate>,
    /// The measures that exist; a measure not listed does not exist in this pack.
    pub measures: &'static [MeasureRule],
    /// The five stages of the process.
    pub process: &'static [Stage],
    /// Where the stages come from.
    pub process_article: Article,
    /// Terms of post-rehabilitation management.
    pub post_rehabilitation: &'static [PostRehabilitationRule],
    /// By how much a court may reduce a term for progress or merit (giảm thời hạn); none where the
    /// law took that away.
    pub merit_reduction: Option<MeritReduction>,
    /// What a time away does to the term, for every kind.
    pub interruptions: &'static [InterruptionRule],
    /// The article that deducts days held in a facility while the dossier ran.
    pub holding: Article,
}

impl LawPack {
    /// The rules of a measure; none when it does not exist in this pack.
    pub fn rule(&self, measure: Measure) -> Option<&'static MeasureRule> {
        self.measures.iter().find(|rule| rule.measure == measure)
    }

    /// Whether the measure exists and a person of this age in whole years may be offered it.
    /// Never for a person under [`YOUNGEST`](super::YOUNGEST).
    pub fn offers(&self, measure: Measure, age: u32) -> bool {
        self.rule(measure).is_some_and(|rule| rule.ages.contains(age))
    }

    /// The term of a measure for a person of this age, at this attempt (lần cai nghiện, from 1).
    ///
    /// None when the measure may not be offered at that age or law sets no term for it. The term
    /// of post-rehabilitation management follows from what was completed: see
    /// [`post_rehabilitation_term`](Self::post_rehabilitation_term).
    pub fn term(&self, measure: Measure, attempt: u32, age: u32) -> Option<Term> {
        self.term_rule(measure, attempt, age).map(|rule| rule.term)
    }

    /// The same with its article.
    pub fn term_rule(&self, measure: Measure, attempt: u32, age: u32) -> Option<&'static TermRule> {
        let rule = self.rule(measure).filter(|rule| rule.ages.contains(age))?;
        rule.terms.iter().filter(|term| term.from_attempt <= attempt).max_by_key(|term| term.from_attempt)
    }

    /// The youngest age in whole years a measure may be offered at.
    pub fn minimum_age(&self, measure: Measure) -> Option<u32> {
        self.rule(measure).map(|rule| rule.ages.from)
    }

    /// Who decides a measure in the usual case; [`deciders`](Self::deciders) gives every case.
    pub fn decider(&self, measure: Measure) -> Option<&'static Decider> {
        self.deciders(measure).first()
    }

    /// Everyone who decides a measure, each with its case.
    pub fn deciders(&self, measure: Measure) -> &'static [Decider] {
        self.rule(measure).map_or(&[], |rule| rule.deciders)
    }

    /// The stages a person must complete under a measure, in order; empty where law asks for none.
    pub fn stages(&self, measure: Measure) -> &'static [Stage] {
        let last = self.rule(measure).and_then(|rule| rule.stages).map_or(0, |rule| rule.last);
        &self.process[..usize::from(last).min(self.process.len())]
    }

    /// How long post-rehabilitation management lasts after a completed measure; none where law
    /// has none after it.
    pub fn post_rehabilitation_term(&self, completed: Measure) -> Option<Term> {
        self.post_rehabilitation_rule(completed).map(|rule| rule.term)
    }

    /// The same with its article.
    pub fn post_rehabilitation_rule(&self, completed: Measure) -> Option<&'static PostRehabilitationRule> {
        self.post_rehabilitation.iter().find(|rule| rule.after.contains(&completed))
    }

    /// Whether prison remits the rest of a term; where it does not, the term goes on afterwards.
    pub fn prison_ends(&self) -> bool {
        self.interruption(Interruption::Prison).is_some_and(|rule| rule.effect == Effect::Ends)
    }

    /// What a time away does to the term of a treatment.
    pub fn interruption(&self, interruption: Interruption) -> Option<&'static InterruptionRule> {
        self.interruptions.iter().find(|rule| rule.interruption == interruption)
    }

    /// Whether the pack was in force on a day.
    pub fn is_in_force(&self, on: NaiveDate) -> bool {
        self.valid_from.is_none_or(|first| first <= on) && self.valid_to.is_none_or(|last| on <= last)
    }
}
