//! Text reduced for comparing headers and labels.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, no diacritics, đ as d, whatever is no letter or digit as one blank:
/// "Họ và tên (chữ in hoa)" → "ho va ten chu in hoa".
pub(super) fn fold(text: &str) -> String {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let spaced: String = plain
        .chars()
        .map(|c| match c {
            'đ' => 'd',
            other if other.is_alphanumeric() => other,
            _ => ' ',
        })
        .collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
