use super::*;
use crate::lists::{Cell, Merge};

/// A grid from rows of texts; "|" between cells, digits as numbers.
fn grid(rows: &[&str]) -> Grid {
    let cell = |text: &str| match (text.trim(), text.trim().parse::<f64>()) {
        ("", _) => Cell::Empty,
        (_, Ok(number)) => Cell::Number(number),
        (text, _) => Cell::Text(text.to_owned()),
    };
    Grid { rows: rows.iter().map(|row| row.split('|').map(cell).collect()).collect(), ..Grid::default() }
}

fn merge(rows: (usize, usize), columns: (usize, usize)) -> Merge {
    Merge { first_row: rows.0, last_row: rows.1, first_column: columns.0, last_column: columns.1 }
}

fn fields(proposal: &Proposal) -> Vec<Option<Field>> {
    proposal.columns.iter().map(|column| column.field).collect()
}

#[test]
fn a_plain_header_is_mapped_with_and_without_diacritics() {
    let expected = [Field::Ordinal, Field::FullName, Field::Birth, Field::Sex, Field::OfficialNumber, Field::DrugKind];
    for header in [
        "STT|Họ và tên|Năm sinh|Giới tính|CMND/CCCD|Loại ma túy",
        "Stt|Ho ten|Nam sinh|Gioi tinh|So CCCD|Loai ma tuy",
        "TT|HỌ TÊN KHAI SINH|Ngày, tháng, năm sinh|GT|Số định danh cá nhân|Loại ma tuý sử dụng",
        "Số TT|Họ và tên (chữ in hoa)|Ngày sinh|Nam/Nữ|Số CMND (CCCD)|Loại chất ma túy",
    ] {
        let proposal = propose(&grid(&[header, "1|Nguyễn Văn Đức|1992|Nam|087092000001|heroin"])).unwrap();
        assert_eq!(fields(&proposal), expected.map(Some), "{header}");
        assert_eq!((proposal.mapping.header_row, proposal.mapping.first_data_row), (0, 1));
        assert!(proposal.confidence > 0.6, "{header}: {}", proposal.confidence);
    }
}

#[test]
fn the_header_is_found_below_a_letterhead_and_above_column_numbers() {
    let mut list = grid(&[
        "ỦY BAN NHÂN DÂN|||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ TÂN KHÁNH|||Độc lập - Tự do - Hạnh phúc",
        "",
        "DANH SÁCH NGƯỜI NGHIỆN MA TÚY",
        "TT|Họ và tên|Ngày sinh|Nơi ĐKHKTT|Chỗ ở hiện nay|Ngày vào danh sách|Ghi chú",
        "(1)|(2)|(3)|(4)|(5)|(6)|(7)",
        "1|Lê Thị Bưởi|15/7/1992|Ấp 3|Ấp 4|2/1/2019|",
    ]);
    list.merges = vec![merge((3, 3), (0, 6))];
    let proposal = propose(&list).unwrap();
    assert_eq!((proposal.mapping.header_row, proposal.mapping.first_data_row), (4, 6));
    assert_eq!(proposal.mapping.column_of(Field::RegisteredAddress), Some(3));
    assert_eq!(proposal.mapping.column_of(Field::CurrentAddress), Some(4));
    assert_eq!(proposal.mapping.column_of(Field::EnteredOn), Some(5));
}

#[test]
fn the_old_form_has_the_birth_year_in_a_column_per_sex() {
    let rows =
        ["TT|Họ và tên|Năm sinh||Nghề nghiệp", "||Nam|Nữ|", "1|Võ Tấn Lộc|1988||làm thuê", "2|Lê Thị Bưởi||1990|"];
    let expected = [Field::Ordinal, Field::FullName, Field::BirthMale, Field::BirthFemale, Field::Occupation].map(Some);
    let plain = grid(&rows);
    let mut merged = grid(&rows);
    merged.merges = vec![merge((0, 1), (0, 0)), merge((0, 1), (1, 1)), merge((0, 0), (2, 3)), merge((0, 1), (4, 4))];
    for list in [plain, merged] {
        let proposal = propose(&list).unwrap();
        assert_eq!(fields(&proposal), expected);
        assert_eq!((proposal.mapping.header_row, proposal.mapping.first_data_row), (0, 2));
        assert_eq!(proposal.columns[2].header, "Năm sinh / Nam");
    }
}

