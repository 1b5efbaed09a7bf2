use domain::law::PackId;
use domain::law::procedure::{Agency, Condition};

use super::*;

/// A dossier of regime C whose time to read has run out, without papers.
fn read_in_c() -> (Person, Case) {
    let (person, mut case) = opened(day(2026, 7, 1));
    for (step, on) in [(Step::Compiled, "2026-07-03T09:00"), (Step::Notified, "2026-07-06T09:00")] {
        do_step(&mut case, &person, step, on).unwrap();
    }
    (person, case)
}

#[test]
fn a_step_announces_where_the_dossier_stands_and_no_note() {
    let (person, mut case) = opened(day(2026, 7, 1));
    let to_record = StepToRecord {
        id: Uuid::from_u128(4),
        step: Step::Compiled,
        at: at("2026-07-03T09:00"),
        note: Some("gặp  mẹ  của anh Đức".into()),
    };
    let event = case.record(&person, to_record, at("2026-07-03T10:00")).unwrap();
    assert_eq!((event.step, event.law_pack.as_str()), (Step::Compiled, "C"));
    assert!(!format!("{event:?}").contains("Đức"));
    assert_eq!(case.dossier.version, 2);
    assert_eq!(case.steps[0].note.as_deref(), Some("gặp mẹ của anh Đức"));
}

#[test]
fn steps_are_done_in_the_order_of_the_law_and_a_refusal_names_what_comes_next() {
    let (person, mut case) = opened(day(2026, 7, 1));
    let refused = do_step(&mut case, &person, Step::SentToCourt, "2026-07-02T09:00").unwrap_err();
    let Refused::Not(NotRecorded::Refused(refusal)) = refused else { panic!("a refusal") };
    assert_eq!(refusal.code, "dossier.step_not_next");
    assert!(refusal.vi.contains("lập xong hồ sơ"), "{}", refusal.vi);
    assert_eq!(
        code(do_step(&mut case, &person, Step::Returned, "2026-07-02T09:00").unwrap_err()),
        "dossier.no_such_step"
    );
    let decided = do_step(&mut case, &person, Step::Decided, "2026-07-02T09:00").unwrap_err();
    assert_eq!(code(decided), "dossier.step_recorded_elsewhere");
}

#[test]
fn a_dossier_is_not_sent_while_it_may_still_be_read() {
    let (person, mut case) = read_in_c();
    receive(&mut case, &person, &REQUIRED_IN_C);
    let early = do_step(&mut case, &person, Step::SentToCourt, "2026-07-09T16:00").unwrap_err();
    assert_eq!(code(early), "dossier.step_not_next");
    do_step(&mut case, &person, Step::SentToCourt, "2026-07-10T08:00").unwrap();
}

#[test]
fn a_dossier_is_not_sent_without_its_required_papers() {
    let (person, mut case) = read_in_c();
    receive(&mut case, &person, &REQUIRED_IN_C[..2]);
    let Refused::PapersMissing(missing) =
        do_step(&mut case, &person, Step::SentToCourt, "2026-07-10T08:00").unwrap_err()
    else {
        panic!("papers are missing")
    };
    let papers: Vec<Paper> = missing.iter().map(|rule| rule.paper).collect();
    assert_eq!(papers, [Paper::AddictionResult, Paper::Request]);
    receive(&mut case, &person, &REQUIRED_IN_C[2..]);
    do_step(&mut case, &person, Step::SentToCourt, "2026-07-10T08:00").unwrap();
}

#[test]
fn somebody_without_a_stable_residence_needs_a_paper_on_it_under_regime_b() {
    let (person, mut case) = opened(day(2024, 6, 3));
    case.dossier.facts.conditions = vec![Condition::NoStableResidence];
    for (step, on) in [(Step::Compiled, "2024-06-07T09:00"), (Step::Notified, "2024-06-07T15:00")] {
        do_step(&mut case, &person, step, on).unwrap();
    }
    case.papers =
        [Paper::Request, Paper::PersonalSummary, Paper::ViolationMinutes, Paper::AddictionResult, Paper::Statement]
            .map(|paper| ReceivedPaper {
                id: Uuid::from_u128(6),
                paper,
                number: None,
                dated_on: None,
                received_at: at("2024-06-07T09:00"),
            })
            .to_vec();
    let refused = do_step(&mut case, &person, Step::SentForCheck, "2024-06-13T09:00").unwrap_err();
    assert!(matches!(refused, Refused::PapersMissing(missing) if missing[0].paper == Paper::NoStableResidence));
}

#[test]
fn papers_that_only_an_unverified_rule_asks_for_keep_nothing_back() {
    let (person, mut case) = opened(day(2019, 6, 3));
    for (step, on) in [
        (Step::Compiled, "2019-06-04T09:00"),
        (Step::Notified, "2019-06-04T10:00"),
        (Step::Read, "2019-06-06T10:00"),
        (Step::SentForCheck, "2019-06-07T10:00"),
        (Step::LegalityChecked, "2019-06-10T10:00"),
    ] {
        do_step(&mut case, &person, step, on).unwrap();
    }
    assert_eq!(case.steps.len(), 5);
}

#[test]
fn a_step_lies_neither_before_the_last_one_nor_in_the_future() {
    let (person, mut case) = read_in_c();
    let early = do_step(&mut case, &person, Step::Read, "2026-07-06T08:59").unwrap_err();
    assert_eq!(code(early), "moment.too_early");
    let late = do_step(&mut case, &person, Step::Read, "2027-06-02T09:00").unwrap_err();
    assert_eq!(code(late), "date.future");
}

