//! Writes the old workbook format, enough for tests.

use crate::lists::xls::wrap;

/// A sheet in the making: records of the old format.
#[derive(Default)]
pub(super) struct Sheet {
    pub name: &'static str,
    records: Vec<u8>,
}

impl Sheet {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, records: Vec::new() }
    }

    pub(super) fn record(&mut self, kind: u16, data: &[u8]) -> &mut Self {
        self.records.extend(record(kind, data));
        self
    }

    /// The cell with the shared string of a number.
    pub(super) fn shared(&mut self, row: u16, column: u16, string: u32) -> &mut Self {
        self.record(0x00FD, &[&position(row, column)[..], &string.to_le_bytes()].concat())
    }

    /// The cell with a number; format 1 of the book is a date.
    pub(super) fn number(&mut self, row: u16, column: u16, value: f64, format: u16) -> &mut Self {
        let mut data = position(row, column).to_vec();
        data[4..6].copy_from_slice(&format.to_le_bytes());
        data.extend(value.to_le_bytes());
        self.record(0x0203, &data)
    }

    pub(super) fn merge(&mut self, rows: (u16, u16), columns: (u16, u16)) -> &mut Self {
        let data: Vec<u8> = [1, rows.0, rows.1, columns.0, columns.1].into_iter().flat_map(u16::to_le_bytes).collect();
        self.record(0x00E5, &data)
    }
}

/// The whole file.
pub(super) fn book(strings: &[&str], sheets: &[Sheet]) -> Vec<u8> {
    wrap(&stream(strings, sheets))
}

pub(super) fn stream(strings: &[&str], sheets: &[Sheet]) -> Vec<u8> {
    let mut globals = bof(5);
    globals.extend(record(0x0042, &1200_u16.to_le_bytes()));
    for format in [0_u16, 14] {
        let mut data = vec![0; 20];
        data[2..4].copy_from_slice(&format.to_le_bytes());
        globals.extend(record(0x00E0, &data));
    }
    let table = shared_strings(strings);
    let names: usize = sheets.iter().map(|sheet| 4 + 8 + sheet.name.len()).sum();
    let mut start = globals.len() + names + table.len() + 4;
    for sheet in sheets {
        let mut data = u32::try_from(start).unwrap().to_le_bytes().to_vec();
        data.extend([0, 0, u8::try_from(sheet.name.len()).unwrap(), 0]);
        data.extend(sheet.name.as_bytes());
        globals.extend(record(0x0085, &data));
        start += bof(0x10).len() + sheet.records.len() + 4;
    }
    globals.extend(table);
    globals.extend(record(0x000A, &[]));
    for sheet in sheets {
        globals.extend(bof(0x10));
        globals.extend(&sheet.records);
        globals.extend(record(0x000A, &[]));
    }
    globals
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn bof(kind: u16) -> Vec<u8> {
    let mut data = vec![0; 16];
    data[..2].copy_from_slice(&0x0600_u16.to_le_bytes());
    data[2..4].copy_from_slice(&kind.to_le_bytes());
    record(0x0809, &data)
}

fn position(row: u16, column: u16) -> [u8; 6] {
    let mut bytes = [0; 6];
    bytes[..2].copy_from_slice(&row.to_le_bytes());
    bytes[2..4].copy_from_slice(&column.to_le_bytes());
    bytes
}

/// The table of strings; it goes on in further records in the middle of a string, which then
/// begins there with its width.
fn shared_strings(strings: &[&str]) -> Vec<u8> {
    const MOST: usize = 8000;
    let count = u32::try_from(strings.len()).unwrap().to_le_bytes();
    let (mut whole, mut part, mut kind) = (Vec::new(), [count, count].concat(), 0x00FC);
    for string in strings {
        let units: Vec<u16> = string.encode_utf16().collect();
        if part.len() + 3 > MOST {
            whole.extend(record(kind, &std::mem::take(&mut part)));
            kind = 0x003C;
        }
        part.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
        part.push(1);
        for unit in units {
            if part.len() + 2 > MOST {
                whole.extend(record(kind, &std::mem::replace(&mut part, vec![1])));
                kind = 0x003C;
            }
            part.extend(unit.to_le_bytes());
        }
    }
    whole.extend(record(kind, &part));
    whole
}
