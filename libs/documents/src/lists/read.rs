//! From bytes to a grid: tells the kind by content, bounds the work, picks the sheet.

use super::{Foreign, Grid, Unreadable, delimited, guard, xls, xlsx};

/// What a file may ask for at most. A staff list of a whole province fits several times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: usize,
    /// Bytes of everything packed in a workbook.
    pub unpacked_bytes: usize,
    pub rows: usize,
    pub columns: usize,
    /// Cells between column A and the last value of each row, together.
    pub cells: usize,
    /// Bytes of all texts together, counted wherever a text is repeated.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 32 << 20,
            unpacked_bytes: 160 << 20,
            rows: 200_000,
            columns: 256,
            cells: 4_000_000,
            text_bytes: 64 << 20,
        }
    }
}

/// How to read a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub limits: Limits,
    /// The sheet to read; without it, the visible one with the best header.
    pub sheet: Option<String>,
}

/// Reads a workbook (xlsx, xls) or a text file (comma, semicolon or tab between the fields). The
/// kind is told by the content; the name only names the grid of a text file.
///
/// # Errors
/// [`Unreadable`], with the reason and what to do, when the file is no list, is damaged, has a
/// password or is larger than the default [`Limits`].
pub fn read(bytes: &[u8], file_name: &str) -> Result<Grid, Unreadable> {
    read_with(bytes, file_name, &Options::default())
}

/// Like [`read`], with limits and a sheet of the caller's choice.
///
/// # Errors
/// As [`read`]; also when no sheet has the name asked for.
pub fn read_with(bytes: &[u8], file_name: &str, options: &Options) -> Result<Grid, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    let limit = options.limits.file_bytes;
    if bytes.len() > limit {
        return Err(Unreadable::FileTooLarge { size: bytes.len(), limit });
    }
    match kind(bytes) {
        Kind::Package => {
            guard::check_package(bytes, &options.limits)?;
            guard::caught(|| xlsx::read(bytes, options))
        }
        Kind::Compound => guard::caught(|| xls::read(bytes, options)),
        Kind::Text => delimited::read(bytes, file_name, &options.limits),
        Kind::Foreign(kind) => Err(Unreadable::NotAList { kind }),
    }
}

enum Kind {
    /// A zip archive.
    Package,
    /// OLE compound file, the container of xls and of workbooks with a password.
    Compound,
    Text,
    Foreign(Foreign),
}

fn kind(bytes: &[u8]) -> Kind {
    const MARKS: [(&[u8], Foreign); 6] = [
        (b"%PDF-", Foreign::Pdf),
        (b"\x89PNG", Foreign::Picture),
        (b"\xFF\xD8\xFF", Foreign::Picture),
        (b"{\\rtf", Foreign::Word),
        (b"\x1F\x8B", Foreign::Archive),
        (b"Rar!", Foreign::Archive),
    ];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Kind::Package;
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Kind::Compound;
    }
    if let Some((_, foreign)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Kind::Foreign(*foreign);
    }
    let opening = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    let opening = opening.trim_start_matches('\u{feff}').trim_start();
    if opening.starts_with("<?xml") && opening.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Kind::Foreign(Foreign::SpreadsheetXml);
    }
    if opening.starts_with("<!doctype html") || opening.contains("<html") || opening.starts_with("<table") {
        return Kind::Foreign(Foreign::Html);
    }
    Kind::Text
}
