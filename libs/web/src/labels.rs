//! Codes with their labels, rules with their articles: what views of law are made of.

use domain::law::Article;
use domain::law::clock::Standing;
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
#[macro_export]
macro_rules! label {
    ($code:expr) => {{
        let code = $code;
        $crate::labels::Label { code: code.as_str().to_owned(), vi: code.vi().to_owned(), en: code.en().to_owned() }
    }};
}
pub use label;

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
