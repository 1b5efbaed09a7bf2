//! Which letters make a Vietnamese syllable.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::fold;
use super::tone::is_tone;

/// The consonants a syllable can begin with; it may also begin with its vowel.
const ONSETS: [&str; 27] = [
    "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu", "r",
    "s", "t", "th", "tr", "v", "x",
];

/// What can follow, by its first letter, without tones.
const RIMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", //
    "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", //
    "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", //
    "e", "ec", "em", "en", "eng", "eo", "ep", "et", //
    "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", //
    "i", "ia", "ich", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "im", "in", "inh", "ip", "it", "iu", //
    "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oăc", "oăm", "oăn",
    "oăng", "oăt", "oc", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", //
    "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", //
    "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", //
    "u", "ua", "uân", "uâng", "uât", "uây", "uc", "uê", "uêch", "uênh", "ui", "um", "un", "ung", "uôc", "uôi", "uôm",
    "uôn", "uông", "uôt", "uơ", "up", "ut", "uy", "uya", "uych", "uyên", "uyêt", "uyn", "uynh", "uyp", "uyt",
    "uyu", //
    "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu", "ưt",
    "ưu", //
    "y", "ych", "yêm", "yên", "yêng", "yêt", "yêu", "ynh", "yt",
];

/// Whether a word is built like a syllable of Vietnamese, whatever its tone: "Nguyễn" is, "Nguyeenx",
/// "Hùnh" and "Bhăm" are not. Marks of vowels count: "Nguyen" is not one.
pub fn is_syllable(word: &str) -> bool {
    let toneless: String = word.chars().flat_map(char::to_lowercase).nfd().filter(|c| !is_tone(*c)).nfc().collect();
    let is_rime = |rest: &str| RIMES.contains(&rest);
    is_rime(&toneless)
        || toneless == "gi"
        || ONSETS.iter().any(|onset| toneless.strip_prefix(onset).is_some_and(is_rime))
}

/// Whether a folded word is such a syllable without its marks: "nguyen" is, "bham" is not.
pub(super) fn is_plain_syllable(folded: &str) -> bool {
    static PLAIN: LazyLock<HashSet<String>> = LazyLock::new(|| RIMES.iter().map(|rime| fold(rime)).collect());
    let is_rime = |rest: &str| PLAIN.contains(rest);
    is_rime(folded) || folded == "gi" || ONSETS.iter().any(|onset| folded.strip_prefix(onset).is_some_and(is_rime))
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn syllables_are_told_from_other_words() {
        for word in ["Nguyễn", "Đức", "Quỳnh", "Quyền", "Giếng", "Gì", "Ỷ", "Yến", "Khuya", "Oanh", "Thuở", "Nghĩa"]
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["Nguyen", "Nguyeenx", "Hùnh", "Bhăm", "Brơi", "John", ""] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
