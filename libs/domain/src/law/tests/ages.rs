use super::*;

#[test]
fn nobody_under_12_may_be_offered_a_measure_in_any_regime() {
    for id in PackId::ALL {
        for measure in Measure::ALL {
            for age in 0..YOUNGEST {
                assert!(!pack(*id).offers(*measure, age), "{id} {measure} {age}");
                assert_eq!(pack(*id).term(*measure, 1, age), None, "{id} {measure} {age}");
            }
        }
    }
    assert_eq!(Measure::compulsory_at(11), None);
}

#[test]
fn voluntary_treatment_starts_at_12_and_compulsory_treatment_of_adults_at_18() {
    for id in PackId::ALL {
        let pack = pack(*id);
        for measure in [Measure::HomeTreatment, Measure::CommunityTreatment, Measure::VoluntaryFacility] {
            assert_eq!(pack.minimum_age(measure), Some(12), "{id} {measure}");
        }
        assert_eq!(pack.minimum_age(Measure::CompulsoryFacility), Some(18), "{id}");
        assert!(!pack.offers(Measure::CompulsoryFacility, 17) && pack.offers(Measure::CompulsoryFacility, 18));
    }
}

#[test]
fn compulsory_treatment_of_minors_is_for_12_to_under_18() {
    for id in PackId::ALL {
        let offered: Vec<_> = (10..20).filter(|age| pack(*id).offers(Measure::CompulsoryFacilityMinor, *age)).collect();
        assert_eq!(offered, [12, 13, 14, 15, 16, 17], "{id}");
    }
    assert_eq!(Measure::compulsory_at(17), Some(Measure::CompulsoryFacilityMinor));
    assert_eq!(Measure::compulsory_at(18), Some(Measure::CompulsoryFacility));
}
