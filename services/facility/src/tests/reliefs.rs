//! Suspension, exemption of the remainder and reduction, on the service alone.

use chrono::{Days, NaiveDate};
use domain::codes::{AdmissionBasis, CorrectionReason, ReleaseReason, StayMovement, StayStatus};
use domain::ids::AdmissionId;
use domain::law::Authority;
use domain::law::clock::Standing as Left;
use domain::law::relief::{ReliefClock, ReliefGround, ReliefKind, ReliefPaper, ReliefState, ReliefStep};
use proptest::prelude::*;
use uuid::Uuid;
use web::Problem;
use web::idempotency::IdempotencyKey;

use super::fixture::{Fixture, registered};
use crate::app::merits::{self, RateMonth};
use crate::app::reliefs::{self, DecideRelief, GivePaper, ProposeRelief, Standing, StepRelief, WithdrawRelief};
use crate::domain::merit::Rating;

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Somebody under a term of 12 months of regime B, or of 24 of regime C.
async fn one_on(admitted: NaiveDate) -> (Fixture, AdmissionId) {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    let stay = fixture.admit(1, admitted).await.unwrap();
    (fixture, stay)
}

fn key() -> IdempotencyKey {
    IdempotencyKey::default()
}

async fn propose(
    fixture: &Fixture,
    stay: AdmissionId,
    (kind, ground): (ReliefKind, ReliefGround),
    applied_on: NaiveDate,
) -> Result<Uuid, Problem> {
    reliefs::propose(&fixture.context, &fixture.caller, &key(), stay, ProposeRelief { kind, ground, applied_on }).await
}

async fn give(fixture: &Fixture, relief: Uuid, paper: ReliefPaper, dated_on: NaiveDate) {
    let command = GivePaper { paper, document_number: Some("7/BV".into()), dated_on };
    reliefs::give(&fixture.context, &fixture.caller, &key(), relief, command).await.unwrap();
}

async fn step(fixture: &Fixture, relief: Uuid, step: ReliefStep, on: NaiveDate) -> Result<Standing, Problem> {
    let command = StepRelief { step, occurred_on: on, to: None };
    reliefs::step(&fixture.context, &fixture.caller, &key(), relief, command).await
}

async fn decide(
    fixture: &Fixture,
    relief: Uuid,
    granted: bool,
    decided_on: NaiveDate,
    months: Option<u32>,
) -> Result<Standing, Problem> {
    let decision_number = "31/QĐ-TA".to_owned();
    let command = DecideRelief { granted, decided_on, decision_number, months, effective_on: None };
    reliefs::decide(&fixture.context, &fixture.caller, &key(), relief, command).await
}

/// Proposed, with its papers, sent and granted on one day.
async fn grant(
    fixture: &Fixture,
    stay: AdmissionId,
    what: (ReliefKind, ReliefGround),
    paper: Option<ReliefPaper>,
    on: NaiveDate,
) -> Result<Standing, Problem> {
    let relief = propose(fixture, stay, what, on).await?;
    for paper in [Some(ReliefPaper::Request), paper].into_iter().flatten() {
        give(fixture, relief, paper, on).await;
    }
    step(fixture, relief, ReliefStep::Sent, on).await?;
    decide(fixture, relief, true, on, None).await
}

fn code<T>(result: Result<T, Problem>) -> String {
    let problem = result.err().unwrap();
    problem.fields.first().map_or(problem.code, |field| field.code.clone())
}

const INPATIENT: (ReliefKind, ReliefGround) = (ReliefKind::Suspension, ReliefGround::Inpatient);
const AT_HOME: (ReliefKind, ReliefGround) = (ReliefKind::Suspension, ReliefGround::HomeTreatment);
const PROGRESS: (ReliefKind, ReliefGround) = (ReliefKind::Reduction, ReliefGround::Progress);
const LITTLE_LEFT: (ReliefKind, ReliefGround) = (ReliefKind::Exemption, ReliefGround::LittleLeft);

#[tokio::test]
async fn a_granted_suspension_begins_an_absence_and_ends_up_to_three_months_before_the_term() {
    // 12 months from 3 July 2023; suspended days count (Law 15/2012 Art. 112).
    let (fixture, stay) = one_on(date(2023, 7, 3)).await;
    let granted = grant(&fixture, stay, INPATIENT, Some(ReliefPaper::MedicalPaper), date(2024, 1, 10)).await.unwrap();
    assert_eq!((granted.relief.state, granted.stay.status), (ReliefState::Granted, StayStatus::Suspended));
    let clock = &granted.running[0];
    assert_eq!((clock.clock, clock.last_day), (ReliefClock::Resumption, date(2024, 4, 3)));
    assert!(matches!(clock.standing, Left::Overdue { .. }), "today is long after");
    assert_eq!(clock.article.citation, "Nghị định 116/2021/NĐ-CP, Điều 58");
    let late = fixture.move_on(stay, StayMovement::CameBack, date(2024, 4, 4)).await;
    assert_eq!(code(late), "movement.too_little_left");
    assert_eq!(code(propose(&fixture, stay, LITTLE_LEFT, date(2024, 4, 3)).await), "relief.enough_left");
    let back = fixture.move_on(stay, StayMovement::CameBack, date(2024, 4, 3)).await.unwrap();
    assert_eq!(back.term.ends_on, date(2024, 7, 3));
}

