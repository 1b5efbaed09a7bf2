//! Whether a word is a Vietnamese syllable. Read in the right encoding most words are, in a wrong
//! one few: that tells the encodings apart.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Consonants a syllable may begin with; none is also one.
const INITIALS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x",
];

/// What follows the initial, without its tone.
static RHYMES: LazyLock<HashSet<&str>> = LazyLock::new(|| RHYME_LIST.split_whitespace().collect());

const RHYME_LIST: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong \
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn \
    uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu \
    y yêm yên yêng yêt yêu";

/// Takes a word of letters in any case.
pub(super) fn is_syllable(word: &str) -> bool {
    let Some((letters, tone)) = without_tone(word) else { return false };
    INITIALS.iter().any(|initial| letters.strip_prefix(initial).is_some_and(|rhyme| rhymes(rhyme, tone)))
}

/// A rhyme that ends in a stop carries sắc or nặng, nothing else.
fn rhymes(rhyme: &str, tone: Option<char>) -> bool {
    let stopped = ["c", "ch", "p", "t"].iter().any(|stop| rhyme.ends_with(stop));
    let fits = !stopped || matches!(tone, Some('\u{0301}' | '\u{0323}'));
    fits && RHYMES.contains(rhyme)
}

/// The word in small letters, and its tone mark apart. None with more than one.
fn without_tone(word: &str) -> Option<(String, Option<char>)> {
    let mut tone = None;
    let mut letters = String::new();
    for part in word.to_lowercase().nfd() {
        if matches!(part, '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}') {
            if tone.replace(part).is_some() {
                return None;
            }
        } else {
            letters.push(part);
        }
    }
    Some((letters.nfc().collect(), tone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_words_are_syllables_and_misread_ones_are_not() {
        for word in ["Nguyễn", "Đức", "QUỐC", "gì", "giêng", "khuya", "Thuý", "Thúy", "Hoà", "Hòa", "ương", "Y"]
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["NguyÔn", "Nguyeãn", "Vaên", "V¨n", "TrÇn", "hoc", "bàt", "xyz", ""] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
