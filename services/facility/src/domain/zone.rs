//! Zones of a facility (khu), and where residents are placed.
//!
//! The zones that must exist, and men and women apart in each: Decree 116/2021/NĐ-CP, chapter on the conditions of
//! facilities; see the README for what was read.

use chrono::NaiveDate;
use domain::codes::Sex;
use domain::codes::facility::ZoneKind;
use domain::ids::{AccountId, AdmissionId, FacilityId};
use domain::{FieldError, Refusal};
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    pub id: Uuid,
    pub facility_id: FacilityId,
    pub name: String,
    pub kind: ZoneKind,
    /// For whom; both where men and women have rooms apart in it.
    pub sex: Option<Sex>,
    pub beds: i64,
    pub opened_on: NaiveDate,
    /// The first day on which it is no longer used.
    pub closed_on: Option<NaiveDate>,
}

/// A resident in a zone from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    pub id: Uuid,
    pub admission_id: AdmissionId,
    pub zone_id: Uuid,
    pub since: NaiveDate,
    pub by: AccountId,
}

impl Zone {
    /// Sets up a zone.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn open(zone: Self, facility_since: NaiveDate, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        if zone.name.is_empty() {
            errors.push(FieldError::required("name"));
        }
        if zone.beds < 0 {
            let vi = "Số giường không được âm.";
            errors.push(FieldError::new("beds", "beds.negative", vi, "A number of beds is not negative."));
        }
        if zone.opened_on > today {
            errors.push(FieldError::future_date("opened_on"));
        }
        if zone.opened_on < facility_since {
            let vi = "Ngày mở khu trước ngày cơ sở hoạt động.";
            errors.push(FieldError::new("opened_on", "date.before_facility", vi, "The facility was not open yet."));
        }
        if errors.is_empty() { Ok(zone) } else { Err(errors) }
    }

    pub fn is_used(&self, on: NaiveDate) -> bool {
        self.opened_on <= on && self.closed_on.is_none_or(|closed| on < closed)
    }

    /// Whether somebody may be placed here on a day.
    ///
    /// # Errors
    /// When the zone is another facility's, not in use, or for the other sex.
    pub fn check(&self, at: FacilityId, sex: Sex, on: NaiveDate) -> Result<(), Refusal> {
        if self.facility_id != at {
            return Err(Refusal::new(
                "zone.elsewhere",
                "Khu này thuộc cơ sở khác.",
                "That zone belongs to another facility.",
            ));
        }
        if !self.is_used(on) {
            return Err(Refusal::new(
                "zone.not_in_use",
                "Khu này không sử dụng vào ngày đó.",
                "The zone was not in use on that day.",
            ));
        }
        match self.sex {
            Some(of) if of != sex => Err(Refusal::new(
                "zone.other_sex",
                format!("Khu này dành cho {}: nam, nữ ở riêng.", of.vi()),
                format!("The zone is for {} residents: men and women live apart.", of.en()),
            )),
            _ => Ok(()),
        }
    }
}