#[tokio::test]
async fn with_less_than_three_months_left_the_rest_is_remitted() {
    let (fixture, stay) = one_on(date(2023, 7, 3)).await;
    grant(&fixture, stay, INPATIENT, Some(ReliefPaper::MedicalPaper), date(2024, 1, 10)).await.unwrap();
    let granted = grant(&fixture, stay, LITTLE_LEFT, None, date(2024, 4, 4)).await.unwrap();
    assert_eq!(granted.stay.end_reason, Some(ReleaseReason::Exempted));
    assert_eq!(granted.stay.ended_on, Some(date(2024, 4, 4)));
    assert!(granted.running.is_empty());
}

#[tokio::test]
async fn a_list_hangs_five_working_days_and_then_its_papers_go_to_the_court() {
    let (fixture, stay) = one_on(date(2023, 7, 3)).await;
    for month in 12..=14 {
        let month = date(2023 + month / 13, u32::try_from((month - 1) % 12 + 1).unwrap(), 1);
        let command = RateMonth { admission_id: stay, month, rating: Rating::Fair };
        merits::rate_all(&fixture.context, &fixture.caller, vec![Ok(command)]).await.unwrap();
    }
    let relief = propose(&fixture, stay, PROGRESS, date(2024, 3, 1)).await.unwrap();
    assert_eq!(code(propose(&fixture, stay, PROGRESS, date(2024, 3, 1)).await), "relief.under_way");
    assert_eq!(code(step(&fixture, relief, ReliefStep::Sent, date(2024, 3, 1)).await), "relief.not_posted");
    // Friday, 1 March; Monday to Friday of the next week are the five.
    step(&fixture, relief, ReliefStep::Posted, date(2024, 3, 1)).await.unwrap();
    assert_eq!(code(step(&fixture, relief, ReliefStep::Sent, date(2024, 3, 8)).await), "relief.posting_runs");
    assert_eq!(code(step(&fixture, relief, ReliefStep::Sent, date(2024, 3, 11)).await), "relief.papers_missing");
    for paper in [ReliefPaper::PostedList, ReliefPaper::Request, ReliefPaper::RatingSheet] {
        give(&fixture, relief, paper, date(2024, 3, 9)).await;
    }
    assert_eq!(code(decide(&fixture, relief, true, date(2024, 3, 20), Some(2)).await), "relief.not_sent");
    step(&fixture, relief, ReliefStep::Sent, date(2024, 3, 11)).await.unwrap();
    assert_eq!(code(decide(&fixture, relief, true, date(2024, 3, 20), None).await), "required");
    assert_eq!(code(decide(&fixture, relief, true, date(2024, 3, 20), Some(4)).await), "reduction.months");
    let decided = decide(&fixture, relief, true, date(2024, 3, 20), Some(2)).await.unwrap();
    assert_eq!(decided.relief.state, ReliefState::Granted);
    // As the table of terms has it: the end less two months.
    assert_eq!(fixture.read(stay).await.term.ends_on, date(2024, 5, 3));
    assert_eq!(code(decide(&fixture, relief, false, date(2024, 3, 21), None).await), "relief.over");
    let under_way = reliefs::of_facility(&fixture.context, &fixture.caller, fixture.place).await.unwrap();
    let review = under_way.review.unwrap();
    assert_eq!((review.clock, review.last_day), (ReliefClock::Review, date(2024, 6, 3)), "Saturday moves to Monday");
    assert!(under_way.reliefs.is_empty());
}

