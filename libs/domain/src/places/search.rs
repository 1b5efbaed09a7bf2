//! Finding a unit by what a person types: no diacritics, any word order.

use chrono::NaiveDate;

use super::index::INDEX;
use super::unit::Unit;
use crate::text::fold;

/// The units of the day `on` whose name answers `text`, at most `limit`, best first.
///
/// Each word typed must begin a word of the unit's kind or name, with or without
/// diacritics, in any order: "dat mui", "Xã Đất M" and "mui dat" all find xã Đất Mũi.
/// A name that is exactly the text comes first, then names that begin with it; then
/// provinces before districts before communes, then by code.
pub fn search(text: &str, on: NaiveDate, limit: usize) -> Vec<&'static Unit> {
    let wanted = words(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<_> = INDEX
        .folded()
        .filter(|(unit, full_name)| unit.is_valid_on(on) && answers(full_name, &wanted))
        .map(|(unit, full_name)| ((rank(unit, full_name, &wanted), unit.level, unit.code), unit))
        .collect();
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().take(limit).map(|(_, unit)| unit).collect()
}

fn answers(full_name: &str, wanted: &str) -> bool {
    wanted.split(' ').all(|typed| full_name.split(' ').any(|word| word.starts_with(typed)))
}

/// 0 for the exact name, 1 for a name that begins with the text, 2 for the rest.
fn rank(unit: &Unit, full_name: &str, wanted: &str) -> u8 {
    let name = words(unit.name);
    if name == wanted || full_name == wanted {
        0
    } else if name.starts_with(wanted) || full_name.starts_with(wanted) {
        1
    } else {
        2
    }
}

/// Folded words parted by one blank; everything that is neither letter nor digit parts
/// words, so "Ea H'Leo" answers "ea h leo".
pub(super) fn words(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
