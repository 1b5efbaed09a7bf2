//! The parts of a written file, read back by a parser of XML.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::*;

/// An element as it is met: its name and attributes, or text.
#[derive(Clone, Debug, PartialEq)]
enum Met {
    Start(String, BTreeMap<String, String>),
    End(String),
    Text(String),
}

fn parts(file: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let text = |name: &String| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let texts: Vec<String> = names.iter().map(text).collect();
    names.into_iter().zip(texts).collect()
}

/// Reads a part whole; fails where it is not well-formed.
fn walk(xml: &str) -> Vec<Met> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    reader.config_mut().expand_empty_elements = true;
    let mut met = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => met.push(Met::Start(name(&start), attributes(&start))),
            Event::End(end) => met.push(Met::End(end.name().as_ref().to_owned())),
            Event::Text(text) => met.push(Met::Text(text.as_ref().to_owned())),
            Event::GeneralRef(reference) => met.push(Met::Text(format!("&{};", reference.as_ref()))),
            Event::Eof => return met,
            _ => {}
        }
    }
}

fn name(start: &BytesStart<'_>) -> String {
    start.name().as_ref().to_owned()
}

fn attributes(start: &BytesStart<'_>) -> BTreeMap<String, String> {
    let attribute = |found: quick_xml::events::attributes::Attribute<'_>| {
        (found.key.as_ref().to_owned(), found.value.as_ref().to_owned())
    };
    start.attributes().map(|found| attribute(found.unwrap())).collect()
}

fn all<'a>(met: &'a [Met], wanted: &str) -> Vec<&'a BTreeMap<String, String>> {
    let attributes = |one: &'a Met| match one {
        Met::Start(name, attributes) if name == wanted => Some(attributes),
        _ => None,
    };
    met.iter().filter_map(attributes).collect()
}

/// The text of the document, a line for each paragraph.
fn shown(met: &[Met]) -> Vec<String> {
    let mut lines = vec![String::new()];
    for one in met {
        match (one, lines.last_mut()) {
            (Met::Text(text), Some(line)) => line.push_str(text),
            (Met::End(name), _) if name == "w:p" => lines.push(String::new()),
            _ => {}
        }
    }
    lines.into_iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn sample() -> Document {
    let rows = (1..=60).map(|number| vec![number.to_string(), "Võ Tấn Lộc".to_owned()]).collect();
    Document {
        layout: Nd30::STANDARD,
        orientation: Orientation::Portrait,
        form: Some(FormMark { number: "Mẫu số 36".into(), source: "(Nghị định số 163/2026/NĐ-CP)".into() }),
        letterhead: Letterhead {
            parent: Some("Công an tỉnh Đồng Tháp".into()),
            issuer: "Công an xã Tân Khánh".into(),
            number: Some("12/ĐN-CAX".into()),
            place: "Tân Khánh".into(),
            date: chrono::NaiveDate::from_ymd_opt(2026, 2, 5),
        },
        title: "Văn bản đề nghị".into(),
        summary: Some("Về việc xem xét".into()),
        addressees: vec!["Tòa án nhân dân khu vực 3".into()],
        blocks: vec![
            Block::Photo,
            Block::Heading("I. Nội dung".into()),
            Block::Paragraph("Đoạn văn.".into()),
            Block::Field { label: "Họ và tên".into(), value: Some("Võ Tấn Lộc".into()) },
            Block::Field { label: "Tên gọi khác".into(), value: None },
            Block::Choices {
                label: "Giới tính".into(),
                choices: vec![Choice { text: "Nam".into(), ticked: true }, Choice { text: "Nữ".into(), ticked: false }],
            },
            Block::Table(Table { columns: vec![("STT".into(), 1), ("Họ và tên".into(), 4)], rows }),
        ],
        signatures: vec![Signature {
            authority: vec!["KT. Trưởng Công an xã".into(), "Phó Trưởng Công an xã".into()],
            note: Some("(Ký tên, đóng dấu)".into()),
            name: Some("Vũ Hữu Nghĩa".into()),
        }],
        recipients: vec!["Như trên".into(), "Lưu: VT".into()],
    }
}

fn body(document: &Document) -> Vec<Met> {
    walk(&parts(&write_docx(document))["word/document.xml"])
}

#[test]
fn every_part_is_well_formed_and_every_reference_is_there() {
    let parts = parts(&write_docx(&sample()));
    for (name, text) in &parts {
        assert!(!walk(text).is_empty(), "{name}");
    }
    let types = walk(&parts["[Content_Types].xml"]);
    for part in all(&types, "Override") {
        assert!(parts.contains_key(part["PartName"].trim_start_matches('/')), "{part:?}");
    }
    for (from, base) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
        for relation in all(&walk(&parts[from]), "Relationship") {
            assert!(parts.contains_key(&format!("{base}{}", relation["Target"])), "{relation:?}");
        }
    }
    let ids: Vec<String> = all(&walk(&parts["word/_rels/document.xml.rels"]), "Relationship")
        .iter()
        .map(|one| one["Id"].clone())
        .collect();
    for header in all(&body(&sample()), "w:headerReference") {
        assert!(ids.contains(&header["r:id"]));
    }
}