#[test]
fn marks_under_nam_and_nu_are_no_births() {
    let proposal = propose(&grid(&["Họ tên|Giới tính||Năm sinh", "|Nam|Nữ|", "Võ Tấn Lộc|x||1988"])).unwrap();
    let expected = [Field::FullName, Field::SexMale, Field::SexFemale, Field::Birth].map(Some);
    assert_eq!(fields(&proposal), expected);
    let bare = propose(&grid(&["Họ tên|Nam|Nữ|Ghi chú", "Võ Tấn Lộc|1988||"])).unwrap();
    assert_eq!(bare.columns[1].field, Some(Field::BirthMale));
}

#[test]
fn parts_of_an_address_and_parents_are_told_from_the_person() {
    let mut list = grid(&[
        "STT|Họ và tên|Nơi cư trú|||Họ và tên cha|Họ tên mẹ|Người thân|Dân tộc",
        "||Ấp|Xã, phường|Huyện||||",
        "1|Võ Tấn Lộc|Ấp 3|Tân Khánh|Lấp Vò|Võ A|Lê B||Kinh",
    ]);
    list.merges = vec![merge((0, 0), (2, 4))];
    let proposal = propose(&list).unwrap();
    let expected = [
        Some(Field::Ordinal),
        Some(Field::FullName),
        Some(Field::Hamlet),
        Some(Field::Commune),
        Some(Field::District),
        Some(Field::Father),
        Some(Field::Mother),
        None,
        Some(Field::Ethnicity),
    ];
    assert_eq!(fields(&proposal), expected);
    let unmapped: Vec<&str> = proposal.unmapped().map(|column| column.header.as_str()).collect();
    assert_eq!(unmapped, ["Người thân"]);
}

#[test]
fn the_commune_list_of_decree_163_is_mapped_whole() {
    let header = "TT|Họ và tên|Số định danh cá nhân|Ngày, tháng, năm sinh|Giới tính|Nơi thường trú/tạm trú|Nơi ở hiện tại|\
                  Loại ma túy sử dụng|Ngày đưa vào danh sách|Ngày hết thời hạn quản lý|Tình trạng cư trú (có mặt/vắng mặt)|\
                  Dừng, tạm đình chỉ, chấm dứt quản lý";
    let expected = [
        Field::Ordinal,
        Field::FullName,
        Field::OfficialNumber,
        Field::Birth,
        Field::Sex,
        Field::RegisteredAddress,
        Field::CurrentAddress,
        Field::DrugKind,
        Field::EnteredOn,
        Field::TermEndsOn,
        Field::ResidenceState,
        Field::ListState,
    ];
    assert_eq!(fields(&propose(&grid(&[header])).unwrap()), expected.map(Some));
}

#[test]
fn a_name_in_two_columns_is_known_as_such() {
    let mut list = grid(&["STT|Họ và tên||Năm sinh", "1|Võ Tấn|Lộc|1988", "2|Lê Thị|Bưởi|1990"]);
    list.merges = vec![merge((0, 0), (1, 2))];
    let expected = [Field::Ordinal, Field::FamilyNames, Field::GivenName, Field::Birth].map(Some);
    assert_eq!(fields(&propose(&list).unwrap()), expected);
    let own = propose(&grid(&["STT|Họ và tên đệm|Tên|Năm sinh", "1|Võ Tấn|Lộc|1988"])).unwrap();
    assert_eq!(fields(&own), expected);
    let alone = propose(&grid(&["STT|Tên|Năm sinh", "1|Võ Tấn Lộc|1988"])).unwrap();
    assert_eq!(alone.columns[1].field, Some(Field::FullName));
}

#[test]
fn a_profile_goes_before_the_words_and_leaves_columns_aside() {
    let list = grid(&["STT|Họ và tên|Mốc A|Ghi chú", "1|Võ Tấn Lộc|2/1/2019|x"]);
    let mut profile = Profile::default();
    profile.set("Mốc A", Some(Field::AdmittedOn));
    profile.set("Ghi chú", None);
    let proposal = propose_with(&list, &profile).unwrap();
    assert_eq!(fields(&proposal), [Some(Field::Ordinal), Some(Field::FullName), Some(Field::AdmittedOn), None]);

    let learned = Profile::learn(&list, &proposal.mapping);
    let stored: Profile = serde_json::from_str(&serde_json::to_string(&learned).unwrap()).unwrap();
    let again = propose_with(&list, &stored).unwrap();
    assert_eq!(again.mapping, proposal.mapping);
}

#[test]
fn rows_of_data_are_no_header() {
    assert!(propose(&grid(&["1|Võ Tấn Lộc|1988", "2|Lê Thị Bưởi|1990"])).is_none());
    assert!(propose(&Grid::default()).is_none());
}
