//! A person in the register.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::Sex;
use domain::ids::PersonId;
use domain::person::{Birth, OfficialNumber, PersonSnapshot};
use domain::text;
use events::registry::{PersonCorrected, PersonRegistered};

use super::residence::Residence;

const LONGEST_NAME: usize = 120;

#[derive(Clone, Debug)]
pub struct Person {
    pub id: PersonId,
    pub version: i64,
    pub name: String,
    pub sex: Sex,
    pub birth: Birth,
    /// The current one; former numbers are kept beside it.
    pub number: Option<OfficialNumber>,
    pub address: Option<String>,
    pub residence: Residence,
    pub registered_on: NaiveDate,
    /// Whom this record stands for now, where two records turned out to be one human being.
    pub merged_into: Option<PersonId>,
}

/// What is written about a person, as it came in.
#[derive(Clone, Debug)]
pub struct Particulars {
    pub name: String,
    pub sex: Sex,
    pub birth: Birth,
    pub official_number: Option<String>,
    pub address: Option<String>,
    pub commune_code: String,
}

impl Person {
    /// Registers a person.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn register(
        id: PersonId,
        particulars: Particulars,
        occurred_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<(Self, PersonRegistered), Vec<FieldError>> {
        let person = Self::check(id, 1, particulars, occurred_on, occurred_on, today)?;
        let event = PersonRegistered { occurred_on, person: person.snapshot() };
        Ok((person, event))
    }

    /// Corrects what is known of a person.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn correct(
        &self,
        particulars: Particulars,
        occurred_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<(Self, PersonCorrected), Vec<FieldError>> {
        let person = Self::check(self.id, self.version + 1, particulars, self.registered_on, occurred_on, today)?;
        let event = PersonCorrected { occurred_on, person: person.snapshot() };
        Ok((person, event))
    }

    fn check(
        id: PersonId,
        version: i64,
        particulars: Particulars,
        registered_on: NaiveDate,
        occurred_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        if occurred_on > today {
            errors.push(FieldError::future_date("occurred_on"));
        }
        let name = text::tidy(&particulars.name);
        if name.is_empty() {
            errors.push(FieldError::required("name"));
        } else if name.chars().count() > LONGEST_NAME {
            let vi = format!("Họ tên dài quá {LONGEST_NAME} ký tự.");
            errors.push(FieldError::new("name", "name.too_long", vi, format!("At most {LONGEST_NAME} characters.")));
        }
        if let Err(error) = particulars.birth.validate("birth", today) {
            errors.push(error);
        }
        let number = particulars.official_number.as_deref().filter(|text| !text.trim().is_empty()).map(|text| {
            let number = OfficialNumber::parse(text, "official_number")?;
            number.agrees_with(particulars.sex, particulars.birth.year, "official_number")?;
            Ok(number)
        });
        let number = number.transpose().map_err(|error: FieldError| errors.push(error)).ok().flatten();
        let residence = Residence::on(&particulars.commune_code, occurred_on).map_err(|error| errors.push(error)).ok();
        let Some(residence) = residence.filter(|_| errors.is_empty()) else { return Err(errors) };
        Ok(Self {
            id,
            version,
            name,
            sex: particulars.sex,
            birth: particulars.birth,
            number,
            address: particulars.address.map(|address| text::tidy(&address)).filter(|address| !address.is_empty()),
            residence,
            registered_on,
            merged_into: None,
        })
    }

    /// What the other services may know.
    pub fn snapshot(&self) -> PersonSnapshot {
        PersonSnapshot {
            person_id: self.id,
            sex: self.sex,
            birth: self.birth,
            commune_code: self.residence.commune_code.clone(),
            province_code: self.residence.province_code.clone(),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use uuid::Uuid;

    pub fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    pub fn particulars() -> Particulars {
        Particulars {
            name: "Nguyễn  Văn Đức".into(),
            sex: Sex::Male,
            birth: Birth::in_year(1992),
            official_number: Some("087092123456".into()),
            address: None,
            commune_code: "29869".into(),
        }
    }

    pub fn register(particulars: Particulars) -> Result<(Person, PersonRegistered), Vec<FieldError>> {
        Person::register(PersonId(Uuid::from_u128(1)), particulars, day(2019, 5, 1), day(2020, 1, 1))
    }

    #[test]
    fn a_person_is_registered_with_a_tidy_name_and_a_public_snapshot() {
        let (person, event) = register(particulars()).unwrap();
        assert_eq!(person.name, "Nguyễn Văn Đức");
        assert_eq!(event.person.province_code, "87");
        assert!(!format!("{event:?}").contains("Nguy"));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = Particulars {
            name: " ".into(),
            birth: Birth::in_year(2030),
            official_number: Some("12".into()),
            commune_code: "00000".into(),
            ..particulars()
        };
        let fields: Vec<String> = register(wrong).unwrap_err().into_iter().map(|error| error.field).collect();
        assert_eq!(fields, ["name", "birth.year", "official_number", "commune_code"]);
    }
}
