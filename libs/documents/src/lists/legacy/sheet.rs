//! Encodings of a whole sheet: columns may differ, because fonts do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::detect::Evidence;
use super::{Capitals, Encoding, convert_with};
use crate::lists::{Cell, Grid};

/// Rows looked at.
const ROWS: usize = 2000;
/// Words by which a column must speak against its sheet to be taken for something else.
const COLUMN_LEAD: i32 = 3;

/// The encoding of a sheet and of each of its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SheetEncoding {
    pub sheet: Encoding,
    /// By column; a column without evidence of its own has the sheet's.
    pub columns: Vec<Encoding>,
}

impl SheetEncoding {
    /// One encoding for everything.
    pub fn everywhere(encoding: Encoding) -> Self {
        Self { sheet: encoding, columns: Vec::new() }
    }

    fn of_column(&self, column: usize) -> Encoding {
        self.columns.get(column).copied().unwrap_or(self.sheet)
    }
}

/// Says how a sheet's text is coded.
pub fn detect_grid(grid: &Grid) -> SheetEncoding {
    let rows = &grid.rows[..grid.rows.len().min(ROWS)];
    let sheet = Evidence::of(rows.iter().flatten().filter_map(Cell::text)).verdict(1).unwrap_or_default();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = |column: usize| {
        let texts = rows.iter().filter_map(|row| row.get(column)).filter_map(Cell::text);
        Evidence::of(texts).verdict(COLUMN_LEAD).unwrap_or(sheet)
    };
    SheetEncoding { sheet, columns: (0..width).map(column).collect() }
}

/// The grid with all its text in Unicode.
pub fn convert_grid(grid: &Grid, encoding: &SheetEncoding, capitals: Capitals) -> Grid {
    let mut converted = grid.clone();
    for row in &mut converted.rows {
        for (column, cell) in row.iter_mut().enumerate() {
            if let Cell::Text(text) = cell {
                *text = convert_with(text, encoding.of_column(column), capitals);
            }
        }
    }
    converted
}
