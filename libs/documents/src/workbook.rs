//! Workbooks (xlsx), A4 landscape, one page wide.

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

pub const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A table on a sheet of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub name: String,
    pub title: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<Value>>,
}

/// What a cell holds. Text is always text: a name that begins with `=` stays a name.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Empty,
    Text(String),
    Number(i64),
    /// A number in tenths, shown with one decimal.
    Tenths(i64),
    /// Any number, shown as Excel would by itself.
    Plain(f64),
    /// Shown as dd/mm/yyyy.
    Date(NaiveDate),
}

/// Writes sheets into one workbook.
///
/// # Errors
/// When a sheet's name can't be used or a text is too long for a cell.
pub fn write(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for sheet in sheets {
        write_sheet(workbook.add_worksheet(), sheet)?;
    }
    workbook.save_to_buffer()
}

fn write_sheet(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    const FONT: &str = "Times New Roman";
    let plain = Format::new().set_font_name(FONT).set_font_size(12).set_border(FormatBorder::Thin);
    let text = plain.clone().set_text_wrap().set_align(FormatAlign::Top);
    let number = plain.clone().set_num_format("#,##0");
    let tenths = plain.clone().set_num_format("#,##0.0");
    let date = plain.clone().set_num_format("dd/mm/yyyy");
    let head = plain.clone().set_bold().set_text_wrap().set_align(FormatAlign::Center);
    let title = Format::new().set_font_name(FONT).set_font_size(14).set_bold();

    page.set_name(&sheet.name)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    page.write_string_with_format(0, 0, &sheet.title, &title)?;
    for (column, name) in (0..).zip(&sheet.header) {
        page.write_string_with_format(2, column, name, &head)?;
        page.set_column_width(column, width(sheet, usize::from(column)))?;
    }
    page.set_repeat_rows(2, 2)?;
    for (row, values) in (3..).zip(&sheet.rows) {
        for (column, value) in (0..).zip(values) {
            match value {
                Value::Empty => page.write_blank(row, column, &plain)?,
                Value::Text(value) => page.write_string_with_format(row, column, value, &text)?,
                Value::Number(value) => page.write_number_with_format(row, column, to_float(*value), &number)?,
                Value::Tenths(value) => page.write_number_with_format(row, column, to_float(*value) / 10.0, &tenths)?,
                Value::Plain(value) => page.write_number_with_format(row, column, *value, &plain)?,
                Value::Date(value) => match serial(*value) {
                    Some(days) => page.write_number_with_format(row, column, days, &date)?,
                    None => page.write_string_with_format(row, column, value.to_string(), &text)?,
                },
            };
        }
    }
    Ok(())
}

/// Wide enough for the longest value, within reason.
fn width(sheet: &Sheet, column: usize) -> f64 {
    let length = |value: &Value| match value {
        Value::Empty => 0,
        Value::Text(text) => text.chars().count(),
        Value::Number(value) | Value::Tenths(value) => value.to_string().len() + 3,
        Value::Plain(value) => value.to_string().len(),
        Value::Date(_) => 10,
    };
    let longest = sheet.rows.iter().filter_map(|row| row.get(column)).map(length).max().unwrap_or(0);
    let header = sheet.header.get(column).map_or(0, |name| name.chars().count());
    f64::from(u8::try_from(longest.max(header).clamp(5, 60)).unwrap_or(60)) + 2.0
}

/// The day as Excel counts; None before March 1900, where Excel counts a day that never was.
fn serial(date: NaiveDate) -> Option<f64> {
    let days = date.signed_duration_since(NaiveDate::from_ymd_opt(1899, 12, 30)?).num_days();
    (days > 60).then(|| to_float(days))
}

/// Excel knows only floating point; counts and đồng stay exact up to 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "figures stay below 2^53")]
fn to_float(value: i64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    #[test]
    fn a_workbook_reads_back_with_its_diacritics_and_inert_text() {
        let sheet = Sheet {
            name: "Số liệu".into(),
            title: "Biến động".into(),
            header: vec!["Nội dung".into(), "Tổng".into(), "%".into(), "Năm".into(), "Ngày".into()],
            rows: vec![vec![
                Value::Text("=HYPERLINK(1)".into()),
                Value::Number(677),
                Value::Tenths(1179),
                Value::Plain(1992.0),
                Value::Date(NaiveDate::from_ymd_opt(2020, 1, 1).unwrap()),
            ]],
        };
        let file = write(&[sheet]).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
        let range = book.worksheet_range("Số liệu").unwrap();
        let cell = |row, column| range.get_value((row, column)).cloned().unwrap();
        assert_eq!(cell(0, 0), Data::String("Biến động".into()));
        assert_eq!(cell(3, 0), Data::String("=HYPERLINK(1)".into()));
        assert_eq!((cell(3, 1), cell(3, 2)), (Data::Float(677.0), Data::Float(117.9)));
        assert_eq!(cell(3, 3), Data::Float(1992.0));
        let Data::DateTime(day) = cell(3, 4) else { panic!("no date") };
        assert_eq!(day.to_ymd_hms_milli(), (2020, 1, 1, 0, 0, 0, 0));
    }
}
