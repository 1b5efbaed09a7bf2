//! The end of a document: signatures, and "Nơi nhận" on the left.

use super::paragraph::{Align, Look, Stand, line, paragraph, twips_of_points};
use super::table::{Lines, cell, row, table};
use super::xml::Xml;
use super::{Document, Nd30, Signature};

/// What stands side by side: two to a row.
enum Part<'a> {
    Nothing,
    Recipients(&'a [String]),
    Signature(&'a Signature),
}

pub(super) fn write(xml: &mut Xml, document: &Document, width: u32) {
    let nd = &document.layout;
    let mut parts: Vec<Part<'_>> = Vec::new();
    if !document.recipients.is_empty() {
        parts.push(Part::Recipients(&document.recipients));
    }
    parts.extend(document.signatures.iter().map(Part::Signature));
    if parts.is_empty() {
        return;
    }
    if parts.len() % 2 == 1 {
        // A part alone stands on the right, recipients excepted.
        let alone = parts.len() - 1;
        let at = if matches!(parts[alone], Part::Recipients(_)) { alone + 1 } else { alone };
        parts.insert(at, Part::Nothing);
    }
    let widths = [width / 2, width - width / 2];
    paragraph(xml, Stand { keep_next: true, ..Stand::default() }, |_| {});
    table(xml, Lines::None, &widths, |xml| {
        for pair in parts.chunks(2) {
            row(xml, false, |xml| {
                for (part, width) in pair.iter().zip(widths) {
                    cell(xml, width, |xml| match part {
                        Part::Nothing => paragraph(xml, Stand::default(), |_| {}),
                        Part::Recipients(names) => recipients(xml, nd, names),
                        Part::Signature(signed) => signature(xml, nd, signed),
                    });
                }
            });
        }
    });
    // A body must not end with a table.
    paragraph(xml, Stand::default(), |_| {});
}

fn recipients(xml: &mut Xml, nd: &Nd30, names: &[String]) {
    let heading = Look { bold: true, ..Look::italic(nd.recipients_heading) };
    line(xml, Stand::default(), heading, "Nơi nhận:");
    for (index, name) in names.iter().enumerate() {
        let end = if index + 1 == names.len() { "." } else { ";" };
        line(xml, Stand::default(), Look::plain(nd.recipients), &format!("- {name}{end}"));
    }
}

fn signature(xml: &mut Xml, nd: &Nd30, signed: &Signature) {
    let centred = Stand { keep_next: true, ..Stand::aligned(Align::Center) };
    for authority in &signed.authority {
        line(xml, centred, Look::bold(nd.signature), &authority.to_uppercase());
    }
    if let Some(note) = &signed.note {
        line(xml, centred, Look::italic(nd.body), note);
    }
    // Room for the hand and the seal.
    let stand = Stand { before: twips_of_points(60), ..Stand::aligned(Align::Center) };
    line(xml, stand, Look::bold(nd.signature), signed.name.as_deref().unwrap_or_default());
}
