//! Rooms of a zone, and how many people law lets live in them.

use domain::FieldError;
use domain::law::FacilityRules;
use uuid::Uuid;

use super::short_code::short_code;

/// Beds of one room.
const MOST_BEDS: i64 = 200;
/// 1,000 m².
const LARGEST_DM2: i64 = 100_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    pub id: Uuid,
    pub zone_id: Uuid,
    pub code: String,
    pub area_dm2: i64,
    pub beds: i64,
    /// For people who are cared for day and night.
    pub full_day_care: bool,
}

impl Room {
    /// States a room as it is now.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn state(room: Self) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let code = short_code("code", &room.code);
        if !(100..=LARGEST_DM2).contains(&room.area_dm2) {
            let vi = "Diện tích từ 1 đến 1.000 m².";
            errors.push(FieldError::new("area_m2", "room.area", vi, "An area is 1 to 1,000 m²."));
        }
        if !(0..=MOST_BEDS).contains(&room.beds) {
            errors.push(FieldError::new("beds", "room.beds", "Số giường từ 0 đến 200.", "0 to 200 beds."));
        }
        match (code, errors.is_empty()) {
            (Ok(code), true) => Ok(Self { code, ..room }),
            (code, _) => {
                errors.extend(code.err());
                Err(errors)
            }
        }
    }

    /// How many people its area is enough for.
    pub fn places(&self, rules: &FacilityRules) -> i64 {
        let each = if self.full_day_care { rules.care_room_dm2 } else { rules.room_dm2 };
        self.area_dm2 / i64::from(each.max(1))
    }
}

#[cfg(test)]
mod tests {
    use domain::law::facility_rules;

    use super::super::admission::tests::day;
    use super::*;

    fn room(area_dm2: i64, full_day_care: bool) -> Room {
        Room { id: Uuid::nil(), zone_id: Uuid::nil(), code: "a1".into(), area_dm2, beds: 4, full_day_care }
    }

    #[test]
    fn six_square_metres_a_person_and_eight_under_care() {
        let rules = facility_rules(day(2024, 1, 1)).unwrap();
        assert!(rules.room.citation.contains("116/2021"));
        let table = [(2400, false, 4), (2399, false, 3), (2400, true, 3), (799, true, 0), (600, false, 1)];
        for (area, care, places) in table {
            assert_eq!(room(area, care).places(&rules), places, "{area} {care}");
        }
    }

    #[test]
    fn a_room_has_a_code_an_area_and_beds() {
        assert_eq!(Room::state(room(2400, false)).unwrap().code, "A1");
        let wrong = Room { code: "NGUYEN".into(), beds: -1, ..room(99, false) };
        let refused = Room::state(wrong).unwrap_err();
        assert_eq!(
            refused.iter().map(|error| error.code.as_str()).collect::<Vec<_>>(),
            ["room.area", "room.beds", "code.not_a_code"]
        );
    }
}
