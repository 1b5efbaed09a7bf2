//! A report on a terminal.

use reporting::{Report, Severity};

use crate::output::{number, tenths};
use crate::terminal::Terminal;

/// Its table and findings, in the language of the terminal.
pub fn report(terminal: Terminal, report: &Report) -> String {
    let language = terminal.language;
    let mut header = vec![("Nội dung", "Item"), ("Đơn vị", "Unit")];
    header.extend(report.columns.iter().map(|column| (column.vi.as_str(), column.en.as_str())));
    header.extend([("Nguồn ghi", "Stated"), ("Lệch", "Difference")]);
    let rows: Vec<Vec<String>> = report
        .rows
        .iter()
        .map(|row| {
            let mut cells =
                vec![terminal.say(&row.vi, &row.en).to_owned(), terminal.say(row.unit.vi(), row.unit.en()).to_owned()];
            let shown = |column: &str, value: i64| match column {
                "percent_tenths" => tenths(language, value),
                _ => number(language, value),
            };
            cells.extend(report.columns.iter().map(|column| {
                row.cells.get(&column.id).map_or_else(|| "–".to_owned(), |cell| shown(&column.id, cell.value))
            }));
            // The last column that was stated: the percentage before the result it rests on.
            let stated = report.columns.iter().rev().find_map(|column| {
                let cell = row.cells.get(&column.id)?;
                Some((column.id.as_str(), cell.stated?, cell.difference?))
            });
            let total = row.cells.get("total").and_then(|cell| Some(("total", cell.stated?, cell.difference?)));
            match total.or(stated) {
                Some((column, value, difference)) => {
                    let sign = if difference > 0 { "+" } else { "" };
                    // As printed: 105, not 105,0.
                    cells.push(shown(column, value).trim_end_matches(terminal.say(",0", ".0")).to_owned());
                    cells.push(if difference == 0 {
                        "✓".to_owned()
                    } else {
                        format!("{sign}{}", shown(column, difference))
                    });
                }
                None => cells.extend(["".to_owned(), "".to_owned()]),
            }
            cells
        })
        .collect();
    let title = terminal.say(&report.vi, &report.en);
    let mut lines = vec![format!("\n{title} ({})", report.id), terminal.table(&header, &rows, 2).to_string()];
    for finding in &report.findings {
        let mark = match finding.severity {
            Severity::Blocking => terminal.say("✗ CHẶN", "✗ BLOCKING"),
            Severity::Warning => terminal.say("! CẢNH BÁO", "! WARNING"),
            Severity::Info => terminal.say("i LƯU Ý", "i NOTE"),
        };
        lines.push(format!("{mark}: {}", terminal.say(&finding.vi, &finding.en)));
        lines.extend(finding.quote.as_ref().map(|quote| format!("    “{quote}”")));
    }
    lines.join("\n")
}
