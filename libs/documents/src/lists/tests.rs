//! Reading whole files: what is understood, and that nothing harmful comes of what is not.

mod biff;
mod delimited;
mod hostile;
mod sheets;
mod xls;

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::*;

type Fill<'a> = &'a dyn Fn(&mut Worksheet);

/// A workbook from what fills its sheets.
fn xlsx(sheets: &[(&str, Fill<'_>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, fill) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        fill(sheet);
    }
    book.save_to_buffer().unwrap()
}

fn texts(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        sheet.write_string(row, column, *cell).unwrap();
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn a_workbook_gives_typed_cells_and_merged_blocks() {
    let file = xlsx(&[("Danh sách", &|sheet| {
        sheet.merge_range(0, 0, 0, 3, "DANH SÁCH", &Format::new()).unwrap();
        texts(sheet, 2, &["Họ và tên", "Năm sinh", "Ngày vào", "Có"]);
        sheet.write_string(3, 0, "Nguyễn Văn Đức").unwrap();
        sheet.write_number(3, 1, 1992).unwrap();
        sheet.write_number_with_format(3, 2, 43_831, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
        sheet.write_boolean(3, 3, true).unwrap();
    })]);
    let grid = read(&file, "whatever.csv").unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    assert_eq!(grid.sheet, "Danh sách");
    assert_eq!(grid.rows[3], [text("Nguyễn Văn Đức"), Cell::Number(1992.0), Cell::Date(day), Cell::Bool(true)]);
    assert_eq!(grid.merges, [Merge { first_row: 0, last_row: 0, first_column: 0, last_column: 3 }]);
    assert!(grid.rows[1].is_empty() && grid.notices.is_empty());
}

#[test]
fn a_whole_list_is_read_from_file_to_records() {
    let file = xlsx(&[("Sheet1", &|sheet| {
        let coded = |cells: [&str; 4]| cells.map(|cell| legacy::encode(cell, legacy::Encoding::Tcvn3));
        let rows = [
            ["DANH SÁCH NGƯỜI NGHIỆN", "", "", ""],
            ["STT", "Họ và tên", "Ngày sinh", "Nơi thường trú"],
            ["1", "Nguyễn Văn Đức", "15/7/1992", "Xã Tân Khánh"],
            ["2", "Trần Thị Ánh", "31/02/1990", "Xã Tân Hòa"],
            ["", "Tổng cộng: 2 người", "", ""],
        ];
        for (row, cells) in (0..).zip(rows) {
            texts(sheet, row, &coded(cells).each_ref().map(String::as_str));
        }
    })]);
    let raw = read(&file, "a.xlsx").unwrap();
    let encoding = legacy::detect_grid(&raw);
    assert_eq!(encoding.sheet, legacy::Encoding::Tcvn3);
    let grid = legacy::convert_grid(&raw, &encoding, legacy::Capitals::FromContext);
    let mapping = header::propose(&grid).unwrap().mapping;
    let records: Vec<rows::RawRow> = rows::rows(&grid, &mapping)
        .filter_map(|row| match row {
            rows::Row::Record(record) => Some(record),
            rows::Row::Skipped(_) => None,
        })
        .collect();
    let names: Vec<_> = records.iter().filter_map(rows::RawRow::full_name).collect();
    assert_eq!(names, ["Nguyễn Văn Đức", "Trần Thị Ánh"]);
    let today = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    assert_eq!(dates::parse_birth(records[0].birth(), today).unwrap().year, 1992);
    assert_eq!(dates::parse_birth(records[1].birth(), today).unwrap_err().vi(), "Tháng 2/1990 có 28 ngày.");
}
