//! One mark for each of many residents: in the rows of a table, or quickly as numbers with a letter.

use std::collections::HashMap;

use domain::ids::{AdmissionId, PersonId};
use domain::text::given_name_key;
use maud::{Markup, html};
use uuid::Uuid;
use web::Right;

use crate::api::facility::Zone;
use crate::api::registry::{self, NameCard};
use crate::failure::{Failure, part};
use crate::fields::Fields;
use crate::format;
use crate::forms::Name;
use crate::i18n::{Text, rolls as t};
use crate::visit::Visit;

/// A mark's code, its letter in quick entry, and its name.
pub type Mark = (&'static str, char, Text);

pub const QUICK: Name = ("quick", t::QUICK);

/// A resident as a page shows them.
pub struct Line<'a, R> {
    pub row: &'a R,
    pub name: String,
    pub code: &'a str,
    pub zone: Option<&'a Zone>,
}

/// A row of a resident, wherever it comes from.
pub trait Row {
    fn stay(&self) -> AdmissionId;
    fn person(&self) -> PersonId;
    fn zone(&self) -> Option<Uuid>;
}

/// By zone and given name, as numbered on the page; no more than `most`.
pub fn lines<'a, R: Row>(
    rows: &[&'a R],
    names: &'a HashMap<PersonId, NameCard>,
    zones: &'a [Zone],
    most: usize,
) -> Vec<Line<'a, R>> {
    let line = |row: &'a R| {
        let card = names.get(&row.person());
        Line {
            row,
            name: card.map_or_else(|| format::short_id(row.person()), |card| card.name.clone()),
            code: card.and_then(|card| card.file_code.as_deref()).unwrap_or("–"),
            zone: zones.iter().find(|zone| Some(zone.id) == row.zone()),
        }
    };
    let mut lines: Vec<Line<'a, R>> = rows.iter().map(|row| line(row)).collect();
    lines.sort_by_cached_key(|line| (line.zone.map(|zone| zone.name.clone()), given_name_key(&line.name)));
    lines.truncate(most);
    lines
}

/// The stays in the order of the page, for its form.
pub fn joined<R: Row>(lines: &[Line<'_, R>]) -> String {
    lines.iter().map(|line| line.row.stay().to_string()).collect::<Vec<_>>().join(",")
}

/// What was marked in the rows and by quick entry, which says it later, in the order of the page; or the piece that
/// is not understood.
pub fn read(values: &Fields, marks: &[Mark]) -> Result<Vec<(AdmissionId, &'static str)>, String> {
    let stays: Vec<AdmissionId> =
        values.text("stays").split(',').filter_map(|id| id.parse().ok().map(AdmissionId)).collect();
    let mut marked: HashMap<AdmissionId, &'static str> = HashMap::new();
    for (number, stay) in (1..).zip(&stays) {
        let said = values.text(&format!("m{number}"));
        if let Some((mark, ..)) = marks.iter().find(|(mark, ..)| *mark == said) {
            marked.insert(*stay, mark);
        }
    }
    for piece in values.text(QUICK.0).split([' ', ',', ';']).filter(|piece| !piece.is_empty()) {
        let (several, mark) = quick(piece, &stays, marks).ok_or_else(|| piece.to_owned())?;
        marked.extend(several.iter().map(|stay| (*stay, mark)));
    }
    Ok(stays.iter().filter_map(|stay| Some((*stay, *marked.get(stay)?))).collect())
}

/// `15v`: row 15 is marked so; `1-40c`: all these rows are.
fn quick<'a>(piece: &str, stays: &'a [AdmissionId], marks: &[Mark]) -> Option<(&'a [AdmissionId], &'static str)> {
    let letter = piece.chars().next_back()?.to_ascii_lowercase();
    let (mark, ..) = marks.iter().find(|(_, known, _)| *known == letter)?;
    let numbers = &piece[..piece.len() - 1];
    let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
    let first = first.parse::<usize>().ok()?.checked_sub(1)?;
    Some((stays.get(first..last.parse().ok()?).filter(|several| !several.is_empty())?, mark))
}

/// The names of these people, where the caller may see them.
pub async fn names(visit: &Visit, people: Vec<PersonId>) -> Result<HashMap<PersonId, NameCard>, Failure> {
    if !visit.may(Right::ReadPersons) {
        return Ok(HashMap::new());
    }
    Ok(part(registry::names(&visit.api, people, "roll_call").await)?.unwrap_or_default())
}

/// The choice of a mark in a row.
pub fn radios(
    visit: &Visit,
    values: &Fields,
    marks: &[Mark],
    (number, legend, who): (usize, Text, &str),
    current: Option<&str>,
) -> Markup {
    let language = visit.language;
    let name = format!("m{number}");
    let typed = values.given(&name);
    let chosen = typed.as_deref().or(current);
    html! {
        fieldset.marks {
            legend.hidden { (legend.to(language)) ": " (who) }
            @for (code, _, text) in marks {
                label { input type="radio" name=(name) value=(code) checked[chosen == Some(code)]; " " (text.to(language)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKS: [Mark; 2] = [("present", 'c', t::PRESENT), ("missing", 'v', t::MISSING)];

    fn stay(number: u128) -> AdmissionId {
        AdmissionId(Uuid::from_u128(number))
    }

    #[test]
    fn quick_entry_is_a_number_and_a_letter() {
        let stays = [stay(1), stay(2), stay(3)];
        let of = |piece: &str| quick(piece, &stays, &MARKS).map(|(several, mark)| (several.to_vec(), mark));
        assert_eq!(of("2v"), Some((vec![stay(2)], "missing")));
        assert_eq!(of("1C"), Some((vec![stay(1)], "present")));
        assert_eq!(of("2-3c"), Some((vec![stay(2), stay(3)], "present")));
        for wrong in ["4v", "0v", "v", "2x", "2", "hai v", "2ă", "3-2c", "2-4c", "-2c", "2-c", "0-2c"] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn quick_entry_says_it_later_than_the_rows() {
        let values = Fields::default()
            .set("stays", format!("{},{},{}", stay(1), stay(2), stay(3)))
            .set("m1", "present")
            .set("m2", "present")
            .set("quick", "2-3c 2v");
        let marked = read(&values, &MARKS).unwrap();
        assert_eq!(marked, [(stay(1), "present"), (stay(2), "missing"), (stay(3), "present")]);
    }
}
