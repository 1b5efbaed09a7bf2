//! A key for "may be the same name", never shown to anybody.

use super::fold;
use super::tone::is_apostrophe;

/// A word without marks and apostrophes, with y written i where the two are one sound: "Lý" and
/// "Lí", "Mỹ" and "Mĩ", "Thy" and "Thi", "Quý" and "Quí" have the same key.
///
/// After a and at the end after u the two letters are different sounds ("Tây" is not "Tài", "Thúy"
/// is not "Thúi"), so there y stays, except behind q.
pub fn sound_key(word: &str) -> String {
    let folded = fold(word);
    let mut letters = folded.chars().filter(|letter| !is_apostrophe(*letter)).peekable();
    let mut key = String::with_capacity(folded.len());
    while let Some(letter) = letters.next() {
        let ends = letters.peek().is_none_or(|next| !next.is_alphanumeric());
        key.push(match letter {
            'y' if key.ends_with('a') || (ends && key.ends_with('u') && !key.ends_with("qu")) => 'y',
            'y' => 'i',
            'ƀ' => 'b',
            other => other,
        });
    }
    key
}

#[cfg(test)]
mod tests {
    use super::sound_key;

    #[test]
    fn i_and_y_are_alike_where_they_sound_alike() {
        for (one, other) in [("Lý", "Lí"), ("Mỹ", "Mĩ"), ("Thy", "Thi"), ("Quý", "Quí"), ("Huỳnh", "Huình")] {
            assert_eq!(sound_key(one), sound_key(other), "{one}");
        }
    }

    #[test]
    fn i_and_y_are_apart_where_they_sound_apart() {
        assert_ne!(sound_key("Tây"), sound_key("Tài"));
        assert_ne!(sound_key("Thúy"), sound_key("Thúi"));
    }

    #[test]
    fn marks_and_apostrophes_are_gone() {
        assert_eq!(sound_key("Đức"), "duc");
        assert_eq!(sound_key("K'Brơi"), "kbroi");
        assert_eq!(sound_key("Ƀuôn"), "buon");
    }
}
