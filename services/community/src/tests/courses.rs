//! A treatment from its registration to its end or to another commune.

use chrono::NaiveDate;
use domain::codes::community::{DetoxSite, EndGround, SessionKind, TestResult, TransferReason};
use domain::codes::summary::TransferState;
use domain::ids::{AccountId, TreatmentId};
use proptest::prelude::*;
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::{Caller, Grant, Problem, Role};

use super::Fixture;
use crate::app::endings::{self, CompleteTreatment, SelfTerminate};
use crate::app::entries::{self, EnterLine};
use crate::app::steps::{self, RecordStep};
use crate::app::transfers::{self, AnswerTransfer, ListTransfers, SendTreatment};
use crate::app::treatments::{self, Course, ListTreatments};
use crate::domain::entry::Entry;
use crate::domain::finding::FindingKind;
use crate::domain::step::Step;
use crate::domain::transfer::TransferId;
use crate::domain::treatment::Phase;
use crate::domain::treatment::tests::day;

/// Of the communes of Tam Nông, as in 2024.
const HERE: &str = "29869";
const THERE: &str = "29875";

fn officer_of(commune: &str) -> Caller {
    let grant = Grant { role: Role::CommuneOfficer, area: Some(commune.to_owned()), facility: None };
    Caller { account: AccountId(Uuid::from_u128(7)), grants: vec![grant] }
}

fn session(attended: bool) -> Entry {
    Entry::Session { about: SessionKind::Counselling, attended }
}

impl Fixture {
    async fn step(&self, treatment_id: TreatmentId, occurred_on: NaiveDate, step: Step) -> Result<Uuid, Problem> {
        let command = RecordStep { treatment_id, occurred_on, step };
        let key = IdempotencyKey::default();
        steps::record_all(&self.context, &self.caller, &key, vec![Ok(command)]).await?.only()
    }

    async fn decide(&self, treatment: TreatmentId, on: NaiveDate) {
        self.step(treatment, on, Step::Decided { number: "15/QĐ-UBND".into(), authority: None }).await.unwrap();
    }

    async fn begin(&self, treatment: TreatmentId, on: NaiveDate) {
        self.decide(treatment, on).await;
        self.step(treatment, on, Step::Started {}).await.unwrap();
    }

    async fn enter(&self, lines: Vec<(TreatmentId, NaiveDate, Entry)>) -> Vec<Result<Uuid, String>> {
        let items = lines
            .into_iter()
            .map(|(treatment_id, occurred_on, entry)| Ok(EnterLine { treatment_id, occurred_on, entry }));
        let key = IdempotencyKey::default();
        let answer = entries::enter_all(&self.context, &self.caller, &key, items.collect()).await.unwrap();
        answer
            .results
            .into_iter()
            .map(|result| result.id.ok_or_else(|| Problem::from(result.problem.unwrap()).code))
            .collect()
    }

    async fn course(&self, treatment: TreatmentId) -> Course {
        treatments::find(&self.context, &self.caller, treatment).await.unwrap()
    }

    async fn send(&self, treatment: TreatmentId) -> Result<TransferId, Problem> {
        let command = SendTreatment { to_commune_code: THERE.into(), moved_on: day(2024, 6, 3) };
        transfers::send(&self.context, &officer_of(HERE), &IdempotencyKey::default(), treatment, command).await
    }

    async fn answer(&self, of: &str, transfer: TransferId, state: TransferState) -> Result<(), Problem> {
        let reason = (state != TransferState::Accepted).then_some(TransferReason::NotResident);
        let command = AnswerTransfer { state, reason };
        transfers::answer(&self.context, &officer_of(of), transfer, command).await.map(|_| ())
    }

    /// The communes that see the treatment as theirs.
    async fn running(&self, treatment: TreatmentId) -> Vec<&'static str> {
        let mut communes = Vec::new();
        for commune in [HERE, THERE] {
            let page = treatments::list(&self.context, &officer_of(commune), ListTreatments::default()).await.unwrap();
            if page.items.iter().any(|listed| listed.treatment.id == treatment) {
                communes.push(commune);
            }
        }
        communes
    }

    async fn code_of_end(&self, treatment: TreatmentId, occurred_on: NaiveDate, ground: EndGround) -> Option<String> {
        let command = SelfTerminate { occurred_on, ground };
        endings::self_terminate(&self.context, &self.caller, treatment, command).await.err().map(|problem| problem.code)
    }
}

