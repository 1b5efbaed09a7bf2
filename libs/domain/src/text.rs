//! Vietnamese text: folding for search, keys for sorting by given name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without diacritics, đ as d, blanks collapsed: "Nguyễn  Văn Đức" → "nguyen van duc".
pub fn fold(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'đ' | 'Đ' => 'd',
            other => other,
        })
        .collect::<String>()
        .to_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// NFC with single blanks, the form names are stored in.
pub fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

/// A key that sorts by given name, then family and middle names, in the order of the Vietnamese
/// alphabet (a ă â b c d đ e ê … ) and of the tones (none, huyền, hỏi, ngã, sắc, nặng).
pub fn given_name_key(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some((given, rest)) = words.split_last() else { return String::new() };
    let mut key = letters_key(given);
    for word in rest {
        key.push(' ');
        key.push_str(&letters_key(word));
    }
    key
}

/// Letters first, each with a digit for its mark (a0 a1 a2 for a ă â), tones behind them, so that a
/// tone only decides between equal letters.
fn letters_key(word: &str) -> String {
    let (mut letters, mut tones) = (String::new(), String::new());
    for c in word.to_lowercase().nfd() {
        let mark = match c {
            '\u{0306}' => '1', // breve: ă
            '\u{0302}' => '2', // circumflex: â, ê, ô
            '\u{031b}' => '3', // horn: ơ, ư
            '\u{0300}' | '\u{0309}' | '\u{0303}' | '\u{0301}' | '\u{0323}' => {
                tones.push(tone(c));
                continue;
            }
            'đ' => {
                letters.push_str("d1");
                continue;
            }
            other => {
                letters.push(other);
                letters.push('0');
                continue;
            }
        };
        letters.pop();
        letters.push(mark);
    }
    format!("{letters}.{tones}")
}

/// The order of the tones: huyền, hỏi, ngã, sắc, nặng.
fn tone(mark: char) -> char {
    match mark {
        '\u{0300}' => '1',
        '\u{0309}' => '2',
        '\u{0303}' => '3',
        '\u{0301}' => '4',
        _ => '5',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_marks_and_turns_d_bar_into_d() {
        assert_eq!(fold("  Nguyễn Văn  Đức "), "nguyen van duc");
    }

    #[test]
    fn people_sort_by_given_name_in_vietnamese_order() {
        let mut names = vec!["Lê Ỷ", "Trần Đức", "Hồ Bưởi", "Võ Ân", "Lý Ưng", "Phạm An"];
        names.sort_by_key(|name| given_name_key(name));
        assert_eq!(names, ["Phạm An", "Võ Ân", "Hồ Bưởi", "Trần Đức", "Lý Ưng", "Lê Ỷ"]);
    }
}
