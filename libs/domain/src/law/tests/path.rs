use chrono::{DateTime, FixedOffset};

use super::*;
use crate::law::clock::Pause;
use crate::law::procedure::{Agency, DoneStep, History, Step};

fn at(text: &str) -> DateTime<FixedOffset> {
    format!("{text}:00+07:00").parse().unwrap()
}

fn done(steps: &[(Step, &str)]) -> Vec<DoneStep> {
    steps.iter().map(|(step, on)| DoneStep { step: *step, at: at(on) }).collect()
}

fn allowed(procedure: &Procedure, done: &[DoneStep], now: &str) -> Vec<Step> {
    let history = History { done, pauses: &[] };
    procedure.allowed(history, at(now)).into_iter().map(|rule| rule.step).collect()
}

fn running(procedure: &Procedure, done: &[DoneStep]) -> Vec<(Step, String)> {
    let running = procedure.running(History { done, pauses: &[] });
    running.into_iter().map(|r| (r.rule.step, r.due.last_day().unwrap().to_string())).collect()
}

fn awaited(procedure: &Procedure, done: &[DoneStep]) -> Option<(Step, Agency)> {
    procedure.awaited(History { done, pauses: &[] }).map(|rule| (rule.step, rule.owner))
}

#[test]
fn the_first_step_is_the_finding_of_a_ground() {
    let c = procedure(PackId::C, AgeGroup::Adult);
    assert_eq!(allowed(c, &[], "2026-07-01T09:00"), [Step::Discovered]);
}

#[test]
fn a_dossier_is_not_sent_while_the_person_may_still_read_it() {
    let c = procedure(PackId::C, AgeGroup::Adult);
    let steps = done(&[
        (Step::Discovered, "2026-07-01T09:00"),
        (Step::Compiled, "2026-07-03T09:00"),
        (Step::Notified, "2026-07-06T09:00"),
    ]);
    assert_eq!(allowed(c, &steps, "2026-07-09T23:59"), [Step::Read, Step::Held]);
    assert_eq!(allowed(c, &steps, "2026-07-10T00:00"), [Step::SentToCourt, Step::Held]);
    assert_eq!(awaited(c, &steps), Some((Step::SentToCourt, Agency::CommunePoliceChief)));
    let clocks = [(Step::Read, "2026-07-09".to_owned()), (Step::SentToCourt, "2026-07-10".to_owned())];
    assert_eq!(running(c, &steps), clocks);
}

#[test]
fn holding_the_person_moves_the_dossier_nowhere() {
    let c = procedure(PackId::C, AgeGroup::Adult);
    let steps = done(&[(Step::Discovered, "2026-07-01T09:00"), (Step::Held, "2026-07-01T15:00")]);
    assert_eq!(allowed(c, &steps, "2026-07-02T09:00"), [Step::Compiled, Step::Held]);
}

#[test]
fn a_returned_dossier_goes_back_to_its_compiler_and_the_check_starts_anew() {
    let b1 = procedure(PackId::B1, AgeGroup::Adult);
    let mut steps = done(&[
        (Step::Discovered, "2024-06-03T09:00"),
        (Step::Compiled, "2024-06-07T09:00"),
        (Step::Notified, "2024-06-07T15:00"),
        (Step::SentForCheck, "2024-06-13T09:00"),
    ]);
    assert_eq!(awaited(b1, &steps), Some((Step::SentToCourt, Agency::DistrictLabourDivision)));
    assert_eq!(running(b1, &steps), [(Step::SentToCourt, "2024-06-17".to_owned())]);
    steps.extend(done(&[(Step::Returned, "2024-06-14T09:00")]));
    assert_eq!(awaited(b1, &steps), Some((Step::Supplemented, Agency::CommuneChair)));
    assert_eq!(running(b1, &steps), [(Step::Supplemented, "2024-06-18".to_owned())]);
    steps.extend(done(&[(Step::Supplemented, "2024-06-17T09:00")]));
    assert_eq!(running(b1, &steps), [(Step::SentToCourt, "2024-06-19".to_owned())]);
}