#[tokio::test]
async fn a_treatment_goes_from_its_registration_to_its_certificate() {
    let fixture = Fixture::new().await;
    let treatment = fixture.register(1, day(2024, 5, 6)).await.unwrap();
    fixture.decide(treatment, day(2024, 5, 8)).await;
    fixture.step(treatment, day(2024, 5, 9), Step::Planned { detox_site: DetoxSite::Commune }).await.unwrap();
    fixture.step(treatment, day(2024, 5, 10), Step::Started {}).await.unwrap();
    let negative = Entry::DrugTest { result: TestResult::Negative, drug: None };
    let lines = vec![(treatment, day(2024, 5, 20), session(true)), (treatment, day(2024, 5, 20), negative)];
    assert!(fixture.enter(lines).await.iter().all(Result::is_ok));
    let course = fixture.course(treatment).await;
    assert_eq!((course.listed.treatment.phase(), course.book.len()), (Phase::UnderWay, 2));
    let command = CompleteTreatment {
        treatment_id: treatment,
        occurred_on: day(2024, 11, 6),
        certificate_number: "12/GCN".into(),
    };
    let key = IdempotencyKey::default();
    endings::complete_all(&fixture.context, &fixture.caller, &key, vec![Ok(command)]).await.unwrap().only().unwrap();
    assert!(fixture.course(treatment).await.listed.awaits.is_none());
    let told = ["registered", "decided", "planned", "started", "session_recorded", "drug_tested", "completed"];
    assert_eq!(fixture.told().await, told.map(|what| format!("treatment.{what}")));
}

#[tokio::test]
async fn a_list_shows_one_phase() {
    let fixture = Fixture::new().await;
    let (one, two) =
        (fixture.register(1, day(2024, 5, 6)).await.unwrap(), fixture.register(2, day(2024, 5, 6)).await.unwrap());
    fixture.begin(two, day(2024, 5, 8)).await;
    for (phase, expected) in [
        (Phase::Registered, vec![one]),
        (Phase::Decided, vec![]),
        (Phase::UnderWay, vec![two]),
        (Phase::Completed, vec![]),
    ] {
        let query = ListTreatments { phase: Some(phase), ..ListTreatments::default() };
        let page = treatments::list(&fixture.context, &fixture.caller, query).await.unwrap();
        let found: Vec<TreatmentId> = page.items.iter().map(|listed| listed.treatment.id).collect();
        assert_eq!(found, expected, "{phase}");
    }
}

#[tokio::test]
async fn what_awaits_something_soon_is_not_begun_or_near_its_end() {
    let fixture = Fixture::new().await;
    let (begun, waiting) =
        (fixture.register(1, day(2024, 5, 6)).await.unwrap(), fixture.register(2, day(2024, 5, 6)).await.unwrap());
    fixture.begin(begun, day(2024, 5, 8)).await;
    for (by, expected) in [(day(2024, 11, 5), vec![waiting]), (day(2024, 11, 6), vec![begun, waiting])] {
        let query = ListTreatments { awaiting_by: Some(by), ..ListTreatments::default() };
        let page = treatments::list(&fixture.context, &fixture.caller, query).await.unwrap();
        assert_eq!(page.items.iter().map(|listed| listed.treatment.id).collect::<Vec<_>>(), expected, "{by}");
    }
}

#[tokio::test]
async fn a_finding_ends_nothing_until_a_person_confirms_it() {
    let fixture = Fixture::new().await;
    let treatment = fixture.register(1, day(2024, 5, 6)).await.unwrap();
    fixture.begin(treatment, day(2024, 5, 6)).await;
    let first = day(2024, 5, 7);
    let missed = first.iter_days().take(10).map(|on| (treatment, on, session(false))).collect();
    assert!(fixture.enter(missed).await.iter().all(Result::is_ok));
    let course = fixture.course(treatment).await;
    assert_eq!(course.listed.treatment.phase(), Phase::UnderWay);
    let kinds: Vec<FindingKind> = course.listed.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [FindingKind::MissedSessions]);

    let ground = EndGround::MissedSessions;
    let early = fixture.code_of_end(treatment, day(2024, 5, 15), ground).await;
    assert_eq!(early.as_deref(), Some("treatment.ground_not_found"));
    assert_eq!(fixture.code_of_end(treatment, day(2024, 5, 16), ground).await, None);
    let ended = fixture.course(treatment).await.listed;
    assert_eq!((ended.treatment.end_ground, ended.findings.len()), (Some(ground), 0));
}

#[tokio::test]
async fn what_was_not_started_in_time_is_recorded_as_not_carried_out() {
    let fixture = Fixture::new().await;
    let treatment = fixture.register(1, day(2024, 5, 9)).await.unwrap();
    fixture.decide(treatment, day(2024, 5, 10)).await;
    let last_day = fixture.code_of_end(treatment, day(2024, 5, 17), EndGround::NotStarted).await;
    assert_eq!(last_day.as_deref(), Some("treatment.ground_not_found"));
    assert_eq!(fixture.code_of_end(treatment, day(2024, 5, 20), EndGround::NotStarted).await, None);
    assert_eq!(fixture.told().await.last().unwrap(), "treatment.self_terminated");
}

