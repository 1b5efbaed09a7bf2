//! How many places a facility has, from a day on.

use chrono::{DateTime, Months, NaiveDate, Utc};
use domain::FieldError;
use domain::ids::{AccountId, FacilityId};
use events::facility::CapacityChanged;
use uuid::Uuid;

use super::facility::Facility;
use super::reference::reference;

/// How far ahead a decision may take effect.
const MONTHS_AHEAD: u32 = 60;

/// So many places from a day on, by a decision after the facility opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capacity {
    pub id: Uuid,
    pub facility_id: FacilityId,
    pub since: NaiveDate,
    pub places: i64,
    pub decision_number: String,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: AccountId,
}

impl Capacity {
    /// Changes the capacity of a facility, on a day that may lie behind or ahead.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn change(
        capacity: Self,
        facility: &Facility,
        today: NaiveDate,
    ) -> Result<(Self, CapacityChanged), Vec<FieldError>> {
        let mut errors = Vec::new();
        if capacity.places < 0 {
            errors.push(negative());
        }
        if capacity.since < facility.opened_on {
            let vi = "Ngày này trước ngày cơ sở hoạt động.";
            errors.push(FieldError::new("since", "date.before_facility", vi, "The facility was not open yet."));
        }
        if today.checked_add_months(Months::new(MONTHS_AHEAD)).is_some_and(|latest| capacity.since > latest) {
            let vi = "Ngày này quá xa: nhiều nhất 5 năm tới.";
            errors.push(FieldError::new("since", "date.too_far", vi, "Too far ahead: five years at most."));
        }
        let number = reference("decision_number", &capacity.decision_number);
        match (number, errors.is_empty()) {
            (Ok(decision_number), true) => {
                let event = CapacityChanged {
                    occurred_on: capacity.since,
                    facility_id: facility.id,
                    capacity: capacity.places,
                    decision_number: decision_number.clone(),
                };
                Ok((Self { decision_number, ..capacity }, event))
            }
            (number, _) => {
                errors.extend(number.err());
                Err(errors)
            }
        }
    }
}

pub fn negative() -> FieldError {
    FieldError::new("capacity", "capacity.negative", "Quy mô không được âm.", "A capacity is not negative.")
}

/// The places on a day. `changes` in the order of their days, those of one day in the order they were recorded in.
pub fn on_day(facility: &Facility, changes: &[Capacity], on: NaiveDate) -> i64 {
    changes.iter().rev().find(|change| change.since <= on).map_or(facility.capacity, |change| change.places)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::admission::tests::{day, facility};
    use super::*;

    pub fn change(since: NaiveDate, places: i64, minute: i64) -> Capacity {
        Capacity {
            id: Uuid::nil(),
            facility_id: FacilityId(Uuid::nil()),
            since,
            places,
            decision_number: "12/QĐ".into(),
            recorded_at: DateTime::from_timestamp(minute * 60, 0).unwrap(),
            recorded_by: AccountId(Uuid::nil()),
        }
    }

    #[test]
    fn a_capacity_holds_from_its_day_until_the_next() {
        let facility = facility();
        let changes = [change(day(2019, 3, 1), 50, 1), change(day(2019, 6, 1), 80, 0), change(day(2019, 6, 1), 90, 2)];
        let on = |day| on_day(&facility, &changes, day);
        let days = [day(2019, 2, 28), day(2019, 3, 1), day(2019, 5, 31), day(2019, 6, 1)];
        assert_eq!(days.map(on), [facility.capacity, 50, 50, 90]);
    }

    #[test]
    fn a_decision_needs_a_number_and_a_day_on_which_the_facility_exists() {
        let facility = facility();
        let codes = |capacity| {
            let refused = Capacity::change(capacity, &facility, day(2020, 6, 1)).unwrap_err();
            refused.into_iter().map(|error| error.code).collect::<Vec<_>>()
        };
        let unnumbered = Capacity { decision_number: " ".into(), ..change(day(2019, 3, 1), -1, 0) };
        assert_eq!(codes(unnumbered), ["capacity.negative", "required"]);
        assert_eq!(codes(change(day(1990, 1, 1), 5, 0)), ["date.before_facility"]);
        assert_eq!(codes(change(day(2025, 6, 2), 5, 0)), ["date.too_far"]);
        assert!(Capacity::change(change(day(2025, 6, 1), 5, 0), &facility, day(2020, 6, 1)).is_ok());
    }
}
