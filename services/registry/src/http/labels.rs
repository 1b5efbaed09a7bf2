//! Codes with their labels, rules with their articles: what views of law are made of.

use chrono::{DateTime, FixedOffset};
use domain::law::clock::{Limit, Quantity};
use domain::law::forms::{self, FormKey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use web::labels::{ArticleView, Label, StandingView, label};

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

/// The first moment that is too late, if there is one: 00:00 stands for 24:00 of the day before.
pub type DueAt = Option<DateTime<FixedOffset>>;
