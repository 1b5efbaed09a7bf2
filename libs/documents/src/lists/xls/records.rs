//! The workbook's stream as a run of records (specification MS-XLS: type, length, bytes), walked
//! once to know how much it asks for before anything is built from it.

use super::strings;
use crate::lists::{Limits, Unreadable};

const EOF: u16 = 0x000A;
const BOF: u16 = 0x0809;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const SHARED_STRINGS: u16 = 0x00FC;
const CONTINUE: u16 = 0x003C;
const DIMENSIONS: u16 = 0x0200;
const LABEL_SHARED: u16 = 0x00FD;
const FORMULA: u16 = 0x0006;
const MULTIPLE_NUMBERS: u16 = 0x00BD;
/// Records that begin with a row and a column and hold one value: number, label, rich label,
/// boolean or error, packed number.
const ONE_CELL: [u16; 5] = [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// Excel 5 and 95: text in a code page.
    Excel95,
    /// Excel 97 to 2003: text in UTF-16.
    Excel97,
}

/// Measures the stream, and blanks what sheets state of their own size, so that only the cells
/// that are there count.
pub(super) fn measure(stream: &mut [u8], limits: &Limits) -> Result<Version, Unreadable> {
    let globals = globals(stream)?;
    let mut left = Left { cells: limits.cells, text: limits.text_bytes, bytes: 4 * stream.len(), limits };
    for start in globals.sheets {
        sheet(stream, start, &globals.lengths, &mut left)?;
    }
    Ok(globals.version)
}

struct Globals {
    version: Version,
    /// Where the sheets begin.
    sheets: Vec<usize>,
    /// Bytes of each shared string.
    lengths: Vec<usize>,
}

fn globals(stream: &[u8]) -> Result<Globals, Unreadable> {
    const SHEETS: usize = 1000;
    let mut globals = Globals { version: Version::Excel97, sheets: Vec::new(), lengths: Vec::new() };
    let mut at = 0;
    while let Some(record) = Record::at(stream, at) {
        let data = &stream[record.start..record.end];
        at = record.end;
        match record.kind {
            EOF => break,
            BOF if u16_at(data, 0) == Some(0x0500) => globals.version = Version::Excel95,
            FILE_PASS if u16_at(data, 0) != Some(0) => return Err(Unreadable::Encrypted),
            BOUND_SHEET => {
                let start = u32_at(data, 0).and_then(|start| usize::try_from(start).ok());
                globals.sheets.push(start.ok_or(Unreadable::Damaged)?);
                if globals.sheets.len() > SHEETS {
                    return Err(Unreadable::Damaged);
                }
            }
            SHARED_STRINGS => {
                let mut parts = vec![data];
                while let Some(more) = Record::at(stream, at).filter(|next| next.kind == CONTINUE) {
                    parts.push(&stream[more.start..more.end]);
                    at = more.end;
                }
                globals.lengths = strings::lengths(&parts);
            }
            _ => {}
        }
    }
    Ok(globals)
}

/// What all sheets together may still take.
struct Left<'a> {
    cells: usize,
    text: usize,
    /// Bytes to walk: sheets that share their bytes would be read once each.
    bytes: usize,
    limits: &'a Limits,
}

fn sheet(stream: &mut [u8], start: usize, lengths: &[usize], left: &mut Left<'_>) -> Result<(), Unreadable> {
    let mut bounds: Option<Bounds> = None;
    let (mut at, mut seen_bof, mut depth) = (start, false, 0_usize);
    while let Some(record) = Record::at(stream, at) {
        left.bytes = left.bytes.checked_sub(record.end - at).ok_or(Unreadable::Damaged)?;
        at = record.end;
        let data = &mut stream[record.start..record.end];
        match record.kind {
            // A chart inside the sheet opens a run of its own.
            BOF if seen_bof => depth += 1,
            BOF => seen_bof = true,
            EOF if depth == 0 => break,
            EOF => depth -= 1,
            _ if depth > 0 => {}
            DIMENSIONS => data.fill(0),
            LABEL_SHARED => {
                let index = u32_at(data, 6).and_then(|index| usize::try_from(index).ok());
                let length = index.and_then(|index| lengths.get(index)).copied().unwrap_or(0);
                let limit = left.limits.text_bytes;
                left.text = left.text.checked_sub(length).ok_or(Unreadable::TooMuchText { limit })?;
                Bounds::take(&mut bounds, data, 2);
            }
            MULTIPLE_NUMBERS => {
                Bounds::take(&mut bounds, data, 2);
                Bounds::take(&mut bounds, data, data.len().saturating_sub(2));
            }
            kind if kind == FORMULA || ONE_CELL.contains(&kind) => Bounds::take(&mut bounds, data, 2),
            _ => {}
        }
    }
    let Some(bounds) = bounds else { return Ok(()) };
    if bounds.last_column >= left.limits.columns {
        return Err(Unreadable::TooManyColumns { limit: left.limits.columns });
    }
    if bounds.last_row >= left.limits.rows {
        return Err(Unreadable::TooManyRows { limit: left.limits.rows });
    }
    let limit = left.limits.cells;
    left.cells = left.cells.checked_sub(bounds.area()).ok_or(Unreadable::TooManyCells { limit })?;
    Ok(())
}

/// The smallest rectangle around the values of a sheet, bounds inclusive.
#[derive(Clone, Copy)]
struct Bounds {
    first_row: usize,
    last_row: usize,
    first_column: usize,
    last_column: usize,
}

impl Bounds {
    /// Widens the bounds by the cell whose row stands first in a record, its column further on.
    fn take(bounds: &mut Option<Self>, data: &[u8], column_at: usize) {
        let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, column_at)) else { return };
        let (row, column) = (usize::from(row), usize::from(column));
        let one = Self { first_row: row, last_row: row, first_column: column, last_column: column };
        let old = bounds.unwrap_or(one);
        *bounds = Some(Self {
            first_row: old.first_row.min(row),
            last_row: old.last_row.max(row),
            first_column: old.first_column.min(column),
            last_column: old.last_column.max(column),
        });
    }

    fn area(&self) -> usize {
        (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)
    }
}

/// Where a record's bytes stand in the stream.
struct Record {
    kind: u16,
    start: usize,
    end: usize,
}

impl Record {
    fn at(stream: &[u8], at: usize) -> Option<Self> {
        let (kind, length) = (u16_at(stream, at)?, u16_at(stream, at.checked_add(2)?)?);
        let start = at + 4;
        let end = start + usize::from(length);
        (end <= stream.len()).then_some(Self { kind, start, end })
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
