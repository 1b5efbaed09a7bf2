//! Tables: those that show data, and those without lines that set things side by side.

use super::Table;
use super::paragraph::{Align, Look, Stand, line};
use super::xml::Xml;

const BORDERS: [&str; 6] = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    Drawn,
    None,
}

/// A table of a width in twips; the columns share it by their weights.
pub(super) fn table(xml: &mut Xml, lines: Lines, widths: &[u32], rows: impl FnOnce(&mut Xml)) {
    let total: u32 = widths.iter().sum();
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.empty("w:tblW", &[("w:w", &total.to_string()), ("w:type", "dxa")]);
            xml.element("w:tblBorders", &[], |xml| {
                let kind = if lines == Lines::Drawn { "single" } else { "nil" };
                for side in BORDERS {
                    xml.empty(side, &[("w:val", kind), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")]);
                }
            });
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            if lines == Lines::None {
                xml.element("w:tblCellMar", &[], |xml| {
                    xml.empty("w:left", &[("w:w", "0"), ("w:type", "dxa")]);
                    xml.empty("w:right", &[("w:w", "0"), ("w:type", "dxa")]);
                });
            }
        });
        xml.element("w:tblGrid", &[], |xml| {
            for width in widths {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        rows(xml);
    });
}

/// A row that stays on one page; `repeated` rows come again on every page.
pub(super) fn row(xml: &mut Xml, repeated: bool, cells: impl FnOnce(&mut Xml)) {
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            if repeated {
                xml.empty("w:tblHeader", &[]);
            }
        });
        cells(xml);
    });
}

/// A cell; what is written inside must end with a paragraph.
pub(super) fn cell(xml: &mut Xml, width: u32, inside: impl FnOnce(&mut Xml)) {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        });
        inside(xml);
    });
}

/// A table of data.
pub(super) fn data(xml: &mut Xml, size: u32, width: u32, content: &Table) {
    let weights: u32 = content.columns.iter().map(|(_, weight)| (*weight).max(1)).sum::<u32>().max(1);
    let widths: Vec<u32> = content.columns.iter().map(|(_, weight)| width * (*weight).max(1) / weights).collect();
    table(xml, Lines::Drawn, &widths, |xml| {
        row(xml, true, |xml| {
            for ((name, _), width) in content.columns.iter().zip(&widths) {
                cell(xml, *width, |xml| line(xml, Stand::aligned(Align::Center), Look::bold(size), name));
            }
        });
        for values in &content.rows {
            row(xml, false, |xml| {
                for (index, width) in widths.iter().enumerate() {
                    let value = values.get(index).map_or("", String::as_str);
                    cell(xml, *width, |xml| line(xml, Stand::default(), Look::plain(size), value));
                }
            });
        }
    });
}
