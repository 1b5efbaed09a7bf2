use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::lists::{Cell, Grid};

/// Names as they stand on lists; nobody in particular.
const NAMES: [&str; 64] = [
    "Nguyễn Văn Đức",
    "Trần Thị Ánh Nguyệt",
    "Lê Hoàng Phương Thảo",
    "Phạm Quốc Khánh",
    "Huỳnh Thị Mỹ Duyên",
    "Hoàng Đình Trọng",
    "Phan Thanh Bình",
    "Vũ Hữu Nghĩa",
    "Võ Tấn Lộc",
    "Đặng Ngọc Yến",
    "Bùi Xuân Trường",
    "Đỗ Kỳ Anh",
    "Hồ Sỹ Quý",
    "Ngô Gia Tuệ",
    "Dương Khắc Thuỷ",
    "Lý Ỷ Lan",
    "Nông Văn Páo",
    "Hà Thị Ửng",
    "Triệu Ích Giang",
    "Đoàn Bảo Uyên",
    "Trịnh Công Khuê",
    "Lương Hồng Phượng",
    "Mai Thế Ổn",
    "Tô Ẩn Dật",
    "Cao Thị Quỳnh Như",
    "Đinh Tiến Đạt",
    "Lâm Chí Thiện",
    "Thái Bá Lượm",
    "Châu Thị Kiều Oanh",
    "Tạ Duy Hiển",
    "Quách Tĩnh Vỹ",
    "Kiều Ngữ Yên",
    "Tăng Bạt Hổ",
    "La Thị Sảnh",
    "Mạc Đăng Dũng",
    "Nghiêm Xuân Cừ",
    "Phùng Khắc Bỉnh",
    "Từ Hải Đường",
    "Vương Trí Nhẫn",
    "Âu Dương Lẫm",
    "Ưng Hoài Ẻn",
    "Ông Thị Ốc",
    "Ơn Văn Ở",
    "Ấu Thị Ớt",
    "Giang Thị Giấy",
    "Khổng Tước Vĩ",
    "Trương Ngọc Ẩm",
    "Lưu Thị Đẫm",
    "Doãn Quốc Sĩ",
    "Nhữ Đình Hiền",
    "Thạch Sơ Rít",
    "Kim Thị Sà Rươl",
    "Danh Út",
    "Sơn Thị Ỳ",
    "Lò Văn Păn",
    "Vàng A Sử",
    "Giàng Thị Dợ",
    "Hầu Mí Nhè",
    "Cầm Bá Ẹo",
    "Quàng Thị Ưởng",
    "Điêu Chính Ngã",
    "Sùng A Phễu",
    "Thào Mí Kẽ",
    "Lỡ Thị Cữ",
];

const LEGACY: [Encoding; 2] = [Encoding::Tcvn3, Encoding::Vni];

#[test]
fn every_letter_with_every_tone_comes_back() {
    for (small, capital, ..) in table::LETTERS {
        for encoding in LEGACY {
            assert_eq!(convert(&encode(&small.to_string(), encoding), encoding), small.to_string());
            let written = encode(&capital.to_string(), encoding);
            assert_eq!(convert_with(&written, encoding, Capitals::Font), capital.to_string(), "{encoding:?}");
        }
        assert_eq!(convert(&encode(&capital.to_string(), Encoding::Vni), Encoding::Vni), capital.to_string());
    }
}

#[test]
fn the_tables_are_complete_and_no_code_stands_twice() {
    let mut letters = std::collections::BTreeSet::new();
    for base in ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"] {
        for tone in ["", "\u{0300}", "\u{0309}", "\u{0303}", "\u{0301}", "\u{0323}"] {
            letters.extend(format!("{base}{tone}").nfc().filter(|letter| !letter.is_ascii()));
        }
    }
    letters.insert('đ');
    let listed: std::collections::BTreeSet<char> = table::LETTERS.iter().map(|letter| letter.0).collect();
    assert_eq!(listed, letters);
    let tcvn3: std::collections::BTreeSet<char> = table::LETTERS.iter().map(|letter| letter.2).collect();
    let vni: std::collections::BTreeSet<&str> = table::LETTERS.iter().map(|letter| letter.3).collect();
    assert_eq!((tcvn3.len(), vni.len()), (67, 67));
}

