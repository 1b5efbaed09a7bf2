//! From a label to the field it names.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::labels::Label;
use super::synonyms::SYNONYMS;
use super::{Field, fold};

static BY_PHRASE: LazyLock<HashMap<&str, Field>> = LazyLock::new(|| {
    let phrases = |(field, list): &(Field, &'static str)| {
        let field = *field;
        list.split(',').map(move |phrase| (phrase.trim(), field)).collect::<Vec<_>>()
    };
    SYNONYMS.iter().flat_map(phrases).collect()
});

/// Below this a phrase is only mentioned in a label, not what it says.
const ENOUGH: f64 = 0.5;
/// Words that make a label speak of a relative.
const RELATIVES: [&str; 5] = ["cha", "bo", "me", "vo", "chong"];

/// The field a label names, and how certainly: 1 where it is one of the known phrases, less where
/// a phrase is only part of it, where the lower label speaks alone, or the upper one.
pub(super) fn field_of(label: &Label) -> Option<(Field, f64)> {
    let whole = label.parts.join(" ");
    let lowest = label.parts.last().map_or("", String::as_str);
    let highest = label.parts.first().map_or("", String::as_str);
    let family = fold(&whole).split(' ').any(|word| RELATIVES.contains(&word));
    [(whole.as_str(), 1.0), (lowest, 0.9), (highest, 0.6)]
        .into_iter()
        .flat_map(|(text, weight)| [(fold(text), weight), (fold(&without_brackets(text)), weight * 0.99)])
        .filter_map(|(folded, weight)| phrase(&folded).map(|(field, share)| (field, share * weight)))
        .filter(|(field, certainty)| *certainty >= ENOUGH && (!family || is_relative(*field)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// The longest known phrase in a label, with the share of the label's words that it takes.
fn phrase(folded: &str) -> Option<(Field, f64)> {
    if let Some(field) = BY_PHRASE.get(folded) {
        return Some((*field, 1.0));
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let count = words.len();
    (1..count.min(12)).rev().find_map(|length| {
        let found = words.windows(length).find_map(|run| BY_PHRASE.get(run.join(" ").as_str()))?;
        let share = f64::from(u32::try_from(length).ok()?) / f64::from(u32::try_from(count).ok()?);
        Some((*found, 0.9 * share))
    })
}

fn is_relative(field: Field) -> bool {
    matches!(field, Field::Father | Field::FatherNumber | Field::Mother | Field::MotherNumber | Field::Spouse)
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let outside = |letter: &char| {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    text.chars().filter(outside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_reduced_and_name_one_field() {
        let mut seen = HashMap::new();
        for (field, list) in SYNONYMS {
            for phrase in list.split(',').map(str::trim) {
                assert_eq!(fold(phrase), phrase, "{field:?}");
                assert_eq!(seen.insert(phrase, field), None, "{phrase} stands twice");
            }
        }
    }

    #[test]
    fn every_field_has_a_phrase_and_its_own_label_is_understood() {
        for field in Field::ALL {
            let label = Label { column: 0, parts: vec![field.vi().to_owned()] };
            assert_eq!(field_of(&label).map(|found| found.0), Some(*field), "{}", field.vi());
        }
    }
}
