use super::*;
use crate::lists::header::propose;

fn cell(text: &str) -> Cell {
    match (text.trim(), text.trim().parse::<f64>()) {
        ("", _) => Cell::Empty,
        (_, Ok(number)) => Cell::Number(number),
        (text, _) => Cell::Text(text.to_owned()),
    }
}

fn grid(rows: &[&str]) -> Grid {
    Grid { rows: rows.iter().map(|row| row.split('|').map(cell).collect()).collect(), ..Grid::default() }
}

fn wide(row: usize) -> Merge {
    Merge { first_row: row, last_row: row, first_column: 0, last_column: 3 }
}

const HEADER: &str = "STT|Họ và tên|Năm sinh|Ghi chú";

fn read(list: &Grid) -> Vec<Row> {
    let mapping = propose(list).unwrap().mapping;
    rows(list, &mapping).collect()
}

fn why(row: &Row) -> Option<Why> {
    match row {
        Row::Record(_) => None,
        Row::Skipped(skipped) => Some(skipped.why),
    }
}

#[test]
fn every_line_is_a_record_or_says_why_not() {
    let mut list = grid(&[
        "CÔNG AN XÃ TÂN KHÁNH|||",
        "",
        HEADER,
        "1|2|3|4",
        "I|Ấp Tân Hòa||",
        "1|Võ Tấn Lộc|1988|",
        "2|Tống Công Minh|1990|",
        "|Cộng: 2 người||",
        "Ấp Tân Phú|||",
        HEADER,
        "3|Lê Thị Bưởi||",
        "4|||",
        "|||gửi lại tháng sau",
        "|Tổng cộng: 3 người|3|",
        "|||Tân Khánh, ngày 5 tháng 6 năm 2020",
        "|NGƯỜI LẬP BIỂU||TRƯỞNG CÔNG AN XÃ",
        "|Phan Thanh Bình||Vũ Hữu Nghĩa",
    ]);
    list.merges = vec![wide(8)];
    let all = read(&list);
    let expected = [
        Some(Why::Letterhead),
        Some(Why::Blank),
        Some(Why::Header),
        Some(Why::Header),
        Some(Why::Section),
        None,
        None,
        Some(Why::Total),
        Some(Why::Section),
        Some(Why::RepeatedHeader),
        None,
        Some(Why::Blank),
        Some(Why::Remark),
        Some(Why::Total),
        Some(Why::Footer),
        Some(Why::Footer),
        Some(Why::Footer),
    ];
    assert_eq!(all.iter().map(why).collect::<Vec<_>>(), expected);
    let lines: Vec<usize> = all
        .iter()
        .map(|row| match row {
            Row::Record(record) => record.line,
            Row::Skipped(skipped) => skipped.line,
        })
        .collect();
    assert_eq!(lines, (1..=list.rows.len()).collect::<Vec<_>>());
    let sections: Vec<Option<&str>> = all
        .iter()
        .filter_map(|row| match row {
            Row::Record(record) => Some(record.section.as_deref()),
            Row::Skipped(_) => None,
        })
        .collect();
    assert_eq!(sections, [Some("Ấp Tân Hòa"), Some("Ấp Tân Hòa"), Some("Ấp Tân Phú")]);
}

#[test]
fn totals_without_diacritics_are_told_from_people() {
    let list = grid(&[
        HEADER,
        "1|TONG CONG MINH|1990|",
        "2|TONG CONG MINH||",
        "|TONG CONG|2|",
        "|TỔNG SỐ: 23 người||",
        "|Cộng||",
    ]);
    let kinds: Vec<Option<Why>> = read(&list).iter().skip(1).map(why).collect();
    assert_eq!(kinds, [None, None, Some(Why::Total), Some(Why::Total), Some(Why::Total)]);
}

#[test]
fn a_person_with_nothing_but_a_name_stays_a_record() {
    let list = grid(&[
        "STT|Họ và tên|Năm sinh|Cơ quan quyết định",
        "1|Tô Văn Xã||",
        "2|Lê Thị Bưởi||Ủy ban nhân dân xã",
        "3|Hồ Sỹ Quý||Chủ tịch xã",
    ]);
    assert!(read(&list).iter().skip(1).all(|row| why(row).is_none()));
}

#[test]
fn a_list_goes_on_after_a_signature_on_every_page() {
    let list =
        grid(&[HEADER, "1|Võ Tấn Lộc|1988|", "|Người lập biểu||", "|Phan Thanh Bình||", HEADER, "2|Lê Thị Bưởi||"]);
    let kinds: Vec<Option<Why>> = read(&list).iter().skip(1).map(why).collect();
    assert_eq!(kinds, [None, Some(Why::Footer), Some(Why::Footer), Some(Why::RepeatedHeader), None]);
}

#[test]
fn a_cell_merged_over_lines_holds_for_each() {
    let mut list =
        grid(&["Họ và tên|Năm sinh|Xã", "Võ Tấn Lộc|1988|Tân Khánh", "Lê Thị Bưởi|1990|", "Hồ Sỹ Quý|1991|"]);
    list.merges = vec![Merge { first_row: 1, last_row: 2, first_column: 2, last_column: 2 }];
    let communes: Vec<String> = read(&list)
        .iter()
        .filter_map(|row| match row {
            Row::Record(record) => Some(record.cell(Field::Commune).shown()),
            Row::Skipped(_) => None,
        })
        .collect();
    assert_eq!(communes, ["Tân Khánh", "Tân Khánh", ""]);
}

#[test]
fn name_birth_and_sex_are_found_wherever_they_stand() {
    let record = |cells: &[(Field, &str)]| RawRow {
        line: 2,
        section: None,
        cells: cells.iter().map(|(field, text)| (*field, cell(text))).collect(),
    };
    let split = record(&[(Field::FamilyNames, "Võ  Tấn"), (Field::GivenName, "Lộc"), (Field::BirthFemale, "1988")]);
    assert_eq!(split.full_name().as_deref(), Some("Võ Tấn Lộc"));
    assert_eq!((split.birth(), split.sex()), (&Cell::Number(1988.0), Some(WrittenSex::Female)));
    assert_eq!(record(&[(Field::Sex, "Nữ")]).sex(), Some(WrittenSex::Female));
    assert_eq!(record(&[(Field::SexMale, "x")]).sex(), Some(WrittenSex::Male));
    assert_eq!(record(&[(Field::Sex, "Nữ"), (Field::BirthMale, "1988")]).sex(), None);
}
