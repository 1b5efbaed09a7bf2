//! What somebody typed into the search, read: an official number, a file code, a birth year, words of a
//! name. Words are found without diacritics, in any order, from their beginnings; where nothing answers,
//! near spellings do.

use std::collections::BTreeSet;

use domain::person::OfficialNumber;
use domain::text;

use super::document::{self, marked_words, name_words};
use super::words::Words;

/// One reading of the typed text.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub number: Option<OfficialNumber>,
    pub file_code: Option<String>,
    pub birth_years: Vec<i32>,
    /// Folded words of a name, in the order typed.
    pub words: Vec<String>,
    /// Those of the words that were typed with marks, marks and all.
    pub marked: Vec<String>,
}

/// A word and whatever else may stand for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternatives(pub Vec<Term>);

/// A token of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub token: String,
    /// Whether tokens that begin with it answer too.
    pub prefix: bool,
}

impl Term {
    pub fn exactly(token: impl Into<String>) -> Self {
        Self { token: token.into(), prefix: false }
    }

    pub fn beginning(token: impl Into<String>) -> Self {
        Self { token: token.into(), prefix: true }
    }
}

impl Typed {
    /// Nothing was typed that can be searched for.
    pub fn says_nothing(&self) -> bool {
        self.number.is_none() && self.file_code.is_none() && self.birth_years.is_empty() && self.words.is_empty()
    }

    pub fn read(text: &str) -> Self {
        if let Ok(number) = OfficialNumber::parse(text, "q") {
            return Self { number: Some(number), ..Self::default() };
        }
        if is_file_code(text.trim()) {
            return Self { file_code: Some(text.trim().to_owned()), ..Self::default() };
        }
        let mut typed = Self::default();
        for word in text.split_whitespace() {
            match birth_year(word) {
                Some(year) => typed.birth_years.push(year),
                None => {
                    let word = as_meant(word);
                    typed.words.extend(name_words(&word));
                    // A word without a mark says nothing about marks.
                    typed.marked.extend(marked_words(&word).into_iter().filter(|marked| !typed.words.contains(marked)));
                }
            }
        }
        typed
    }

    /// How the text was read, for the record of searches.
    pub fn how(&self) -> &'static str {
        match (&self.number, &self.file_code) {
            (Some(_), _) => "official_number",
            (None, Some(_)) => "file_code",
            (None, None) => "words",
        }
    }

    /// The ways to understand what was typed when so many of its words are misspelt, no matter which. Of one
    /// reading everything must answer; a reading that nothing in the register can answer is left out.
    pub fn readings(&self, known: &Words, misspelt: usize) -> Vec<Vec<Alternatives>> {
        let words: Vec<Meanings> = self.words.iter().map(|word| Meanings::of(word, known, misspelt > 0)).collect();
        let reading = |places: Vec<usize>| -> Vec<Alternatives> {
            let word = |(at, word): (usize, &Meanings)| {
                if places.contains(&at) { word.near.clone() } else { word.meant.clone() }
            };
            self.facts().chain(words.iter().enumerate().map(word)).collect()
        };
        let mut readings: Vec<_> = combinations(words.len(), misspelt).into_iter().map(reading).collect();
        readings.retain(|reading| reading.iter().all(|alternatives| !alternatives.0.is_empty()));
        readings
    }

    fn facts(&self) -> impl Iterator<Item = Alternatives> {
        let file = self.file_code.iter().map(|code| Alternatives(vec![Term::exactly(document::file_code(code))]));
        let years = self.birth_years.iter().map(|year| Alternatives(vec![Term::exactly(document::birth_year(*year))]));
        file.chain(years)
    }
}

/// Keystrokes of Telex or VNI that no input method took, turned into the letters they mean.
fn as_meant(word: &str) -> String {
    text::untelex(word).or_else(|| text::unvni(word)).unwrap_or_else(|| word.to_owned())
}

/// What one typed word may stand for.
struct Meanings {
    /// As it was typed: a word or the beginning of one, with those of the same sound where slips are allowed for.
    meant: Alternatives,
    /// With those that are a slip away.
    near: Alternatives,
}

