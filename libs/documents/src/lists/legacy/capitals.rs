//! Capitals that TCVN3 could not write, from the capitals around them.

use unicode_normalization::UnicodeNormalization;

use super::Capitals;
use super::table::Letter;

pub(super) fn mend(text: &[Letter], capitals: Capitals) -> String {
    let mut letters: Vec<Letter> = text.to_vec();
    match capitals {
        Capitals::Font => letters.iter_mut().for_each(raise),
        Capitals::FromContext => from_context(&mut letters),
    }
    letters.iter().map(|letter| letter.letter).nfc().collect()
}

/// "NGUYễN" → "NGUYỄN", and all words when none has a small letter ("TRầN Hà" → "TRẦN HÀ");
/// "Trần Thị ánh" → "Trần Thị Ánh".
fn from_context(letters: &mut [Letter]) {
    let blank = |letter: &Letter| letter.letter.is_whitespace();
    let all_capital = !letters.iter().any(known_small);
    let any_shouted = letters.split(blank).any(shouted);
    let capitalised = letters.split(blank).filter(|word| holds_letters(word)).all(opens_capital_or_unknown);
    let any_capital = letters.split(blank).any(|word| word.first().is_some_and(known_capital));
    for word in letters.split_mut(blank) {
        if shouted(word) || (all_capital && any_shouted) {
            word.iter_mut().filter(|letter| !letter.case_known).for_each(raise);
        } else if capitalised && any_capital {
            word.iter_mut().take(1).filter(|letter| !letter.case_known).for_each(raise);
        }
    }
}

/// A word with two capitals and no small letter of known case: written in capitals.
fn shouted(word: &[Letter]) -> bool {
    word.iter().filter(|letter| known_capital(letter)).count() > 1 && !word.iter().any(known_small)
}

fn holds_letters(word: &[Letter]) -> bool {
    word.iter().any(|letter| letter.letter.is_alphabetic())
}

fn opens_capital_or_unknown(word: &[Letter]) -> bool {
    word.first().is_some_and(|first| !first.case_known || first.letter.is_uppercase())
}

fn known_capital(letter: &Letter) -> bool {
    letter.case_known && letter.letter.is_uppercase()
}

fn known_small(letter: &Letter) -> bool {
    letter.case_known && letter.letter.is_lowercase()
}

fn raise(letter: &mut Letter) {
    letter.letter = letter.letter.to_uppercase().next().unwrap_or(letter.letter);
}
