use super::*;

const HEADER: [&str; 4] = ["STT", "Họ và tên", "Năm sinh", "Giới tính"];

#[test]
fn the_sheet_with_the_best_header_is_read_and_the_others_are_named() {
    let file = xlsx(&[
        ("Bìa", &|sheet| texts(sheet, 0, &["Công an tỉnh", "Báo cáo"])),
        ("Danh sách", &|sheet| texts(sheet, 4, &HEADER)),
        ("Ghi chú", &|sheet| texts(sheet, 0, &["x"])),
        ("Cũ", &|sheet| {
            texts(sheet, 0, &HEADER);
            sheet.set_hidden(true);
        }),
    ]);
    let grid = read(&file, "a.xlsx").unwrap();
    assert_eq!(grid.sheet, "Danh sách");
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let expected =
        [Notice::OtherSheets { sheets: names(&["Bìa", "Ghi chú"]) }, Notice::HiddenSheets { sheets: names(&["Cũ"]) }];
    assert_eq!(grid.notices, expected);
}

#[test]
fn a_sheet_can_be_asked_for_by_name() {
    let file = xlsx(&[("A", &|sheet| texts(sheet, 0, &HEADER)), ("B", &|sheet| texts(sheet, 0, &["x"]))]);
    let options = |sheet: &str| Options { sheet: Some(sheet.to_owned()), ..Options::default() };
    assert_eq!(read_with(&file, "a.xlsx", &options("B")).unwrap().cell(0, 0), &text("x"));
    assert_eq!(read_with(&file, "a.xlsx", &options("C")).unwrap_err(), Unreadable::NoSheet);
}

#[test]
fn the_best_header_is_found_in_old_encodings_too() {
    let coded = HEADER.map(|cell| legacy::encode(cell, legacy::Encoding::Vni));
    let file = xlsx(&[
        ("1", &|sheet| texts(sheet, 0, &["Baùo caùo", "quyù"])),
        ("2", &|sheet| texts(sheet, 0, &coded.each_ref().map(String::as_str))),
    ]);
    assert_eq!(read(&file, "a.xlsx").unwrap().sheet, "2");
}
