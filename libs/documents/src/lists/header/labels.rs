//! The labels above each column of a stretch of rows.

use std::ops::Range;

use super::{Grid, Mapping, fold};
use crate::lists::{Cell, Merge};

/// What stands above a column, from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub column: usize,
    pub parts: Vec<String>,
}

impl Label {
    pub(super) fn shown(&self) -> String {
        self.parts.join(" / ")
    }

    /// The label reduced for comparing.
    pub(super) fn folded(&self) -> String {
        fold(&self.parts.join(" "))
    }
}

/// The labels of all columns that have one.
pub(super) fn of_block(grid: &Grid, row: usize, height: usize) -> Vec<Label> {
    let touching = |merge: &&Merge| merge.first_row < row + height && merge.last_row >= row;
    let merges: Vec<&Merge> = grid.merges.iter().filter(touching).collect();
    (0..grid.width()).filter_map(|column| label(grid, &merges, row..row + height, column)).collect()
}

/// The labels of the header that a mapping names, without its row of column numbers.
pub(super) fn of_mapping(grid: &Grid, mapping: &Mapping) -> Vec<Label> {
    let rows = mapping.header_row..mapping.first_data_row;
    let height = rows.take_while(|row| !is_column_numbers(grid, *row)).count();
    of_block(grid, mapping.header_row, height)
}

fn label(grid: &Grid, merges: &[&Merge], rows: Range<usize>, column: usize) -> Option<Label> {
    let mut parts: Vec<String> = Vec::new();
    for row in rows.clone() {
        let cell = match merges.iter().find(|merge| merge.holds(row, column)) {
            Some(merge) => grid.cell(merge.first_row, merge.first_column),
            None => grid.cell(row, column),
        };
        let text = match cell.text().map(tidy).filter(|text| !text.is_empty()) {
            None if parts.is_empty() => spread(grid, row, rows.end, column),
            own => own,
        };
        parts.extend(text.filter(|text| parts.last() != Some(text)));
    }
    (!parts.is_empty()).then_some(Label { column, parts })
}

/// The label left of a blank cell, where both have labels below: a group's label that stands only
/// over its first column, in files that keep no merged cells.
fn spread(grid: &Grid, row: usize, end: usize, column: usize) -> Option<String> {
    let below = |column: usize| (row + 1..end).any(|row| grid.cell(row, column).text().is_some());
    if !below(column) {
        return None;
    }
    for left in (0..column).rev() {
        if !below(left) {
            return None;
        }
        if let Some(text) = grid.cell(row, left).text().filter(|text| !text.trim().is_empty()) {
            return Some(tidy(text));
        }
    }
    None
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a row holds a number or a date, which headers never do.
pub(super) fn holds_numbers(grid: &Grid, row: usize) -> bool {
    grid.filled(row).any(|(_, cell)| match cell {
        Cell::Text(text) => text.bytes().all(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii()),
        _ => true,
    })
}

/// A row that numbers the columns: 1, 2, 3 or (1), (2), (3), perhaps with A, B before them.
pub(in crate::lists) fn is_column_numbers(grid: &Grid, row: usize) -> bool {
    let mut last = 0;
    let mut numbers = 0;
    for (_, cell) in grid.filled(row) {
        let shown = fold(&cell.shown());
        match (shown.parse::<u32>(), cell) {
            (Ok(number), Cell::Text(_) | Cell::Number(_)) if number > last && number < 300 => {
                (last, numbers) = (number, numbers + 1);
            }
            (Err(_), _) if numbers == 0 && shown.len() == 1 => {}
            _ => return false,
        }
    }
    numbers > 2 && last <= numbers + 2
}
