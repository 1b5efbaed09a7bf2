//! How a list was understood: for the preview, and for the workbook of refused lines. No cell of a person.

use documents::lists::header::{Column, Mapping, Proposal};
use documents::lists::legacy::SheetEncoding;
use documents::lists::rows::{Row, Skipped, Why};
use documents::lists::{Grid, Notice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A mapped list.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    pub sheet: String,
    pub mapping: Mapping,
    /// From 0 to 1.
    pub confidence: f64,
    pub columns: Vec<Column>,
    /// The header's rows as they stand in the file.
    pub header: Vec<Vec<String>>,
    /// The old coding that text was converted from: `TCVN3`, `VNI`, or nothing.
    pub converted_from: Vec<String>,
    pub notices: Vec<NoticeText>,
    /// Lines that are no records, with why; blank ones are only counted.
    pub skipped: Vec<Skipped>,
    pub blank: usize,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NoticeText {
    pub vi: String,
    pub en: String,
}

impl From<&Notice> for NoticeText {
    fn from(notice: &Notice) -> Self {
        Self { vi: notice.vi(), en: notice.en() }
    }
}

impl Plan {
    pub fn of(grid: &Grid, encoding: &SheetEncoding, proposal: Proposal, rows: &[Row]) -> Self {
        let skipped: Vec<Skipped> = rows
            .iter()
            .filter_map(|row| match row {
                Row::Skipped(skipped) => Some(*skipped),
                Row::Record(_) => None,
            })
            .collect();
        let Proposal { mapping, confidence, columns } = proposal;
        let mut converted: Vec<String> = std::iter::once(encoding.sheet)
            .chain(encoding.columns.iter().copied())
            .filter(|encoding| *encoding != documents::lists::legacy::Encoding::Unicode)
            .map(|encoding| encoding.name().to_owned())
            .collect();
        converted.sort();
        converted.dedup();
        let header = grid.rows.iter().take(mapping.first_data_row).skip(mapping.header_row);
        Self {
            sheet: grid.sheet.clone(),
            header: header.map(|row| row.iter().map(documents::lists::Cell::shown).collect()).collect(),
            mapping,
            confidence,
            columns,
            converted_from: converted,
            notices: grid.notices.iter().map(NoticeText::from).collect(),
            blank: skipped.iter().filter(|skipped| skipped.why == Why::Blank).count(),
            skipped: skipped.into_iter().filter(|skipped| skipped.why != Why::Blank).collect(),
        }
    }
}
