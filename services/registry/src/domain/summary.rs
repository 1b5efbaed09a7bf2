//! The statutory personal summary: 25 fields (Decree 163/2026/NĐ-CP, Annex III, form 05; likewise Decree
//! 116/2021/NĐ-CP, form 30). Name, sex, birth, numbers, names and residences stand in tables of their own
//! (fields 1–4, 6–8); the rest is here, sealed as a whole, because nothing of it is searched for.

use chrono::{Datelike, NaiveDate};
use domain::FieldError;
use domain::codes::DrugKind;
use domain::codes::summary::{
    DrugRoute, EarlierRehabilitation, Ethnicity, GuardianKind, RecordKind, Schooling, UsePeriod,
};
use domain::person::OfficialNumber;
use domain::text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Fields that are not known are left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Summary {
    /// Field 5, quê quán.
    pub home_town: Option<String>,
    /// Field 9; the people's name where it is not Kinh.
    pub ethnicity: Option<Ethnicity>,
    pub ethnicity_name: Option<String>,
    /// Field 10: whether there is one; which one is not asked.
    pub religious: Option<bool>,
    /// Field 11.
    pub schooling: Option<Schooling>,
    /// Field 12, as ISO 3166 alpha-2.
    pub nationality: Option<String>,
    /// Fields 13 and 14.
    pub father: Option<Relative>,
    pub mother: Option<Relative>,
    /// Field 15.
    pub occupation: Option<String>,
    pub workplace: Option<String>,
    /// Field 16.
    pub records: Vec<Record>,
    /// Field 17, ngáo đá.
    pub psychotic_signs: Option<bool>,
    /// Field 18, as declared: `2015`, `2015-03` or `2015-03-09`.
    pub first_use: Option<String>,
    /// Field 19.
    pub first_detected_on: Option<NaiveDate>,
    /// Field 20.
    pub drugs: Vec<DrugKind>,
    /// Field 21.
    pub route: Option<DrugRoute>,
    /// Field 22.
    pub earlier_rehabilitations: Vec<Earlier>,
    /// Field 23.
    pub frequency: Option<Frequency>,
    /// Field 24, in words.
    pub dose: Option<String>,
    /// Field 25.
    pub phone: Option<String>,
    pub social_account: Option<String>,
    /// Who stands for a minor.
    pub guardian: Option<Guardian>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relative {
    pub name: String,
    #[serde(default)]
    pub official_number: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    pub kind: RecordKind,
    /// The decision: number, date and who issued it.
    #[serde(default)]
    pub decision_number: Option<String>,
    #[serde(default)]
    pub decided_on: Option<NaiveDate>,
    #[serde(default)]
    pub issuer: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Earlier {
    pub form: EarlierRehabilitation,
    #[serde(default)]
    pub place: Option<String>,
    /// Year it began.
    #[serde(default)]
    pub year: Option<i32>,
    #[serde(default)]
    pub decision_number: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Frequency {
    pub times: u32,
    pub period: UsePeriod,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Guardian {
    pub kind: GuardianKind,
    pub name: String,
    #[serde(default)]
    pub phone: Option<String>,
}

/// Longest text of a field.
const LONGEST: usize = 200;

impl Summary {
    /// Trims and checks every field.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn check(mut self, birth_year: i32, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        for (field, value) in self.texts() {
            *value = value.as_deref().map(text::tidy).filter(|text| !text.is_empty());
            if value.as_deref().is_some_and(|text| text.chars().count() > LONGEST) {
                errors.push(too_long(field));
            }
        }
        for (field, relative) in [("father", &mut self.father), ("mother", &mut self.mother)] {
            check_relative(field, relative, &mut errors);
        }
        if let Some(guardian) = &mut self.guardian {
            guardian.name = text::tidy(&guardian.name);
            if guardian.name.is_empty() {
                errors.push(FieldError::required("guardian.name"));
            }
        }
        if let Some(nationality) = &self.nationality
            && !(nationality.len() == 2 && nationality.bytes().all(|byte| byte.is_ascii_uppercase()))
        {
            let vi = "Quốc tịch ghi bằng hai chữ cái ISO 3166, ví dụ VN.";
            errors.push(FieldError::new(
                "nationality",
                "nationality.malformed",
                vi,
                "Two letters of ISO 3166, e.g. VN.",
            ));
        }
        self.check_days(birth_year, today, &mut errors);
        if errors.is_empty() { Ok(self) } else { Err(errors) }
    }

    fn texts(&mut self) -> [(&'static str, &mut Option<String>); 7] {
        [
            ("home_town", &mut self.home_town),
            ("ethnicity_name", &mut self.ethnicity_name),
            ("occupation", &mut self.occupation),
            ("workplace", &mut self.workplace),
            ("dose", &mut self.dose),
            ("phone", &mut self.phone),
            ("social_account", &mut self.social_account),
        ]
    }

    fn check_days(&self, birth_year: i32, today: NaiveDate, errors: &mut Vec<FieldError>) {
        if self.first_detected_on.is_some_and(|day| day > today) {
            errors.push(FieldError::future_date("first_detected_on"));
        }
        if let Some(first_use) = &self.first_use {
            match year_of_part(first_use) {
                Some(year) if year > today.year() => errors.push(FieldError::future_date("first_use")),
                Some(year) if year < birth_year => errors.push(before_birth("first_use")),
                Some(_) => {}
                None => {
                    let vi = "Ghi năm (2015), tháng (2015-03) hoặc ngày (2015-03-09).";
                    errors.push(FieldError::new(
                        "first_use",
                        "date.partial",
                        vi,
                        "A year, a month or a day: 2015-03-09.",
                    ));
                }
            }
        }
        for (position, record) in self.records.iter().enumerate() {
            if record.decided_on.is_some_and(|day| day > today) {
                errors.push(FieldError::future_date(&format!("records.{position}.decided_on")));
            }
        }
        for (position, earlier) in self.earlier_rehabilitations.iter().enumerate() {
            if earlier.year.is_some_and(|year| year > today.year()) {
                errors.push(FieldError::future_date(&format!("earlier_rehabilitations.{position}.year")));
            }
        }
    }

    /// How often the person was in treatment before, as field 22 counts it.
    pub fn earlier_attempts(&self) -> u32 {
        u32::try_from(self.earlier_rehabilitations.len()).unwrap_or(u32::MAX)
    }
}

fn check_relative(field: &str, relative: &mut Option<Relative>, errors: &mut Vec<FieldError>) {
    let Some(known) = relative else { return };
    known.name = text::tidy(&known.name);
    if known.name.is_empty() {
        errors.push(FieldError::required(&format!("{field}.name")));
    }
    known.official_number = known.official_number.take().filter(|number| !number.trim().is_empty());
    if let Some(number) = &known.official_number
        && let Err(error) = OfficialNumber::parse(number, &format!("{field}.official_number"))
    {
        errors.push(error);
    }
}

fn too_long(field: &str) -> FieldError {
    let vi = format!("Dài quá {LONGEST} ký tự.");
    FieldError::new(field, "text.too_long", vi, format!("At most {LONGEST} characters."))
}

fn before_birth(field: &str) -> FieldError {
    FieldError::new(field, "date.before_birth", "Trước năm sinh.", "Before the year of birth.")
}

/// The year of `2015`, `2015-03` or `2015-03-09`.
fn year_of_part(text: &str) -> Option<i32> {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    whole.parse::<NaiveDate>().ok().map(|day| day.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::tests::day;

    fn wrong(summary: Summary) -> Vec<String> {
        summary.check(1992, day(2020, 1, 1)).unwrap_err().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn every_wrong_field_is_named() {
        let summary = Summary {
            father: Some(Relative { name: " ".into(), official_number: Some("12".into()) }),
            nationality: Some("Việt Nam".into()),
            first_use: Some("1980".into()),
            first_detected_on: Some(day(2021, 1, 1)),
            ..Summary::default()
        };
        assert_eq!(
            wrong(summary),
            ["father.name", "father.official_number", "nationality", "first_detected_on", "first_use"]
        );
    }

    #[test]
    fn what_is_known_in_part_is_kept_in_part() {
        for first_use in ["2015", "2015-03", "2015-03-09"] {
            let summary = Summary { first_use: Some(first_use.into()), ..Summary::default() };
            assert!(summary.check(1992, day(2020, 1, 1)).is_ok(), "{first_use}");
        }
        assert_eq!(wrong(Summary { first_use: Some("2015-3".into()), ..Summary::default() }), ["first_use"]);
    }

    #[test]
    fn blanks_are_no_value() {
        let summary = Summary { dose: Some("  ".into()), ..Summary::default() };
        assert_eq!(summary.check(1992, day(2020, 1, 1)).unwrap().dose, None);
    }
}
