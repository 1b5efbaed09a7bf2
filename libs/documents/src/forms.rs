//! Statutory forms as documents, from plain data.
//!
//! The official wording of the forms was not available. Their texts are composed from the fields
//! and steps known of each form, in administrative Vietnamese; titles are translations of the
//! titles in the decrees' lists of forms. A form is known by decree, annex and number, because
//! numbers were given anew in each decree: form 30 is the personal summary in Decree 116/2021 and
//! a private facility's certificate in Decree 163/2026. The annex of the forms of Decree 116/2021
//! is not known here and left out.

mod minutes;
mod notice;
mod request;
mod summary;

use crate::letter::{Block, Choice, Document, FormMark, Letterhead, Nd30, Orientation, Signature};

pub use minutes::{Minutes, MinutesForm, minutes};
pub use notice::{Notice, NoticeForm, notice};
pub use request::{Request, RequestForm, request};
pub use summary::{
    Decision, DrugKind, IdentityPaper, OffenceRecord, PersonalSummary, PreviousRehabilitation, RehabilitationCount,
    Route, Schooling, SummaryForm, summary,
};

/// Which form of which decree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FormKey {
    /// "163/2026/NĐ-CP".
    pub decree: &'static str,
    /// Roman numeral; None where it is not known.
    pub annex: Option<&'static str>,
    pub number: &'static str,
}

const DECREE_116: &str = "116/2021/NĐ-CP";
const DECREE_163: &str = "163/2026/NĐ-CP";

impl FormKey {
    const fn of_116(number: &'static str) -> Self {
        Self { decree: DECREE_116, annex: None, number }
    }

    const fn of_163(annex: &'static str, number: &'static str) -> Self {
        Self { decree: DECREE_163, annex: Some(annex), number }
    }

    fn mark(&self) -> FormMark {
        let annex = self.annex.map_or(String::new(), |annex| format!("Phụ lục {annex}, "));
        FormMark {
            number: format!("Mẫu số {}", self.number),
            source: format!("({annex}ban hành kèm theo Nghị định số {})", self.decree),
        }
    }

    /// The legal basis that a document under the decree names first.
    fn basis(&self) -> Vec<Block> {
        let law = match self.decree {
            DECREE_116 => "Luật Phòng, chống ma túy số 73/2021/QH14",
            _ => "Luật Phòng, chống ma túy số 120/2025/QH15",
        };
        [law.to_owned(), format!("Nghị định số {}", self.decree)]
            .map(|source| Block::Paragraph(format!("Căn cứ {source};")))
            .to_vec()
    }
}

/// Who is concerned, as documents name a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub other_names: Option<String>,
    /// "Nam" or "Nữ"; None leaves both boxes empty.
    pub sex: Option<Sex>,
    /// A date or a year, as it is to be printed.
    pub birth: Option<String>,
    pub official_number: Option<String>,
    pub registered_address: Option<String>,
    pub current_address: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    Male,
    Female,
}

/// A form without content yet.
fn blank(key: FormKey, letterhead: &Letterhead, title: &str, summary: &str) -> Document {
    Document {
        layout: Nd30::STANDARD,
        orientation: Orientation::Portrait,
        form: Some(key.mark()),
        letterhead: letterhead.clone(),
        title: title.to_owned(),
        summary: Some(summary.to_owned()),
        addressees: Vec::new(),
        blocks: Vec::new(),
        signatures: Vec::new(),
        recipients: Vec::new(),
    }
}

fn field(label: &str, value: Option<&str>) -> Block {
    Block::Field { label: label.to_owned(), value: value.map(str::to_owned) }
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

/// Boxes of which those that hold are ticked.
fn choices<'a>(label: &str, all: impl IntoIterator<Item = (&'a str, bool)>) -> Block {
    let choices = all.into_iter().map(|(text, ticked)| Choice { text: text.to_owned(), ticked }).collect();
    Block::Choices { label: label.to_owned(), choices }
}

/// Boxes for no and yes; unknown ticks neither.
fn no_or_yes(label: &str, answer: Option<bool>) -> Block {
    choices(label, [("Không", answer == Some(false)), ("Có", answer == Some(true))])
}

fn sex_choices(label: &str, sex: Option<Sex>) -> Block {
    choices(label, [("Nam", sex == Some(Sex::Male)), ("Nữ", sex == Some(Sex::Female))])
}

/// The lines that say who a document is about.
fn about(person: &Person) -> Vec<Block> {
    vec![
        field("Họ và tên", Some(&person.name)),
        field("Tên gọi khác", person.other_names.as_deref()),
        sex_choices("Giới tính", person.sex),
        field("Ngày, tháng, năm sinh", person.birth.as_deref()),
        field("Số định danh cá nhân/CCCD/CMND", person.official_number.as_deref()),
        field("Nơi thường trú/tạm trú", person.registered_address.as_deref()),
        field("Nơi ở hiện tại", person.current_address.as_deref()),
    ]
}

fn signed(authority: &[&str], note: &str) -> Signature {
    let authority = authority.iter().map(|line| (*line).to_owned()).collect();
    Signature { authority, note: Some(note.to_owned()), name: None }
}

const SEALED: &str = "(Ký, ghi rõ họ tên, đóng dấu)";
const SIGNED: &str = "(Ký, ghi rõ họ tên)";

#[cfg(test)]
mod tests;