#[test]
fn the_time_to_decide_runs_beside_the_session_and_may_be_extended() {
    let b1 = procedure(PackId::B1, AgeGroup::Adult);
    let mut steps = done(&[
        (Step::SentToCourt, "2023-05-04T09:00"),
        (Step::CourtAccepted, "2023-05-08T10:00"),
        (Step::SessionScheduled, "2023-05-10T10:00"),
    ]);
    let both = [(Step::SessionHeld, "2023-05-19".to_owned()), (Step::Decided, "2023-05-23".to_owned())];
    assert_eq!(running(b1, &steps), both);
    let history = History { done: &steps, pauses: &[] };
    assert_eq!(b1.next_due(history).unwrap().rule.step, Step::SessionHeld);
    steps.extend(done(&[(Step::DecisionExtended, "2023-05-18T10:00")]));
    assert!(running(b1, &steps).contains(&(Step::Decided, "2023-06-07".to_owned())));
    assert_eq!(allowed(b1, &steps, "2023-05-18T11:00")[0], Step::SessionHeld, "the extension moved nothing");
}

#[test]
fn a_decision_ends_every_clock_before_it_even_of_steps_never_recorded() {
    let b1 = procedure(PackId::B1, AgeGroup::Adult);
    let steps = done(&[(Step::Discovered, "2023-05-04T09:00"), (Step::Decided, "2023-06-08T10:00")]);
    assert_eq!(running(b1, &steps), [(Step::DecisionSent, "2023-06-12".to_owned())]);
}

#[test]
fn a_decision_is_handed_over_after_the_time_to_complain_or_after_the_complaint_is_resolved() {
    let b1 = procedure(PackId::B1, AgeGroup::Adult);
    let mut steps = done(&[(Step::Decided, "2024-04-26T10:00"), (Step::DecisionSent, "2024-05-02T10:00")]);
    assert_eq!(allowed(b1, &steps, "2024-05-08T23:59"), [Step::ComplaintTime, Step::Complained]);
    assert_eq!(allowed(b1, &steps, "2024-05-09T00:00"), [Step::HandedOver]);
    steps.extend(done(&[(Step::Complained, "2024-05-06T10:00")]));
    assert_eq!(allowed(b1, &steps, "2024-05-20T00:00"), [Step::ComplaintResolved]);
    assert_eq!(running(b1, &steps), []);
}

#[test]
fn a_step_of_an_earlier_law_is_history_that_moves_nothing() {
    let steps = done(&[
        (Step::Discovered, "2025-02-20T09:00"),
        (Step::Compiled, "2025-02-24T09:00"),
        (Step::Notified, "2025-02-24T10:00"),
        (Step::SentForCheck, "2025-02-28T09:00"),
    ]);
    let b2a = procedure(PackId::B2a, AgeGroup::Adult);
    assert_eq!(awaited(b2a, &steps), Some((Step::SentToCourt, Agency::CommunePoliceChief)));
}

#[test]
fn a_stopped_clock_gives_no_next_due_time() {
    let b1 = procedure(PackId::B1, AgeGroup::Adult);
    let steps = done(&[(Step::Discovered, "2024-06-03T09:00")]);
    let pauses = [Pause { from: at("2024-06-05T09:00"), to: None }];
    let history = History { done: &steps, pauses: &pauses };
    assert_eq!(b1.next_due(history), None);
    assert_eq!(b1.running(history).len(), 1);
}

#[test]
fn the_path_ends_in_the_facility() {
    let c = procedure(PackId::C, AgeGroup::Adult);
    let steps = done(&[(Step::EnforcementOrganised, "2026-07-11T16:30"), (Step::Enforced, "2026-07-12T09:00")]);
    assert_eq!(awaited(c, &steps), None);
    assert_eq!(running(c, &steps), []);
}

#[test]
fn the_regular_path_leads_from_the_ground_to_the_facility() {
    use Step::*;
    let path = |pack| procedure(pack, AgeGroup::Adult).regular_path();
    let court = [CourtAccepted, SessionScheduled, SessionHeld, Decided, DecisionSent, ComplaintTime, HandedOver];
    let b1 = [Discovered, Compiled, Notified, Read, SentForCheck, SentToCourt];
    assert_eq!(path(PackId::B1), [&b1[..], &court, &[Enforced]].concat());
    let c = [Discovered, Compiled, Notified, Read, SentToCourt];
    assert_eq!(path(PackId::C), [&c[..], &court, &[EnforcementOrganised, Enforced]].concat());
    assert_eq!(procedure(PackId::A, AgeGroup::Minor).regular_path(), [Discovered, Compiled, Decided, Enforced]);
}
