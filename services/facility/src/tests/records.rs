//! Care, drug tests, discipline and reward, on the service alone.

use chrono::NaiveDate;
use domain::codes::care::{
    CareKind, CounsellingForm, CounsellingTopic, DetoxOutcome, DetoxProtocol, EducationClass, PlanGoal, RewardMeasure,
    WithdrawalSeverity,
};
use domain::codes::{AdmissionBasis, Audience, CorrectionReason, DrugKind, StayMovement};
use domain::ids::{AdmissionId, CourseId};
use events::training::{CourseAttended, Participant};
use web::Problem;
use web::batch::BatchAnswer;
use web::idempotency::IdempotencyKey;

use super::fixture::{Fixture, day, id, registered};
use crate::app::intake;
use crate::app::merits::{self, RateMonth};
use crate::app::movements::{self, StartStage};
use crate::app::ratings;
use crate::app::records::{self, RecordResident, Records, WithdrawRecord};
use crate::domain::merit::Rating;
use crate::domain::record::Content;

async fn several(fixture: &Fixture, items: Vec<RecordResident>) -> BatchAnswer {
    let items = items.into_iter().map(Ok).collect();
    records::record_all(&fixture.context, &fixture.caller, &IdempotencyKey::default(), items).await.unwrap()
}

async fn record(fixture: &Fixture, stay: AdmissionId, on: NaiveDate, content: Content) -> Result<uuid::Uuid, Problem> {
    several(fixture, vec![RecordResident { admission_id: stay, occurred_on: on, content }]).await.only()
}

async fn read(fixture: &Fixture, stay: AdmissionId) -> Records {
    records::read(&fixture.context, &fixture.caller, stay).await.unwrap()
}

async fn take_out(fixture: &Fixture, record: uuid::Uuid) -> Result<Records, Problem> {
    let command = WithdrawRecord { reason: CorrectionReason::Mistyped };
    records::withdraw(&fixture.context, &fixture.caller, &IdempotencyKey::default(), record, command).await
}

async fn begin_stage(fixture: &Fixture, stay: AdmissionId, stage: u32, on: NaiveDate) {
    let command = StartStage { stage, occurred_on: on };
    movements::start_stage(&fixture.context, &fixture.caller, &IdempotencyKey::default(), stay, command).await.unwrap();
}

fn code<T>(result: Result<T, Problem>) -> String {
    let problem = result.err().unwrap();
    problem.fields.first().map_or(problem.code, |field| field.code.clone())
}

fn session(attended: bool) -> Content {
    let (form, topic) = (CounsellingForm::Group, CounsellingTopic::Behaviour);
    Content::Counselling { form, topic, minutes: 60, attended }
}

/// What each stage lacks, as English sentences by stage.
fn lacks(records: &Records, stage: u8) -> Vec<&'static str> {
    let state = records.stages.iter().find(|state| state.stage.number == stage).unwrap();
    state.findings.iter().map(|finding| finding.en).collect()
}

async fn one_on(admitted: NaiveDate) -> (Fixture, AdmissionId) {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    let stay = fixture.admit(1, admitted).await.unwrap();
    (fixture, stay)
}

#[tokio::test]
async fn labour_keeps_to_the_limit_of_the_age_on_that_day() {
    let fixture = Fixture::new().await;
    let mut minor = registered(1);
    minor.person.birth = domain::person::Birth { year: 2001, date: NaiveDate::from_ymd_opt(2001, 3, 6) };
    fixture.tell(&minor, 1).await;
    let stay = fixture.admit(1, day(0)).await.unwrap();
    let labour = |hours| Content::Labour { hours };
    // 18 on Wednesday, 6 March 2019.
    let on = |d: u32| NaiveDate::from_ymd_opt(2019, 3, d).unwrap();
    record(&fixture, stay, on(5), labour(6)).await.unwrap();
    assert_eq!(code(record(&fixture, stay, on(5), labour(1)).await), "labour.day");
    let grown = record(&fixture, stay, on(6), labour(8)).await.unwrap();
    assert_eq!(code(record(&fixture, stay, on(6), labour(1)).await), "labour.day");
    take_out(&fixture, grown).await.unwrap();
    record(&fixture, stay, on(6), labour(3)).await.unwrap();
    // One request counts what it brings itself.
    let item = |hours| RecordResident { admission_id: stay, occurred_on: on(7), content: labour(hours) };
    let answer = several(&fixture, vec![item(5), item(4), item(3)]).await;
    assert_eq!((answer.done, answer.refused), (2, 1));
    assert_eq!(answer.results[1].problem.as_ref().unwrap().code, "labour.day");
}

