//! The numbers of Decree 30/2020/NĐ-CP, Annex I, in one place and within its ranges.
//!
//! Verified in copies of the annex: margins, page number, national name and motto, six points
//! between paragraphs, line spacing. The other sizes follow an older table and drafting practice;
//! [`Nd30::RANGES`] says which.

/// Sizes in points, lengths in millimetres unless named otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nd30 {
    pub margin_top: u32,
    pub margin_bottom: u32,
    pub margin_left: u32,
    pub margin_right: u32,
    /// Quốc hiệu.
    pub nation: u32,
    /// Tiêu ngữ.
    pub motto: u32,
    /// The superior body's name.
    pub parent: u32,
    /// The issuing body's name.
    pub issuer: u32,
    /// Số, ký hiệu.
    pub number: u32,
    pub place_date: u32,
    /// The type's name, in capitals.
    pub title: u32,
    /// Trích yếu.
    pub summary: u32,
    pub body: u32,
    /// Hundredths of a centimetre.
    pub first_line: u32,
    /// Points between paragraphs.
    pub paragraph_gap: u32,
    /// Percent of a single line.
    pub line: u32,
    /// The signer's authority, position and name.
    pub signature: u32,
    /// "Nơi nhận:".
    pub recipients_heading: u32,
    pub recipients: u32,
    pub page_number: u32,
}

/// A number outside its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name} is {value}, Decree 30/2020 asks for {from} to {to}")]
pub struct OutOfRange {
    pub name: &'static str,
    pub value: u32,
    pub from: u32,
    pub to: u32,
}

type Range = (&'static str, fn(&Nd30) -> u32, u32, u32);

impl Nd30 {
    /// What documents are written with.
    pub const STANDARD: Self = Self {
        margin_top: 20,
        margin_bottom: 20,
        margin_left: 30,
        margin_right: 15,
        nation: 13,
        motto: 14,
        parent: 13,
        issuer: 13,
        number: 13,
        place_date: 14,
        title: 14,
        summary: 14,
        body: 14,
        first_line: 127,
        paragraph_gap: 6,
        line: 100,
        signature: 14,
        recipients_heading: 12,
        recipients: 11,
        page_number: 14,
    };

    /// Name, value, least and most. Unverified, from practice: the sizes of number, place and
    /// date, title, summary, body, signature and recipients, and the first line's indent.
    const RANGES: [Range; 20] = [
        ("margin_top", |nd| nd.margin_top, 20, 25),
        ("margin_bottom", |nd| nd.margin_bottom, 20, 25),
        ("margin_left", |nd| nd.margin_left, 30, 35),
        ("margin_right", |nd| nd.margin_right, 15, 20),
        ("nation", |nd| nd.nation, 12, 13),
        ("motto", |nd| nd.motto, 13, 14),
        ("parent", |nd| nd.parent, 12, 13),
        ("issuer", |nd| nd.issuer, 12, 13),
        ("number", |nd| nd.number, 13, 13),
        ("place_date", |nd| nd.place_date, 13, 14),
        ("title", |nd| nd.title, 13, 14),
        ("summary", |nd| nd.summary, 13, 14),
        ("body", |nd| nd.body, 13, 14),
        ("first_line", |nd| nd.first_line, 100, 127),
        ("paragraph_gap", |nd| nd.paragraph_gap, 6, 24),
        ("line", |nd| nd.line, 100, 150),
        ("signature", |nd| nd.signature, 13, 14),
        ("recipients_heading", |nd| nd.recipients_heading, 12, 12),
        ("recipients", |nd| nd.recipients, 11, 11),
        ("page_number", |nd| nd.page_number, 13, 14),
    ];

    /// The layout itself, if every number is allowed.
    ///
    /// # Errors
    /// The first number that is not.
    pub fn checked(self) -> Result<Self, OutOfRange> {
        for (name, value, from, to) in Self::RANGES {
            let value = value(&self);
            if !(from..=to).contains(&value) {
                return Err(OutOfRange { name, value, from, to });
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_layout_keeps_the_decree() {
        assert_eq!(Nd30::STANDARD.checked(), Ok(Nd30::STANDARD));
    }

    #[test]
    fn a_number_outside_its_range_is_named() {
        let narrow = Nd30 { margin_left: 29, ..Nd30::STANDARD };
        assert_eq!(narrow.checked().unwrap_err().to_string(), "margin_left is 29, Decree 30/2020 asks for 30 to 35");
        for small in [Nd30 { body: 12, ..Nd30::STANDARD }, Nd30 { paragraph_gap: 5, ..Nd30::STANDARD }] {
            assert!(small.checked().is_err());
        }
        for large in [Nd30 { nation: 14, ..Nd30::STANDARD }, Nd30 { line: 151, ..Nd30::STANDARD }] {
            assert!(large.checked().is_err());
        }
    }
}
