//! What Telex and VNI keyboards leave in a text when nothing turned their keys into letters.

use unicode_normalization::UnicodeNormalization;

use super::syllable::is_plain_syllable;
use super::tone::{is_vowel, place_tones};

const CIRCUMFLEX: char = '\u{0302}';
const HORN: char = '\u{031b}';
const BREVE: char = '\u{0306}';
/// Stands for the bar of đ, which Unicode does not compose from marks.
const BAR: char = '\u{0335}';

/// The word that these Telex keys spell: "nguyeenx" → "nguyễn", "DDWSC" → "ĐỨC", marks typed behind
/// the syllable included ("nguyenex"). `None` when the word holds no such keys or what they spell is
/// not built like a Vietnamese syllable, so "Jos", "Ksor" and "Thanh" are left alone.
///
/// A foreign name may be read wrongly ("Max" spells "Mã"), so the answer is for comparing names and
/// never replaces what was written.
pub fn untelex(word: &str) -> Option<String> {
    if !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let mut draft = Draft::default();
    for key in word.chars() {
        match key.to_ascii_lowercase() {
            'w' if !draft.horn_or_breve() => draft.press('u', key, Some(HORN)),
            'w' => {}
            base @ ('a' | 'e' | 'o') if draft.doubles(base) => draft.shape_last(base, CIRCUMFLEX),
            'd' if draft.begins_with_d() => draft.shape_last('d', BAR),
            's' if draft.has_vowel() => draft.tone('\u{0301}'),
            'f' if draft.has_vowel() => draft.tone('\u{0300}'),
            'r' if draft.has_vowel() => draft.tone('\u{0309}'),
            'x' if draft.has_vowel() => draft.tone('\u{0303}'),
            'j' if draft.has_vowel() => draft.tone('\u{0323}'),
            base => draft.press(base, key, None),
        }
    }
    draft.finish()
}

/// The word that these VNI keys spell: "Nguye6n4" → "Nguyễn", "D9u7c1" → "Đức". `None` as for
/// [`untelex`].
pub fn unvni(word: &str) -> Option<String> {
    if !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let mut draft = Draft::default();
    for key in word.chars() {
        match key {
            '1' if draft.has_vowel() => draft.tone('\u{0301}'),
            '2' if draft.has_vowel() => draft.tone('\u{0300}'),
            '3' if draft.has_vowel() => draft.tone('\u{0309}'),
            '4' if draft.has_vowel() => draft.tone('\u{0303}'),
            '5' if draft.has_vowel() => draft.tone('\u{0323}'),
            '6' => draft.shape_last(draft.last_of(&['a', 'e', 'o'])?, CIRCUMFLEX),
            '7' if draft.horn_both() => {}
            '7' => draft.shape_last(draft.last_of(&['o', 'u'])?, HORN),
            '8' => draft.shape_last(draft.last_of(&['a'])?, BREVE),
            '9' if draft.begins_with_d() => draft.shape_last('d', BAR),
            letter if letter.is_ascii_alphabetic() => draft.press(letter.to_ascii_lowercase(), letter, None),
            _ => return None,
        }
    }
    draft.finish()
}

#[derive(Clone, Copy)]
struct Letter {
    /// In lower case, without marks.
    base: char,
    upper: bool,
    shape: Option<char>,
}

impl Letter {
    fn is_bare(&self, base: char) -> bool {
        self.base == base && self.shape.is_none()
    }
}

/// The syllable as typed so far.
#[derive(Default)]
struct Draft {
    letters: Vec<Letter>,
    tone: Option<char>,
    /// Whether any key was more than a letter.
    decoded: bool,
}

impl Draft {
    /// A letter; `key` tells its case. A shape makes it a decoded one.
    fn press(&mut self, base: char, key: char, shape: Option<char>) {
        self.decoded |= shape.is_some();
        self.letters.push(Letter { base, upper: key.is_ascii_uppercase(), shape });
    }

    fn tone(&mut self, mark: char) {
        self.tone = Some(mark);
        self.decoded = true;
    }

    fn has_vowel(&self) -> bool {
        self.letters.iter().any(|letter| is_vowel(letter.base))
    }

    fn begins_with_d(&self) -> bool {
        self.letters.first().is_some_and(|letter| letter.is_bare('d'))
    }

    /// Whether typing this vowel once more marks the one that stands: right behind it ("ee"), or
    /// behind the final consonant ("nguyene").
    fn doubles(&self, base: char) -> bool {
        let stands = self.letters.iter().rposition(|letter| letter.is_bare(base));
        stands.is_some_and(|at| self.letters[at + 1..].iter().all(|letter| !is_vowel(letter.base)))
    }

    /// The last bare letter among these.
    fn last_of(&self, bases: &[char]) -> Option<char> {
        let letter = self.letters.iter().rev().find(|letter| bases.iter().any(|base| letter.is_bare(*base)))?;
        Some(letter.base)
    }

