//! Every sentence of the pages in Vietnamese and English.
//!
//! A [`Text`] is a constant pair; `{0}`, `{1}` … stand for what [`Text::with`] puts in. A test checks that
//! both languages are there, hold the same places, and that no English text has Vietnamese letters.

pub mod care;
pub mod certificates;
pub mod codes;
pub mod community;
pub mod dossiers;
pub mod duplicates;
pub mod emergency;
pub mod facilities;
pub mod failures;
pub mod forecasts;
pub mod help;
pub mod house;
pub mod imports;
pub mod intake;
pub mod minutes;
pub mod operations;
pub mod particulars;
pub mod persons;
pub mod reliefs;
pub mod reports;
pub mod returns;
pub mod rolls;
pub mod shell;
pub mod transfers;
pub mod waiting;
pub mod work;

use serde::Deserialize;
use web::Language;

/// A sentence in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    pub vi: &'static str,
    pub en: &'static str,
}

impl Text {
    pub const fn new(vi: &'static str, en: &'static str) -> Self {
        Self { vi, en }
    }

    pub fn to(self, language: Language) -> &'static str {
        language.pick(self.vi, self.en)
    }

    /// The sentence with its places filled in.
    pub fn with(self, language: Language, values: &[&str]) -> String {
        let mut text = self.to(language).to_owned();
        for (place, value) in values.iter().enumerate() {
            text = text.replace(&format!("{{{place}}}"), value);
        }
        text
    }
}

/// A name that a service gives in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Named {
    pub vi: String,
    pub en: String,
}

impl Named {
    pub fn to(&self, language: Language) -> &str {
        language.pick(&self.vi, &self.en)
    }
}

/// Declares sentences.
macro_rules! texts {
    ($($name:ident = $vi:literal, $en:literal;)+) => {
        $(pub const $name: $crate::i18n::Text = $crate::i18n::Text::new($vi, $en);)+
        #[cfg(test)]
        pub const ALL: &[(&str, $crate::i18n::Text)] = &[$((stringify!($name), $name)),+];
    };
}
use texts;

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = (&'static str, Text)> {
        let modules = [
            community::ALL,
            forecasts::ALL,
            rolls::ALL,
            care::ALL,
            certificates::ALL,
            dossiers::ALL,
            duplicates::ALL,
            emergency::ALL,
            facilities::ALL,
            failures::ALL,
            help::ALL,
            house::ALL,
            intake::ALL,
            waiting::ALL,
            imports::ALL,
            minutes::ALL,
            operations::ALL,
            particulars::ALL,
            persons::ALL,
            reliefs::ALL,
            reports::ALL,
            returns::ALL,
            shell::ALL,
            work::ALL,
            transfers::ALL,
            codes::ALL,
        ];
        modules.into_iter().flatten().copied()
    }

    fn places(text: &str) -> Vec<char> {
        let mut places: Vec<char> = text.split('{').skip(1).filter_map(|rest| rest.chars().next()).collect();
        places.sort_unstable();
        places
    }

    #[test]
    fn every_sentence_exists_in_both_languages() {
        for (name, text) in all() {
            assert!(!text.vi.is_empty() && !text.en.is_empty(), "{name}");
            assert_eq!(places(text.vi), places(text.en), "{name}");
        }
    }

    #[test]
    fn english_sentences_hold_no_vietnamese_letters() {
        for (name, text) in all().filter(|(name, _)| !matches!(*name, "BRAND" | "TO_VIETNAMESE")) {
            assert!(text.en.chars().all(|c| !c.is_alphabetic() || c.is_ascii()), "{name}: {}", text.en);
        }
    }

    #[test]
    fn vietnamese_sentences_are_composed() {
        for (name, text) in all() {
            let combining = |c: char| ('\u{0300}'..='\u{036f}').contains(&c);
            assert!(!text.vi.chars().any(combining), "{name}");
        }
    }

    #[test]
    fn places_are_filled_in() {
        let text = Text::new("{0} trong {1}", "{0} of {1}");
        assert_eq!(text.with(Language::English, &["3", "7"]), "3 of 7");
    }
}
