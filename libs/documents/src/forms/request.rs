//! The request to consider compulsory rehabilitation.

use chrono::NaiveDate;

use super::{FormKey, Person, about, blank, field, paragraph, signed};
use crate::letter::{Block, Document, Letterhead};

/// Which request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestForm {
    /// Decree 116/2021, form 29: who compiled the dossier asks the labour division.
    Decree116Form29,
    /// Decree 116/2021, form 34: the labour division asks the court.
    Decree116Form34,
    /// Decree 163/2026, Annex V, form 36: the commune's police asks the court.
    Decree163Form36,
}

impl RequestForm {
    pub fn key(self) -> FormKey {
        match self {
            Self::Decree116Form29 => FormKey::of_116("29"),
            Self::Decree116Form34 => FormKey::of_116("34"),
            Self::Decree163Form36 => FormKey::of_163("V", "36"),
        }
    }
}

/// What is asked for whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The labour division's head or the court.
    pub addressee: String,
    pub person: Person,
    /// The result of the addiction determination: number, date and issuer.
    pub determination: Option<String>,
    /// Why the measure applies, a sentence each.
    pub grounds: Vec<String>,
    /// The facility named; form 34 must name one.
    pub facility: Option<String>,
    /// The term asked for, "24 tháng".
    pub term: Option<String>,
    /// Until when the dossier runs, if it is limited.
    pub respond_by: Option<NaiveDate>,
    /// The papers in the dossier.
    pub papers: Vec<String>,
    /// Authority and position of the signer, from the top.
    pub signer: Vec<String>,
    pub recipients: Vec<String>,
}

/// Lays the request out.
pub fn request(form: RequestForm, letterhead: &Letterhead, data: &Request) -> Document {
    let key = form.key();
    let summary = "Về việc xem xét, đưa vào cơ sở cai nghiện bắt buộc";
    let mut document = blank(key, letterhead, "Văn bản đề nghị", summary);
    document.addressees = vec![data.addressee.clone()];
    document.blocks = key.basis();
    document.blocks.push(paragraph(format!(
        "{} đề nghị {} xem xét, quyết định đưa vào cơ sở cai nghiện bắt buộc đối với người có tên sau đây:",
        letterhead.issuer, data.addressee
    )));
    document.blocks.extend(about(&data.person));
    document.blocks.push(field("Kết quả xác định tình trạng nghiện ma túy", data.determination.as_deref()));
    document.blocks.extend(list("Lý do đề nghị:", &data.grounds));
    document.blocks.push(field("Cơ sở cai nghiện bắt buộc", data.facility.as_deref()));
    document.blocks.push(field("Thời hạn đề nghị", data.term.as_deref()));
    if let Some(day) = data.respond_by {
        let day = crate::letter::date_in_words(day);
        document.blocks.push(paragraph(format!("Thời hạn xem xét: trước {day}.")));
    }
    document.blocks.extend(list("Hồ sơ kèm theo gồm:", &data.papers));
    document.blocks.push(paragraph(format!("Trân trọng đề nghị {} xem xét, quyết định./.", data.addressee)));
    let signer: Vec<&str> = data.signer.iter().map(String::as_str).collect();
    document.signatures = vec![signed(&signer, super::SEALED)];
    document.recipients.clone_from(&data.recipients);
    document
}

/// A sentence, then lines with hyphens; dots to write on where there are none.
fn list(label: &str, lines: &[String]) -> Vec<Block> {
    if lines.is_empty() {
        return vec![field(label.trim_end_matches(':'), None)];
    }
    let listed = lines.iter().map(|line| paragraph(format!("- {line}")));
    std::iter::once(paragraph(label)).chain(listed).collect()
}
