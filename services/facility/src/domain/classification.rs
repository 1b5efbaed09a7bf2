//! How the facility classifies a resident, and the team the resident is in, from a day on.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::DrugKind;
use domain::codes::facility::{AddictionLevel, HealthSign};
use uuid::Uuid;

use super::admission::Admission;
use super::short_code::short_code;

/// A classification; the last one of a stay holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classification {
    pub id: Uuid,
    pub classified_on: NaiveDate,
    /// As the facility's own process numbers its classes.
    pub class: String,
    /// The team (đội, tổ) the resident is in from that day on.
    pub team: Option<String>,
    pub drug: Option<DrugKind>,
    pub level: Option<AddictionLevel>,
    pub health: Vec<HealthSign>,
}

impl Classification {
    /// Classifies a resident.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn record(classification: Self, stay: &Admission, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut errors: Vec<FieldError> =
            day_of_stay("classified_on", classification.classified_on, stay, today).err().into_iter().collect();
        let class = short_code("class", &classification.class);
        let team = classification.team.as_deref().filter(|team| !team.trim().is_empty());
        let team = team.map(|team| short_code("team", team)).transpose();
        let mut health = classification.health;
        health.sort_unstable();
        health.dedup();
        match (class, team, errors.is_empty()) {
            (Ok(class), Ok(team), true) => Ok(Self { class, team, health, ..classification }),
            (class, team, _) => {
                errors.extend(class.err());
                errors.extend(team.err());
                Err(errors)
            }
        }
    }
}

/// Whether a day lies within a stay so far.
///
/// # Errors
/// When it does not.
pub fn day_of_stay(field: &str, on: NaiveDate, stay: &Admission, today: NaiveDate) -> Result<(), FieldError> {
    if on > today {
        return Err(FieldError::future_date(field));
    }
    if on < stay.admitted_on || stay.ended_on.is_some_and(|ended| on > ended) {
        let vi = "Vào ngày đó người này không ở cơ sở.";
        return Err(FieldError::new(field, "date.outside_stay", vi, "The person was not at the facility on that day."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::admission::tests::{admit, day, facility, person};
    use super::*;

    #[test]
    fn classes_and_teams_are_codes() {
        let (person, facility) = (person(1992), facility());
        let (stay, ..) = Admission::record(admit(&person, &facility)).unwrap();
        let classified = |class: &str, team: &str, on| {
            let classification = Classification {
                id: Uuid::nil(),
                classified_on: on,
                class: class.into(),
                team: Some(team.into()),
                drug: None,
                level: None,
                health: vec![HealthSign::Mental, HealthSign::InfectiousA, HealthSign::Mental],
            };
            let recorded = Classification::record(classification, &stay, day(2020, 1, 1));
            recorded.map_err(|errors| errors.into_iter().map(|error| error.field).collect::<Vec<_>>())
        };
        let fine = classified("b2", "", day(2019, 2, 1)).unwrap();
        assert_eq!((fine.class.as_str(), fine.team), ("B2", None));
        assert_eq!(fine.health, [HealthSign::InfectiousA, HealthSign::Mental]);
        let refused = classified("Anh Ba", "TRUONG", day(2019, 1, 1)).unwrap_err();
        assert_eq!(refused, ["classified_on", "class", "team"]);
    }
}