#[tokio::test]
async fn a_group_session_is_one_request_and_a_bad_row_touches_no_other() {
    let fixture = Fixture::new().await;
    let mut items = Vec::new();
    for number in 1..=40 {
        fixture.tell(&registered(number), 1).await;
        let stay = fixture.admit(number, day(0)).await.unwrap();
        items.push(RecordResident { admission_id: stay, occurred_on: day(9), content: session(number != 7) });
    }
    let away = items[4].admission_id;
    fixture.move_on(away, StayMovement::Escaped, day(5)).await.unwrap();
    let key = fixture.key("a-session").await;
    let request = || items.iter().cloned().map(Ok).collect();
    let answer = records::record_all(&fixture.context, &fixture.caller, &key, request()).await.unwrap();
    assert_eq!((answer.done, answer.refused), (39, 1));
    let problem = answer.results[4].problem.as_ref().unwrap();
    assert_eq!(problem.errors[0].code, "record.not_there");
    let again = records::record_all(&fixture.context, &fixture.caller, &key, request()).await.unwrap();
    assert_eq!(again.results[0].id, answer.results[0].id);
    assert_eq!(read(&fixture, items[0].admission_id).await.records.len(), 1);
    assert!(read(&fixture, away).await.records.is_empty());
}

#[tokio::test]
async fn what_was_taken_out_stays_readable_with_its_reason() {
    let (fixture, stay) = one_on(day(0)).await;
    let id = record(&fixture, stay, day(3), session(true)).await.unwrap();
    let records = take_out(&fixture, id).await.unwrap();
    assert_eq!(records.records[0].withdrawn.unwrap().reason, CorrectionReason::Mistyped);
    assert_eq!(code(take_out(&fixture, id).await), "record.withdrawn");
}

#[tokio::test]
async fn nothing_is_recorded_before_the_stay_nor_ahead_of_today() {
    let (fixture, stay) = one_on(day(5)).await;
    assert_eq!(code(record(&fixture, stay, day(4), session(true)).await), "record.not_there");
    let tomorrow = fixture.context.today().succ_opt().unwrap();
    assert_eq!(code(record(&fixture, stay, tomorrow, session(true)).await), "date.future");
    fixture.move_on(stay, StayMovement::Hospitalised, day(8)).await.unwrap();
    assert_eq!(code(record(&fixture, stay, day(9), session(true)).await), "record.not_there");
    let examined = Content::Examination {
        drugs: vec![DrugKind::Heroin],
        withdrawal: WithdrawalSeverity::Moderate,
        mental_disorder: false,
        infection: true,
    };
    record(&fixture, stay, day(9), examined).await.unwrap();
}

/// What is missing follows from the law of the day of admission.
#[tokio::test]
async fn stages_lack_what_their_law_asks_for() {
    for (year, stage, detox_stage, verified) in [(2019, 2, 1, false), (2023, 2, 2, true), (2026, 2, 2, false)] {
        let admitted = NaiveDate::from_ymd_opt(year, 7, 1).unwrap();
        let (fixture, stay) = one_on(admitted).await;
        begin_stage(&fixture, stay, 1, admitted).await;
        begin_stage(&fixture, stay, stage, admitted + chrono::Days::new(5)).await;
        let before = read(&fixture, stay).await;
        assert!(lacks(&before, detox_stage).contains(&"no detoxification protocol"), "{year}");
        assert_eq!(before.stages[1].started_on, Some(admitted + chrono::Days::new(5)));
        assert_eq!(before.stages[0].ended_on, before.stages[1].started_on);
        assert!(lacks(&before, 5).is_empty(), "a stage that has not begun lacks nothing");
        let findings = &before.stages[usize::from(detox_stage) - 1].findings;
        assert!(findings.iter().all(|finding| finding.article.verified == verified), "{year}");
        let detox = Content::Detox { protocol: DetoxProtocol::Sedative, outcome: DetoxOutcome::Completed };
        let id = record(&fixture, stay, admitted + chrono::Days::new(1), detox).await.unwrap();
        assert!(!lacks(&read(&fixture, stay).await, detox_stage).contains(&"no detoxification protocol"));
        take_out(&fixture, id).await.unwrap();
        assert!(lacks(&read(&fixture, stay).await, detox_stage).contains(&"no detoxification protocol"));
    }
}

