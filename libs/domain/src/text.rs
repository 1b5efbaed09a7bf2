//! Vietnamese text: folding for search, keys for ranking, sorting and matching, and reading what a
//! keyboard left behind.
//!
//! | need | function |
//! |---|---|
//! | the form names are stored in | [`tidy`] |
//! | search without diacritics | [`fold`] |
//! | "the same with its marks", whatever the tone placement | [`marked_key`] |
//! | "may be the same name": no marks, i and y alike | [`sound_key`] |
//! | sorting a list of people | [`given_name_key`] |
//! | Telex and VNI keys left in the text | [`untelex`], [`unvni`] |
//! | slips of the finger | [`within`], [`slips_allowed`] |

mod order;
mod slips;
mod sound;
mod syllable;
mod tone;
mod typing;

pub use order::given_name_key;
pub use slips::{slips_allowed, within};
pub use sound::sound_key;
pub use syllable::is_syllable;
pub use tone::marked_key;
pub use typing::{untelex, unvni};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// A day as papers have it: "31/12/2019".
pub fn written(day: chrono::NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// Lower case without diacritics, đ as d, blanks collapsed: "Nguyễn  Văn Đức" → "nguyen van duc".
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for letter in word.chars() {
            // Letter by letter, because the order of marks that are dropped does not matter.
            decompose_canonical(letter, |part| match part {
                'đ' | 'Đ' => folded.push('d'),
                mark if is_combining_mark(mark) => {}
                plain => folded.extend(plain.to_lowercase()),
            });
        }
    }
    folded
}

/// NFC with single blanks, the form names are stored in.
pub fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_marks_and_turns_d_bar_into_d() {
        assert_eq!(fold("  Nguyễn Văn  Đức "), "nguyen van duc");
    }

    #[test]
    fn tidying_composes_letters_and_keeps_single_blanks() {
        assert_eq!(tidy(" Lê  Thi\u{0323} Hoa "), "Lê Thị Hoa");
    }
}
