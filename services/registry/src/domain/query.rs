//! What somebody typed into the search, read: an official number, a file code, a birth year, words of a
//! name. Words are found without diacritics, in any order, from their beginnings; where nothing answers,
//! near spellings do.

use domain::person::OfficialNumber;
use domain::text;

use super::document::{self, marked_words, name_words};

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

    /// Tokens that must all be there.
    pub fn strict(&self) -> Vec<Alternatives> {
        self.facts().chain(self.words.iter().map(|word| Alternatives(vec![Term::beginning(word)]))).collect()
    }

    /// The same with every word of `vocabulary` that is a slip away.
    pub fn near<'a>(&self, vocabulary: impl Iterator<Item = &'a str> + Clone) -> Vec<Alternatives> {
        let near = |word: &String| {
            let close = vocabulary.clone().filter(|known| is_near(word, known)).map(Term::exactly);
            Alternatives(std::iter::once(Term::beginning(word)).chain(close).collect())
        };
        self.facts().chain(self.words.iter().map(near)).collect()
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

fn is_near(word: &str, known: &str) -> bool {
    let slips = text::slips_allowed(word.chars().count());
    text::sound_key(word) == text::sound_key(known) || text::within(word, known, slips).is_some()
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
    fn near_spellings_come_from_the_words_that_exist() {
        let vocabulary = ["nguyen", "nguyet", "tran"];
        let near = Typed::read("nguyne").near(vocabulary.iter().copied());
        let tokens: Vec<&str> = near[0].0.iter().map(|term| term.token.as_str()).collect();
        assert_eq!(tokens, ["nguyne", "nguyen"]);
    }
}
