//! Tells the encoding of text by the words it would hold.

use super::{Encoding, convert, syllable, table};

/// Words beyond the first ones change nothing.
const WORDS: usize = 4000;

/// What the words say for each encoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    unicode: i32,
    tcvn3: i32,
    vni: i32,
}

impl Evidence {
    /// Each word with a letter beyond ASCII speaks for the encodings in which it is a Vietnamese
    /// syllable and against the others.
    pub(super) fn of<'a>(samples: impl IntoIterator<Item = &'a str>) -> Self {
        let mut evidence = Self::default();
        let words = samples.into_iter().flat_map(str::split_whitespace).filter(|word| !word.is_ascii());
        for word in words.take(WORDS) {
            let only_unicode = word.chars().any(table::only_unicode);
            let says = |encoding: Encoding| match only_unicode && encoding != Encoding::Unicode {
                true => -1,
                false if syllable::is_syllable(&bare(&convert(word, encoding))) => 1,
                false => -1,
            };
            evidence.unicode += says(Encoding::Unicode);
            evidence.tcvn3 += says(Encoding::Tcvn3);
            evidence.vni += says(Encoding::Vni);
        }
        evidence
    }

    /// The encoding most is said for, when it leads by so many words. Unicode wins a tie.
    pub(super) fn verdict(self, lead: i32) -> Option<Encoding> {
        let (legacy, said) =
            if self.vni > self.tcvn3 { (Encoding::Vni, self.vni) } else { (Encoding::Tcvn3, self.tcvn3) };
        let other = self.vni.min(self.tcvn3);
        if said > self.unicode && said > other {
            return (said - self.unicode.max(other) >= lead).then_some(legacy);
        }
        (self.unicode - said >= lead).then_some(Encoding::Unicode)
    }
}

/// The word without the digits and signs around it.
fn bare(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_alphabetic()).to_owned()
}

/// The encoding of texts from one column or sheet. Text without evidence is Unicode.
pub fn detect(samples: &[&str]) -> Encoding {
    Evidence::of(samples.iter().copied()).verdict(1).unwrap_or_default()
}
