//! A report as a workbook.

use documents::workbook::{Sheet, Value};

use crate::domain::report::{Cell, Report};

/// The report's rows, its findings, and where the figures come from, one sheet each, in Vietnamese.
pub fn sheets(report: &Report) -> Vec<Sheet> {
    vec![figures(report), findings(report), provenance(report)]
}

fn figures(report: &Report) -> Sheet {
    let mut header = vec!["STT".to_owned(), "Nội dung".to_owned(), "Đơn vị".to_owned()];
    header.extend(report.columns.iter().map(|column| column.vi.clone()));
    header.extend(["Nguồn ghi".to_owned(), "Chênh lệch".to_owned()]);
    let rows = (1..).zip(&report.rows).map(|(number, row)| {
        let mut cells = vec![Value::Number(number), Value::Text(row.vi.clone()), Value::Text(row.unit.vi().to_owned())];
        cells.extend(report.columns.iter().map(|column| value(&column.id, row.cells.get(&column.id))));
        let stated = report.columns.iter().find_map(|column| {
            let cell = row.cells.get(&column.id)?;
            Some((column.id.as_str(), cell.stated?, cell.difference?))
        });
        let shown = |tenths: bool, value: i64| if tenths { Value::Tenths(value) } else { Value::Number(value) };
        cells.extend(match stated {
            Some((column, stated, difference)) => {
                let tenths = column == "percent_tenths";
                [shown(tenths, stated), shown(tenths, difference)]
            }
            None => [Value::Empty, Value::Empty],
        });
        cells
    });
    Sheet { name: "Số liệu".to_owned(), title: title(report), header, rows: rows.collect() }
}

fn value(column: &str, cell: Option<&Cell>) -> Value {
    match cell {
        None => Value::Empty,
        Some(cell) if column == "percent_tenths" => Value::Tenths(cell.value),
        Some(cell) => Value::Number(cell.value),
    }
}

fn findings(report: &Report) -> Sheet {
    let header = ["Mức", "Nội dung", "Nguồn ghi", "Tính được", "Chênh lệch", "Câu trong nguồn", "Nguồn"];
    let number = |value: Option<i64>| value.map_or(Value::Empty, Value::Number);
    let text = |value: &Option<String>| value.clone().map_or(Value::Empty, Value::Text);
    let rows = report.findings.iter().map(|finding| {
        vec![
            Value::Text(finding.severity.vi().to_owned()),
            Value::Text(finding.vi.clone()),
            number(finding.stated),
            number(finding.computed),
            number(finding.difference),
            text(&finding.quote),
            text(&finding.source),
        ]
    });
    Sheet {
        name: "Đối chiếu".to_owned(),
        title: "Kết quả đối chiếu".to_owned(),
        header: header.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

fn provenance(report: &Report) -> Sheet {
    let line = |name: &str, value: String| vec![Value::Text(name.to_owned()), Value::Text(value)];
    let rows = vec![
        line("Báo cáo", report.id.clone()),
        line("Mã tỉnh", report.province_code.clone()),
        line("Từ ngày", report.from.format("%d/%m/%Y").to_string()),
        line("Đến ngày", report.to.format("%d/%m/%Y").to_string()),
        line("Theo dữ liệu đã ghi đến", report.known_at.to_rfc3339()),
        line("Cách tính", "Cộng các dòng biến động của sổ cái; mỗi số mở được đến từng trường hợp.".to_owned()),
    ];
    Sheet {
        name: "Nguồn số liệu".to_owned(),
        title: "Nguồn số liệu".to_owned(),
        header: vec!["Mục".to_owned(), "Giá trị".to_owned()],
        rows,
    }
}

fn title(report: &Report) -> String {
    format!("{} ({} – {})", report.vi, report.from.format("%d/%m/%Y"), report.to.format("%d/%m/%Y"))
}
