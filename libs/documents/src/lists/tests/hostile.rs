use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::biff::{self, Sheet};
use super::*;

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn small(limit: impl Fn(&mut Limits)) -> Options {
    let mut options = Options::default();
    limit(&mut options.limits);
    options
}

#[test]
fn other_files_are_named_with_advice() {
    let foreign = |bytes: &[u8]| match read(bytes, "a.xls").unwrap_err() {
        Unreadable::NotAList { kind } => kind,
        other => panic!("{other}"),
    };
    assert_eq!(foreign(b"<html><table><tr><td>1</td></tr></table>"), Foreign::Html);
    assert_eq!(foreign(b"%PDF-1.4 ..."), Foreign::Pdf);
    assert_eq!(foreign(b"\x89PNG\r\n\x1a\n"), Foreign::Picture);
    assert_eq!(foreign(&archive(&[("[Content_Types].xml", b""), ("word/document.xml", b"")])), Foreign::Word);
    assert_eq!(foreign(&archive(&[("content.xml", b""), ("META-INF/manifest.xml", b"")])), Foreign::OpenDocument);
    assert_eq!(foreign(&archive(&[("xl/workbook.bin", b"")])), Foreign::BinaryWorkbook);
    assert_eq!(foreign(&archive(&[("a.txt", b"x")])), Foreign::Archive);
    assert_eq!(foreign(&[0, 1, 2, 3, 4, 5, 0, 7, 0, 0, 2, 1]), Foreign::Unknown);
    let xml = b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
    assert_eq!(foreign(xml), Foreign::SpreadsheetXml);
    let advice = read(b"<html></html>", "a.xls").unwrap_err();
    assert!(advice.vi().contains("lưu lại thành .xlsx") && advice.to_string().starts_with("list.not_a_list"));
    assert_eq!(read(b"", "a.csv").unwrap_err(), Unreadable::Empty);
}

#[test]
fn what_unpacks_to_too_much_is_refused_before_it_is_built() {
    let zeros = vec![b' '; 3 << 20];
    let bomb = archive(&[("[Content_Types].xml", b""), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 10_000);
    let options = small(|limits| limits.unpacked_bytes = 1 << 20);
    assert_eq!(read_with(&bomb, "a.xlsx", &options).unwrap_err(), Unreadable::UnpacksTooLarge { limit: 1 << 20 });
    let styles = "<xf/>".repeat(300_000);
    let formats = archive(&[("[Content_Types].xml", b""), ("xl/styles.xml", styles.as_bytes())]);
    assert_eq!(read(&formats, "a.xlsx").unwrap_err(), Unreadable::Damaged);
}

#[test]
fn each_limit_is_named_when_it_is_passed() {
    let file = xlsx(&[("A", &|sheet| {
        texts(sheet, 0, &["Họ và tên", "Năm sinh", "Ghi chú"]);
        texts(sheet, 60, &["x", "y", "z"]);
    })]);
    let refused = |options: Options| read_with(&file, "a.xlsx", &options).unwrap_err().code();
    assert_eq!(refused(small(|limits| limits.rows = 50)), "list.too_many_rows");
    assert_eq!(refused(small(|limits| limits.columns = 2)), "list.too_many_columns");
    assert_eq!(refused(small(|limits| limits.cells = 20)), "list.too_many_cells");
    assert_eq!(refused(small(|limits| limits.text_bytes = 10)), "list.too_much_text");
    assert_eq!(refused(small(|limits| limits.file_bytes = 100)), "list.file_too_large");
    let csv = "a,b,c\n".repeat(100);
    let refused = |options: Options| read_with(csv.as_bytes(), "a.csv", &options).unwrap_err().code();
    assert_eq!(refused(small(|limits| limits.rows = 50)), "list.too_many_rows");
    assert_eq!(refused(small(|limits| limits.columns = 2)), "list.too_many_columns");
    assert_eq!(refused(small(|limits| limits.cells = 200)), "list.too_many_cells");
}

#[test]
fn a_value_in_the_last_corner_is_refused() {
    let file = xlsx(&[("A", &|sheet| {
        sheet.write_number(1_048_575, 16_383, 1).unwrap();
    })]);
    assert!(matches!(read(&file, "a.xlsx"), Err(Unreadable::TooManyRows { .. })));
}

/// A small generator, so that a failure can be repeated.
struct Noise(u64);

impl Noise {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

#[test]
fn broken_files_are_refused_or_read_and_never_panic() {
    let mut old = Sheet::new("DS");
    old.shared(0, 0, 0).shared(0, 1, 1).number(1, 1, 1992.0, 0).merge((0, 0), (0, 1));
    let files = [
        xlsx(&[("A", &|sheet| texts(sheet, 0, &["Họ và tên", "Năm sinh"]))]),
        biff::book(&["Họ và tên", "Năm sinh"], &[old]),
        "STT;Họ và tên\n1;\"Lê Văn A\"\n".as_bytes().to_vec(),
    ];
    let mut noise = Noise(20_260_701);
    for file in &files {
        for cut in (0..file.len()).step_by(file.len() / 60 + 1) {
            follow(&file[..cut]);
        }
        for _ in 0..150 {
            let mut broken = file.clone();
            for _ in 0..=noise.below(8) {
                let at = noise.below(broken.len());
                broken[at] = u8::try_from(noise.below(256)).unwrap();
            }
            follow(&broken);
        }
    }
    for _ in 0..100 {
        let garbage: Vec<u8> = (0..noise.below(300)).map(|_| u8::try_from(noise.below(256)).unwrap()).collect();
        follow(&garbage);
    }
}

/// The whole way of a file, as far as it goes.
fn follow(bytes: &[u8]) {
    let Ok(raw) = read(bytes, "a") else { return };
    let grid = legacy::convert_grid(&raw, &legacy::detect_grid(&raw), legacy::Capitals::FromContext);
    if let Some(proposal) = header::propose(&grid) {
        assert_eq!(rows::rows(&grid, &proposal.mapping).count(), grid.rows.len());
    }
}
