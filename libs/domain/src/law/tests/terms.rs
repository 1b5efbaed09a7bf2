use super::*;

#[test]
fn regime_c_sets_24_months_first_and_36_from_the_second_attempt_for_every_form() {
    for measure in TREATMENTS {
        let term = |attempt| pack(PackId::C).term(measure, attempt, age_for(measure));
        assert_eq!(term(1), Some(Term::exactly(24)), "{measure}");
        assert_eq!(term(2), Some(Term::exactly(36)), "{measure}");
        assert_eq!(term(7), Some(Term::exactly(36)), "{measure}");
        assert!(term(1).unwrap().is_fixed());
    }
}

#[test]
fn regime_b_sets_ranges_whatever_the_attempt() {
    for id in [PackId::B1, PackId::B2a, PackId::B2b] {
        for (measure, expected) in [
            (Measure::HomeTreatment, Term::between(6, 12)),
            (Measure::CommunityTreatment, Term::between(6, 12)),
            (Measure::VoluntaryFacility, Term::between(6, 12)),
            (Measure::CompulsoryFacility, Term::between(12, 24)),
            (Measure::CompulsoryFacilityMinor, Term::between(6, 12)),
        ] {
            for attempt in [1, 2, 5] {
                assert_eq!(pack(id).term(measure, attempt, age_for(measure)), Some(expected), "{id} {measure}");
            }
        }
    }
}

#[test]
fn regime_a_sets_6_to_12_months_at_home_at_least_6_by_choice_and_12_to_24_by_court() {
    let a = pack(PackId::A);
    assert_eq!(a.term(Measure::HomeTreatment, 1, 30), Some(Term::between(6, 12)));
    assert_eq!(a.term(Measure::CompulsoryFacility, 3, 30), Some(Term::between(12, 24)));
    let voluntary = a.term(Measure::VoluntaryFacility, 1, 30).unwrap();
    assert!(voluntary.allows(6) && voluntary.allows(60) && !voluntary.allows(5));
}

#[test]
fn attempts_count_from_1() {
    assert_eq!(pack(PackId::C).term(Measure::HomeTreatment, 0, 30), None);
}

#[test]
fn user_management_is_one_year_and_is_not_a_measure_of_regime_a() {
    assert_eq!(pack(PackId::A).rule(Measure::UserManagement), None);
    for id in &PackId::ALL[1..] {
        assert_eq!(pack(*id).term(Measure::UserManagement, 1, 30), Some(Term::exactly(12)), "{id}");
    }
}

#[test]
fn compulsory_community_treatment_ends_with_regime_a_and_commune_education_with_regime_b() {
    for id in PackId::ALL {
        let regime = pack(*id).regime;
        assert_eq!(pack(*id).rule(Measure::CompulsoryCommunity).is_some(), regime == Regime::A, "{id}");
        assert_eq!(pack(*id).rule(Measure::CommuneEducation).is_some(), regime != Regime::C, "{id}");
    }
}

#[test]
fn post_rehabilitation_lasts_two_years_after_compulsory_treatment_of_an_adult_and_one_year_otherwise() {
    for id in &PackId::ALL[1..] {
        let term = |completed| pack(*id).post_rehabilitation_term(completed);
        assert_eq!(term(Measure::CompulsoryFacility), Some(Term::exactly(24)), "{id}");
        for completed in [
            Measure::HomeTreatment,
            Measure::CommunityTreatment,
            Measure::VoluntaryFacility,
            Measure::SubstitutionTreatment,
            Measure::CompulsoryFacilityMinor,
        ] {
            assert_eq!(term(completed), Some(Term::exactly(12)), "{id} {completed}");
        }
        assert_eq!(term(Measure::UserManagement), None, "{id}");
    }
    let after_compulsory = pack(PackId::A).post_rehabilitation_term(Measure::CompulsoryFacility);
    assert_eq!(after_compulsory, Some(Term::between(12, 24)));
}

#[test]
fn a_term_can_be_reduced_for_merit_until_regime_c() {
    for id in PackId::ALL {
        assert_eq!(pack(*id).merit_reduction.is_some(), *id != PackId::C, "{id}");
    }
}
