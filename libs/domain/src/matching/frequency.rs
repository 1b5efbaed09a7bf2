//! How usual the syllables of Vietnamese names are.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::codes::Sex;
use crate::text::{is_syllable, sound_key};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Family,
    Middle,
    Given,
}

/// Shares of people of one sex whose name has this syllable in this part, 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rarity {
    /// Of exactly this syllable.
    pub marked: f32,
    /// Of all syllables that sound the same without marks.
    pub sound: f32,
    /// Whether the table has it as a name, in any part and of either sex.
    pub known: bool,
}

/// Of a syllable that the table does not have.
const UNLISTED: f32 = 1e-4;
/// Of a word that is not built like a Vietnamese syllable: a slip, or a name of another language.
const FOREIGN: f32 = 2e-5;

/// One syllable of the table: its shares by part, of men and of women; none where it is not listed.
struct Spelling {
    marked: &'static str,
    shares: [Option<[f32; 2]>; 3],
}

/// Spellings by their sound.
static SPELLINGS: LazyLock<HashMap<String, Vec<Spelling>>> =
    LazyLock::new(|| read(include_str!("../../data/name_shares.tsv")));

/// The rarity of a syllable, given by its marked and sound keys.
pub(super) fn rarity(part: Part, marked: &str, sound: &str, sex: Option<Sex>) -> Rarity {
    let spellings = SPELLINGS.get(sound).map_or(&[][..], Vec::as_slice);
    let share = |spelling: &Spelling| spelling.shares[part as usize].map_or(0.0, |shares| of_sex(shares, sex));
    let all: f32 = spellings.iter().map(share).sum();
    let exactly = spellings.iter().find(|spelling| spelling.marked == marked);
    let unlisted = if spellings.is_empty() && !is_syllable(marked) { FOREIGN } else { UNLISTED };
    Rarity {
        marked: exactly.map(share).filter(|share| *share > 0.0).unwrap_or(unlisted),
        sound: all + unlisted,
        known: exactly.is_some(),
    }
}

/// Without a sex, the larger share: the more careful one.
fn of_sex([male, female]: [f32; 2], sex: Option<Sex>) -> f32 {
    match sex {
        Some(Sex::Male) => male,
        Some(Sex::Female) => female,
        None => male.max(female),
    }
}

fn read(table: &'static str) -> HashMap<String, Vec<Spelling>> {
    let mut spellings: HashMap<String, Vec<Spelling>> = HashMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (part, marked, of_part) = row(line).expect("the table is compiled in and a test reads every row");
        let alike = spellings.entry(sound_key(marked)).or_default();
        let at = alike.iter().position(|spelling| spelling.marked == marked).unwrap_or_else(|| {
            alike.push(Spelling { marked, shares: [None; 3] });
            alike.len() - 1
        });
        alike[at].shares[part as usize] = Some(of_part);
    }
    spellings
}

/// `part, syllable, male, female`, separated by tabs; shares per 10,000.
fn row(line: &'static str) -> Option<(Part, &'static str, [f32; 2])> {
    let mut fields = line.split('\t');
    let part = match fields.next()? {
        "family" => Part::Family,
        "middle" => Part::Middle,
        "given" => Part::Given,
        _ => return None,
    };
    let syllable = fields.next()?;
    let mut share = || fields.next()?.parse::<f32>().ok().map(|per_ten_thousand| per_ten_thousand / 10_000.0);
    Some((part, syllable, [share()?, share()?]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::marked_key;

    #[test]
    fn every_syllable_of_the_table_is_in_the_form_that_is_looked_up() {
        for (_, spelling, _) in
            include_str!("../../data/name_shares.tsv").lines().skip(1).map(|line| row(line).unwrap())
        {
            assert_eq!(marked_key(spelling), spelling);
        }
    }

    #[test]
    fn usual_names_have_large_shares_and_unlisted_ones_small() {
        let share = |part, word: &str| rarity(part, word, &sound_key(word), Some(Sex::Male)).marked;
        assert!(share(Part::Family, "nguyễn") > 0.3);
        assert!(share(Part::Given, "tuấn") > 20.0 * share(Part::Given, "thoại"));
        assert!(share(Part::Given, "khoắng") <= UNLISTED);
        assert!(share(Part::Given, "hùnh") <= FOREIGN);
    }

    #[test]
    fn without_marks_a_name_is_as_usual_as_all_its_spellings_together() {
        let hung = rarity(Part::Given, "hùng", "hung", Some(Sex::Male));
        assert!(hung.sound > hung.marked);
    }

    #[test]
    fn a_share_is_that_of_the_sex() {
        let thi = |sex| rarity(Part::Middle, "thị", "thi", Some(sex)).marked;
        assert!(thi(Sex::Female) > 100.0 * thi(Sex::Male));
    }
}
