//! Forms of data on standard output: a table for people, JSON for programs, NDJSON for streams.

use std::io::{IsTerminal, Write};

use clap::ValueEnum;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde_json::Value;
use web::Language;

/// What was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// Bảng trên màn hình, JSON trong ống / a table on a terminal, JSON in a pipe
    #[default]
    Auto,
    /// Bảng / a table
    Table,
    /// Một tài liệu JSON / one JSON document
    Json,
    /// Mỗi dòng một đối tượng JSON / one JSON object a line
    Ndjson,
}

/// What it comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Table,
    Json,
    Ndjson,
}

impl Output {
    pub fn format(self) -> Format {
        match self {
            Self::Table => Format::Table,
            Self::Json => Format::Json,
            Self::Ndjson => Format::Ndjson,
            Self::Auto if std::io::stdout().is_terminal() => Format::Table,
            Self::Auto => Format::Json,
        }
    }

    /// For commands that go on running and whose output is read line by line: plain text also in a pipe,
    /// unless JSON is asked for.
    pub fn or_text(self) -> Self {
        if self == Self::Auto { Self::Table } else { self }
    }
}

/// Writes data to standard output. A reader that has gone away, as in `… | head`, wants no more.
pub fn print(text: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// A document, indented.
pub fn json(document: &Value) {
    print(format_args!("{document:#}"));
}

/// An object on a line of its own.
pub fn line(object: &Value) {
    print(object);
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

/// 12917 → `12.917` as Vietnamese documents print numbers, `12,917` in English.
pub fn number(language: Language, value: i64) -> String {
    let separator = language.pick(".", ",");
    let digits = value.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push_str(separator);
        }
        grouped.push(digit);
    }
    if value < 0 { format!("−{grouped}") } else { grouped }
}

/// 1179 → `117,9`; `117.9` in English.
pub fn tenths(language: Language, value: i64) -> String {
    let sign = if value < 0 { "−" } else { "" };
    let whole = number(language, i64::try_from(value.unsigned_abs() / 10).unwrap_or(i64::MAX));
    format!("{sign}{whole}{}{}", language.pick(",", "."), value.unsigned_abs() % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_each_language_does() {
        let vi = Language::Vietnamese;
        assert_eq!(number(vi, 12_917), "12.917");
        assert_eq!(number(vi, -10), "−10");
        assert_eq!(number(vi, 8_000_000_000), "8.000.000.000");
        assert_eq!(tenths(vi, 1179), "117,9");
        assert_eq!(number(Language::English, 12_917), "12,917");
        assert_eq!(tenths(Language::English, 10_179), "1,017.9");
    }

    #[test]
    fn a_command_that_goes_on_speaks_text_unless_json_is_asked_for() {
        assert_eq!(Output::Auto.or_text().format(), Format::Table);
        assert_eq!(Output::Ndjson.or_text().format(), Format::Ndjson);
    }
}
