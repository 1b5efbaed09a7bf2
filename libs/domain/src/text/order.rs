//! Sorting people as Vietnamese lists do: by given name.

use unicode_normalization::UnicodeNormalization;

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
    use super::given_name_key;

    fn sorted<const N: usize>(mut names: [&str; N]) -> [&str; N] {
        names.sort_by_key(|name| given_name_key(name));
        names
    }

    #[test]
    fn people_sort_by_given_name_in_vietnamese_order() {
        let names = sorted(["Lê Ỷ", "Trần Đức", "Hồ Bưởi", "Võ Ân", "Lý Ưng", "Phạm An"]);
        assert_eq!(names, ["Phạm An", "Võ Ân", "Hồ Bưởi", "Trần Đức", "Lý Ưng", "Lê Ỷ"]);
    }

    #[test]
    fn tones_follow_the_order_none_huyen_hoi_nga_sac_nang() {
        let names = sorted(["Lê Mạ", "Lê Má", "Lê Mã", "Lê Mả", "Lê Mà", "Lê Ma"]);
        assert_eq!(names, ["Lê Ma", "Lê Mà", "Lê Mả", "Lê Mã", "Lê Má", "Lê Mạ"]);
    }

    #[test]
    fn a_tone_decides_only_between_equal_letters() {
        assert_eq!(sorted(["Lê Hoàng", "Lê Hoạ", "Lê Hoa"]), ["Lê Hoa", "Lê Hoạ", "Lê Hoàng"]);
        assert_eq!(sorted(["Lê Ương", "Lê Ứng", "Lê Ưng"]), ["Lê Ưng", "Lê Ứng", "Lê Ương"]);
    }

    #[test]
    fn equal_given_names_sort_by_family_name_then_middle_name() {
        let names = sorted(["Trần Thị An", "Lê Văn An", "Lê Đức An", "Đỗ An"]);
        assert_eq!(names, ["Đỗ An", "Lê Đức An", "Lê Văn An", "Trần Thị An"]);
    }

    #[test]
    fn both_tone_placements_and_both_encodings_sort_alike() {
        assert_eq!(given_name_key("Lê Thị Hòa"), given_name_key("Lê Thị Hoà"));
        assert_eq!(given_name_key("Lê Thị Thủy"), given_name_key("Lê Thị Thu\u{0309}y"));
    }

    #[test]
    fn names_of_ethnic_minorities_and_foreigners_find_a_place_by_their_last_word() {
        let names = sorted(["Y Bhăm", "Giàng A Páo", "K'Brơi", "H'Hen Niê", "Nguyễn Bé", "John Zimmer"]);
        assert_eq!(names, ["Nguyễn Bé", "Y Bhăm", "K'Brơi", "H'Hen Niê", "Giàng A Páo", "John Zimmer"]);
    }

    #[test]
    fn a_name_of_one_word_and_no_name_at_all_have_keys_too() {
        assert!(given_name_key("").is_empty());
        assert!(given_name_key("Tèo") > given_name_key("Lê An"));
    }
}
