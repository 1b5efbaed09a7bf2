use super::*;

fn authority(id: PackId, measure: Measure) -> Authority {
    pack(id).decider(measure).unwrap().authority
}

#[test]
fn the_court_moves_from_the_district_to_the_region_on_1_july_2025() {
    for measure in [Measure::CompulsoryFacility, Measure::CompulsoryFacilityMinor] {
        for id in [PackId::B1, PackId::B2a] {
            assert_eq!(authority(id, measure), Authority::DistrictCourt, "{id} {measure}");
        }
        for id in [PackId::B2b, PackId::C] {
            assert_eq!(authority(id, measure), Authority::RegionalCourt, "{id} {measure}");
        }
    }
    assert_eq!(authority(PackId::A, Measure::CompulsoryFacility), Authority::DistrictCourt);
}

#[test]
fn the_commune_police_chief_takes_over_from_the_commune_chair_in_regime_c() {
    for measure in [Measure::HomeTreatment, Measure::CommunityTreatment, Measure::UserManagement] {
        for id in [PackId::B1, PackId::B2a, PackId::B2b] {
            assert_eq!(authority(id, measure), Authority::CommuneChair, "{id} {measure}");
        }
        assert_eq!(authority(PackId::C, measure), Authority::CommunePoliceChief, "{measure}");
    }
}

#[test]
fn the_commune_chair_decides_post_rehabilitation_and_before_2022_the_district_chair() {
    assert_eq!(authority(PackId::A, Measure::PostRehabilitation), Authority::DistrictChair);
    for id in &PackId::ALL[1..] {
        assert_eq!(authority(*id, Measure::PostRehabilitation), Authority::CommuneChair, "{id}");
    }
}

#[test]
fn a_public_facility_takes_volunteers_by_decision_and_a_private_one_by_contract_in_regime_c() {
    let deciders = pack(PackId::C).deciders(Measure::VoluntaryFacility);
    let authorities: Vec<_> = deciders.iter().map(|decider| decider.authority).collect();
    assert_eq!(authorities, [Authority::ProvincialPoliceDirector, Authority::FacilityContract]);
}
