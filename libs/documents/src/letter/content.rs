//! The body of a document, block by block.

use super::paragraph::{Align, Look, Stand, line, paragraph, run, tab, tick_box, twips_of_mm, twips_of_points};
use super::table::{self, Lines};
use super::xml::Xml;
use super::{Block, Choice, Nd30};

/// `width` is the width between the margins, in twips.
pub(super) fn write(xml: &mut Xml, nd: &Nd30, width: u32, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Heading(text) => line(xml, Stand { keep_next: true, ..body(nd) }, Look::bold(nd.body), text),
            Block::Paragraph(text) => line(xml, body(nd), Look::plain(nd.body), text),
            Block::Field { label, value } => field(xml, nd, width, label, value.as_deref()),
            Block::Choices { label, choices } => boxes(xml, nd, label, choices),
            Block::Table(content) => {
                table::data(xml, nd.body.min(13), width, content);
                paragraph(xml, Stand::default(), |_| {});
            }
            Block::Photo => photo(xml, nd),
        }
    }
}

/// How a paragraph of the body stands.
fn body(nd: &Nd30) -> Stand {
    Stand {
        align: Align::Justified,
        after: twips_of_points(nd.paragraph_gap),
        line: nd.line,
        first_line: twips_of_mm(nd.first_line) / 10,
        ..Stand::default()
    }
}

fn field(xml: &mut Xml, nd: &Nd30, width: u32, label: &str, value: Option<&str>) {
    let look = Look::plain(nd.body);
    let value = value.map(str::trim).filter(|value| !value.is_empty());
    let stand = Stand { align: Align::Left, dots_to: value.is_none().then_some(width), ..body(nd) };
    paragraph(xml, stand, |xml| {
        run(xml, look, &format!("{label}: "));
        match value {
            Some(value) => run(xml, look, value),
            None => tab(xml, look),
        }
    });
}

fn boxes(xml: &mut Xml, nd: &Nd30, label: &str, choices: &[Choice]) {
    let look = Look::plain(nd.body);
    paragraph(xml, Stand { align: Align::Left, ..body(nd) }, |xml| {
        run(xml, look, &format!("{label}:"));
        for choice in choices {
            run(xml, look, "   ");
            tick_box(xml, look, choice.ticked);
            // The words of a choice stay beside their box.
            run(xml, look, &format!("\u{a0}{}", choice.text.replace(' ', "\u{a0}")));
        }
    });
}

fn photo(xml: &mut Xml, nd: &Nd30) {
    let (width, height) = (twips_of_mm(30), twips_of_mm(40));
    table::table(xml, Lines::Drawn, &[width], |xml| {
        table::row(xml, false, |xml| {
            table::cell(xml, width, |xml| {
                let text_height = 2 * twips_of_points(nd.recipients + 2);
                let stand = Stand {
                    before: (height - text_height) / 2,
                    after: (height - text_height) / 2,
                    ..Stand::aligned(Align::Center)
                };
                line(xml, stand, Look::italic(nd.recipients), "Ảnh 3 × 4 cm\nđóng dấu giáp lai");
            });
        });
    });
    paragraph(xml, Stand::default(), |_| {});
}
