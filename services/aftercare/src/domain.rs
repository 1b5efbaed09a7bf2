//! The rules of `aftercare`: synchronous and pure.

pub mod case;
pub mod certificate;
pub mod referral;
pub mod transition;
pub mod treatment;

use chrono::NaiveDate;
use domain::{FieldError, Refusal};

/// Why something is not done.
#[derive(Debug, PartialEq)]
pub enum Declined {
    Fields(Vec<FieldError>),
    Refused(Refusal),
}

impl From<Refusal> for Declined {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<FieldError> for Declined {
    fn from(error: FieldError) -> Self {
        Self::Fields(vec![error])
    }
}

/// A day that lies before the one it must not precede.
fn before(code: &str, vi: &str, en: &str, earliest: NaiveDate) -> FieldError {
    FieldError::new(
        "occurred_on",
        code,
        format!("Ngày này trước {vi} ({}).", earliest.format("%d/%m/%Y")),
        format!("That is before {en} ({earliest})."),
    )
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;
    use domain::codes::Sex;
    use domain::ids::PersonId;
    use domain::person::{Birth, PersonSnapshot};
    use uuid::Uuid;

    pub fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    pub fn person() -> PersonSnapshot {
        PersonSnapshot {
            person_id: PersonId(Uuid::from_u128(1)),
            sex: Sex::Male,
            birth: Birth::in_year(1992),
            commune_code: "29869".into(),
            province_code: "87".into(),
        }
    }

    pub fn code(declined: Declined) -> String {
        match declined {
            Declined::Fields(errors) => errors[0].code.clone(),
            Declined::Refused(refusal) => refusal.code,
        }
    }
}