#[test]
fn a_step_is_governed_by_the_law_of_its_day() {
    let (person, mut case) = opened(day(2025, 2, 20));
    for (step, on) in [(Step::Compiled, "2025-02-24T09:00"), (Step::Notified, "2025-02-25T09:00")] {
        do_step(&mut case, &person, step, on).unwrap();
    }
    assert_eq!(case.steps[1].law_pack, PackId::B1);
    // From 1 March 2025 there is no labour division to check the dossier.
    let refused = do_step(&mut case, &person, Step::SentForCheck, "2025-03-03T09:00").unwrap_err();
    assert_eq!(code(refused), "dossier.no_such_step");
}

#[test]
fn a_decision_is_entered_whatever_steps_came_before_and_only_once() {
    let (person, mut case) = opened(day(2019, 6, 3));
    let long = decision(day(2019, 7, 1), CourtOutcome::Applied, Some(60));
    let now = at("2020-01-01T09:00");
    assert_eq!(code(case.decide(&person, long, now).unwrap_err()), "term.outside_law");
    let fitting = decision(day(2019, 7, 1), CourtOutcome::Applied, Some(18));
    let (moment, event) = case.decide(&person, fitting.clone(), now).unwrap();
    assert_eq!((moment, event.term_months), (at("2019-07-01T00:00"), Some(18)));
    assert_eq!(code(case.decide(&person, fitting, now).unwrap_err()), "dossier.decided");
}

/// Law 120/2025 Art. 39, Decree 116/2021: what was postponed is enforced or remitted by a further decision.
#[test]
fn a_postponement_ends_with_a_further_decision() {
    let now = at("2020-01-01T09:00");
    for (outcome, months, enforced) in [(CourtOutcome::Applied, Some(18), true), (CourtOutcome::Exempted, None, false)]
    {
        let (person, mut case) = opened(day(2019, 6, 3));
        let (moment, _) = case.decide(&person, decision(day(2019, 7, 1), CourtOutcome::Postponed, None), now).unwrap();
        case.add_decision(Uuid::from_u128(1), moment);
        assert!(!case.outcome_allows(Step::Enforced));
        let before = case.decide(&person, decision(day(2019, 6, 30), outcome, months), now).unwrap_err();
        assert_eq!(code(before), "date.too_early");
        let (_, event) = case.decide(&person, decision(day(2019, 9, 2), outcome, months), now).unwrap();
        assert_eq!((event.outcome, event.term_months), (outcome, months));
        assert_eq!(case.outcome_allows(Step::Enforced), enforced);
        let again = case.decide(&person, decision(day(2019, 9, 3), outcome, months), now).unwrap_err();
        assert_eq!(code(again), "dossier.decided");
    }
}

#[test]
fn a_decision_does_not_lie_before_a_step_already_done() {
    let (person, mut case) = read_in_c();
    let early = decision(day(2026, 7, 5), CourtOutcome::Applied, None);
    assert_eq!(code(case.decide(&person, early, at("2026-07-20T09:00")).unwrap_err()), "date.too_early");
}

#[test]
fn clocks_are_stopped_once_and_run_again_once() {
    let (_, mut case) = read_in_c();
    let now = at("2026-07-20T09:00");
    let stop = |from: &str| PauseToMake { id: Uuid::from_u128(7), reason: PauseReason::Evasion, from: at(from) };
    case.pause(stop("2026-07-10T08:00"), now).unwrap();
    assert_eq!(code(case.pause(stop("2026-07-11T08:00"), now).unwrap_err()), "dossier.paused");
    assert_eq!(case.awaits(AgeGroup::Adult, day(2026, 7, 15)).due_at, None);
    assert_eq!(code(case.resume(at("2026-07-10T07:00"), now).unwrap_err()), "moment.too_early");
    case.resume(at("2026-07-20T08:00"), now).unwrap();
    assert_eq!(code(case.resume(now, now).unwrap_err()), "dossier.not_paused");
    assert_eq!(code(case.pause(stop("2026-07-15T08:00"), now).unwrap_err()), "moment.too_early");
    let awaits = case.awaits(AgeGroup::Adult, day(2026, 7, 20));
    assert_eq!(awaits.due_at, Some(at("2026-07-21T00:00")));
}

#[test]
fn a_paper_the_procedure_does_not_know_is_not_taken_in() {
    let (person, mut case) = opened(day(2026, 7, 1));
    let paper = PaperToReceive {
        id: Uuid::from_u128(5),
        paper: Paper::EducationRecord,
        number: None,
        dated_on: None,
        received_at: at("2026-07-02T09:00"),
    };
    let now = at("2026-07-20T09:00");
    assert_eq!(code(case.receive(&person, paper.clone(), now).unwrap_err()), "paper.not_in_procedure");
    let long = PaperToReceive { paper: Paper::Other, number: Some("x".repeat(61)), ..paper };
    assert_eq!(code(case.receive(&person, long, now).unwrap_err()), "text.too_long");
}

#[test]
fn who_must_act_by_when_follows_from_the_steps() {
    let (person, mut case) = opened(day(2026, 7, 1));
    let awaits = |case: &Case| {
        let awaits = case.awaits(AgeGroup::Adult, day(2026, 7, 20));
        (awaits.step, awaits.due_at)
    };
    let police = Agency::CommunePoliceChief;
    assert_eq!(awaits(&case), (Some((Step::Compiled, police)), None), "no source times it in regime C");
    do_step(&mut case, &person, Step::Compiled, "2026-07-03T09:00").unwrap();
    do_step(&mut case, &person, Step::Notified, "2026-07-06T09:00").unwrap();
    // The person's right to read holds nobody's due time; sending does, from its end.
    assert_eq!(awaits(&case), (Some((Step::SentToCourt, police)), Some(at("2026-07-11T00:00"))));
}
