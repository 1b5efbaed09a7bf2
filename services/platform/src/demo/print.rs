//! A report on a terminal.

use reporting::{Report, Severity};

use crate::output::{self, number, tenths};

pub fn report(report: &Report) {
    println!("\n{} ({})", report.vi, report.id);
    let mut header = vec!["Nội dung", "Đơn vị"];
    header.extend(report.columns.iter().map(|column| column.vi.as_str()));
    header.extend(["Nguồn ghi", "Lệch"]);
    let rows: Vec<Vec<String>> = report
        .rows
        .iter()
        .map(|row| {
            let mut cells = vec![row.vi.clone(), row.unit.vi().to_owned()];
            let shown =
                |column: &str, value: i64| if column == "percent_tenths" { tenths(value) } else { number(value) };
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
                    cells.push(shown(column, value).trim_end_matches(",0").to_owned());
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
    println!("{}", output::table(&header, &rows, 2));
    for finding in &report.findings {
        let mark = match finding.severity {
            Severity::Blocking => "✗ CHẶN",
            Severity::Warning => "! CẢNH BÁO",
            Severity::Info => "i LƯU Ý",
        };
        println!("{mark}: {}", finding.vi);
        if let Some(quote) = &finding.quote {
            println!("    “{quote}”");
        }
    }
}