#[test]
fn margins_paper_and_page_number_are_the_decrees() {
    let met = body(&sample());
    let margins = all(&met, "w:pgMar")[0];
    let expected = [("w:top", 20.0), ("w:bottom", 20.0), ("w:left", 30.0), ("w:right", 15.0)];
    for (side, wanted) in expected {
        let mm = margins[side].parse::<f64>().unwrap() * 25.4 / 1440.0;
        assert!((0.0..0.02).contains(&(mm - wanted)), "{side}: {mm} mm");
    }
    let paper = all(&met, "w:pgSz")[0];
    assert_eq!((paper["w:w"].as_str(), paper["w:h"].as_str()), ("11906", "16838"));
    assert_eq!(all(&met, "w:titlePg").len(), 1);
    let header = walk(&parts(&write_docx(&sample()))["word/header1.xml"]);
    assert_eq!(all(&header, "w:fldSimple")[0]["w:instr"].trim(), "PAGE");
    assert_eq!(all(&header, "w:jc")[0]["w:val"], "center");
    assert_eq!(all(&header, "w:sz")[0]["w:val"], "28");
    let wide = body(&Document { orientation: Orientation::Landscape, ..sample() });
    let paper = all(&wide, "w:pgSz")[0];
    assert_eq!((paper["w:w"].as_str(), paper["w:orient"].as_str()), ("16838", "landscape"));
}

#[test]
fn the_header_row_of_a_table_comes_again_and_rows_stay_whole() {
    let met = body(&sample());
    assert_eq!(all(&met, "w:tblHeader").len(), 1);
    assert_eq!(all(&met, "w:cantSplit").len(), all(&met, "w:tr").len());
    let at = |wanted: &str| met.iter().position(|one| matches!(one, Met::Start(name, _) if name == wanted)).unwrap();
    let first_name = met.iter().position(|one| *one == Met::Text("STT".into())).unwrap();
    assert!(at("w:tblHeader") < first_name);
}

#[test]
fn the_parts_of_a_document_stand_in_order() {
    let shown = shown(&body(&sample()));
    let order = [
        "Mẫu số 36",
        "CÔNG AN TỈNH ĐỒNG THÁP",
        "CÔNG AN XÃ TÂN KHÁNH",
        "Số: 12/ĐN-CAX",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Tân Khánh, ngày 05 tháng 02 năm 2026",
        "VĂN BẢN ĐỀ NGHỊ",
        "Về việc xem xét",
        "Kính gửi: Tòa án nhân dân khu vực 3",
        "I. Nội dung",
        "Họ và tên: Võ Tấn Lộc",
        "Tên gọi khác:",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "KT. TRƯỞNG CÔNG AN XÃ",
        "PHÓ TRƯỞNG CÔNG AN XÃ",
        "Vũ Hữu Nghĩa",
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|text| shown.iter().position(|line| line == text).unwrap_or_else(|| panic!("{text}")))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(shown.iter().any(|line| line.contains("☒\u{a0}Nam") && line.contains("☐\u{a0}Nữ")));
}

#[test]
fn dots_are_drawn_only_where_something_is_missing() {
    assert_eq!(all(&body(&sample()), "w:tab").iter().filter(|tab| tab.contains_key("w:leader")).count(), 1);
}

#[test]
fn text_is_inert() {
    let hostile = "</w:t><script> & \"]]>\" \u{0}\u{b}\u{202e}\u{ffff}=1+1";
    let mut document = sample();
    document.title = hostile.into();
    document.letterhead.issuer = hostile.into();
    document.blocks = vec![
        Block::Paragraph(hostile.into()),
        Block::Field { label: hostile.into(), value: Some(hostile.into()) },
        Block::Table(Table { columns: vec![(hostile.into(), 1)], rows: vec![vec![hostile.into()]] }),
    ];
    let met = body(&document);
    assert!(all(&met, "script").is_empty());
    let shown = shown(&met);
    assert!(shown.contains(&"&lt;/w:t&gt;&lt;script&gt; &amp; &quot;]]&gt;&quot; =1+1".to_owned()), "{shown:?}");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(write_docx(&sample()), write_docx(&sample()));
}

#[test]
fn lines_of_a_text_stay_lines() {
    let mut document = sample();
    document.blocks = vec![Block::Paragraph("một\nhai".into())];
    assert_eq!(all(&body(&document), "w:br").len(), 1);
}
