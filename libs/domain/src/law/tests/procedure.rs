use std::collections::BTreeSet;

use super::*;
use crate::law::clock::Unit;
use crate::law::forms;
use crate::law::procedure::*;

fn every() -> impl Iterator<Item = &'static Procedure> {
    let packs = PackId::ALL.iter();
    packs.flat_map(|pack| AgeGroup::ALL.iter().map(|group| procedure(*pack, *group)))
}

fn limit(pack: PackId, group: AgeGroup, step: Step) -> Option<(u32, Unit)> {
    let clock = procedure(pack, group).rule(step)?.clock?;
    Some((clock.limit.value, clock.limit.unit))
}

#[test]
fn every_procedure_is_its_own_and_its_steps_lead_only_to_steps_it_has() {
    for of in every() {
        let steps: BTreeSet<Step> = of.steps.iter().map(|rule| rule.step).collect();
        assert_eq!(steps.len(), of.steps.len(), "{} {}", of.pack, of.group);
        for rule in of.steps {
            let clock = rule.clock.into_iter();
            let named = clock.clone().flat_map(|clock| clock.starts.iter().map(|start| start.step()));
            let named = named.chain(clock.clone().flat_map(|clock| clock.stopped_by.iter().copied()));
            let named = named.chain(clock.filter_map(|clock| clock.extension.map(|extension| extension.by)));
            // A clock may also start with a step only other procedures have.
            let missing: Vec<Step> =
                rule.next.iter().copied().chain(named).filter(|step| !steps.contains(step)).collect();
            assert!(missing.is_empty(), "{} {} {}: {missing:?}", of.pack, of.group, rule.step);
            assert!(!rule.beside || rule.next.is_empty(), "{}", rule.step);
        }
    }
}

#[test]
fn every_step_but_the_first_can_be_reached() {
    for of in every() {
        let reached: BTreeSet<Step> = of.steps.iter().flat_map(|rule| rule.next.iter().copied()).collect();
        for rule in &of.steps[1..] {
            assert!(reached.contains(&rule.step), "{} {} {}", of.pack, of.group, rule.step);
        }
    }
}

#[test]
fn every_rule_cites_an_article_and_every_form_is_held() {
    for of in every() {
        let mut articles: Vec<Article> = of.steps.iter().map(|rule| rule.article).collect();
        articles.extend(of.steps.iter().filter_map(|rule| rule.clock.map(|clock| clock.limit.article)));
        articles.extend(of.papers.iter().map(|rule| rule.article));
        articles.extend(of.grounds.iter().map(|rule| rule.article));
        articles.extend(of.exclusions.iter().map(|rule| rule.article));
        articles.extend(of.limitation.iter().map(|rule| rule.limit.article));
        for article in articles {
            assert!(!article.citation.is_empty(), "{} {}", of.pack, of.group);
            assert_eq!(article.verified, !article.source.is_empty(), "{} {article:?}", of.pack);
        }
        let keys = of.steps.iter().filter_map(|rule| rule.form).chain(of.papers.iter().filter_map(|rule| rule.form));
        for key in keys {
            assert!(forms::form(key).is_some(), "{}", key.en());
        }
    }
}

#[test]
fn regime_b_gives_five_three_one_two_two_and_two_working_days_to_adults_and_minors() {
    for group in [AgeGroup::Adult, AgeGroup::Minor] {
        for (step, days) in [
            (Step::Compiled, 5),
            (Step::Read, 3),
            (Step::SentForCheck, 1),
            (Step::Supplemented, 2),
            (Step::SentToCourt, 2),
            (Step::Clarified, 2),
        ] {
            assert_eq!(limit(PackId::B1, group, step), Some((days, Unit::WorkingDays)), "{group} {step}");
        }
        assert_eq!(limit(PackId::B1, group, Step::Decided), Some((15, Unit::Days)));
        assert_eq!(limit(PackId::B1, group, Step::Enforced), Some((5, Unit::Days)));
    }
}

#[test]
fn regime_c_gives_three_working_days_to_read_one_to_send_and_twice_24_hours_to_enforce() {
    for group in [AgeGroup::Adult, AgeGroup::Minor] {
        assert_eq!(limit(PackId::C, group, Step::Read), Some((3, Unit::WorkingDays)));
        assert_eq!(limit(PackId::C, group, Step::SentToCourt), Some((1, Unit::WorkingDays)));
        assert_eq!(limit(PackId::C, group, Step::EnforcementOrganised), Some((24, Unit::Hours)));
        assert_eq!(limit(PackId::C, group, Step::Enforced), Some((24, Unit::Hours)));
        // Times inside Decree 163/2026 Arts. 1–130 were not read.
        for step in [Step::Compiled, Step::Notified, Step::Supplemented, Step::Clarified, Step::HandedOver] {
            assert_eq!(limit(PackId::C, group, step), None, "{step}");
        }
    }
}

#[test]
fn the_court_times_of_regime_c_and_every_day_count_of_regime_a_are_not_verified() {
    for pack in [PackId::A, PackId::C] {
        let court = procedure(pack, AgeGroup::Adult).rule(Step::Decided).unwrap().clock.unwrap();
        assert!(!court.limit.article.verified, "{pack}");
    }
    let of = procedure(PackId::A, AgeGroup::Adult);
    assert!(of.steps.iter().filter_map(|rule| rule.clock).all(|clock| !clock.limit.article.verified));
    assert!(procedure(PackId::A, AgeGroup::Minor).steps.iter().all(|rule| rule.clock.is_none()));
}

