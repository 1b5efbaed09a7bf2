use super::*;

#[test]
fn compulsory_treatment_needs_all_five_stages_in_every_regime() {
    for id in PackId::ALL {
        for measure in [Measure::CompulsoryFacility, Measure::CompulsoryFacilityMinor] {
            let numbers: Vec<_> = pack(*id).stages(measure).iter().map(|stage| stage.number).collect();
            assert_eq!(numbers, [1, 2, 3, 4, 5], "{id} {measure}");
        }
    }
}

#[test]
fn voluntary_treatment_needs_stages_1_to_3_in_regime_b_and_all_five_in_regime_c() {
    for measure in [Measure::HomeTreatment, Measure::CommunityTreatment, Measure::VoluntaryFacility] {
        for id in [PackId::B1, PackId::B2a, PackId::B2b] {
            assert_eq!(pack(id).stages(measure).len(), 3, "{id} {measure}");
        }
        assert_eq!(pack(PackId::C).stages(measure).len(), 5, "{measure}");
    }
}

#[test]
fn detoxification_is_stage_1_in_regime_a_and_stage_2_after() {
    let detox = |id: PackId| pack(id).process.iter().find(|stage| stage.name_vi.contains("cắt cơn")).unwrap().number;
    assert_eq!(detox(PackId::A), 1);
    for id in &PackId::ALL[1..] {
        assert_eq!(detox(*id), 2, "{id}");
    }
}

#[test]
fn only_regime_a_gives_each_stage_a_share_of_the_term() {
    let shares: Vec<_> = pack(PackId::A).process.iter().map(|stage| stage.share_percent.unwrap()).collect();
    assert_eq!(shares, [5, 5, 30, 40, 20]);
    assert!(pack(PackId::C).process.iter().all(|stage| stage.share_percent.is_none()));
}
