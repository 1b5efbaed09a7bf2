use domain::law::clock::Standing;
use domain::law::procedure::{Agency, DoneStep};
use domain::law::{PackId, calendar::Certainty};

use super::*;

fn state(pipeline: &Pipeline, step: Step) -> &StepState {
    pipeline.steps.iter().find(|state| state.rule.step == step).unwrap()
}

fn shown(pipeline: &Pipeline) -> Vec<Step> {
    pipeline.steps.iter().map(|state| state.rule.step).collect()
}

#[test]
fn each_step_shows_whose_it_is_by_when_and_why() {
    let (person, mut case) = opened(day(2026, 7, 1));
    do_step(&mut case, &person, Step::Compiled, "2026-07-03T09:00").unwrap();
    do_step(&mut case, &person, Step::Notified, "2026-07-06T09:00").unwrap();
    let pipeline = case.pipeline(&person, at("2026-07-07T09:00"));
    assert_eq!(pipeline.governing.pack.id, PackId::C);
    let reading = state(&pipeline, Step::Read);
    assert_eq!(reading.rule.owner, Agency::Person);
    assert_eq!(reading.standing.unwrap().vi(), "còn 2 ngày làm việc");
    let due = reading.due.as_ref().unwrap();
    assert_eq!((due.last_day(), due.certainty), (Some(day(2026, 7, 9)), Certainty::Verified));
    assert_eq!(due.derivation.len(), 3);
    assert_eq!(due.limit.article.citation, "Luật 120/2025/QH15, Điều 35 khoản 3");
}

#[test]
fn a_step_done_is_in_time_or_late_and_one_not_done_is_overdue() {
    let (person, mut case) = opened(day(2024, 6, 3));
    do_step(&mut case, &person, Step::Compiled, "2024-06-10T16:00").unwrap();
    do_step(&mut case, &person, Step::Notified, "2024-06-10T17:00").unwrap();
    let now = at("2024-06-20T09:00");
    let pipeline = case.pipeline(&person, now);
    assert_eq!(state(&pipeline, Step::Compiled).in_time, Some(true));
    assert!(state(&pipeline, Step::SentForCheck).standing.is_some_and(Standing::is_overdue));
    case.steps[0].at = at("2024-06-11T00:00");
    let pipeline = case.pipeline(&person, now);
    assert_eq!(state(&pipeline, Step::Compiled).in_time, Some(false));
}

#[test]
fn steps_that_only_happen_sometimes_are_shown_once_they_did_or_may() {
    let (person, mut case) = opened(day(2024, 6, 3));
    let early = shown(&case.pipeline(&person, at("2024-06-04T09:00")));
    assert!(!early.contains(&Step::Returned) && !early.contains(&Step::Complained));
    assert_eq!(early.last(), Some(&Step::Enforced));
    case.steps = [(1, Step::SentForCheck), (2, Step::Returned)]
        .map(|(number, step)| RecordedStep {
            id: Uuid::from_u128(8),
            number,
            step,
            at: at("2024-06-13T09:00"),
            law_pack: PackId::B1,
            note: None,
        })
        .to_vec();
    let returned = case.pipeline(&person, at("2024-06-14T09:00"));
    assert!(shown(&returned).contains(&Step::Returned) && shown(&returned).contains(&Step::Supplemented));
    assert_eq!(returned.awaited.map(|rule| rule.owner), Some(Agency::CommuneChair));
}

#[test]
fn an_open_dossier_of_an_old_law_stands_under_the_new_one_with_the_article_that_says_so() {
    let (person, case) = opened(day(2026, 6, 10));
    let before = case.pipeline(&person, at("2026-06-30T09:00"));
    assert_eq!((before.governing.pack.id, before.governing.transition), (PackId::B2b, None));
    let after = case.pipeline(&person, at("2026-07-01T09:00"));
    assert_eq!(after.governing.pack.id, PackId::C);
    assert!(after.governing.transition.unwrap().citation.contains("Điều 56"));
}

#[test]
fn nobody_is_brought_anywhere_when_the_measure_was_not_applied() {
    let (person, mut case) = opened(day(2024, 6, 3));
    do_step(&mut case, &person, Step::Compiled, "2024-06-07T09:00").unwrap();
    case.decide(&person, decision(day(2024, 7, 1), CourtOutcome::NotApplied, None), at("2024-07-10T09:00")).unwrap();
    case.add_decision(Uuid::from_u128(9), at("2024-07-01T00:00"));
    do_step(&mut case, &person, Step::DecisionSent, "2024-07-02T09:00").unwrap();
    let pipeline = case.pipeline(&person, at("2024-07-20T09:00"));
    assert!(pipeline.awaited.is_none() && pipeline.allowed.is_empty());
    assert!(!shown(&pipeline).contains(&Step::Enforced));
    assert_eq!(
        code(do_step(&mut case, &person, Step::HandedOver, "2024-07-20T09:00").unwrap_err()),
        "dossier.path_ended"
    );
}

#[test]
fn a_decision_of_the_past_that_nobody_followed_holds_no_due_time_against_anybody() {
    let (person, mut case) = opened(day(2019, 6, 3));
    case.decide(&person, decision(day(2019, 7, 1), CourtOutcome::Applied, Some(18)), at("2026-11-25T09:00")).unwrap();
    let awaits = case.awaits(AgeGroup::Adult, day(2026, 11, 25));
    assert_eq!((awaits.step, awaits.due_at), (None, None));
    let done: Vec<DoneStep> = case.chronicle().history().done.to_vec();
    assert_eq!(done.last().map(|done| done.step), Some(Step::Decided), "also without a step of its own");
}

#[test]
fn the_papers_show_what_is_required_what_is_there_and_what_stands_in_for_it() {
    let (person, mut case) = opened(day(2026, 7, 1));
    receive(&mut case, &person, &[Paper::SubstitutionConfirmation, Paper::ViolationMinutes]);
    let pipeline = case.pipeline(&person, at("2026-07-07T09:00"));
    let paper = |paper| pipeline.papers.iter().find(|state| state.rule.paper == paper).unwrap();
    assert!(paper(Paper::AddictionResult).required && paper(Paper::AddictionResult).met);
    assert!(paper(Paper::Request).required && !paper(Paper::Request).met);
    assert_eq!(paper(Paper::ViolationMinutes).received.len(), 1);
    assert!(!paper(Paper::Statement).required);
}

#[test]
fn the_time_to_apply_the_measure_is_shown_with_its_derivation() {
    let (person, mut case) = opened(day(2026, 7, 20));
    case.dossier.facts.last_violation_on = Some(day(2026, 7, 15));
    let limitation = case.pipeline(&person, at("2026-07-21T09:00")).limitation.unwrap();
    assert_eq!(limitation.last_day(), Some(day(2026, 10, 15)));
}
