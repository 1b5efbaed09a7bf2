//! The Word file: its parts, and how they refer to each other (ECMA-376).

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::paragraph::{Align, Look, Stand, page_number, paragraph, twips_of_mm, twips_of_points};
use super::xml::Xml;
use super::{Document, Nd30, Orientation, closing, content, head};

pub const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
/// A4, in twips.
const PAPER: (u32, u32) = (11_906, 16_838);

/// Writes a document as a Word file. The same document gives the same bytes.
pub fn write_docx(document: &Document) -> Vec<u8> {
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations(&[("rId1", "officeDocument", "word/document.xml")])),
        ("word/document.xml", main_part(document)),
        ("word/styles.xml", styles(&document.layout)),
        ("word/header1.xml", header(&document.layout)),
        (
            "word/_rels/document.xml.rels",
            relations(&[("rId1", "styles", "styles.xml"), ("rId2", "header", "header1.xml")]),
        ),
    ];
    zipped(&parts).expect("an archive of a few small parts in memory has no limit to pass")
}

fn zipped(parts: &[(&str, String)]) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default().last_modified_time(zip::DateTime::default()))?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn content_types() -> String {
    let mut xml = Xml::new();
    xml.element("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))], |xml| {
        let rels = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty("Default", &[("Extension", "rels"), ("ContentType", rels)]);
        xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        for (part, kind) in [("document", "document.main"), ("styles", "styles"), ("header1", "header")] {
            let kind = format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml");
            xml.empty("Override", &[("PartName", &format!("/word/{part}.xml")), ("ContentType", &kind)]);
        }
    });
    xml.finish()
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let mut xml = Xml::new();
    xml.element("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        for (id, kind, target) in list {
            xml.empty("Relationship", &[("Id", id), ("Type", &format!("{RELATIONS}/{kind}")), ("Target", target)]);
        }
    });
    xml.finish()
}

fn main_part(document: &Document) -> String {
    let nd = &document.layout;
    let (width, height) = match document.orientation {
        Orientation::Portrait => PAPER,
        Orientation::Landscape => (PAPER.1, PAPER.0),
    };
    let between = width - twips_of_mm(nd.margin_left) - twips_of_mm(nd.margin_right);
    let mut xml = Xml::new();
    xml.element("w:document", &[("xmlns:w", WORD), ("xmlns:r", RELATIONS)], |xml| {
        xml.element("w:body", &[], |xml| {
            head::write(xml, document, between);
            content::write(xml, nd, between, &document.blocks);
            closing::write(xml, document, between);
            xml.element("w:sectPr", &[], |xml| section(xml, document, (width, height)));
        });
    });
    xml.finish()
}

/// Paper, margins, and a page number that the first page doesn't show.
fn section(xml: &mut Xml, document: &Document, (width, height): (u32, u32)) {
    let nd = &document.layout;
    xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", "rId2")]);
    let (width, height) = (width.to_string(), height.to_string());
    match document.orientation {
        Orientation::Portrait => xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]),
        Orientation::Landscape => {
            xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height), ("w:orient", "landscape")]);
        }
    }
    let twips = |mm: u32| twips_of_mm(mm).to_string();
    let margins = [
        ("w:top", twips(nd.margin_top)),
        ("w:right", twips(nd.margin_right)),
        ("w:bottom", twips(nd.margin_bottom)),
        ("w:left", twips(nd.margin_left)),
        ("w:header", twips(nd.margin_top / 2)),
        ("w:footer", twips(nd.margin_bottom / 2)),
        ("w:gutter", "0".to_owned()),
    ];
    let margins: Vec<(&str, &str)> = margins.iter().map(|(name, value)| (*name, value.as_str())).collect();
    xml.empty("w:pgMar", &margins);
    xml.empty("w:pgNumType", &[("w:start", "1")]);
    xml.empty("w:titlePg", &[]);
}

fn header(nd: &Nd30) -> String {
    let mut xml = Xml::new();
    xml.element("w:hdr", &[("xmlns:w", WORD)], |xml| {
        paragraph(xml, Stand::aligned(Align::Center), |xml| page_number(xml, Look::plain(nd.page_number)));
    });
    xml.finish()
}

fn styles(nd: &Nd30) -> String {
    const FONT: &str = "Times New Roman";
    let mut xml = Xml::new();
    xml.element("w:styles", &[("xmlns:w", WORD)], |xml| {
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                xml.element("w:rPr", &[], |xml| {
                    let fonts = [("w:ascii", FONT), ("w:hAnsi", FONT), ("w:eastAsia", FONT), ("w:cs", FONT)];
                    xml.empty("w:rFonts", &fonts);
                    xml.value("w:color", "000000");
                    xml.value("w:sz", &(twips_of_points(nd.body) / 10).to_string());
                    xml.empty("w:lang", &[("w:val", "vi-VN"), ("w:eastAsia", "vi-VN")]);
                });
            });
        });
        let normal = [("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")];
        xml.element("w:style", &normal, |xml| xml.value("w:name", "Normal"));
    });
    xml.finish()
}
