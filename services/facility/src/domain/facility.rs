//! A facility and its capacity.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::FacilityKind;
use domain::ids::FacilityId;
use domain::places::{self, Level};
use events::facility::FacilityRegistered;

use super::capacity;

#[derive(Clone, Debug, PartialEq)]
pub struct Facility {
    pub id: FacilityId,
    pub version: i64,
    pub name: String,
    pub kind: FacilityKind,
    pub province_code: String,
    /// Places it opened with, as the province states them; see [`super::capacity`] for those of a day.
    pub capacity: i64,
    pub opened_on: NaiveDate,
}

impl Facility {
    /// Registers a facility.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn register(facility: Self, today: NaiveDate) -> Result<(Self, FacilityRegistered), Vec<FieldError>> {
        let mut errors = Vec::new();
        if facility.name.is_empty() {
            errors.push(FieldError::required("name"));
        }
        if facility.capacity < 0 {
            errors.push(capacity::negative());
        }
        if facility.opened_on > today {
            errors.push(FieldError::future_date("opened_on"));
        }
        let province = places::find(&facility.province_code, facility.opened_on);
        if province.is_none_or(|unit| unit.level != Level::Province) {
            errors.push(FieldError::unknown_place("province_code"));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let event = FacilityRegistered {
            occurred_on: facility.opened_on,
            facility_id: facility.id,
            name: facility.name.clone(),
            kind: facility.kind,
            province_code: facility.province_code.clone(),
            capacity: facility.capacity,
        };
        Ok((facility, event))
    }
}
