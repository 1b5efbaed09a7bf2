//! The notice to a person that a dossier on them was compiled.

use super::{FormKey, Person, about, blank, field, paragraph, signed};
use crate::letter::{Document, Letterhead};

/// Which notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeForm {
    /// Decree 116/2021, form 32.
    Decree116Form32,
    /// Decree 163/2026, Annex V, form 37.
    Decree163Form37,
}

impl NoticeForm {
    pub fn key(self) -> FormKey {
        match self {
            Self::Decree116Form32 => FormKey::of_116("32"),
            Self::Decree163Form37 => FormKey::of_163("V", "37"),
        }
    }
}

/// What is told to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    pub person: Person,
    /// Parent or representative of a person from 12 to under 18 years.
    pub representative: Option<String>,
    /// Why the dossier was compiled.
    pub ground: Option<String>,
    /// Where the dossier can be read.
    pub reading_place: Option<String>,
    /// Authority and position of the signer, from the top.
    pub signer: Vec<String>,
    pub recipients: Vec<String>,
}

/// Lays the notice out. The dossier can be read for three working days (Decree 116/2021, Articles
/// 40 – 48; Law 120/2025, Article 35); that they run from the notice is the order of the steps.
pub fn notice(form: NoticeForm, letterhead: &Letterhead, data: &Notice) -> Document {
    let key = form.key();
    let summary = "Về việc lập hồ sơ đề nghị đưa vào cơ sở cai nghiện bắt buộc";
    let mut document = blank(key, letterhead, "Thông báo", summary);
    document.addressees = std::iter::once(data.person.name.clone()).chain(data.representative.clone()).collect();
    document.blocks = key.basis();
    document.blocks.push(paragraph(format!(
        "{} thông báo đã lập hồ sơ đề nghị đưa vào cơ sở cai nghiện bắt buộc đối với:",
        letterhead.issuer
    )));
    document.blocks.extend(about(&data.person));
    document.blocks.push(field("Cha, mẹ hoặc người đại diện hợp pháp", data.representative.as_deref()));
    document.blocks.push(field("Lý do lập hồ sơ", data.ground.as_deref()));
    document.blocks.push(paragraph(
        "Người được thông báo, cha, mẹ hoặc người đại diện hợp pháp có quyền đọc hồ sơ trong thời hạn 03 ngày làm việc \
         kể từ ngày nhận được thông báo này.",
    ));
    document.blocks.push(field("Địa điểm đọc hồ sơ", data.reading_place.as_deref()));
    document
        .blocks
        .push(paragraph("Hết thời hạn nêu trên, hồ sơ được chuyển đến cơ quan có thẩm quyền theo quy định./."));
    let signer: Vec<&str> = data.signer.iter().map(String::as_str).collect();
    document.signatures = vec![signed(&signer, super::SEALED)];
    document.recipients.clone_from(&data.recipients);
    document
}