#[tokio::test]
async fn a_session_that_was_missed_is_no_session_and_a_release_is_not_refused() {
    let admitted = NaiveDate::from_ymd_opt(2023, 7, 3).unwrap();
    let (fixture, stay) = one_on(admitted).await;
    for stage in 1..=3 {
        begin_stage(&fixture, stay, stage, admitted).await;
    }
    let class = |attended| Content::Education { class: EducationClass::Legal, hours: 2, attended };
    record(&fixture, stay, admitted, class(false)).await.unwrap();
    assert_eq!(lacks(&read(&fixture, stay).await, 3), ["no counselling or class"]);
    record(&fixture, stay, admitted, class(true)).await.unwrap();
    assert!(lacks(&read(&fixture, stay).await, 3).is_empty());
    fixture.release(stay, NaiveDate::from_ymd_opt(2024, 7, 3).unwrap()).await.unwrap();
    let after = read(&fixture, stay).await;
    assert_eq!(lacks(&after, 4), ["this stage never began"]);
    assert!(after.stages.iter().all(|state| state.required));
}

#[tokio::test]
async fn voluntary_treatment_needs_three_stages_under_regime_b() {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    let admitted = NaiveDate::from_ymd_opt(2023, 7, 3).unwrap();
    let stay = fixture.admit_on(AdmissionBasis::Voluntary, 1, admitted).await.unwrap();
    let required: Vec<bool> = read(&fixture, stay).await.stages.iter().map(|state| state.required).collect();
    assert_eq!(required, [true, true, true, false, false]);
    let held = fixture.admit_on(AdmissionBasis::SocialObject, 1, admitted).await;
    assert!(held.is_err(), "one place at a time");
}

#[tokio::test]
async fn a_month_shows_ratings_beside_discipline_and_reward() {
    let (fixture, stay) = one_on(day(0)).await;
    let praise = || Content::Reward { reward: RewardMeasure::Praise, document_number: "3/QĐ-CSCN".into() };
    for on in [day(3), day(9), day(40)] {
        record(&fixture, stay, on, praise()).await.unwrap();
    }
    let goals = Content::Evaluation { reached: vec![PlanGoal::Trade], not_reached: vec![] };
    record(&fixture, stay, day(4), goals).await.unwrap();
    let rate = RateMonth { admission_id: stay, month: day(0), rating: Rating::Good };
    merits::rate_all(&fixture.context, &fixture.caller, vec![Ok(rate)]).await.unwrap();
    let rows = ratings::of_month(&fixture.context, &fixture.caller, fixture.place, day(20)).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].person_id, rows[0].rating), (id(1), Some(Rating::Good)));
    assert_eq!(rows[0].records.get(&CareKind::Reward), Some(&2));
    assert_eq!(rows[0].records.get(&CareKind::Discipline), None);
    let before = ratings::of_month(&fixture.context, &fixture.caller, fixture.place, day(0) - chrono::Days::new(40));
    assert!(before.await.unwrap().is_empty());
}

#[tokio::test]
async fn a_course_that_training_tells_meets_the_need_of_its_stage() {
    let admitted = NaiveDate::from_ymd_opt(2023, 7, 3).unwrap();
    let (fixture, stay) = one_on(admitted).await;
    for stage in 1..=4 {
        begin_stage(&fixture, stay, stage, admitted).await;
    }
    assert_eq!(lacks(&read(&fixture, stay).await, 1), ["no rehabilitation plan"]);
    assert_eq!(lacks(&read(&fixture, stay).await, 4), ["no labour therapy or vocational training"]);
    let attended = |on| CourseAttended {
        occurred_on: on,
        course_id: CourseId(uuid::Uuid::from_u128(9)),
        audience: Audience::Resident,
        province_code: "87".into(),
        participants: vec![Participant::Resident { person: registered(1).person, certified: true }],
    };
    fixture.tell(&attended(admitted.pred_opt().unwrap()), 1).await;
    assert!(read(&fixture, stay).await.courses.is_empty(), "not in the time of the stay");
    fixture.tell(&attended(admitted), 2).await;
    let records = read(&fixture, stay).await;
    assert!(lacks(&records, 4).is_empty());
    assert_eq!(
        records.courses.iter().map(|course| (course.attended_on, course.certified)).collect::<Vec<_>>(),
        [(admitted, true)]
    );
}

#[tokio::test]
async fn an_escape_asks_for_a_pursuit_decision() {
    let admitted = NaiveDate::from_ymd_opt(2023, 7, 3).unwrap();
    let (fixture, stay) = one_on(admitted).await;
    let decision = || Content::Pursuit { document_number: "12/QĐ-CSCN".into() };
    assert_eq!(code(record(&fixture, stay, admitted, decision()).await), "record.not_there");
    let escaped = admitted + chrono::Days::new(9);
    fixture.move_on(stay, StayMovement::Escaped, escaped).await.unwrap();
    let found = async || {
        let intake = intake::read(&fixture.context, &fixture.caller, stay).await.unwrap();
        intake.findings.iter().filter(|finding| finding.code == "pursuit.missing").count()
    };
    assert_eq!(found().await, 1);
    record(&fixture, stay, escaped, decision()).await.unwrap();
    assert_eq!(found().await, 0);
}
