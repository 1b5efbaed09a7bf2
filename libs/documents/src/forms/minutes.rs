//! Minutes of a violation.

use super::{FormKey, Person, about, blank, field, paragraph, signed};
use crate::letter::{Document, Letterhead, Signature};

/// Which minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MinutesForm {
    /// Decree 116/2021, form 27.
    Decree116Form27,
    /// Decree 163/2026, Annex V, form 34.
    Decree163Form34,
}

impl MinutesForm {
    pub fn key(self) -> FormKey {
        match self {
            Self::Decree116Form27 => FormKey::of_116("27"),
            Self::Decree163Form34 => FormKey::of_163("V", "34"),
        }
    }
}

/// What happened, who was there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Minutes {
    /// "08 giờ 30 phút, ngày 05 tháng 02 năm 2026".
    pub started: Option<String>,
    pub ended: Option<String>,
    pub place: Option<String>,
    /// Officials, with position and body.
    pub officials: Vec<String>,
    /// Names and addresses.
    pub witnesses: Vec<String>,
    pub person: Person,
    pub violation: Option<String>,
    /// What the person says.
    pub statement: Option<String>,
    pub witness_statement: Option<String>,
    pub evidence: Option<String>,
}

/// Lays the minutes out.
pub fn minutes(form: MinutesForm, letterhead: &Letterhead, data: &Minutes) -> Document {
    let key = form.key();
    let summary = "Về hành vi vi phạm của người nghiện ma túy";
    let mut document = blank(key, letterhead, "Biên bản", summary);
    document.blocks = vec![
        field("Thời gian lập biên bản", data.started.as_deref()),
        field("Địa điểm", data.place.as_deref()),
        paragraph("Thành phần lập biên bản:"),
    ];
    document.blocks.extend(people("Người lập biên bản", &data.officials));
    document.blocks.extend(people("Người chứng kiến", &data.witnesses));
    document.blocks.push(paragraph("Tiến hành lập biên bản về hành vi vi phạm đối với:"));
    document.blocks.extend(about(&data.person));
    document.blocks.extend([
        field("Nội dung vi phạm", data.violation.as_deref()),
        field("Tài liệu, vật chứng kèm theo", data.evidence.as_deref()),
        field("Ý kiến của người vi phạm", data.statement.as_deref()),
        field("Ý kiến của người chứng kiến", data.witness_statement.as_deref()),
        field("Biên bản kết thúc lúc", data.ended.as_deref()),
        paragraph(
            "Biên bản đã được đọc lại cho những người có tên trên cùng nghe, công nhận là đúng và cùng ký tên dưới đây./.",
        ),
    ]);
    document.signatures = signatures();
    document
}

fn signatures() -> Vec<Signature> {
    let all = ["Người vi phạm", "Người lập biên bản", "Người chứng kiến", "Đại diện chính quyền"];
    all.iter().map(|who| signed(&[who], super::SIGNED)).collect()
}

/// One line each, or one with dots.
fn people(label: &str, names: &[String]) -> Vec<crate::letter::Block> {
    if names.is_empty() {
        return vec![field(label, None)];
    }
    names.iter().map(|name| field(label, Some(name))).collect()
}
