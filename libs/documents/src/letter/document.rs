//! What a document says, without how it looks.

use chrono::{Datelike, NaiveDate};

use super::Nd30;

/// A whole document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub layout: Nd30,
    pub orientation: Orientation,
    /// Shown top right on forms.
    pub form: Option<FormMark>,
    pub letterhead: Letterhead,
    /// The type's name; written in capitals.
    pub title: String,
    /// Trích yếu; none leaves the line out.
    pub summary: Option<String>,
    /// "Kính gửi"; none leaves the line out.
    pub addressees: Vec<String>,
    pub blocks: Vec<Block>,
    /// Two stand side by side; one stands on the right.
    pub signatures: Vec<Signature>,
    /// "Nơi nhận", without hyphens and signs at the end; none leaves it out.
    pub recipients: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    #[default]
    Portrait,
    /// For wide tables.
    Landscape,
}

/// "Mẫu số 36" and the decree it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormMark {
    pub number: String,
    pub source: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The superior body.
    pub parent: Option<String>,
    pub issuer: String,
    /// "283/BC-UBND"; none leaves dots to write on.
    pub number: Option<String>,
    pub place: String,
    /// None leaves dots.
    pub date: Option<NaiveDate>,
}

/// A part of the body.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading in bold.
    Heading(String),
    Paragraph(String),
    /// A label and its value, dots to write on where there is none.
    Field {
        label: String,
        value: Option<String>,
    },
    /// A label and boxes, ticked or not.
    Choices {
        label: String,
        choices: Vec<Choice>,
    },
    Table(Table),
    /// The frame for a photo of 3 × 4 cm.
    Photo,
}

/// A box with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub text: String,
    pub ticked: bool,
}

/// A table whose header row comes again on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Columns with their share of the width.
    pub columns: Vec<(String, u32)>,
    pub rows: Vec<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", from the top.
    pub authority: Vec<String>,
    /// "(Ký, ghi rõ họ tên)"; none leaves the line out.
    pub note: Option<String>,
    pub name: Option<String>,
}

impl Letterhead {
    /// "Tân Khánh, ngày 05 tháng 02 năm 2026": days below 10 and the months 1 and 2 have a leading
    /// zero (practice; not verified in the decree's text).
    pub fn place_and_date(&self) -> String {
        match self.date {
            Some(date) => format!("{}, {}", self.place, date_in_words(date)),
            None => format!("{}, ngày …… tháng …… năm ………", self.place),
        }
    }
}

/// "ngày 05 tháng 02 năm 2026".
pub(crate) fn date_in_words(date: NaiveDate) -> String {
    let month = if date.month() < 3 { format!("{:02}", date.month()) } else { date.month().to_string() };
    format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_days_and_the_first_two_months_have_a_leading_zero() {
        let on = |year, month, day| date_in_words(NaiveDate::from_ymd_opt(year, month, day).unwrap());
        assert_eq!(on(2026, 2, 5), "ngày 05 tháng 02 năm 2026");
        assert_eq!(on(2026, 3, 15), "ngày 15 tháng 3 năm 2026");
        let undated =
            Letterhead { parent: None, issuer: "A".into(), number: None, place: "Cao Lãnh".into(), date: None };
        assert!(undated.place_and_date().starts_with("Cao Lãnh, ngày …"));
    }
}