#[test]
fn authorities_move_within_regime_b() {
    let owner = |pack, step| procedure(pack, AgeGroup::Adult).rule(step).map(|rule| rule.owner);
    assert_eq!(owner(PackId::B1, Step::Compiled), Some(Agency::CommuneChair));
    assert_eq!(owner(PackId::B2a, Step::Compiled), Some(Agency::CommunePoliceChief));
    assert_eq!(owner(PackId::B1, Step::SentToCourt), Some(Agency::DistrictLabourDivision));
    assert_eq!(owner(PackId::B2a, Step::SentToCourt), Some(Agency::CommunePoliceChief));
    assert_eq!(owner(PackId::B2a, Step::SentForCheck), None);
    assert_eq!(owner(PackId::B2a, Step::Decided), Some(Agency::DistrictCourt));
    assert_eq!(owner(PackId::B2b, Step::Decided), Some(Agency::RegionalCourt));
}

#[test]
fn nothing_goes_to_a_court_or_a_checking_division_without_its_papers() {
    for of in every() {
        for rule in of.steps {
            let sends = matches!(rule.step, Step::SentForCheck | Step::SentToCourt);
            assert_eq!(rule.needs_papers, sends, "{} {} {}", of.pack, of.group, rule.step);
        }
    }
}

#[test]
fn a_minors_dossier_needs_the_parents_opinion_and_one_without_residence_a_paper_on_it() {
    let missing = |pack, group, case: &[Condition]| -> Vec<Paper> {
        procedure(pack, group).missing(case, &[]).iter().map(|rule| rule.paper).collect()
    };
    assert!(missing(PackId::B1, AgeGroup::Minor, &[]).contains(&Paper::ParentsOpinion));
    assert!(missing(PackId::C, AgeGroup::Minor, &[]).contains(&Paper::ParentsOpinion));
    assert!(!missing(PackId::B1, AgeGroup::Adult, &[]).contains(&Paper::ParentsOpinion));
    let homeless = missing(PackId::B1, AgeGroup::Adult, &[Condition::NoStableResidence]);
    assert!(homeless.contains(&Paper::NoStableResidence) && homeless.contains(&Paper::Request));
    assert!(!missing(PackId::B1, AgeGroup::Adult, &[]).contains(&Paper::NoStableResidence));
}

#[test]
fn in_regime_c_four_papers_make_a_dossier_and_the_substitution_unit_may_confirm_instead() {
    let c = procedure(PackId::C, AgeGroup::Adult);
    let present = [Paper::PersonalSummary, Paper::ViolationMinutes, Paper::Request, Paper::SubstitutionConfirmation];
    assert!(c.missing(&[], &present).is_empty());
    assert_eq!(c.missing(&[], &present[..3])[0].paper, Paper::AddictionResult);
}

#[test]
fn the_limitation_is_three_months_and_evasion_restarts_it() {
    for pack in PackId::ALL {
        let limitation = procedure(*pack, AgeGroup::Adult).limitation.unwrap();
        assert_eq!((limitation.limit.value, limitation.limit.unit), (3, Unit::Months), "{pack}");
    }
    let c = procedure(PackId::C, AgeGroup::Adult).limitation.unwrap();
    assert!(c.limit.article.verified && c.restarted_by_evasion.is_some_and(|article| article.verified));
    let ends = |last, evasion: Option<&str>| c.ends(day(last), evasion.map(day)).last_day().unwrap();
    assert_eq!(ends("2026-07-15", None), day("2026-10-15"));
    assert_eq!(ends("2026-07-15", Some("2026-09-01")), day("2026-12-01"));
    assert_eq!(ends("2026-07-15", Some("2026-07-01")), day("2026-10-15"), "an evasion before changes nothing");
    assert_eq!(procedure(PackId::B1, AgeGroup::Minor).limitation, None);
}

#[test]
fn the_pregnant_and_the_carer_of_a_small_child_are_not_proposed() {
    for exclusion in Exclusion::ALL {
        let rule = procedure(PackId::C, AgeGroup::Adult).exclusion(*exclusion).unwrap();
        assert!(rule.article.verified && rule.article.citation.contains("Điều 35 khoản 2"), "{exclusion}");
        assert!(!procedure(PackId::B2b, AgeGroup::Adult).exclusion(*exclusion).unwrap().article.verified);
    }
}

#[test]
fn a_ground_belongs_to_the_law_that_has_it() {
    let has = |pack, group, ground| procedure(pack, group).ground(ground).is_some();
    assert!(has(PackId::A, AgeGroup::Adult, Ground::AfterCommuneEducation));
    assert!(!has(PackId::C, AgeGroup::Adult, Ground::AfterCommuneEducation));
    assert!(has(PackId::C, AgeGroup::Adult, Ground::EvadedAsMinor));
    assert!(!has(PackId::C, AgeGroup::Minor, Ground::EvadedAsMinor));
    assert!(!has(PackId::B2b, AgeGroup::Adult, Ground::ObligationsBroken));
}

#[test]
fn nobody_under_12_has_an_age_group() {
    let groups: Vec<_> = [11, 12, 17, 18].into_iter().map(AgeGroup::of_age).collect();
    assert_eq!(groups, [None, Some(AgeGroup::Minor), Some(AgeGroup::Minor), Some(AgeGroup::Adult)]);
}
