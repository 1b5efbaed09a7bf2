//! The lines of a list, one value for each: a record, or why it is none.
//!
//! Between people stand totals, names of communes over a merged row, headers again on every page,
//! and below the last one a signature. A line counts as a record when in doubt: an importer that
//! refuses it says so, a line taken for a total would be lost.

mod labels;
mod record;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::header::Mapping;
use super::header::is_column_numbers;
use super::{Cell, Field, Grid, Merge};
pub use record::{RawRow, WrittenSex};

/// A line of the grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Row {
    Record(RawRow),
    Skipped(Skipped),
}

/// A line that is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Skipped {
    /// As Excel numbers it, from 1.
    pub line: usize,
    pub why: Why,
}

/// What a line is instead of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Nothing, or only its number.
    Blank,
    Letterhead,
    Header,
    /// The header again, on a later page.
    RepeatedHeader,
    /// 1, 2, 3 … under the header.
    ColumnNumbers,
    Total,
    /// A heading for the lines below it; they carry it as their section.
    Section,
    /// Signatures, place and date below the list.
    Footer,
    /// Text in columns that hold nothing known.
    Remark,
}

impl Why {
    pub fn vi(self) -> &'static str {
        match self {
            Self::Blank => "dòng trống",
            Self::Letterhead => "phần đầu văn bản",
            Self::Header => "tiêu đề bảng",
            Self::RepeatedHeader => "tiêu đề bảng lặp lại",
            Self::ColumnNumbers => "số thứ tự cột",
            Self::Total => "dòng tổng cộng",
            Self::Section => "tên nhóm, địa bàn",
            Self::Footer => "phần ký cuối danh sách",
            Self::Remark => "ghi chú ngoài các cột đã nhận ra",
        }
    }

    pub fn en(self) -> &'static str {
        match self {
            Self::Blank => "blank line",
            Self::Letterhead => "letterhead",
            Self::Header => "header",
            Self::RepeatedHeader => "repeated header",
            Self::ColumnNumbers => "column numbers",
            Self::Total => "total",
            Self::Section => "heading of a group or area",
            Self::Footer => "signatures below the list",
            Self::Remark => "remark outside the known columns",
        }
    }
}

/// All lines of a grid, from the first, each exactly once.
pub fn rows<'a>(grid: &'a Grid, mapping: &'a Mapping) -> Rows<'a> {
    let header = (mapping.header_row..mapping.first_data_row).flat_map(|row| grid.filled(row));
    let header = header.filter_map(|(_, cell)| cell.text()).map(fold).collect();
    let mut tall: Vec<&Merge> = grid.merges.iter().filter(|merge| merge.first_row < merge.last_row).collect();
    tall.sort_by_key(|merge| std::cmp::Reverse(merge.first_row));
    let wide = |merge: &&Merge| merge.last_column - merge.first_column.min(merge.last_column) >= 2;
    let wide = grid.merges.iter().filter(wide).map(|merge| (merge.first_row, merge.first_column)).collect();
    Rows { grid, mapping, header, wide, tall, open: Vec::new(), row: 0, section: None, footer: false }
}

/// The iterator that [`rows`] gives.
pub struct Rows<'a> {
    grid: &'a Grid,
    mapping: &'a Mapping,
    /// The header's texts, reduced.
    header: BTreeSet<String>,
    /// First cells of blocks merged over three columns or more.
    wide: BTreeSet<(usize, usize)>,
    /// Blocks merged over several rows, the next to come last.
    tall: Vec<&'a Merge>,
    /// Those that reach the present row.
    open: Vec<&'a Merge>,
    row: usize,
    section: Option<String>,
    footer: bool,
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let row = self.row;
        if row >= self.grid.rows.len() {
            return None;
        }
        self.row += 1;
        self.follow_merges(row);
        let cells = self.values(row);
        Some(match self.why_none(row, &cells) {
            Some(why) => Row::Skipped(Skipped { line: row + 1, why }),
            None => Row::Record(RawRow { line: row + 1, section: self.section.clone(), cells }),
        })
    }
}

