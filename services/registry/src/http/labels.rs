//! Codes with their labels, rules with their articles: what views of law are made of.

use chrono::{DateTime, FixedOffset};
use domain::law::Article;
use domain::law::clock::{Limit, Quantity, Standing};
use domain::law::forms::{self, FormKey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A code of a code list with its labels.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Label {
    pub code: String,
    pub vi: String,
    pub en: String,
}

/// Makes a label of a code of any list.
macro_rules! label {
    ($code:expr) => {{
        let code = $code;
        $crate::http::labels::Label {
            code: code.as_str().to_owned(),
            vi: code.vi().to_owned(),
            en: code.en().to_owned(),
        }
    }};
}
pub(super) use label;

/// Where a rule comes from. A rule that is not verified must be shown as such.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArticleView {
    pub citation: String,
    pub verified: bool,
}

impl From<Article> for ArticleView {
    fn from(article: Article) -> Self {
        Self { citation: article.citation.to_owned(), verified: article.verified }
    }
}

/// How long something may take.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LimitView {
    #[serde(flatten)]
    pub quantity: Quantity,
    pub vi: String,
    pub en: String,
    pub article: ArticleView,
}

impl From<Limit> for LimitView {
    fn from(limit: Limit) -> Self {
        let quantity = limit.quantity();
        Self { quantity, vi: quantity.vi(), en: quantity.en(), article: limit.article.into() }
    }
}

/// A printed form.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FormView {
    pub decree: String,
    pub annex: String,
    pub number: String,
    /// How it is quoted, with its title.
    pub vi: String,
    pub en: String,
}

impl From<FormKey> for FormView {
    fn from(key: FormKey) -> Self {
        let title = forms::form(key);
        let quoted = |quote: String, title: Option<&str>| match title {
            Some(title) => format!("{quote}: {title}"),
            None => quote,
        };
        Self {
            decree: key.decree.as_str().to_owned(),
            annex: key.annex.as_str().to_owned(),
            number: key.number.to_owned(),
            vi: quoted(key.vi(), title.map(|form| form.vi)),
            en: quoted(key.en(), title.map(|form| form.en)),
        }
    }
}

/// What is left, in figures and in words.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StandingView {
    #[serde(flatten)]
    pub standing: Standing,
    pub vi: String,
    pub en: String,
}

impl From<Standing> for StandingView {
    fn from(standing: Standing) -> Self {
        Self { standing, vi: standing.vi(), en: standing.en() }
    }
}

/// The first moment that is too late, if there is one: 00:00 stands for 24:00 of the day before.
pub type DueAt = Option<DateTime<FixedOffset>>;
