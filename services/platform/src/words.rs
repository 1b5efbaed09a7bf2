//! What the program says of its own, in both languages: chosen where it is printed, not where it is made.

use std::error::Error;
use std::fmt;

use web::Language;

use crate::interrupt::Interrupted;
use crate::remote::{Answered, Unreachable};

/// A sentence in Vietnamese and in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub vi: String,
    pub en: String,
}

impl Said {
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    pub fn pick(&self, language: Language) -> &str {
        language.pick(&self.vi, &self.en)
    }
}

/// Both, where nobody has chosen.
impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.vi, self.en)
    }
}

impl Error for Said {}

/// An error's own words in one language; what a library says stays as it is.
pub fn words(error: &(dyn Error + 'static), language: Language) -> String {
    if let Some(said) = error.downcast_ref::<Said>() {
        return said.pick(language).to_owned();
    }
    if let Some(answered) = error.downcast_ref::<Answered>() {
        return answered.words();
    }
    if let Some(unreachable) = error.downcast_ref::<Unreachable>() {
        return unreachable.said().pick(language).to_owned();
    }
    if let Some(interrupted) = error.downcast_ref::<Interrupted>() {
        return interrupted.said().pick(language).to_owned();
    }
    error.to_string()
}