#[tokio::test]
async fn refused_or_withdrawn_nothing_enters_the_book() {
    let (fixture, stay) = one_on(date(2023, 7, 3)).await;
    let relief = propose(&fixture, stay, INPATIENT, date(2024, 1, 10)).await.unwrap();
    give(&fixture, relief, ReliefPaper::Request, date(2024, 1, 10)).await;
    give(&fixture, relief, ReliefPaper::MedicalPaper, date(2024, 1, 10)).await;
    step(&fixture, relief, ReliefStep::Sent, date(2024, 1, 11)).await.unwrap();
    assert_eq!(code(decide(&fixture, relief, false, date(2024, 1, 10), None).await), "date.out_of_order");
    let refused = decide(&fixture, relief, false, date(2024, 1, 20), None).await.unwrap();
    assert_eq!((refused.relief.state, refused.stay.status), (ReliefState::Refused, StayStatus::Present));
    let again = propose(&fixture, stay, INPATIENT, date(2024, 2, 10)).await.unwrap();
    let command = WithdrawRelief { reason: CorrectionReason::Twice };
    let withdrawn = reliefs::withdraw(&fixture.context, &fixture.caller, &key(), again, command).await.unwrap();
    assert_eq!(withdrawn.relief.state, ReliefState::Withdrawn);
    assert_eq!(fixture.read(stay).await.stay.entries.len(), 1);
    let all = reliefs::of_stay(&fixture.context, &fixture.caller, stay).await.unwrap();
    assert_eq!(all.len(), 2);
}

#[tokio::test]
async fn the_law_of_the_stay_decides_what_there_is() {
    let (fixture, stay) = one_on(date(2026, 7, 1)).await;
    let on = date(2026, 9, 1);
    assert_eq!(code(propose(&fixture, stay, PROGRESS, on).await), "relief.not_in_law");
    assert_eq!(code(propose(&fixture, stay, INPATIENT, on).await), "relief.ground");
    let relief = propose(&fixture, stay, AT_HOME, on).await.unwrap();
    give(&fixture, relief, ReliefPaper::Request, on).await;
    give(&fixture, relief, ReliefPaper::MedicalPaper, on).await;
    let to = |to| StepRelief { step: ReliefStep::Sent, occurred_on: on, to: Some(to) };
    let send = async |command| reliefs::step(&fixture.context, &fixture.caller, &key(), relief, command).await;
    assert_eq!(code(send(to(Authority::DistrictCourt)).await), "relief.decider");
    let sent = send(to(Authority::ProvincialPoliceDirector)).await.unwrap();
    assert_eq!(sent.relief.sent_to, Some(Authority::ProvincialPoliceDirector));
    let decided = decide(&fixture, relief, true, on, None).await.unwrap();
    assert_eq!(decided.running[0].last_day, date(2028, 4, 1), "24 months less three");
    assert!(matches!(decided.running[0].standing, Left::Left { .. }));
}

#[tokio::test]
async fn nobody_without_a_decision_and_nobody_suspended_twice() {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    let contract = fixture.admit_on(AdmissionBasis::Voluntary, 1, date(2023, 7, 3)).await.unwrap();
    assert_eq!(code(propose(&fixture, contract, INPATIENT, date(2024, 1, 2)).await), "relief.no_decision");
    let (fixture, stay) = one_on(date(2023, 7, 3)).await;
    let merit = (ReliefKind::Exemption, ReliefGround::MeritWhileSuspended);
    assert_eq!(code(propose(&fixture, stay, merit, date(2024, 1, 2)).await), "relief.not_suspended");
    fixture.move_on(stay, StayMovement::Escaped, date(2024, 1, 2)).await.unwrap();
    let while_out = grant(&fixture, stay, INPATIENT, Some(ReliefPaper::MedicalPaper), date(2024, 1, 3)).await;
    assert_eq!(code(while_out), "movement.wrong_state");
    let open = reliefs::of_stay(&fixture.context, &fixture.caller, stay).await.unwrap();
    assert_eq!(open[0].relief.state, ReliefState::Open, "a decision the book refuses is not written");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Wherever the list is posted, it is not sent before five working days are over, and on the next day it is.
    #[test]
    fn a_list_is_sent_after_its_days(offset in 0u64..200) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (fixture, stay) = one_on(date(2023, 7, 3)).await;
            let posted = date(2023, 9, 1) + Days::new(offset);
            let relief = propose(&fixture, stay, PROGRESS, posted).await.unwrap();
            for paper in [ReliefPaper::PostedList, ReliefPaper::Request, ReliefPaper::RatingSheet] {
                give(&fixture, relief, paper, posted).await;
            }
            step(&fixture, relief, ReliefStep::Posted, posted).await.unwrap();
            let mut worked = 0;
            let mut day = posted;
            loop {
                day = day.succ_opt().unwrap();
                let sent = step(&fixture, relief, ReliefStep::Sent, day).await;
                prop_assert_eq!(sent.is_ok(), worked == 5, "{} after {} working days", day, worked);
                if sent.is_ok() {
                    return Ok(());
                }
                worked += u32::from(domain::law::calendar::is_working_day(day));
            }
        })?;
    }
}
