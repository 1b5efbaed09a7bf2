//! Facts about a person that rules need.

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::FieldError;
use crate::codes::Sex;
use crate::codes::summary::NumberKind;
use crate::ids::PersonId;

/// A birth date, or only its year: many people on the lists know no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Birth {
    pub year: i32,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<NaiveDate>,
}

impl Birth {
    pub fn on(date: NaiveDate) -> Self {
        Self { year: date.year(), date: Some(date) }
    }

    pub fn in_year(year: i32) -> Self {
        Self { year, date: None }
    }

    /// Full years of age on a day. With only the year known, the person counts as born on
    /// 1 January, as the statutory registers do.
    pub fn age_on(&self, day: NaiveDate) -> i32 {
        let (month, dom) = self.date.map_or((1, 1), |date| (date.month(), date.day()));
        let before_birthday = (day.month(), day.day()) < (month, dom);
        day.year() - self.year - i32::from(before_birthday)
    }

    /// Checks the year against the date and both against today.
    pub fn validate(&self, field: &str, today: NaiveDate) -> Result<(), FieldError> {
        if let Some(date) = self.date {
            if date > today {
                return Err(FieldError::future_date(&format!("{field}.date")));
            }
            if date.year() != self.year {
                return Err(FieldError::new(
                    &format!("{field}.year"),
                    "birth.year_differs",
                    "Năm sinh không khớp với ngày sinh.",
                    "The year differs from the birth date's.",
                ));
            }
        }
        if self.year < 1900 || self.year > today.year() {
            return Err(FieldError::new(
                &format!("{field}.year"),
                "birth.year_out_of_range",
                "Năm sinh phải từ 1900 đến năm nay.",
                "The birth year must lie between 1900 and this year.",
            ));
        }
        Ok(())
    }
}

/// What other services may know of a person: no name, no number, no address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PersonSnapshot {
    pub person_id: PersonId,
    pub sex: Sex,
    pub birth: Birth,
    /// Commune of residence, five digits.
    pub commune_code: String,
    /// Province the commune belonged to when the person was recorded there, two digits.
    pub province_code: String,
}

/// A 9-digit CMND or a 12-digit CCCD.
///
/// The CCCD's structure is public: three digits of the place of birth registration, one digit for
/// century and sex, two of the birth year, six running digits (Circular 59/2021/TT-BCA Art. 4).
#[derive(Clone, PartialEq, Eq)]
pub struct OfficialNumber(String);

impl std::fmt::Debug for OfficialNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OfficialNumber(…)")
    }
}

impl OfficialNumber {
    /// Accepts digits with blanks or dots between them.
    pub fn parse(text: &str, field: &str) -> Result<Self, FieldError> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
        let well_formed = digits.bytes().all(|b| b.is_ascii_digit()) && matches!(digits.len(), 9 | 12);
        if !well_formed {
            return Err(FieldError::new(
                field,
                "official_number.malformed",
                "Số CMND phải có 9 chữ số, số CCCD phải có 12 chữ số.",
                "A CMND has 9 digits, a CCCD has 12.",
            ));
        }
        Ok(Self(digits))
    }

    /// Checks what the digits of a CCCD say about sex and birth year against the person's own.
    pub fn agrees_with(&self, sex: Sex, birth_year: i32, field: &str) -> Result<(), FieldError> {
        if self.0.len() == 9 {
            return Ok(());
        }
        let digit = |at: usize| i32::from(self.0.as_bytes()[at] - b'0');
        let century_and_sex = digit(3);
        let stated_year = 1900 + (century_and_sex / 2) * 100 + digit(4) * 10 + digit(5);
        let stated_sex = if century_and_sex % 2 == 0 { Sex::Male } else { Sex::Female };
        if stated_year == birth_year && stated_sex == sex {
            return Ok(());
        }
        Err(FieldError::new(
            field,
            "official_number.contradicts_person",
            "Số CCCD không khớp với giới tính hoặc năm sinh đã nhập.",
            "The CCCD's digits contradict the sex or the birth year given.",
        ))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The sex that the digits of a CCCD tell.
    pub fn sex(&self) -> Option<Sex> {
        (self.kind() == NumberKind::Cccd).then(|| {
            let century_and_sex = self.0.as_bytes()[3] - b'0';
            if century_and_sex.is_multiple_of(2) { Sex::Male } else { Sex::Female }
        })
    }

    /// Told by the length.
    pub fn kind(&self) -> NumberKind {
        if self.0.len() == 9 { NumberKind::Cmnd } else { NumberKind::Cccd }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn age_turns_on_the_birthday() {
        let birth = Birth::on(day(2001, 7, 15));
        assert_eq!(birth.age_on(day(2019, 7, 14)), 17);
        assert_eq!(birth.age_on(day(2019, 7, 15)), 18);
    }

    #[test]
    fn a_birth_year_alone_counts_from_the_first_of_january() {
        assert_eq!(Birth::in_year(2001).age_on(day(2019, 1, 1)), 18);
    }

    #[test]
    fn a_cccd_must_agree_with_sex_and_year() {
        let number = OfficialNumber::parse("087 0 92 123456", "n").unwrap();
        assert!(number.agrees_with(Sex::Male, 1992, "n").is_ok());
        assert_eq!(number.agrees_with(Sex::Female, 1992, "n").unwrap_err().code, "official_number.contradicts_person");
        assert_eq!(number.agrees_with(Sex::Male, 1993, "n").unwrap_err().code, "official_number.contradicts_person");
    }

    #[test]
    fn a_number_of_ten_digits_is_malformed() {
        assert_eq!(OfficialNumber::parse("0123456789", "n").unwrap_err().code, "official_number.malformed");
    }

    #[test]
    fn an_official_number_is_not_printed_by_debug() {
        let number = OfficialNumber::parse("123456789", "n").unwrap();
        assert!(!format!("{number:?}").contains("123456789"));
    }
}