#[tokio::test]
async fn a_line_that_is_refused_does_not_touch_the_others() {
    let fixture = Fixture::new().await;
    let treatment = fixture.register(1, day(2024, 5, 6)).await.unwrap();
    fixture.begin(treatment, day(2024, 5, 6)).await;
    let lines = vec![
        (treatment, day(2024, 5, 7), session(true)),
        (treatment, day(2024, 5, 7), session(false)),
        (TreatmentId(Uuid::nil()), day(2024, 5, 7), session(true)),
        (treatment, day(2024, 5, 8), Entry::Left {}),
        (treatment, day(2024, 5, 8), Entry::Returned {}),
    ];
    let answers = fixture.enter(lines).await;
    assert_eq!(answers[1], Err("entry.recorded_already".to_owned()));
    assert_eq!(answers[2], Err("fields".to_owned()));
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 3);
    assert_eq!(fixture.course(treatment).await.book.len(), 3);
}

#[tokio::test]
async fn a_treatment_on_its_way_stays_with_its_commune_until_the_other_accepts() {
    let fixture = Fixture::new().await;
    let treatment = fixture.register(1, day(2024, 5, 6)).await.unwrap();
    let transfer = fixture.send(treatment).await.unwrap();
    assert_eq!(fixture.send(treatment).await.unwrap_err().code, "transfer.under_way");
    assert_eq!(fixture.running(treatment).await, [HERE]);
    let waiting = transfers::under_way(&fixture.context, &officer_of(THERE), ListTransfers::default()).await.unwrap();
    assert_eq!(waiting.total, 1);
    let not_theirs = fixture.answer(HERE, transfer, TransferState::Accepted).await;
    assert_eq!(not_theirs.unwrap_err().code, "forbidden");
    assert_eq!(fixture.answer("29872", transfer, TransferState::Accepted).await.unwrap_err().code, "not_found");
    fixture.answer(THERE, transfer, TransferState::Accepted).await.unwrap();
    assert_eq!(fixture.running(treatment).await, [THERE]);
    assert_eq!(fixture.send(treatment).await.unwrap_err().code, "not_found");
}

#[derive(Clone, Copy, Debug)]
enum Move {
    Send { from: usize },
    Answer { by: usize, state: TransferState },
    End,
}

fn a_move() -> impl Strategy<Value = Move> {
    let states = prop_oneof![
        3 => Just(TransferState::Accepted),
        1 => Just(TransferState::Rejected),
        1 => Just(TransferState::Recalled),
    ];
    prop_oneof![
        4 => (0..2_usize).prop_map(|from| Move::Send { from }),
        4 => (0..2_usize, states).prop_map(|(by, state)| Move::Answer { by, state }),
        1 => Just(Move::End),
    ]
}

/// Beside a model of one place and at most one transfer.
async fn play(moves: Vec<Move>) -> Result<(), TestCaseError> {
    let communes = [HERE, THERE];
    let fixture = Fixture::new().await;
    let treatment = fixture.register(1, day(2024, 5, 6)).await.unwrap();
    let (mut place, mut under_way, mut is_over) = (0, None, false);
    for step in moves {
        match step {
            Move::Send { from } => {
                let command = SendTreatment { to_commune_code: communes[1 - from].into(), moved_on: day(2024, 6, 3) };
                let officer = officer_of(communes[from]);
                let key = IdempotencyKey::default();
                let sent = transfers::send(&fixture.context, &officer, &key, treatment, command).await;
                prop_assert_eq!(sent.is_ok(), from == place && under_way.is_none() && !is_over);
                under_way = under_way.or_else(|| sent.ok().map(|id| (id, from)));
            }
            Move::Answer { by, state } => {
                let Some((id, from)) = under_way else { continue };
                let is_side = (state == TransferState::Recalled) == (by == from);
                let is_taken = state == TransferState::Accepted;
                let answered = fixture.answer(communes[by], id, state).await;
                prop_assert_eq!(answered.is_ok(), is_side && !(is_taken && is_over));
                if answered.is_ok() {
                    under_way = None;
                    place = if is_taken { 1 - from } else { place };
                }
            }
            Move::End => {
                let ended = fixture.code_of_end(treatment, day(2024, 7, 1), EndGround::OwnWill).await;
                prop_assert_eq!(ended.is_none(), !is_over);
                is_over = true;
            }
        }
        prop_assert_eq!(fixture.running(treatment).await, [communes[place]]);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_treatment_is_never_run_by_two_communes_and_never_by_none(moves in prop::collection::vec(a_move(), 1..12)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(moves))?;
    }
}
