//! Paragraphs and runs of text.

use super::xml::Xml;

/// Twentieths of a point, the unit of lengths in Word.
pub(super) const fn twips_of_points(points: u32) -> u32 {
    points * 20
}

/// 1440 twips are an inch, 25.4 mm. Rounded up: a margin must not be too small.
pub(super) const fn twips_of_mm(mm: u32) -> u32 {
    (mm * 14_400).div_ceil(254)
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Align {
    #[default]
    Left,
    Center,
    Right,
    Justified,
}

/// How a run of text looks. The size is in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub size: u32,
    pub bold: bool,
    pub italic: bool,
}

impl Look {
    pub(super) const fn plain(size: u32) -> Self {
        Self { size, bold: false, italic: false }
    }

    pub(super) const fn bold(size: u32) -> Self {
        Self { size, bold: true, italic: false }
    }

    pub(super) const fn italic(size: u32) -> Self {
        Self { size, bold: false, italic: true }
    }
}

/// How a paragraph stands. Lengths in twips.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stand {
    pub align: Align,
    pub before: u32,
    pub after: u32,
    /// Percent of a single line; 0 is single too.
    pub line: u32,
    pub first_line: u32,
    pub left: u32,
    pub right: u32,
    /// Where dots lead to.
    pub dots_to: Option<u32>,
    /// A line under the paragraph, which is otherwise empty and flat.
    pub rule: bool,
    pub keep_next: bool,
}

impl Stand {
    pub(super) fn aligned(align: Align) -> Self {
        Self { align, ..Self::default() }
    }
}

pub(super) fn paragraph(xml: &mut Xml, stand: Stand, inside: impl FnOnce(&mut Xml)) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| properties(xml, stand));
        inside(xml);
    });
}

/// A paragraph of one run.
pub(super) fn line(xml: &mut Xml, stand: Stand, look: Look, text: &str) {
    paragraph(xml, stand, |xml| run(xml, look, text));
}

/// The order of the elements is the schema's.
fn properties(xml: &mut Xml, stand: Stand) {
    if stand.keep_next {
        xml.empty("w:keepNext", &[]);
    }
    if stand.rule {
        xml.element("w:pBdr", &[], |xml| {
            xml.empty("w:bottom", &[("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "000000")]);
        });
    }
    if let Some(end) = stand.dots_to {
        xml.element("w:tabs", &[], |xml| {
            xml.empty("w:tab", &[("w:val", "right"), ("w:leader", "dot"), ("w:pos", &end.to_string())]);
        });
    }
    let (before, after) = (stand.before.to_string(), stand.after.to_string());
    let (height, rule) = match (stand.rule, stand.line) {
        (true, _) => ("40".to_owned(), "exact"),
        (false, 0) => ("240".to_owned(), "auto"),
        (false, percent) => ((percent * 240 / 100).to_string(), "auto"),
    };
    let spacing = [("w:before", before.as_str()), ("w:after", &after), ("w:line", &height), ("w:lineRule", rule)];
    xml.empty("w:spacing", &spacing);
    let (left, right, first) = (stand.left.to_string(), stand.right.to_string(), stand.first_line.to_string());
    xml.empty("w:ind", &[("w:left", &left), ("w:right", &right), ("w:firstLine", &first)]);
    let align = match stand.align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
        Align::Justified => "both",
    };
    xml.value("w:jc", align);
}

/// A run; line ends in the text become line ends on the page.
pub(super) fn run(xml: &mut Xml, look: Look, text: &str) {
    styled(xml, look, None, |xml| {
        for (index, part) in text.lines().enumerate() {
            if index > 0 {
                xml.empty("w:br", &[]);
            }
            preserved(xml, part);
        }
    });
}

/// A tab, which draws the dots.
pub(super) fn tab(xml: &mut Xml, look: Look) {
    styled(xml, look, None, |xml| xml.empty("w:tab", &[]));
}

/// A box, ticked or not. Times New Roman has none, so the font that Word's own boxes use is named.
pub(super) fn tick_box(xml: &mut Xml, look: Look, ticked: bool) {
    styled(xml, look, Some("MS Gothic"), |xml| preserved(xml, if ticked { "☒" } else { "☐" }));
}

/// The number of the page.
pub(super) fn page_number(xml: &mut Xml, look: Look) {
    xml.element("w:fldSimple", &[("w:instr", " PAGE ")], |xml| run(xml, look, "1"));
}

fn preserved(xml: &mut Xml, text: &str) {
    xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(text));
}

fn styled(xml: &mut Xml, look: Look, font: Option<&str>, inside: impl FnOnce(&mut Xml)) {
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], |xml| {
            if let Some(font) = font {
                xml.empty(
                    "w:rFonts",
                    &[("w:ascii", font), ("w:hAnsi", font), ("w:eastAsia", font), ("w:hint", "eastAsia")],
                );
            }
            if look.bold {
                xml.empty("w:b", &[]);
            }
            if look.italic {
                xml.empty("w:i", &[]);
            }
            let half_points = (look.size * 2).to_string();
            xml.value("w:sz", &half_points);
            xml.value("w:szCs", &half_points);
        });
        inside(xml);
    });
}
