use super::biff::{self, Sheet};
use super::*;

#[test]
fn an_old_workbook_gives_typed_cells_and_merged_blocks() {
    let long = "Nguyễn Văn Đức, ".repeat(600);
    let strings = ["Họ và tên", "Ngày vào", "Trần Thị Ánh", &long, "Ghi chú"];
    let mut sheet = Sheet::new("DS");
    sheet.shared(2, 0, 0).shared(2, 1, 1).shared(2, 2, 4).shared(3, 0, 2).shared(4, 0, 3);
    sheet.number(3, 1, 43_831.0, 1).number(4, 1, 1992.0, 0).merge((0, 0), (0, 2));
    let grid = read(&biff::book(&strings, &[sheet]), "a.xls").unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    assert_eq!(grid.rows[2], [text("Họ và tên"), text("Ngày vào"), text("Ghi chú")]);
    assert_eq!(grid.rows[3], [text("Trần Thị Ánh"), Cell::Date(day)]);
    assert_eq!(grid.rows[4], [text(&long), Cell::Number(1992.0)]);
    assert_eq!(grid.merges, [Merge { first_row: 0, last_row: 0, first_column: 0, last_column: 2 }]);
}

#[test]
fn sheets_of_an_old_workbook_are_chosen_like_others() {
    let strings = ["x", "Họ và tên", "Năm sinh"];
    let (mut first, mut second) = (Sheet::new("Bia"), Sheet::new("DS"));
    first.shared(0, 0, 0);
    second.shared(0, 0, 1).shared(0, 1, 2);
    let grid = read(&biff::book(&strings, &[first, second]), "a.xls").unwrap();
    assert_eq!((grid.sheet.as_str(), grid.notices.len()), ("DS", 1));
}

#[test]
fn what_an_old_sheet_says_of_its_size_is_not_believed() {
    let mut sheet = Sheet::new("DS");
    sheet.record(0x0200, &[[0, 0, 0, 0], [0xFF; 4], [0, 0, 0xFF, 0xFF], [0, 0, 0, 0]].concat()[..14]);
    sheet.shared(0, 0, 0);
    let grid = read(&biff::book(&["x"], &[sheet]), "a.xls").unwrap();
    assert_eq!(grid.cell(0, 0), &text("x"));
}

#[test]
fn an_old_sheet_that_would_fill_the_memory_is_refused() {
    let mut corners = Sheet::new("DS");
    corners.number(0, 0, 1.0, 0).number(65_535, 255, 1.0, 0);
    assert!(matches!(read(&biff::book(&[], &[corners]), "a.xls"), Err(Unreadable::TooManyCells { .. })));
    let mut far = Sheet::new("DS");
    far.number(0, 40_000, 1.0, 0);
    assert!(matches!(read(&biff::book(&[], &[far]), "a.xls"), Err(Unreadable::TooManyColumns { .. })));
    let long = "a".repeat(30_000);
    let mut repeated = Sheet::new("DS");
    for row in 0..1000 {
        repeated.shared(row, 0, 0);
    }
    assert!(matches!(read(&biff::book(&[&long], &[repeated]), "a.xls"), Err(Unreadable::TooMuchText { .. })));
}

#[test]
fn a_password_and_other_compound_files_are_named() {
    let mut stream = biff::stream(&["x"], &[Sheet::new("DS")]);
    let pass = [0x2F, 0, 6, 0, 1, 0, 1, 0, 1, 0];
    stream.splice(20..20, pass);
    assert_eq!(read(&super::super::xls::wrap(&stream), "a.xls").unwrap_err(), Unreadable::Encrypted);
    let renamed = |name: &str| {
        let mut file = biff::book(&["x"], &[Sheet::new("DS")]);
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        file[2 * 4096 + 128..2 * 4096 + 128 + 64].fill(0);
        file[2 * 4096 + 128..2 * 4096 + 128 + name.len()].copy_from_slice(&name);
        file
    };
    assert_eq!(read(&renamed("EncryptedPackage"), "a.xlsx").unwrap_err(), Unreadable::Encrypted);
    let word = Unreadable::NotAList { kind: Foreign::Word };
    assert_eq!(read(&renamed("WordDocument"), "a.xls").unwrap_err(), word);
}
