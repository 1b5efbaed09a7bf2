//! The words that names in the register are made of: what somebody types is a beginning of some of them, sounds
//! like some, and is a slip away from others.

use std::collections::BTreeMap;
use std::ops::Bound;

use domain::text;

/// Words without marks, each with its sound.
#[derive(Clone, Debug, Default)]
pub struct Words(BTreeMap<String, String>);

impl FromIterator<String> for Words {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Self {
        Self(words.into_iter().map(|word| (word.clone(), text::sound_key(&word))).collect())
    }
}

impl Words {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Those that begin with what was typed.
    pub fn beginning<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = &'a str> {
        let from = (Bound::Included(typed), Bound::Unbounded);
        self.0.range::<str, _>(from).map(|(word, _)| word.as_str()).take_while(move |word| word.starts_with(typed))
    }

    /// Those that sound like what was typed.
    pub fn sounding<'a>(&'a self, typed: &str) -> impl Iterator<Item = &'a str> {
        let typed = text::sound_key(typed);
        self.0.iter().filter(move |(_, sound)| **sound == typed).map(|(word, _)| word.as_str())
    }

    /// Those that are a slip away from what was typed, or two from a long word.
    pub fn near<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = &'a str> {
        let slips = text::slips_allowed(typed.chars().count());
        self.0.keys().map(String::as_str).filter(move |word| text::within(typed, word, slips).is_some())
    }
}
