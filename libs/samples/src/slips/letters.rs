//! Words with one thing wrong.

use crate::dice::Dice;

use super::typing::TONES;

/// Pairs of the older and the newer tone placement.
const PLACEMENTS: [(&str, &str); 20] = [
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
    ("Òa", "Oà"),
    ("Óa", "Oá"),
    ("Ủy", "Uỷ"),
    ("Úy", "Uý"),
    ("Ùy", "Uỳ"),
];

/// "Hòa" as "Hoà". Only at the end of a word, where both are in use.
pub(super) fn move_tone(word: &str, _: &mut Dice) -> Option<String> {
    PLACEMENTS.iter().find_map(|(older, newer)| Some(format!("{}{newer}", word.strip_suffix(older)?)))
}

/// Pairs of i and y that sound alike at the end of a word.
const ENDINGS: [(&str, &str); 12] = [
    ("ý", "í"),
    ("ỳ", "ì"),
    ("ỷ", "ỉ"),
    ("ỹ", "ĩ"),
    ("ỵ", "ị"),
    ("y", "i"),
    ("í", "ý"),
    ("ì", "ỳ"),
    ("ỉ", "ỷ"),
    ("ĩ", "ỹ"),
    ("ị", "ỵ"),
    ("i", "y"),
];

/// "Lý" as "Lí", "Quý" as "Quí": where i or y is the only vowel.
pub(super) fn swap_y(word: &str, _: &mut Dice) -> Option<String> {
    let (stem, other) = ENDINGS.iter().find_map(|(from, to)| Some((word.strip_suffix(from)?, to)))?;
    let is_consonant = |letter: char| !"aăâeêioôơuưy".contains(letter) && letter.is_ascii();
    let alone = stem.to_lowercase().strip_suffix("qu").is_some() || stem.to_lowercase().chars().all(is_consonant);
    // "Thị" is written one way only.
    (alone && !stem.is_empty() && word != "Thị").then(|| format!("{stem}{other}"))
}

/// Another tone on the letter that carries one, or a tone where there was none.
pub(super) fn wrong_mark(word: &str, dice: &mut Dice) -> Option<String> {
    let family_of = |letter: char| {
        let lower = letter.to_lowercase().next()?;
        TONES.iter().find(|family| family.letters.contains(lower))
    };
    let vowels: Vec<(usize, char)> = word.chars().enumerate().filter(|(_, c)| family_of(*c).is_some()).collect();
    let toned = vowels.iter().find(|(_, letter)| !family_of(*letter).is_some_and(|family| family.is_toneless(*letter)));
    let (bearer, letter) = *toned.or_else(|| vowels.get(dice.below(vowels.len())))?;
    let lower = letter.to_lowercase().next()?;
    let others: Vec<char> = family_of(letter)?.letters.chars().filter(|other| *other != lower).collect();
    let other = dice.pick(&others);
    let upper = |c: char| if letter == lower { c } else { c.to_uppercase().next().unwrap_or(c) };
    Some(word.chars().enumerate().map(|(at, c)| if at == bearer { upper(other) } else { c }).collect())
}

/// Neighbours on the keyboard.
const KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// A letter swapped with the next, left out, doubled, or taken from the key beside. The first letter
/// stays, and short words are spared.
pub(super) fn wrong_letter(word: &str, dice: &mut Dice) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 {
        return None;
    }
    let at = 1 + dice.below(letters.len() - 1);
    match dice.below(4) {
        0 if at + 1 < letters.len() => letters.swap(at, at + 1),
        1 if letters.len() > 3 => {
            letters.remove(at);
        }
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = beside(letters[at], dice)?,
    }
    let changed: String = letters.into_iter().collect();
    (changed != word).then_some(changed)
}

/// The key left or right of a letter's; the mark is lost with the letter.
fn beside(letter: char, dice: &mut Dice) -> Option<char> {
    let plain = domain::text::fold(&letter.to_string());
    let row = KEYS.iter().find(|row| row.contains(&plain))?;
    let at = row.find(&plain)?;
    let right = dice.chance(50);
    let neighbour = if right && at + 1 < row.len() || at == 0 { at + 1 } else { at - 1 };
    row[neighbour..].chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_moves_only_where_both_placements_are_in_use() {
        let dice = &mut Dice::new(1);
        assert_eq!(move_tone("Hòa", dice).as_deref(), Some("Hoà"));
        assert_eq!(move_tone("Thủy", dice).as_deref(), Some("Thuỷ"));
        assert_eq!(move_tone("Hoàng", dice), None);
    }

    #[test]
    fn i_and_y_change_places_only_as_the_only_vowel() {
        let dice = &mut Dice::new(1);
        assert_eq!(swap_y("Lý", dice).as_deref(), Some("Lí"));
        assert_eq!(swap_y("Quý", dice).as_deref(), Some("Quí"));
        assert_eq!(swap_y("Hải", dice), None);
        assert_eq!(swap_y("Thủy", dice), None);
    }

    #[test]
    fn a_wrong_mark_keeps_the_letters() {
        let dice = &mut Dice::new(2);
        for word in ["Hùng", "An", "Nguyễn", "Tuấn"] {
            let changed = wrong_mark(word, dice).unwrap();
            assert_ne!(changed, word);
            assert_eq!(domain::text::fold(&changed), domain::text::fold(word));
        }
    }

    #[test]
    fn a_wrong_letter_is_one_slip_away() {
        let dice = &mut Dice::new(3);
        for _ in 0..200 {
            if let Some(changed) = wrong_letter("Nguyễn", dice) {
                let (from, to) = (domain::text::fold("Nguyễn"), domain::text::fold(&changed));
                assert!(domain::text::within(&from, &to, 1).is_some(), "{changed}");
            }
        }
    }
}
