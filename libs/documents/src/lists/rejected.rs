//! Hands refused lines back: the original columns with their values, and the reason beside each
//! line, so that the list can be mended there and sent again.

use rust_xlsxwriter::XlsxError;
use serde::{Deserialize, Serialize};

use super::header::{Mapping, headers};
use super::{Cell, Grid};
use crate::workbook::{self, Sheet, Value};

/// A refused line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// As Excel numbers it, from 1.
    pub line: usize,
    /// Sentences for the person who mends the list.
    pub reasons: Vec<String>,
}

/// Writes a workbook of the refused lines. The values are the grid's: give the grid as converted
/// from TCVN3 or VNI, since fonts are not kept.
///
/// # Errors
/// When a text is longer than Excel takes in a cell (32,767 characters).
pub fn write(grid: &Grid, mapping: &Mapping, rejected: &[Rejected]) -> Result<Vec<u8>, XlsxError> {
    let width = grid.width();
    let mut header = headers(grid, mapping);
    header.resize(width, String::new());
    header.extend(["Dòng trong tệp gốc (line)".to_owned(), "Lý do từ chối (reason)".to_owned()]);
    let rows = rejected.iter().map(|refused| row(grid, width, refused)).collect();
    let title = "Các dòng bị từ chối – sửa ở đây rồi gửi lại (rejected lines: mend and send again)";
    workbook::write(&[Sheet { name: "Dòng bị từ chối".to_owned(), title: title.to_owned(), header, rows }])
}

fn row(grid: &Grid, width: usize, refused: &Rejected) -> Vec<Value> {
    let original = |column: usize| value(grid.cell(refused.line.saturating_sub(1), column));
    let mut values: Vec<Value> = (0..width).map(original).collect();
    values.push(i64::try_from(refused.line).map_or(Value::Empty, Value::Number));
    values.push(Value::Text(refused.reasons.join("\n")));
    values
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Empty,
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Number(number) => Value::Plain(*number),
        Cell::Date(date) => Value::Date(*date),
        Cell::Bool(_) => Value::Text(cell.shown()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::lists::{Field, header, read};

    #[test]
    fn refused_lines_come_back_with_reasons_and_can_be_read_again() {
        let text = |text: &str| Cell::Text(text.to_owned());
        let day = NaiveDate::from_ymd_opt(2019, 3, 4).unwrap();
        let grid = Grid {
            rows: vec![
                vec![text("STT"), text("Họ và tên"), text("Năm sinh"), text("Ngày vào")],
                vec![Cell::Number(1.0), text("=1+1"), Cell::Number(1992.0), Cell::Date(day)],
                vec![Cell::Number(2.0), text("Lê Thị B"), text("31/02/2019"), Cell::Empty],
            ],
            ..Grid::default()
        };
        let mapping = header::propose(&grid).unwrap().mapping;
        let refused = |line: usize, reason: &str| Rejected { line, reasons: vec![reason.to_owned()] };
        let file = write(&grid, &mapping, &[refused(2, "Thiếu số."), refused(3, "Tháng 2/2019 có 28 ngày.")]).unwrap();

        let back = read(&file, "x.xlsx").unwrap();
        let again = header::propose(&back).unwrap().mapping;
        assert_eq!(again.column_of(Field::FullName), Some(1));
        let first = again.first_data_row;
        assert_eq!(back.rows[first][..4], grid.rows[1][..]);
        assert_eq!(back.rows[first][4..], [Cell::Number(2.0), text("Thiếu số.")]);
        assert_eq!(back.cell(first + 1, 2), &text("31/02/2019"));
        assert_eq!(back.cell(first + 1, 5), &text("Tháng 2/2019 có 28 ngày."));
    }
}
