//! Workbooks of Excel 5 to 2003.
//!
//! The reader used for them takes all sheets into memory as the file states them, so a file of a
//! few bytes could ask for any amount. Therefore the workbook's stream is taken out of its
//! container here, measured record by record, and handed on in a container of our own making.

mod compound;
mod records;
mod strings;

use std::io::Cursor;

use calamine::{Data, Reader, Xls, XlsError, XlsOptions};

use super::grid::Builder;
use super::read::Options;
use super::sheets;
use super::xlsx::{date_cell, index, iso_cell, merge, text_cell, worksheets};
use super::{Cell, Grid, Limits, Unreadable};

pub(super) use compound::wrap;

type Book = Xls<Cursor<Vec<u8>>>;

pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Grid, Unreadable> {
    let mut stream = compound::workbook(bytes)?;
    let version = records::measure(&mut stream, &options.limits)?;
    let mut how = XlsOptions::default();
    if version == records::Version::Excel97 {
        // All text is UTF-16 there, whatever code page a writer noted.
        how.force_codepage = Some(1200);
    }
    let book = Xls::new_with_options(Cursor::new(wrap(&stream)), how);
    let mut book: Book = book.map_err(refused)?;
    let names = worksheets(book.sheets_metadata());
    let head = |name: &str| fill(&mut book, name, &options.limits, sheets::HEAD_ROWS);
    let choice = sheets::choose(&names, options.sheet.as_deref(), head)?;
    let mut grid = fill(&mut book, &choice.name, &options.limits, usize::MAX)?;
    grid.notices = choice.notices;
    Ok(grid)
}

fn fill(book: &mut Book, name: &str, limits: &Limits, rows: usize) -> Result<Grid, Unreadable> {
    let mut builder = Builder::new(name, limits);
    let range = book.worksheet_range(name).map_err(refused)?;
    let (first_row, first_column) = range.start().map_or((0, 0), |(row, column)| (index(row), index(column)));
    for (row, column, data) in range.used_cells() {
        if first_row + row >= rows {
            break;
        }
        builder.put(first_row + row, first_column + column, value(data))?;
    }
    for block in book.merge_cells_by_sheet_name(name).map_err(refused)? {
        builder.merge(merge(&block));
    }
    Ok(builder.finish())
}

fn value(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(float(*number)),
        Data::Float(number) => Cell::Number(*number),
        Data::String(text) | Data::DurationIso(text) => text_cell(text),
        Data::Bool(value) => Cell::Bool(*value),
        Data::DateTime(moment) => date_cell(moment),
        Data::DateTimeIso(text) => iso_cell(text),
        Data::Error(error) => Cell::Text(error.to_string()),
    }
}

/// Excel keeps every number as floating point; an integer here came from one.
#[expect(clippy::cast_precision_loss, reason = "the integer came from a floating-point number")]
pub(super) fn float(number: i64) -> f64 {
    number as f64
}

fn refused(error: XlsError) -> Unreadable {
    match error {
        XlsError::Password => Unreadable::Encrypted,
        _ => Unreadable::Damaged,
    }
}