impl Rows<'_> {
    fn follow_merges(&mut self, row: usize) {
        self.open.retain(|merge| merge.last_row >= row);
        while let Some(merge) = self.tall.pop_if(|merge| merge.first_row <= row) {
            // Blocks don't overlap, so no more can be open than there are columns.
            if merge.last_row >= row && self.open.len() < 512 {
                self.open.push(merge);
            }
        }
    }

    /// The values of the mapped columns; a block merged over several rows holds for each of them.
    fn values(&self, row: usize) -> BTreeMap<Field, Cell> {
        let value = |column: usize| match self.open.iter().find(|merge| merge.holds(row, column)) {
            Some(merge) => self.grid.cell(merge.first_row, merge.first_column),
            None => self.grid.cell(row, column),
        };
        let mapped = self.mapping.columns.iter().map(|(column, field)| (*field, value(*column)));
        mapped.filter(|(_, cell)| !cell.is_blank()).map(|(field, cell)| (field, cell.clone())).collect()
    }

    /// Why a row is no record; notes headings and the end of the list on the way.
    fn why_none(&mut self, row: usize, cells: &BTreeMap<Field, Cell>) -> Option<Why> {
        let filled: Vec<(usize, &Cell)> = self.grid.filled(row).collect();
        let is_number = |cell: &Cell| labels::is_ordinal(&cell.shown());
        if filled.is_empty() {
            return Some(Why::Blank);
        }
        if row < self.mapping.first_data_row {
            return Some(if row < self.mapping.header_row { Why::Letterhead } else { Why::Header });
        }
        if record::is_identified(cells) {
            self.footer = false;
            return None;
        }
        if is_column_numbers(self.grid, row) {
            return Some(Why::ColumnNumbers);
        }
        if self.repeats_header(&filled) {
            self.footer = false;
            return Some(Why::RepeatedHeader);
        }
        let texts: Vec<&str> = filled.iter().filter_map(|(_, cell)| cell.text()).collect();
        if let Some(first) = texts.iter().find(|text| !labels::is_ordinal(text)) {
            if labels::is_letterhead(first) {
                return Some(Why::Letterhead);
            }
            if labels::is_total(first) {
                return Some(Why::Total);
            }
        }
        let numbered = cells.get(&Field::Ordinal).is_some_and(is_number);
        self.footer = signs(&texts, cells) || (self.footer && !numbered);
        if self.footer {
            return Some(Why::Footer);
        }
        if let Some(section) = self.heading(row, &filled) {
            self.section = Some(section);
            return Some(Why::Section);
        }
        let named = cells.keys().any(|field| record::NAMES.contains(field));
        let known = cells.keys().filter(|field| **field != Field::Ordinal).count();
        match (named || known > 1, filled.iter().all(|(_, cell)| is_number(cell))) {
            (true, _) => None,
            (false, true) => Some(Why::Blank),
            (false, false) => Some(Why::Remark),
        }
    }

    fn repeats_header(&self, filled: &[(usize, &Cell)]) -> bool {
        let same = filled.iter().filter_map(|(_, cell)| cell.text()).filter(|text| self.header.contains(&fold(text)));
        let same = same.count();
        same >= 2 && same * 10 >= filled.len() * 6
    }

    /// The heading a row is: one text alone but for a number, over merged columns or naming an
    /// area or a part of the list.
    fn heading(&self, row: usize, filled: &[(usize, &Cell)]) -> Option<String> {
        const LONGEST: usize = 120;
        let mut texts = filled.iter().filter(|(_, cell)| !labels::is_ordinal(&cell.shown()));
        let (Some((column, cell)), None) = (texts.next(), texts.next()) else { return None };
        let text = cell.text()?.trim();
        let heads = self.wide.contains(&(row, *column)) || labels::is_area_or_part(text);
        (heads && text.chars().count() <= LONGEST).then(|| text.to_owned())
    }
}

/// Whether a row is part of the signatures: it says so, and not beside somebody's name.
fn signs(texts: &[&str], cells: &BTreeMap<Field, Cell>) -> bool {
    let name = cells.iter().find(|(field, _)| record::NAMES.contains(field)).and_then(|(_, cell)| cell.text());
    name.is_none_or(labels::is_signature) && texts.iter().any(|text| labels::is_signature(text))
}

#[cfg(test)]
mod tests;