    fn shape_last(&mut self, base: char, shape: char) {
        if let Some(letter) = self.letters.iter_mut().rev().find(|letter| letter.is_bare(base)) {
            letter.shape = Some(shape);
            self.decoded = true;
        }
    }

    /// "uo" becomes "ươ" as a whole; not behind q.
    fn horn_both(&mut self) -> bool {
        let Some(at) = (1..self.letters.len()).rev().find(|&at| {
            self.letters[at].is_bare('o')
                && self.letters[at - 1].is_bare('u')
                && !(at > 1 && self.letters[at - 2].base == 'q')
        }) else {
            return false;
        };
        self.letters[at].shape = Some(HORN);
        self.letters[at - 1].shape = Some(HORN);
        self.decoded = true;
        true
    }

    /// What the key w does to the vowels before it: "uow" ươ, "uaw" ưa, "aw" ă, "ow" ơ, "uw" ư.
    fn horn_or_breve(&mut self) -> bool {
        if self.horn_both() {
            return true;
        }
        let Some(last) = self.last_of(&['a', 'o', 'u']) else { return false };
        let at = self.letters.iter().rposition(|letter| letter.is_bare(last)).unwrap_or(0);
        let after_u = at > 0 && self.letters[at - 1].is_bare('u') && !(at > 1 && self.letters[at - 2].base == 'q');
        match last {
            'a' if after_u => self.letters[at - 1].shape = Some(HORN),
            'a' => self.letters[at].shape = Some(BREVE),
            _ => self.letters[at].shape = Some(HORN),
        }
        self.decoded = true;
        true
    }

    fn finish(self) -> Option<String> {
        if !self.decoded {
            return None;
        }
        let plain: String = self.letters.iter().map(|letter| letter.base).collect();
        if !is_plain_syllable(&plain) {
            return None;
        }
        let mut marked = Vec::with_capacity(self.letters.len() + 3);
        let mut tone = self.tone;
        for letter in self.letters {
            let base = if letter.shape == Some(BAR) { 'đ' } else { letter.base };
            marked.extend(if letter.upper { base.to_uppercase().next() } else { Some(base) });
            marked.extend(letter.shape.filter(|shape| *shape != BAR));
            if is_vowel(letter.base) {
                marked.extend(tone.take());
            }
        }
        Some(place_tones(&marked).into_iter().nfc().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telex_keys_become_letters() {
        for (typed, meant) in [
            ("nguyeenx", "nguyễn"),
            ("nguyenex", "nguyễn"),
            ("vawn", "văn"),
            ("ddwsc", "đức"),
            ("dducws", "đức"),
            ("dducsw", "đức"),
            ("thij", "thị"),
            ("hoangf", "hoàng"),
            ("huowng", "hương"),
            ("phuowngj", "phượng"),
            ("quys", "quý"),
            ("quaan", "quân"),
            ("thuyr", "thủy"),
            ("hoaf", "hòa"),
            ("luwu", "lưu"),
            ("muaw", "mưa"),
            ("tuaans", "tuấn"),
            ("tuans", "tuán"),
            ("yeens", "yến"),
            ("trangr", "trảng"),
        ] {
            assert_eq!(untelex(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn vni_keys_become_letters() {
        for (typed, meant) in [
            ("Nguye6n4", "Nguyễn"),
            ("Va8n", "Văn"),
            ("D9u7c1", "Đức"),
            ("Thi5", "Thị"),
            ("Hu7o7ng", "Hương"),
            ("Phuo7ng5", "Phượng"),
            ("Thu3y", "Thủy"),
        ] {
            assert_eq!(unvni(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn capitals_stay() {
        assert_eq!(untelex("DDWSC").as_deref(), Some("ĐỨC"));
        assert_eq!(untelex("Nguyeenx").as_deref(), Some("Nguyễn"));
        assert_eq!(unvni("D9U7C1").as_deref(), Some("ĐỨC"));
    }

    #[test]
    fn words_without_such_keys_are_left_alone() {
        for word in ["Nguyen", "Thanh", "Son", "Xuan", "Sang", "Tran", "Rinh", "Đức", "Van", "", "Hieu"] {
            assert_eq!(untelex(word), None, "{word}");
            assert_eq!(unvni(word), None, "{word}");
        }
    }

    #[test]
    fn keys_that_spell_no_syllable_are_left_alone() {
        for word in ["Jos", "Ksor", "Rmah", "Alex", "Johnson", "Hwing"] {
            assert_eq!(untelex(word), None, "{word}");
        }
        for word in ["12", "P12", "A1B2", "Lan0", "Th9i"] {
            assert_eq!(unvni(word), None, "{word}");
        }
    }
}
