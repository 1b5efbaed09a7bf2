//! Finds the header of a list and says what its columns hold.
//!
//! The header may stand below a letterhead, span up to three rows ("Năm sinh" over "Nam" and "Nữ"),
//! and be followed by a row of column numbers. Every stretch of rows near the top is read as if it
//! were the header; the one whose labels say most is it.

mod labels;
mod matching;
mod profile;
mod refine;
mod synonyms;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::{Field, Grid};
use labels::Label;
pub(super) use labels::is_column_numbers;
pub use profile::Profile;

/// Rows in which a header is looked for.
const SEARCHED: usize = 60;
/// Rows a header may span.
const HEIGHT: usize = 3;

/// What the columns of a grid hold. Rows and columns count from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mapping {
    pub columns: Vec<(usize, Field)>,
    /// The first row of the header.
    pub header_row: usize,
    /// The first row below the header and its column numbers.
    pub first_data_row: usize,
}

impl Mapping {
    pub fn column_of(&self, field: Field) -> Option<usize> {
        self.columns.iter().find(|(_, mapped)| *mapped == field).map(|(column, _)| *column)
    }
}

/// A column by its header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Column {
    pub column: usize,
    /// The labels above the column, from the top, joined by " / ".
    pub header: String,
    pub field: Option<Field>,
    /// From 0 to 1: how far the label says that field, 1 also where the profile says so.
    pub certainty: f64,
}

/// A header that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    pub mapping: Mapping,
    /// From 0 to 1; halved when no column holds names.
    pub confidence: f64,
    /// All columns that have a header, mapped or not.
    pub columns: Vec<Column>,
}

impl Proposal {
    /// Columns that have a header which says nothing known.
    pub fn unmapped(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.field.is_none())
    }
}

/// Finds the header; None where no rows near the top name two fields. Text must be Unicode:
/// [`super::legacy::convert_grid`] first.
pub fn propose(grid: &Grid) -> Option<Proposal> {
    propose_with(grid, &Profile::default())
}

/// Like [`propose`]; what the profile says of a header goes before what its words say.
pub fn propose_with(grid: &Grid, profile: &Profile) -> Option<Proposal> {
    let (block, columns) = best_block(grid, profile)?;
    let columns = refine::by_data(grid, block.end(), columns);
    let mapped = columns.iter().filter_map(|column| Some((column.column, column.field?))).collect();
    let mapping = Mapping { columns: mapped, header_row: block.row, first_data_row: block.first_data_row(grid) };
    let certain: f64 = columns.iter().map(|column| column.certainty).sum();
    let share = certain / f64::from(u32::try_from(columns.len().max(1)).unwrap_or(u32::MAX));
    let confidence = if names_people(&columns) { share } else { share / 2.0 };
    Some(Proposal { mapping, confidence, columns })
}

/// How strongly a sheet shows the header of a list of people, from 0 up; its text may still be
/// coded the old way.
pub(super) fn strength(grid: &Grid) -> f64 {
    let encoding = super::legacy::detect_grid(grid);
    let converted = super::legacy::convert_grid(grid, &encoding, super::legacy::Capitals::FromContext);
    best_block(&converted, &Profile::default()).map_or(0.0, |(_, columns)| said(&columns))
}

/// The header's texts by column, labels over each other joined by " / "; blank where there is none.
pub(super) fn headers(grid: &Grid, mapping: &Mapping) -> Vec<String> {
    let mut headers = vec![String::new(); grid.width()];
    for label in labels::of_mapping(grid, mapping) {
        headers[label.column] = label.shown();
    }
    headers
}

/// Rows read as a header.
#[derive(Clone, Copy)]
struct Block {
    row: usize,
    height: usize,
}

impl Block {
    fn end(&self) -> usize {
        self.row + self.height
    }

    fn first_data_row(&self, grid: &Grid) -> usize {
        let mut row = self.end();
        while is_column_numbers(grid, row) {
            row += 1;
        }
        row
    }
}

fn best_block(grid: &Grid, profile: &Profile) -> Option<(Block, Vec<Column>)> {
    let mut best: Option<(f64, Block, Vec<Column>)> = None;
    let searched = 0..grid.rows.len().min(SEARCHED);
    for row in searched.filter(|row| grid.filled(*row).next().is_some()) {
        for height in 1..=HEIGHT.min(grid.rows.len() - row) {
            if labels::holds_numbers(grid, row + height - 1) {
                break;
            }
            let block = Block { row, height };
            let columns = assign(&labels::of_block(grid, row, height), profile);
            let fields = columns.iter().filter(|column| column.field.is_some()).count();
            let said = said(&columns);
            if fields >= 2 && best.as_ref().is_none_or(|(most, ..)| said > *most + 1e-9) {
                best = Some((said, block, columns));
            }
        }
    }
    best.map(|(_, block, columns)| (block, columns))
}

/// How much a header says: its certainties, and more for naming people.
fn said(columns: &[Column]) -> f64 {
    let certain: f64 = columns.iter().map(|column| column.certainty).sum();
    if names_people(columns) { certain + 1.0 } else { certain }
}

fn names_people(columns: &[Column]) -> bool {
    columns.iter().any(|column| matches!(column.field, Some(Field::FullName | Field::GivenName | Field::FamilyNames)))
}

/// Gives each field to the column whose label says it best.
fn assign(labels: &[Label], profile: &Profile) -> Vec<Column> {
    let guesses: Vec<(Option<Field>, f64)> = labels
        .iter()
        .map(|label| match profile.says(label) {
            Some(field) => (field, 1.0),
            None => matching::field_of(label).map_or((None, 0.0), |(field, certainty)| (Some(field), certainty)),
        })
        .collect();
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by(|a, b| guesses[*b].1.total_cmp(&guesses[*a].1));
    let mut taken = BTreeSet::new();
    let mut columns: Vec<Column> = labels
        .iter()
        .map(|label| Column { column: label.column, header: label.shown(), field: None, certainty: 0.0 })
        .collect();
    for index in order {
        if let (Some(field), certainty) = guesses[index]
            && taken.insert(field)
        {
            columns[index].field = Some(field);
            columns[index].certainty = certainty;
        }
    }
    columns
}

#[cfg(test)]
mod tests;
