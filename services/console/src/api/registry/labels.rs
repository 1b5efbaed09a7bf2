//! Codes with their labels, rules with their articles, as registry sends them.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Deserialize;
use web::Language;

/// A code of a code list with its labels.
#[derive(Clone, Debug, Deserialize)]
pub struct Label {
    pub code: String,
    vi: String,
    en: String,
}

impl Label {
    pub fn to(&self, language: Language) -> &str {
        language.pick(&self.vi, &self.en)
    }
}

/// Where a rule comes from. One that was not verified is shown as such.
#[derive(Clone, Debug, Deserialize)]
pub struct Article {
    pub citation: String,
    pub verified: bool,
}

/// How long something may take.
#[derive(Clone, Debug, Deserialize)]
pub struct Limit {
    vi: String,
    en: String,
    pub article: Article,
}

impl Limit {
    pub fn to(&self, language: Language) -> &str {
        language.pick(&self.vi, &self.en)
    }
}

/// What must be done in what time.
#[derive(Clone, Debug, Deserialize)]
pub struct Rule {
    pub step: Label,
    pub limit: Limit,
}

/// What is left of a due time.
#[derive(Clone, Debug, Deserialize)]
pub struct Standing {
    /// `left`, `overdue` or `stopped`.
    pub state: String,
    pub value: u32,
    vi: String,
    en: String,
}

impl Standing {
    pub fn to(&self, language: Language) -> &str {
        language.pick(&self.vi, &self.en)
    }
}

/// A form of a decree.
#[derive(Clone, Debug, Deserialize)]
pub struct Form {
    vi: String,
    en: String,
}

impl Form {
    pub fn to(&self, language: Language) -> &str {
        language.pick(&self.vi, &self.en)
    }
}

/// A derived due time with its derivation.
#[derive(Clone, Debug, Deserialize)]
pub struct Due {
    pub started_at: DateTime<FixedOffset>,
    pub limit: Limit,
    /// The first moment that is too late; none while the clock stands still.
    pub due_at: Option<DateTime<FixedOffset>>,
    /// The last day within the term.
    pub last_day: Option<NaiveDate>,
    pub certainty: Label,
    pub derivation: Vec<Line>,
}

/// One line of a derivation.
#[derive(Clone, Debug, Deserialize)]
pub struct Line {
    vi: String,
    en: String,
}

impl Line {
    pub fn to(&self, language: Language) -> &str {
        language.pick(&self.vi, &self.en)
    }
}
