//! Words as the keys were pressed, when nothing turned them into letters.

/// A vowel with its six tones, and the keys of its shape.
pub(super) struct Tones {
    /// None, huyền, hỏi, ngã, sắc, nặng.
    pub letters: &'static str,
    plain: char,
    telex: &'static str,
    vni: &'static str,
}

impl Tones {
    pub fn is_toneless(&self, letter: char) -> bool {
        letter.to_lowercase().next() == self.letters.chars().next()
    }
}

const fn tones(letters: &'static str, plain: char, telex: &'static str, vni: &'static str) -> Tones {
    Tones { letters, plain, telex, vni }
}

pub(super) const TONES: [Tones; 12] = [
    tones("aàảãáạ", 'a', "", ""),
    tones("ăằẳẵắặ", 'a', "w", "8"),
    tones("âầẩẫấậ", 'a', "a", "6"),
    tones("eèẻẽéẹ", 'e', "", ""),
    tones("êềểễếệ", 'e', "e", "6"),
    tones("iìỉĩíị", 'i', "", ""),
    tones("oòỏõóọ", 'o', "", ""),
    tones("ôồổỗốộ", 'o', "o", "6"),
    tones("ơờởỡớợ", 'o', "w", "7"),
    tones("uùủũúụ", 'u', "", ""),
    tones("ưừửữứự", 'u', "w", "7"),
    tones("yỳỷỹýỵ", 'y', "", ""),
];

/// "Nguyễn" as "Nguyeenx"; none when the word has no marks.
pub(super) fn telex(word: &str) -> Option<String> {
    typed(word, |family| family.telex, "d", ["", "f", "r", "x", "s", "j"])
}

/// "Nguyễn" as "Nguye6n4".
pub(super) fn vni(word: &str) -> Option<String> {
    typed(word, |family| family.vni, "9", ["", "2", "3", "4", "1", "5"])
}

fn typed(word: &str, shape: fn(&Tones) -> &'static str, bar: &str, tone_keys: [&str; 6]) -> Option<String> {
    let (mut keys, mut tone) = (String::new(), "");
    for letter in word.chars() {
        let lower = letter.to_lowercase().next()?;
        let upper = letter != lower;
        let mut press = |plain: char| if upper { keys.extend(plain.to_uppercase()) } else { keys.push(plain) };
        if lower == 'đ' {
            press('d');
            keys.push_str(bar);
            continue;
        }
        let found = TONES.iter().find_map(|family| Some((family, family.letters.chars().position(|c| c == lower)?)));
        let Some((family, which)) = found else {
            press(lower);
            continue;
        };
        press(family.plain);
        keys.push_str(shape(family));
        if which > 0 {
            tone = tone_keys[which];
        }
    }
    keys.push_str(tone);
    (keys.is_ascii() && keys != word).then_some(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_the_two_methods() {
        assert_eq!(telex("Nguyễn").as_deref(), Some("Nguyeenx"));
        assert_eq!(telex("Đức").as_deref(), Some("Dduwcs"));
        assert_eq!(vni("Đức").as_deref(), Some("D9u7c1"));
        assert_eq!(telex("An"), None);
    }
}
