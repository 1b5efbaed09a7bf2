//! Texts that stand between and around the records.
//!
//! Diacritics count here: "Tổng cộng" is a total and "Tống Công" may be a man, "tổ 5" is a group of
//! houses and "Tô" a family. Only text without any diacritics is compared without them.

use unicode_normalization::UnicodeNormalization;

use super::fold;

// In small letters and NFC, as texts are reduced to.
const TOTALS: [&str; 7] = ["tổng cộng", "tổng số", "tổng", "cộng", "luỹ kế", "lũy kế", "toàn huyện"];
const LETTERHEADS: [&str; 5] = ["cộng hòa xã hội", "cộng hoà xã hội", "độc lập tự do", "danh sách", "ủy ban nhân dân"];
const SIGNATURES: [&str; 17] = [
    "người lập",
    "lập bảng",
    "lập biểu",
    "lập danh sách",
    "người tổng hợp",
    "thủ trưởng",
    "chủ tịch",
    "phó chủ tịch",
    "kt",
    "tm",
    "trưởng công an",
    "giám đốc",
    "xác nhận của",
    "ký tên",
    "ký ghi rõ",
    "nơi nhận",
    "cán bộ",
];
const AREAS: [&str; 21] = [
    "xã",
    "phường",
    "thị trấn",
    "thị xã",
    "huyện",
    "quận",
    "thành phố",
    "tp",
    "tỉnh",
    "đặc khu",
    "ấp",
    "khóm",
    "thôn",
    "bản",
    "xóm",
    "tổ dân phố",
    "tổ",
    "khu phố",
    "công an",
    "cơ sở",
    "địa bàn",
];
const PARTS: [&str; 6] =
    ["đang quản lý", "đang được quản lý", "đưa ra khỏi", "đã đưa ra", "người nghiện", "người sử dụng trái phép"];

/// A total by its label. Without diacritics "TONG CONG MINH" is a man: then nothing but counts may
/// follow.
pub(super) fn is_total(text: &str) -> bool {
    const COUNTED: [&str; 11] = ["cong", "so", "nguoi", "doi", "tuong", "hoc", "vien", "truong", "hop", "nam", "nu"];
    let counts = |word: &str| COUNTED.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit());
    opens_with(text, &TOTALS) && (!text.is_ascii() || fold(text).split(' ').skip(1).all(counts))
}

pub(super) fn is_letterhead(text: &str) -> bool {
    opens_with(text, &LETTERHEADS)
}

/// A line of the signature block, or its place and date: "Cao Lãnh, ngày 5 tháng 6 năm 2020".
pub(super) fn is_signature(text: &str) -> bool {
    let dated = || {
        let folded = fold(text);
        let (place, rest) = folded.split_once("ngay ").unwrap_or_default();
        rest.contains("thang") && rest.contains("nam") && !place.is_empty() && text.contains(',')
    };
    opens_with(text, &SIGNATURES) || dated()
}

/// A heading: an area, a part of the list, or a roman number with a text.
pub(super) fn is_area_or_part(text: &str) -> bool {
    let (number, rest) = text.split_once(['.', ')']).unwrap_or(("", text));
    let (numbered, rest) = if is_ordinal(number) { (true, rest.trim()) } else { (false, text) };
    let roman = numbered && !number.trim().bytes().all(|byte| byte.is_ascii_digit());
    (roman && !rest.is_empty()) || opens_with(rest, &AREAS) || opens_with(rest, &PARTS)
}

/// A running number: 12, 12., IV, a.
pub(super) fn is_ordinal(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ')']);
    let digits = !text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    let roman = !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| b"IVXLC".contains(&byte));
    let letter = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    digits || roman || letter
}

/// Whether text begins with one of some phrases as whole words.
fn opens_with(text: &str, phrases: &[&str]) -> bool {
    let whole_word = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    if text.is_ascii() {
        let reduced = fold(text);
        return phrases.iter().any(|phrase| reduced.strip_prefix(fold(phrase).as_str()).is_some_and(whole_word));
    }
    let reduced = words(text);
    phrases.iter().any(|phrase| reduced.strip_prefix(phrase).is_some_and(whole_word))
}

/// Small letters in NFC, signs as blanks.
fn words(text: &str) -> String {
    let small: String = text.to_lowercase().nfc().collect();
    let parts = small.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_with_names_like_labels_are_people() {
        for name in ["Tống Công Minh", "Tô Văn Xã", "Phương Văn Cộng", "Cán Văn Bộ", "Danh Sách"] {
            assert!(!is_total(name) && !is_area_or_part(name) && !is_signature(name), "{name}");
        }
        assert!(!is_total("TONG CONG MINH"));
        assert!(is_total("TỔNG CỘNG: 23 người") && is_total("Tong cong: 23 nguoi") && is_total("Cộng"));
        assert!(is_area_or_part("Xã Tân Khánh") && is_area_or_part("II. Đưa ra khỏi danh sách"));
        assert!(is_signature("Cao Lãnh, ngày 5 tháng 6 năm 2020") && is_signature("KT. CHỦ TỊCH"));
    }
}