impl Meanings {
    fn of(word: &str, known: &Words, slips: bool) -> Self {
        // Whole words are found much faster than beginnings, unless there are very many.
        const MOST: usize = 16;
        let beginning: BTreeSet<&str> = known.beginning(word).collect();
        let mut meant: Vec<Term> = match beginning.len() {
            0..=MOST => beginning.iter().copied().map(Term::exactly).collect(),
            _ => vec![Term::beginning(word)],
        };
        if !slips {
            return Self { meant: Alternatives(meant), near: Alternatives(Vec::new()) };
        }
        meant.extend(known.sounding(word).filter(|known| !beginning.contains(known)).map(Term::exactly));
        let near = known.near(word).filter(|known| !beginning.contains(known)).map(Term::exactly);
        let near: Vec<Term> = near.filter(|term| !meant.contains(term)).collect();
        Self { near: Alternatives(meant.iter().cloned().chain(near).collect()), meant: Alternatives(meant) }
    }
}

/// Every choice of `chosen` places among the first `count`; all of them when there are no more.
fn combinations(count: usize, chosen: usize) -> Vec<Vec<usize>> {
    let mut choices: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..chosen.min(count) {
        let longer = |choice: Vec<usize>| {
            let next = choice.last().map_or(0, |last| last + 1);
            (next..count).map(move |place| choice.iter().copied().chain([place]).collect())
        };
        choices = choices.into_iter().flat_map(longer).collect();
    }
    choices
}

fn birth_year(word: &str) -> Option<i32> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten().filter(|year| (1900..=2100).contains(year))
}

/// Whether a text is a whole file code.
pub fn is_file_code(text: &str) -> bool {
    let mut parts = text.split('-');
    let digits =
        |part: Option<&str>, length| part.is_some_and(|p| p.len() == length && p.bytes().all(|b| b.is_ascii_digit()));
    digits(parts.next(), 2) && digits(parts.next(), 4) && digits(parts.next(), 6) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_a_birth_year_are_told_apart() {
        let typed = Typed::read("  Đức nguyễn 1992 ");
        assert_eq!((typed.words, typed.birth_years), (vec!["duc".to_owned(), "nguyen".to_owned()], vec![1992]));
        assert_eq!(typed.marked, ["đức", "nguyễn"]);
        assert!(Typed::read("duc nguyen").marked.is_empty());
    }

    #[test]
    fn numbers_and_file_codes_are_recognised() {
        assert!(Typed::read("087 092 123 456").number.is_some());
        assert_eq!(Typed::read("87-2019-000123").file_code.as_deref(), Some("87-2019-000123"));
        assert!(Typed::read("87-2019").file_code.is_none());
    }

    #[test]
    fn a_word_stands_for_the_known_ones_it_begins() {
        assert_eq!(read("van ngu", 0), ["van & nguyen|nguyet"]);
        assert!(read("van xyz", 0).is_empty(), "nobody has such a word");
    }

    #[test]
    fn no_more_words_are_misspelt_than_it_takes() {
        assert_eq!(read("nguyne van", 1), ["nguyen & van"], "only this word can be the wrong one");
        assert_eq!(read("nguyen vang", 1), ["nguyen & van"]);
        assert_eq!(read("nguyen van", 1), ["nguyen|nguyet & van", "nguyen & van"]);
        assert!(read("nguyne vang", 1).is_empty());
        assert_eq!(read("nguyne vang", 2), ["nguyen & van"]);
    }

    #[test]
    fn words_of_one_sound_are_no_slip() {
        assert_eq!(read("ly nguyne", 1), ["ly|li & nguyen"]);
    }

    #[test]
    fn a_beginning_of_very_many_words_stays_one() {
        let known: Words = (b'a'..=b'z').map(|letter| format!("h{}", char::from(letter))).collect();
        assert_eq!(Typed::read("h").readings(&known, 0), [[Alternatives(vec![Term::beginning("h")])]]);
    }

    fn read(text: &str, misspelt: usize) -> Vec<String> {
        let known: Words = ["nguyen", "nguyet", "van", "ly", "li"].into_iter().map(str::to_owned).collect();
        let words = |one: &Alternatives| one.0.iter().map(|term| term.token.as_str()).collect::<Vec<_>>().join("|");
        let reading = |reading: &Vec<Alternatives>| reading.iter().map(words).collect::<Vec<_>>().join(" & ");
        Typed::read(text).readings(&known, misspelt).iter().map(reading).collect()
    }
}
