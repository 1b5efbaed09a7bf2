//! The head of a document: form mark, issuer and nation side by side, title, "Kính gửi".

use super::paragraph::{Align, Look, Stand, line, paragraph, twips_of_points};
use super::table::{Lines, cell, row, table};
use super::xml::Xml;
use super::{Document, Letterhead, Nd30};

pub(super) fn write(xml: &mut Xml, document: &Document, width: u32) {
    let nd = &document.layout;
    if let Some(form) = &document.form {
        line(xml, Stand::aligned(Align::Right), Look::bold(nd.number), &form.number);
        let stand = Stand { after: twips_of_points(6), ..Stand::aligned(Align::Right) };
        line(xml, stand, Look::italic(nd.recipients), &form.source);
    }
    // The nation's name at 13 points takes 96 of the 165 millimetres.
    let widths = [width * 39 / 100, width - width * 39 / 100];
    table(xml, Lines::None, &widths, |xml| {
        row(xml, false, |xml| {
            cell(xml, widths[0], |xml| issuer(xml, nd, &document.letterhead, widths[0]));
            cell(xml, widths[1], |xml| nation(xml, nd, &document.letterhead, widths[1]));
        });
    });
    title(xml, document, width);
    addressees(xml, nd, &document.addressees);
}

fn issuer(xml: &mut Xml, nd: &Nd30, letterhead: &Letterhead, width: u32) {
    let centred = Stand::aligned(Align::Center);
    if let Some(parent) = &letterhead.parent {
        line(xml, centred, Look::plain(nd.parent), &parent.to_uppercase());
    }
    let name = letterhead.issuer.to_uppercase();
    line(xml, centred, Look::bold(nd.issuer), &name);
    // The line takes two fifths of the name's width; the decree asks for a third to a half.
    rule(xml, width, text_width(&name, nd.issuer).min(width) * 2 / 5);
    let number = letterhead.number.as_deref().unwrap_or("……/……");
    line(xml, Stand { before: twips_of_points(6), ..centred }, Look::plain(nd.number), &format!("Số: {number}"));
}

fn nation(xml: &mut Xml, nd: &Nd30, letterhead: &Letterhead, width: u32) {
    const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
    let centred = Stand::aligned(Align::Center);
    line(xml, centred, Look::bold(nd.nation), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    line(xml, centred, Look::bold(nd.motto), MOTTO);
    rule(xml, width, text_width(MOTTO, nd.motto).min(width));
    let stand = Stand { before: twips_of_points(6), ..centred };
    line(xml, stand, Look::italic(nd.place_date), &letterhead.place_and_date());
}

fn title(xml: &mut Xml, document: &Document, width: u32) {
    let nd = &document.layout;
    let stand = Stand { before: twips_of_points(18), keep_next: true, ..Stand::aligned(Align::Center) };
    line(xml, stand, Look::bold(nd.title), &document.title.to_uppercase());
    if let Some(summary) = &document.summary {
        let centred = Stand { keep_next: true, ..Stand::aligned(Align::Center) };
        line(xml, centred, Look::bold(nd.summary), summary);
        rule(xml, width, text_width(summary, nd.summary).min(width) * 2 / 5);
    }
    paragraph(xml, Stand::default(), |_| {});
}

fn addressees(xml: &mut Xml, nd: &Nd30, addressees: &[String]) {
    let gap = twips_of_points(nd.paragraph_gap);
    match addressees {
        [] => {}
        [one] => {
            let stand = Stand { after: 2 * gap, ..Stand::aligned(Align::Center) };
            line(xml, stand, Look::plain(nd.body), &format!("Kính gửi: {one}"));
        }
        several => {
            let left = twips_of_points(100);
            line(xml, Stand { left, ..Stand::default() }, Look::plain(nd.body), "Kính gửi:");
            for (index, one) in several.iter().enumerate() {
                let end = if index + 1 == several.len() { "." } else { ";" };
                let stand = Stand { left: left + twips_of_points(40), ..Stand::default() };
                line(xml, stand, Look::plain(nd.body), &format!("- {one}{end}"));
            }
            paragraph(xml, Stand::default(), |_| {});
        }
    }
}

/// A line of a length in the middle of a width, in twips.
fn rule(xml: &mut Xml, width: u32, length: u32) {
    let side = width.saturating_sub(length) / 2;
    paragraph(xml, Stand { rule: true, left: side, right: side, ..Stand::default() }, |_| {});
}

/// About how wide a text is, in twips, by hundredths of its size: in bold Times capitals take 70,
/// blanks 25, other letters 50.
fn text_width(text: &str, size: u32) -> u32 {
    let hundredths = |letter: char| match letter {
        ' ' => 25,
        letter if letter.is_uppercase() => 70,
        _ => 50,
    };
    twips_of_points(size) * text.chars().map(hundredths).sum::<u32>() / 100
}