#[test]
fn names_come_back_from_both_encodings_in_both_cases() {
    for name in NAMES {
        assert_eq!(convert(&encode(name, Encoding::Vni), Encoding::Vni), name);
        assert_eq!(convert(&encode(name, Encoding::Tcvn3), Encoding::Tcvn3), name);
        let capitals: String = name.to_uppercase().nfc().collect();
        assert_eq!(convert(&encode(&capitals, Encoding::Vni), Encoding::Vni), capitals);
        assert_eq!(convert_with(&encode(name, Encoding::Tcvn3), Encoding::Tcvn3, Capitals::Font), capitals);
    }
}

#[test]
fn known_writings_convert() {
    assert_eq!(convert("NguyÔn V¨n §øc", Encoding::Tcvn3), "Nguyễn Văn Đức");
    assert_eq!(convert("Nguyeãn Vaên Ñöùc", Encoding::Vni), "Nguyễn Văn Đức");
    assert_eq!(convert("B¸t X¸t", Encoding::Tcvn3), "Bát Xát");
    assert_eq!(convert("Tieáng Vieät raát hay", Encoding::Vni), "Tiếng Việt rất hay");
}

#[test]
fn capitals_that_tcvn3_can_not_write_follow_the_others() {
    assert_eq!(convert("NGUYÔN V¡N §øC", Encoding::Tcvn3), "NGUYỄN VĂN ĐỨC");
    assert_eq!(convert("TRÇN Hµ", Encoding::Tcvn3), "TRẦN HÀ");
    assert_eq!(convert("Hµ", Encoding::Tcvn3), "Hà");
    assert_eq!(convert("TrÇn ThÞ ¸nh", Encoding::Tcvn3), "Trần Thị Ánh");
    assert_eq!(convert("Êp 3, x· T©n Kh¸nh", Encoding::Tcvn3), "ấp 3, xã Tân Khánh");
}

#[test]
fn a_column_of_names_shows_its_encoding() {
    for encoding in [Encoding::Unicode, Encoding::Tcvn3, Encoding::Vni] {
        let column: Vec<String> = NAMES.iter().map(|name| encode(name, encoding)).collect();
        let samples: Vec<&str> = column.iter().map(String::as_str).collect();
        assert_eq!(detect(&samples), encoding);
        for three in samples.chunks(3).take(21) {
            assert_eq!(detect(three), encoding, "{three:?}");
        }
        let capitals: Vec<String> = NAMES.iter().map(|name| encode(&name.to_uppercase(), encoding)).collect();
        assert_eq!(detect(&capitals.iter().map(String::as_str).collect::<Vec<_>>()), encoding);
    }
}

#[test]
fn text_without_evidence_is_unicode() {
    assert_eq!(detect(&["Le Van A", "123", "Hoàng", "Lý"]), Encoding::Unicode);
    assert_eq!(detect(&[]), Encoding::Unicode);
}

#[test]
fn unicode_is_only_normalised() {
    let decomposed: String = "Nguyễn Thị Hà".nfd().collect();
    assert_eq!(convert(&decomposed, Encoding::Unicode), "Nguyễn Thị Hà");
    assert_eq!(convert(&decomposed, Encoding::Tcvn3), "Nguyễn Thị Hà");
}

#[test]
fn a_column_in_another_font_is_converted_alone() {
    let header = vec![Cell::Text("Họ và tên".into()), Cell::Text("Chỗ ở hiện nay".into())];
    let body = NAMES.iter().map(|name| {
        vec![Cell::Text(encode(name, Encoding::Tcvn3)), Cell::Text("Ấp Tân Hòa, xã Tân Khánh, huyện Lấp Vò".into())]
    });
    let grid = Grid { rows: std::iter::once(header).chain(body).collect(), ..Grid::default() };
    let found = detect_grid(&grid);
    assert_eq!(found.columns, [Encoding::Tcvn3, Encoding::Unicode]);
    let converted = convert_grid(&grid, &found, Capitals::FromContext);
    assert_eq!(converted.cell(0, 0).text(), Some("Họ và tên"));
    assert_eq!(converted.cell(1, 0).text(), Some("Nguyễn Văn Đức"));
    assert_eq!(converted.cell(1, 1).text(), Some("Ấp Tân Hòa, xã Tân Khánh, huyện Lấp Vò"));
}
