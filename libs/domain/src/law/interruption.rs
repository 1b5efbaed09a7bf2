//! What a time away from treatment does to the term (thời hạn).

use serde::Serialize;

use super::article::Article;
use crate::code_list;

code_list! {
    /// Why a person under treatment is away from it.
    Interruption {
        Escape = "escape", "trốn", "escape";
        Hospital = "hospital", "đi viện", "hospital";
        FuneralLeave = "funeral_leave", "về chịu tang", "funeral leave";
        /// Treated at home for a severe illness.
        Suspension = "suspension", "tạm đình chỉ chấp hành", "suspension";
        /// Taken out for criminal proceedings, without a sentence.
        Proceedings = "proceedings", "đưa ra phục vụ tố tụng", "criminal proceedings";
        Prison = "prison", "chấp hành án phạt tù", "prison sentence";
    }
}

code_list! {
    /// What becomes of the term meanwhile.
    Effect {
        Counts = "counts", "được tính vào thời hạn", "counts as served";
        Stops = "stops", "không tính vào thời hạn", "does not count";
        /// The rest is remitted.
        Ends = "ends", "miễn chấp hành thời gian còn lại", "ends the term";
    }
}

/// The effect of one kind of interruption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct InterruptionRule {
    /// Why the person is away.
    pub interruption: Interruption,
    /// What that does to the term.
    pub effect: Effect,
    /// Where it comes from.
    pub article: Article,
}

impl InterruptionRule {
    pub(super) const fn counts(interruption: Interruption, article: Article) -> Self {
        Self { interruption, effect: Effect::Counts, article }
    }

    pub(super) const fn stops(interruption: Interruption, article: Article) -> Self {
        Self { interruption, effect: Effect::Stops, article }
    }

    pub(super) const fn ends(interruption: Interruption, article: Article) -> Self {
        Self { interruption, effect: Effect::Ends, article }
    }
}

/// By how much a court may shorten a term for progress or merit (giảm thời hạn).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MeritReduction {
    /// Months for progress: at least, at most.
    pub progress_months: (u32, u32),
    /// Months with merit (lập công): at least, at most.
    pub merit_months: (u32, u32),
    /// How many of the last months must be rated fair or better.
    pub rated_months: u32,
    /// Where it comes from.
    pub article: Article,
}
