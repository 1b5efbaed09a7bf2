//! Data on standard output: a table for people, JSON for programs. Progress goes to standard error.

use std::io::IsTerminal;

use clap::ValueEnum;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde::Serialize;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Output {
    #[default]
    Auto,
    Table,
    Json,
}

impl Output {
    pub fn is_json(self) -> bool {
        match self {
            Self::Json => true,
            Self::Table => false,
            Self::Auto => !std::io::stdout().is_terminal(),
        }
    }
}

/// Prints `{"schema": "…", "data": …}`.
pub fn json(schema: &str, data: &impl Serialize) {
    let text = serde_json::json!({ "schema": schema, "data": data });
    println!("{text:#}");
}

/// A table without lines between its rows. Columns from `first_number` on are right-aligned.
pub fn table(header: &[&str], rows: &[Vec<String>], first_number: usize) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(header.to_vec());
    for row in rows {
        table.add_row(row);
    }
    for column in table.column_iter_mut().skip(first_number) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// 12917 → `12.917`, as Vietnamese documents print numbers.
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    if value < 0 { format!("−{grouped}") } else { grouped }
}

/// 1179 → `117,9`
pub fn tenths(value: i64) -> String {
    let sign = if value < 0 { "−" } else { "" };
    format!(
        "{sign}{},{}",
        number(i64::try_from(value.unsigned_abs() / 10).unwrap_or(i64::MAX)),
        value.unsigned_abs() % 10
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_vietnamese_documents_do() {
        assert_eq!(number(12_917), "12.917");
        assert_eq!(number(-10), "−10");
        assert_eq!(number(8_000_000_000), "8.000.000.000");
        assert_eq!(tenths(1179), "117,9");
    }
}
