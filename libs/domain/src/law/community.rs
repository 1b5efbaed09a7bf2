//! What each law asks of treatment at home and in the community and of substitution treatment, beside the terms
//! and deciders of its pack: time limits of the steps, and the counts after which somebody is taken to have
//! ended it themselves.
//!
//! Only what was read stands here; an unknown limit or count is `None`, and nothing is found by it. Of Decree
//! 163/2026/NĐ-CP the articles about these steps (among 1 to 130) were not available, of regime A no day counts
//! were found for voluntary treatment.

use serde::Serialize;

use super::article::Article;
use super::clock::{Limit, Unit};
use super::pack::Regime;

/// The day the term of a treatment is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TermStart {
    /// The day the person was registered.
    Registration,
    /// The day the decision was signed.
    Decision,
}

/// So many in a row are taken as the person's own ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// From this many on.
    pub least: u32,
    /// Where it comes from.
    pub article: Article,
}

/// The rules of one regime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CommunityRules {
    /// From the finding of addiction to the registration.
    pub registration: Option<Limit>,
    /// From the registration to the decision.
    pub decision: Option<Limit>,
    /// From the decision to the start; after it the treatment counts as not carried out (không thực hiện).
    pub start: Option<Limit>,
    /// What the term is counted from.
    pub term_start: TermStart,
    /// Where that comes from.
    pub term_start_article: Article,
    /// Sessions missed in a row.
    pub missed_sessions: Option<Count>,
    /// Working days away from the place of treatment.
    pub absence: Option<Count>,
    /// Working days without the substitute, in a row.
    pub missed_doses: Option<Count>,
    /// From the move to another commune to the hand-over.
    pub handover: Option<Limit>,
    /// Drugs used during voluntary treatment are a ground for compulsory treatment.
    pub use_in_treatment: Option<Article>,
}

/// The rules of a regime.
pub fn community_rules(regime: Regime) -> &'static CommunityRules {
    match regime {
        Regime::A => &A,
        Regime::B => &B,
        Regime::C => &C,
    }
}

static A: CommunityRules = CommunityRules {
    registration: None,
    decision: None,
    start: None,
    term_start: TermStart::Decision,
    term_start_article: Article::read("Nghị định 94/2010/NĐ-CP", "M94"),
    missed_sessions: None,
    absence: None,
    missed_doses: None,
    handover: None,
    use_in_treatment: None,
};

/// The definitions stand in Art. 3, the steps in Arts. 28 to 39.
const DECREE_116: Article = Article::read("Nghị định 116/2021/NĐ-CP, Điều 3, 28–39", "PD");
const DECREE_116_ART_30: Article = Article::read("Nghị định 116/2021/NĐ-CP, Điều 30", "PD");

static B: CommunityRules = CommunityRules {
    registration: Some(Limit::new(5, Unit::WorkingDays, DECREE_116)),
    decision: Some(Limit::new(3, Unit::WorkingDays, DECREE_116_ART_30)),
    start: Some(Limit::new(5, Unit::WorkingDays, DECREE_116)),
    term_start: TermStart::Registration,
    // Which day the 6 to 12 months begin with was not read.
    term_start_article: Article::unverified("Luật 73/2021/QH14, Điều 30"),
    missed_sessions: Some(Count { least: 10, article: DECREE_116 }),
    absence: Some(Count { least: 5, article: DECREE_116 }),
    missed_doses: Some(Count { least: 5, article: DECREE_116 }),
    handover: None,
    use_in_treatment: Some(Article::read("Luật 73/2021/QH14, Điều 32", "PD")),
};

static C: CommunityRules = CommunityRules {
    registration: None,
    decision: None,
    start: None,
    // The registration is the minutes of the commune police chief.
    term_start: TermStart::Registration,
    term_start_article: Article::read("Luật 120/2025/QH15, Điều 32", "L120"),
    missed_sessions: None,
    absence: None,
    missed_doses: None,
    handover: Some(Limit::new(24, Unit::Hours, Article::read("Luật 120/2025/QH15, Điều 25, 27, 48", "L120"))),
    use_in_treatment: Some(Article::read("Luật 120/2025/QH15, Điều 35 khoản 1", "L120")),
};

/// How many members a volunteer social work team has, and the article that says so.
pub const VOLUNTEER_TEAM: (u32, u32, Article) =
    (5, 10, Article::read("Thông tư liên tịch 24/2012/TTLT-BLĐTBXH-BNV-BTC", "baobaclieu.vn 57797"));
