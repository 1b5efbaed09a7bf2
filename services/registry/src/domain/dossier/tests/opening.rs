use domain::law::procedure::{Exclusion, Ground};

use super::*;

const NOW: &str = "2026-11-25T09:00";

fn open_with(on: NaiveDate, facts: Facts) -> Result<(Case, Vec<Warning>), NotRecorded> {
    let opening = Opening { facts, ..opening(on) };
    Case::open(&person(1990), opening, at(NOW)).map(|(case, _, warnings)| (case, warnings))
}

fn codes(warnings: &[Warning]) -> Vec<&str> {
    warnings.iter().map(|warning| warning.code).collect()
}

#[test]
fn a_dossier_stores_the_pack_and_the_age_group_it_was_opened_under() {
    let (case, event, _) = Case::open(&person(1990), opening(day(2019, 6, 1)), at(NOW)).unwrap();
    assert_eq!((case.dossier.law_pack.as_str(), event.law_pack.as_str()), ("A", "A"));
    assert_eq!(case.dossier.age_group, Some(AgeGroup::Adult));
    let (case, ..) = Case::open(&person(2009), opening(day(2026, 7, 10)), at(NOW)).unwrap();
    assert_eq!(case.dossier.age_group, Some(AgeGroup::Minor));
}

#[test]
fn no_dossier_is_opened_on_a_child_under_twelve() {
    assert!(Case::open(&person(2010), opening(day(2019, 6, 1)), at(NOW)).is_err());
}

#[test]
fn nothing_more_than_a_day_is_needed_to_open_and_the_limitation_is_then_only_warned_of() {
    let (_, warnings) = open_with(day(2019, 6, 1), Facts::default()).unwrap();
    assert_eq!(codes(&warnings), ["dossier.limitation_unknown"]);
}

#[test]
fn who_is_pregnant_is_not_proposed_under_regime_c() {
    let facts = Facts { exclusions: vec![Exclusion::Pregnant], ..Facts::default() };
    let refused = open_with(day(2026, 7, 10), facts).unwrap_err();
    let NotRecorded::Refused(refusal) = refused else { panic!("a refusal") };
    assert_eq!(refusal.code, "dossier.excluded");
    assert!(refusal.vi.contains("Luật 120/2025/QH15, Điều 35 khoản 2"), "{}", refusal.vi);
}

#[test]
fn an_exclusion_not_verified_for_the_law_of_the_day_warns_and_says_so() {
    let facts = Facts { exclusions: vec![Exclusion::Pregnant], ..Facts::default() };
    let (_, warnings) = open_with(day(2024, 7, 10), facts).unwrap();
    assert_eq!(codes(&warnings), ["dossier.excluded", "dossier.limitation_unknown"]);
    assert!(warnings[0].vi.contains("chưa được kiểm chứng"));
}

#[test]
fn a_dossier_out_of_time_is_refused_under_regime_c_from_the_day_after_the_last() {
    let facts = Facts { last_violation_on: Some(day(2026, 7, 15)), ..Facts::default() };
    assert!(open_with(day(2026, 10, 15), facts.clone()).unwrap().1.is_empty());
    assert_eq!(code(open_with(day(2026, 10, 16), facts).unwrap_err()), "dossier.limitation_over");
}

#[test]
fn the_end_of_an_evasion_restarts_the_time_to_apply_the_measure() {
    let facts = Facts {
        last_violation_on: Some(day(2026, 7, 15)),
        evasion_ended_on: Some(day(2026, 9, 1)),
        ..Facts::default()
    };
    assert!(open_with(day(2026, 11, 20), facts).unwrap().1.is_empty());
}

#[test]
fn a_dossier_out_of_time_is_refused_under_regime_a_and_warned_of_under_regime_b() {
    let facts = |last| Facts { last_violation_on: Some(last), ..Facts::default() };
    assert_eq!(code(open_with(day(2019, 9, 30), facts(day(2019, 6, 1))).unwrap_err()), "dossier.limitation_over");
    let (_, warnings) = open_with(day(2024, 9, 30), facts(day(2024, 6, 1))).unwrap();
    assert_eq!(codes(&warnings), ["dossier.limitation_over"]);
}

#[test]
fn a_ground_must_be_one_of_the_law_of_the_day() {
    let facts = |ground| Facts { ground: Some(ground), ..Facts::default() };
    assert!(open_with(day(2026, 7, 10), facts(Ground::ObligationsBroken)).is_ok());
    let wrong = open_with(day(2024, 7, 10), facts(Ground::ObligationsBroken)).unwrap_err();
    assert_eq!(code(wrong), "ground.not_in_law");
}

#[test]
fn what_a_proposal_rests_on_lies_before_it() {
    let later = Facts { last_violation_on: Some(day(2026, 7, 11)), ..Facts::default() };
    assert_eq!(code(open_with(day(2026, 7, 10), later).unwrap_err()), "date.after_opening");
    let later = Facts { discovered_at: Some(at("2026-07-11T08:00")), ..Facts::default() };
    assert_eq!(code(open_with(day(2026, 7, 10), later).unwrap_err()), "date.after_opening");
}
