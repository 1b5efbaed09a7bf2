//! One tone placement: "hoà" and "hòa", "qúy" and "quý" are the same words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Lower case with all marks, each tone on the letter where the older orthography puts it (hòa,
/// thủy, khỏe, quý), composed (NFC). Apostrophes join ("K'Brơi" → "kbrơi"), every other sign parts
/// words, and words stand one blank apart.
///
/// Two texts with the same key are the same with their marks. The older placement is taken because
/// statutory documents and the list of administrative units mostly use it; both are in use
/// (Decree 30/2020 prints both).
pub fn marked_key(text: &str) -> String {
    if text.is_ascii() {
        return words(text.chars().flat_map(char::to_lowercase));
    }
    let mut letters = Vec::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        decompose_canonical(letter, |part| letters.push(part));
    }
    words(place_tones(&letters).into_iter().nfc())
}

fn words(letters: impl Iterator<Item = char>) -> String {
    let mut key = String::new();
    let mut parted = false;
    for letter in letters {
        if letter.is_alphanumeric() || is_combining_mark(letter) {
            if parted && !key.is_empty() {
                key.push(' ');
            }
            parted = false;
            key.push(letter);
        } else if !is_apostrophe(letter) {
            parted = true;
        }
    }
    key
}

/// The signs found between the letters of one word, as in "H'Hen".
pub(super) fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
}

/// Moves the tone of each run of vowels to its letter. Takes and gives decomposed letters, marks in any
/// order; a run with no tone or with several is left as it is.
pub(super) fn place_tones(letters: &[char]) -> Vec<char> {
    let mut placed = Vec::with_capacity(letters.len());
    let mut rest = letters;
    while let Some(&first) = rest.first() {
        if !is_vowel(first) {
            placed.push(first);
            rest = &rest[1..];
            continue;
        }
        let length = rest.iter().position(|c| !is_vowel(*c) && !is_combining_mark(*c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(length);
        place_tone(run, placed.last().copied(), after.first().is_some_and(|c| c.is_alphabetic()), &mut placed);
        rest = after;
    }
    placed
}

/// Writes one run of vowels with its tone where it belongs. `before` is the letter in front of the
/// run, `closed` whether a consonant follows.
fn place_tone(run: &[char], before: Option<char>, closed: bool, placed: &mut Vec<char>) {
    let mut tones = run.iter().copied().filter(|c| is_tone(*c));
    let (Some(tone), None) = (tones.next(), tones.next()) else {
        placed.extend_from_slice(run);
        return;
    };
    let vowels: Vec<usize> = (0..run.len()).filter(|&at| is_vowel(run[at])).collect();
    let has_shape = |vowel: usize| run[vowel + 1..].iter().take_while(|c| !is_vowel(**c)).any(|c| is_shape(*c));
    let glide = usize::from(
        vowels.len() > 1
            && matches!(
                (before.map(|c| c.to_ascii_lowercase()), run[0].to_ascii_lowercase()),
                (Some('q'), 'u') | (Some('g'), 'i')
            )
            && !has_shape(0),
    );
    let nucleus = &vowels[glide..];
    let bearer = nucleus.iter().rev().copied().find(|&vowel| has_shape(vowel)).unwrap_or(match nucleus {
        [first, _] if !closed => *first,
        [_, second, ..] => *second,
        [only] => *only,
        [] => 0,
    });
    for (at, letter) in run.iter().copied().enumerate() {
        if !is_tone(letter) {
            placed.push(letter);
        }
        let ends = run.get(at + 1).is_none_or(|next| is_vowel(*next));
        if ends && vowels.iter().rev().find(|&&vowel| vowel <= at) == Some(&bearer) {
            placed.push(tone);
        }
    }
}

pub(super) fn is_vowel(letter: char) -> bool {
    matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Huyền, sắc, ngã, hỏi, nặng.
pub(super) fn is_tone(mark: char) -> bool {
    matches!(mark, '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}')
}

/// The marks that make another letter: ă, â ê ô, ơ ư.
pub(super) fn is_shape(mark: char) -> bool {
    matches!(mark, '\u{0306}' | '\u{0302}' | '\u{031b}')
}

#[cfg(test)]
mod tests {
    use super::marked_key;

    #[test]
    fn both_tone_placements_have_one_key() {
        for (older, newer) in [
            ("hòa", "hoà"),
            ("thủy", "thuỷ"),
            ("khỏe", "khoẻ"),
            ("quý", "qúy"),
            ("già", "gìa"),
            ("Thúy Hòa", "Thuý Hoà"),
            ("ngoéo", "ngóeo"),
            ("NGUYỄN", "nguyê\u{0303}n"),
        ] {
            assert_eq!(marked_key(older), marked_key(newer), "{older}");
        }
    }

    #[test]
    fn the_key_is_the_older_orthography() {
        for word in [
            "hòa", "hoàn", "thủy", "khuỷu", "quỳnh", "quyền", "giếng", "gì", "cửa", "của", "mía", "người", "thuở",
            "oải", "cứu", "đức", "giữ", "khuya", "quốc", "ỷ",
        ] {
            assert_eq!(marked_key(word), word);
        }
    }

    #[test]
    fn marks_stay_so_that_exact_names_rank_first() {
        assert_ne!(marked_key("Hùng"), marked_key("Hưng"));
        assert_ne!(marked_key("Đức"), marked_key("Dức"));
    }

    #[test]
    fn blanks_and_signs_do_not_count_and_apostrophes_join() {
        assert_eq!(marked_key("  Lê - Văn,  An. "), "lê văn an");
        assert_eq!(marked_key("K'Brơi"), marked_key("K’Brơi"));
        assert_eq!(marked_key("H'Hen Niê"), "hhen niê");
    }

    #[test]
    fn words_of_other_languages_keep_their_marks() {
        assert_eq!(marked_key("Y Bhăm Ƀuôn Yă"), "y bhăm ƀuôn yă");
        assert_eq!(marked_key("José Muñoz"), "josé muñoz");
    }
}
