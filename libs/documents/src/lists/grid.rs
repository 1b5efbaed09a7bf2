//! A sheet as a rectangle of typed cells. Rows and columns count from 0 here; a line is a row as
//! Excel numbers it, from 1.

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Limits, Notice, Unreadable};

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    Date(NaiveDate),
    Bool(bool),
}

static EMPTY: Cell = Cell::Empty;

impl Cell {
    /// Whether the cell holds nothing but blanks.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value as staff would write it: 7 not 7.0, dates as dd/mm/yyyy.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => format!("{:02}/{:02}/{}", date.day(), date.month(), date.year()),
            Self::Bool(true) => "TRUE".to_owned(),
            Self::Bool(false) => "FALSE".to_owned(),
        }
    }
}

/// A merged block; its value stands in the first cell, the others are empty. All bounds inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Merge {
    pub first_row: usize,
    pub last_row: usize,
    pub first_column: usize,
    pub last_column: usize,
}

impl Merge {
    pub fn holds(&self, row: usize, column: usize) -> bool {
        (self.first_row..=self.last_row).contains(&row) && (self.first_column..=self.last_column).contains(&column)
    }
}

/// One sheet. Rows may differ in length; what lies outside is empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Grid {
    /// The sheet's name, or the file's where there are no sheets.
    pub sheet: String,
    pub rows: Vec<Vec<Cell>>,
    pub merges: Vec<Merge>,
    pub notices: Vec<Notice>,
}

impl Grid {
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows.get(row).and_then(|cells| cells.get(column)).unwrap_or(&EMPTY)
    }

    /// The number of columns of the longest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Columns and cells of a row that are not blank.
    pub fn filled(&self, row: usize) -> impl Iterator<Item = (usize, &Cell)> {
        self.rows.get(row).into_iter().flatten().enumerate().filter(|(_, cell)| !cell.is_blank())
    }
}

/// Collects cells in any order within limits.
pub(super) struct Builder<'a> {
    grid: Grid,
    limits: &'a Limits,
    cells: usize,
    text: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(sheet: &str, limits: &'a Limits) -> Self {
        Self { grid: Grid { sheet: sheet.to_owned(), ..Grid::default() }, limits, cells: 0, text: 0 }
    }

    /// Puts a cell in its place; empty ones take no room.
    pub(super) fn put(&mut self, row: usize, column: usize, cell: Cell) -> Result<(), Unreadable> {
        if cell == Cell::Empty {
            return Ok(());
        }
        if row >= self.limits.rows {
            return Err(Unreadable::TooManyRows { limit: self.limits.rows });
        }
        if column >= self.limits.columns {
            return Err(Unreadable::TooManyColumns { limit: self.limits.columns });
        }
        self.text += cell.text().map_or(0, str::len);
        if self.text > self.limits.text_bytes {
            return Err(Unreadable::TooMuchText { limit: self.limits.text_bytes });
        }
        if row >= self.grid.rows.len() {
            self.cells += row + 1 - self.grid.rows.len();
            self.grid.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.grid.rows[row];
        if column >= cells.len() {
            self.cells += column + 1 - cells.len();
            if self.cells > self.limits.cells {
                return Err(Unreadable::TooManyCells { limit: self.limits.cells });
            }
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
        Ok(())
    }

    /// Keeps the merged blocks that touch the rows read; one cell alone is no block.
    pub(super) fn merge(&mut self, merge: Merge) {
        const AT_MOST: usize = 20_000;
        let block = merge.first_row < merge.last_row || merge.first_column < merge.last_column;
        if block && merge.first_row < self.grid.rows.len() && self.grid.merges.len() < AT_MOST {
            self.grid.merges.push(merge);
        }
    }

    pub(super) fn finish(self) -> Grid {
        self.grid
    }
}
