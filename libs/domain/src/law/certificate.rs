//! Which printed form certifies that a measure was completed.

use chrono::NaiveDate;

use super::forms::FormKey;
use super::measure::Measure;
use super::pack::Regime;
use super::pack_in_force;
use crate::codes::FacilityKind;

/// The form by the law of the day of issue, for a measure completed in a facility of this kind; none where no form
/// was found.
///
/// Decree 116/2021: 26a home or community, 26b voluntary in a facility, 46 compulsory, 54 post-rehabilitation
/// management. Decree 163/2026, Annex V: 28, 30 private facility, 50, 56. Regime A's forms were not read, and for
/// voluntary treatment in a public facility under regime C none was found.
pub fn certificate_form(completed: Measure, at: Option<FacilityKind>, on: NaiveDate) -> Option<FormKey> {
    let regime = pack_in_force(on).regime;
    match (completed, regime) {
        (_, Regime::A) => None,
        (Measure::HomeTreatment | Measure::CommunityTreatment, Regime::B) => Some(FormKey::d116("26a")),
        (Measure::HomeTreatment | Measure::CommunityTreatment, Regime::C) => Some(FormKey::d163_v("28")),
        (Measure::VoluntaryFacility, Regime::B) => Some(FormKey::d116("26b")),
        (Measure::VoluntaryFacility, Regime::C) => (at == Some(FacilityKind::Private)).then_some(FormKey::d163_v("30")),
        (Measure::CompulsoryFacility | Measure::CompulsoryFacilityMinor, Regime::B) => Some(FormKey::d116("46")),
        (Measure::CompulsoryFacility | Measure::CompulsoryFacilityMinor, Regime::C) => Some(FormKey::d163_v("50")),
        (Measure::PostRehabilitation, Regime::B) => Some(FormKey::d116("54")),
        (Measure::PostRehabilitation, Regime::C) => Some(FormKey::d163_v("56")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::forms;
    use super::*;

    fn number(completed: Measure, at: FacilityKind, day: &str) -> Option<&'static str> {
        certificate_form(completed, Some(at), day.parse().unwrap()).map(|key| key.number)
    }

    #[test]
    fn the_law_of_the_day_of_issue_chooses_the_form() {
        let public = FacilityKind::Public;
        for (measure, b, c) in [
            (Measure::VoluntaryFacility, Some("26b"), None),
            (Measure::CompulsoryFacility, Some("46"), Some("50")),
            (Measure::CommunityTreatment, Some("26a"), Some("28")),
            (Measure::PostRehabilitation, Some("54"), Some("56")),
            (Measure::SubstitutionTreatment, None, None),
        ] {
            let found = ["2021-12-31", "2022-01-01", "2026-07-01"].map(|day| number(measure, public, day));
            assert_eq!(found, [None, b, c], "{measure}");
        }
        assert_eq!(number(Measure::VoluntaryFacility, FacilityKind::Private, "2026-07-01"), Some("30"));
    }

    #[test]
    fn every_certificate_stands_in_its_decrees_list() {
        for measure in Measure::ALL {
            for day in ["2023-01-01", "2026-08-01"] {
                let key = certificate_form(*measure, Some(FacilityKind::Private), day.parse().unwrap());
                assert!(key.is_none_or(|key| forms::form(key).is_some()), "{measure}");
            }
        }
    }
}
