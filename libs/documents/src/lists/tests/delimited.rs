use super::*;

const ROWS: &str =
    "STT,Họ và tên,Số định danh\r\n1,\"Nguyễn Văn Đức, tức Tư\",087092000001\r\n\r\n2,\"Lê \"\"Bé\"\" Ba\",\r\n";

fn expected() -> Vec<Vec<Cell>> {
    vec![
        vec![text("STT"), text("Họ và tên"), text("Số định danh")],
        vec![text("1"), text("Nguyễn Văn Đức, tức Tư"), text("087092000001")],
        vec![],
        vec![text("2"), text("Lê \"Bé\" Ba")],
    ]
}

#[test]
fn commas_semicolons_and_tabs_are_told_apart() {
    assert_eq!(read(ROWS.as_bytes(), "a.csv").unwrap().rows, expected());
    let semicolons = "STT;Họ và tên;Ghi chú\n1;Lê Văn A;a, b\n2;Lê Văn B;c, d, e\n";
    assert_eq!(read(semicolons.as_bytes(), "a.csv").unwrap().cell(1, 2), &text("a, b"));
    assert_eq!(read(semicolons.replace(';', "\t").as_bytes(), "a.txt").unwrap().cell(2, 2), &text("c, d, e"));
    let stated = "sep=;\r\nA;B\r\n1,5;2\r\n";
    assert_eq!(read(stated.as_bytes(), "a.csv").unwrap().rows[1], [text("1,5"), text("2")]);
}

#[test]
fn unicode_is_read_in_all_its_forms() {
    let utf16 = |mark: bool, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        format!("{mark}{ROWS}").encode_utf16().flat_map(order).collect()
    };
    let files = [
        format!("\u{feff}{ROWS}").into_bytes(),
        utf16(true, u16::to_le_bytes),
        utf16(true, u16::to_be_bytes),
        utf16(false, u16::to_le_bytes),
        utf16(false, u16::to_be_bytes),
    ];
    for file in files {
        let grid = read(&file, "a.csv").unwrap();
        assert_eq!(grid.rows, expected());
        assert!(grid.notices.is_empty());
    }
}

#[test]
fn single_bytes_are_kept_for_the_old_encodings() {
    for encoding in [legacy::Encoding::Tcvn3, legacy::Encoding::Vni] {
        let written = legacy::encode(ROWS, encoding);
        let bytes: Vec<u8> = written.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
        let raw = read(&bytes, "a.csv").unwrap();
        assert_eq!(raw.notices, [Notice::SingleByteText]);
        let found = legacy::detect_grid(&raw);
        assert_eq!(found.sheet, encoding);
        assert_eq!(legacy::convert_grid(&raw, &found, legacy::Capitals::FromContext).rows, expected());
    }
}

#[test]
fn an_unpaired_quote_swallows_nothing() {
    let grid = read("A,B\n1,\"x\n2,y\n".as_bytes(), "a.csv").unwrap();
    assert_eq!(grid.notices, [Notice::UnpairedQuotes]);
    assert_eq!(grid.rows.len(), 3);
    assert_eq!(grid.cell(1, 1), &text("\"x"));
}

#[test]
fn old_line_ends_are_line_ends() {
    assert_eq!(read(b"A,B\r1,2\r", "a.csv").unwrap().rows.len(), 2);
}
