//! A commune with its province, as records hold them.

use chrono::NaiveDate;

use super::{Level, find, province_of};
use crate::FieldError;

/// A commune and the province it lay in on the day of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Five digits.
    pub commune_code: String,
    /// Two digits.
    pub province_code: String,
}

impl Place {
    /// The commune that carried this code on that day.
    ///
    /// # Errors
    /// When no commune did.
    pub fn of(commune_code: &str, on: NaiveDate) -> Result<Self, FieldError> {
        let commune = find(commune_code, on).filter(|unit| unit.level == Level::Commune);
        let province = commune.and_then(|unit| province_of(unit.code, on));
        match (commune, province) {
            (Some(commune), Some(province)) => {
                Ok(Self { commune_code: commune.code.to_owned(), province_code: province.code.to_owned() })
            }
            _ => Err(FieldError::unknown_place("commune_code")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn the_commune_is_one_of_the_day_and_so_is_its_province() {
        assert_eq!(Place::of("29869", day(2019, 3, 1)).unwrap().province_code, "87");
        assert_eq!(Place::of("29869", day(2025, 7, 1)).unwrap().province_code, "82");
        for not_a_commune in ["87", "869", "00000"] {
            assert_eq!(Place::of(not_a_commune, day(2019, 3, 1)).unwrap_err().code, "place.unknown");
        }
    }
}
