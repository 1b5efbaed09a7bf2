//! A record as it stands in its line.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Cell, Field, fold};
use crate::lists::dates::{DateNotice, parse_birth};

/// Columns that hold a name.
pub(super) const NAMES: [Field; 3] = [Field::FullName, Field::FamilyNames, Field::GivenName];

/// The mapped cells of a line that are not blank, unchanged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RawRow {
    /// As Excel numbers it, from 1.
    pub line: usize,
    /// The heading it stands under, such as a commune.
    pub section: Option<String>,
    pub cells: BTreeMap<Field, Cell>,
}

/// Sex as a list says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WrittenSex {
    Male,
    Female,
}

impl RawRow {
    pub fn cell(&self, field: Field) -> &Cell {
        self.cells.get(&field).unwrap_or(&Cell::Empty)
    }

    /// The name with single blanks, put together where it stands in two columns.
    pub fn full_name(&self) -> Option<String> {
        let parts = NAMES.iter().filter_map(|field| self.cell(*field).text());
        let name = parts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
        (!name.is_empty()).then_some(name)
    }

    /// The cell that holds the birth, whichever column it is in.
    pub fn birth(&self) -> &Cell {
        let columns = [Field::Birth, Field::BirthMale, Field::BirthFemale];
        columns.iter().find_map(|field| self.cells.get(field)).unwrap_or(&Cell::Empty)
    }

    /// The sex, by its own column, by a mark, or by the column the birth stands in. None where
    /// nothing or two things are said.
    pub fn sex(&self) -> Option<WrittenSex> {
        let stated = match fold(&self.cell(Field::Sex).shown()).as_str() {
            "nam" | "m" | "male" => Some(WrittenSex::Male),
            "nu" | "f" | "female" => Some(WrittenSex::Female),
            _ => None,
        };
        let has = |field: &Field| self.cells.contains_key(field);
        let male = stated == Some(WrittenSex::Male) || [Field::SexMale, Field::BirthMale].iter().any(has);
        let female = stated == Some(WrittenSex::Female) || [Field::SexFemale, Field::BirthFemale].iter().any(has);
        match (male, female) {
            (true, false) => Some(WrittenSex::Male),
            (false, true) => Some(WrittenSex::Female),
            _ => None,
        }
    }
}

/// Whether cells say who somebody is beside a name: a birth, or a number of an identity paper.
pub(super) fn is_identified(cells: &BTreeMap<Field, Cell>) -> bool {
    let number = cells.get(&Field::OfficialNumber).is_some_and(|cell| {
        let digits = cell.shown().chars().filter(char::is_ascii_digit).count();
        digits >= 8
    });
    number || cells.iter().any(|(field, cell)| field.is_birth() && is_whole_birth(cell))
}

/// A birth that can't be a count: two digits alone are none.
fn is_whole_birth(cell: &Cell) -> bool {
    let parsed = parse_birth(cell, NaiveDate::default());
    parsed.is_ok_and(|parsed| parsed.date.is_some() || !matches!(parsed.notice, Some(DateNotice::ShortYear { .. })))
}
