//! Workbooks of Excel 2007 and later, read cell by cell within the limits.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use chrono::NaiveDate;

use super::grid::Builder;
use super::read::Options;
use super::sheets::{self, Named};
use super::{Cell, Grid, Limits, Merge, Unreadable};

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Grid, Unreadable> {
    let mut book: Book = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let names = worksheets(book.sheets_metadata());
    let head = |name: &str| fill(&mut book, name, &options.limits, sheets::HEAD_ROWS);
    let choice = sheets::choose(&names, options.sheet.as_deref(), head)?;
    let mut grid = fill(&mut book, &choice.name, &options.limits, usize::MAX)?;
    grid.notices = choice.notices;
    Ok(grid)
}

/// The sheets that hold cells.
pub(super) fn worksheets(sheets: &[calamine::Sheet]) -> Vec<Named> {
    sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| Named { name: sheet.name.clone(), visible: sheet.visible == SheetVisible::Visible })
        .collect()
}

fn fill(book: &mut Book, name: &str, limits: &Limits, rows: usize) -> Result<Grid, Unreadable> {
    let mut builder = Builder::new(name, limits);
    {
        let mut cells = book.worksheet_cells_reader(name).map_err(refused)?;
        while let Some(cell) = cells.next_cell().map_err(refused)? {
            let (row, column) = (index(cell.get_position().0), index(cell.get_position().1));
            if row >= rows {
                break;
            }
            builder.put(row, column, value(cell.get_value()))?;
        }
    }
    for block in book.merge_cells_by_sheet_name(name).map_err(refused)? {
        builder.merge(merge(&block));
    }
    Ok(builder.finish())
}

pub(super) fn merge(block: &calamine::Dimensions) -> Merge {
    Merge {
        first_row: index(block.start.0),
        last_row: index(block.end.0),
        first_column: index(block.start.1),
        last_column: index(block.end.1),
    }
}

pub(super) fn index(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn value(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(super::xls::float(*number)),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(moment) => date_cell(moment),
        DataRef::DateTimeIso(text) => iso_cell(text),
        DataRef::DurationIso(text) => text_cell(text),
        DataRef::Error(error) => Cell::Text(error.to_string()),
    }
}

pub(super) fn text_cell(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

/// The day of a moment; a time of day alone or a length of time stays a number.
pub(super) fn date_cell(moment: &calamine::ExcelDateTime) -> Cell {
    let number = Cell::Number(moment.as_f64());
    if !moment.is_datetime() || moment.as_f64() < 1.0 {
        return number;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).map_or(number, Cell::Date)
}

pub(super) fn iso_cell(text: &str) -> Cell {
    let day = text.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
    day.map_or_else(|| text_cell(text), Cell::Date)
}

fn refused(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Encrypted,
        _ => Unreadable::Damaged,
    }
}
