//! Which grants can be given.

use chrono::NaiveDate;
use domain::{FieldError, places};

/// Areas that ended on 30/6/2025 may still be granted: their files are still looked after.
const BEFORE_THE_REFORM: NaiveDate = NaiveDate::from_ymd_opt(2020, 1, 1).expect("1 January 2020 is a date");

/// Roles whose work has no place, so that a limit would promise what nothing keeps.
const EVERYWHERE_ONLY: [&str; 2] = ["administrator", "operator"];

/// A grant that is asked for.
pub struct Asked<'a> {
    /// Its place in the request.
    pub index: usize,
    pub role: &'a str,
    pub area: Option<&'a str>,
    pub at_a_facility: bool,
}

/// Checks one grant of a request.
pub fn check(asked: &Asked<'_>, today: NaiveDate) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let index = asked.index;
    if let Some(area) = asked.area
        && [today, BEFORE_THE_REFORM].iter().all(|day| places::find(area, *day).is_none())
    {
        errors.push(FieldError::unknown_place(&format!("grants[{index}].area")));
    }
    if EVERYWHERE_ONLY.contains(&asked.role) && (asked.area.is_some() || asked.at_a_facility) {
        errors.push(FieldError::new(
            &format!("grants[{index}].role"),
            "grant.everywhere_only",
            "Vai trò này không gắn với địa bàn hay cơ sở.",
            "This role can't be limited to an area or a facility.",
        ));
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(role: &str, area: Option<&str>) -> Vec<(String, String)> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let errors = check(&Asked { index: 1, role, area, at_a_facility: false }, today);
        errors.into_iter().map(|error| (error.field, error.code)).collect()
    }

    #[test]
    fn an_area_of_today_or_of_the_time_before_the_reform_can_be_granted() {
        assert!(codes("commune_officer", Some("29869")).is_empty(), "a commune");
        assert!(codes("provincial_officer", Some("87")).is_empty(), "a province that ended in 2025");
        assert!(codes("provincial_officer", Some("82")).is_empty(), "a province of today");
    }

    #[test]
    fn an_area_that_never_was_is_refused_by_its_index() {
        let expected = ("grants[1].area".to_owned(), "place.unknown".to_owned());
        assert_eq!(codes("commune_officer", Some("99999")), [expected]);
    }

    #[test]
    fn an_administrator_is_not_limited_to_an_area() {
        assert_eq!(codes("administrator", Some("82"))[0].1, "grant.everywhere_only");
        assert!(codes("administrator", None).is_empty());
    }
}
