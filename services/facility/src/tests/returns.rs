//! From the release to the commune: hand-over, answer, arrival.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use domain::codes::release::{ArrivalState, HandoverPaper, HandoverRefusal, HandoverState};
use domain::codes::{ReleaseReason, StayMovement};
use domain::ids::{AdmissionId, HandoverId};
use domain::law::clock;
use messaging::outbox;
use runtime::Clock;
use web::idempotency::IdempotencyKey;
use web::{Caller, Grant, Problem, Role};

use super::fixture::{Fixture, registered};
use crate::app::handovers::{self, AnswerHandover, HandOver, ListReturns, RecordArrival, Return};
use crate::domain::handover::Concern;

const HOME: &str = "29869";
const OTHER: &str = "29872";
const RELEASED: &str = "2024-05-09";

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Released on a Thursday, which is today.
async fn one() -> (Fixture, AdmissionId) {
    let mut fixture = Fixture::new().await;
    let morning = clock::start_of_day(date(RELEASED)) + TimeDelta::hours(9);
    fixture.context.clock = Clock::fixed(morning.to_utc());
    fixture.tell(&registered(1), 1).await;
    let stay = fixture.admit(1, date("2023-05-09")).await.unwrap();
    fixture.release(stay, date(RELEASED)).await.unwrap();
    (fixture, stay)
}

fn officer_of(commune: &str, fixture: &Fixture) -> Caller {
    let grant = Grant { role: Role::CommuneOfficer, area: Some(commune.into()), facility: None };
    Caller { account: fixture.caller.account, grants: vec![grant] }
}

fn command(stay: AdmissionId, commune: &str, on: &str) -> HandOver {
    HandOver {
        admission_id: stay,
        commune_code: commune.into(),
        occurred_on: date(on),
        papers: BTreeSet::from([HandoverPaper::Minutes, HandoverPaper::Certificate]),
        number: Some("31/BB-CSCN".into()),
    }
}

async fn hand(fixture: &Fixture, command: HandOver) -> Result<HandoverId, Problem> {
    let key = IdempotencyKey::default();
    let answer = handovers::hand_over_all(&fixture.context, &fixture.caller, &key, vec![Ok(command)]).await?;
    answer.only().map(HandoverId)
}

async fn answer(
    fixture: &Fixture,
    caller: &Caller,
    id: HandoverId,
    refusal: Option<HandoverRefusal>,
    on: &str,
) -> Result<Return, Problem> {
    let state = refusal.map_or(HandoverState::Acknowledged, |_| HandoverState::Refused);
    let command = AnswerHandover { state, occurred_on: date(on), refusal };
    handovers::answer(&fixture.context, caller, id, command).await
}

async fn arrive(fixture: &Fixture, caller: &Caller, id: HandoverId, on: &str) -> Result<Return, Problem> {
    handovers::arrive(&fixture.context, caller, id, RecordArrival { occurred_on: date(on) }).await
}

async fn concerned(fixture: &Fixture, concern: Concern) -> usize {
    let query = ListReturns { concern: Some(concern), ..ListReturns::default() };
    handovers::sent(&fixture.context, &fixture.caller, query).await.unwrap().items.len()
}

async fn received(fixture: &Fixture, commune: &str) -> Vec<Return> {
    let caller = officer_of(commune, fixture);
    handovers::received(&fixture.context, &caller, ListReturns::default()).await.unwrap().items
}

fn code<T>(result: Result<T, Problem>) -> String {
    let problem = result.err().unwrap();
    problem.fields.first().map_or(problem.code, |field| field.code.clone())
}

/// What was told of hand-overs, in order.
async fn told(fixture: &Fixture) -> Vec<String> {
    let journal = outbox::journal(&fixture.context.db, 0, 500).await.unwrap();
    let of = |kind: String| kind.strip_prefix("facility.handover.").map(str::to_owned);
    journal.into_iter().filter_map(|(_, event)| of(event.r#type)).collect()
}

#[tokio::test]
async fn a_commune_that_sends_a_person_back_leaves_them_to_the_next() {
    let (fixture, stay) = one().await;
    let first = hand(&fixture, command(stay, OTHER, RELEASED)).await.unwrap();
    assert_eq!(code(hand(&fixture, command(stay, HOME, RELEASED)).await), "handover.under_way");
    assert_eq!((received(&fixture, OTHER).await.len(), received(&fixture, HOME).await.len()), (1, 0));
    let (home, other) = (officer_of(HOME, &fixture), officer_of(OTHER, &fixture));
    assert_eq!(code(answer(&fixture, &home, first, None, RELEASED).await), "not_found", "the neighbour's");
    let reason = Some(HandoverRefusal::NotResident);
    let sent_back = answer(&fixture, &other, first, reason, RELEASED).await.unwrap();
    assert_eq!(sent_back.handovers[0].refusal, reason);
    assert!(received(&fixture, OTHER).await.is_empty());
    assert_eq!(code(arrive(&fixture, &other, first, RELEASED).await), "handover.not_current");
    let second = hand(&fixture, command(stay, HOME, RELEASED)).await.unwrap();
    answer(&fixture, &home, second, None, RELEASED).await.unwrap();
    assert_eq!(code(answer(&fixture, &home, second, reason, RELEASED).await), "handover.answered");
    let arrived = arrive(&fixture, &home, second, RELEASED).await.unwrap();
    assert_eq!((arrived.arrival.state, arrived.arrival.days_since_release), (ArrivalState::Arrived, 0));
    assert_eq!(code(arrive(&fixture, &home, second, RELEASED).await), "handover.arrived");
    assert_eq!(concerned(&fixture, Concern::Open).await, 0);
    let history = handovers::read(&fixture.context, &fixture.caller, stay).await.unwrap().handovers;
    assert_eq!(
        history.iter().map(|one| one.state).collect::<Vec<_>>(),
        [HandoverState::Refused, HandoverState::Acknowledged]
    );
    assert_eq!(told(&fixture).await, ["sent.v1", "answered.v1", "sent.v1", "answered.v1", "arrived.v1"]);
}

#[tokio::test]
async fn who_does_not_come_in_time_stays_visible() {
    let (fixture, stay) = one().await;
    let states = |returns: Vec<Return>| returns.into_iter().map(|home| home.arrival.state).collect::<Vec<_>>();
    let id = hand(&fixture, command(stay, HOME, RELEASED)).await.unwrap();
    for (days, expected) in [(0, ArrivalState::Expected), (7, ArrivalState::Due), (1, ArrivalState::NotArrived)] {
        fixture.context.clock.advance(TimeDelta::days(days));
        assert_eq!(states(received(&fixture, HOME).await), [expected]);
    }
    fixture.context.clock.advance(TimeDelta::days(30));
    let lost = received(&fixture, HOME).await.pop().unwrap().arrival;
    assert_eq!((lost.days_since_release, lost.due_on), (38, Some(date("2024-05-16"))));
    assert_eq!(concerned(&fixture, Concern::NotArrived).await, 1);
    assert_eq!(concerned(&fixture, Concern::Unacknowledged).await, 1);
    // Late is still arrived, and the papers are acknowledged apart.
    arrive(&fixture, &officer_of(HOME, &fixture), id, "2024-06-16").await.unwrap();
    assert_eq!(concerned(&fixture, Concern::NotArrived).await, 0);
    assert_eq!(concerned(&fixture, Concern::Unacknowledged).await, 1);
    answer(&fixture, &officer_of(HOME, &fixture), id, None, "2024-06-16").await.unwrap();
    assert_eq!(concerned(&fixture, Concern::Unacknowledged).await, 0);
    let reason = Some(HandoverRefusal::WrongCommune);
    assert_eq!(
        code(answer(&fixture, &officer_of(HOME, &fixture), id, reason, "2024-06-16").await),
        "handover.answered"
    );
}

#[tokio::test]
async fn who_was_never_handed_over_is_listed_too_until_admitted_again() {
    let (fixture, _) = one().await;
    fixture.context.clock.advance(TimeDelta::days(20));
    assert_eq!(concerned(&fixture, Concern::NotArrived).await, 1);
    fixture.admit(1, date("2024-05-20")).await.unwrap();
    assert_eq!(concerned(&fixture, Concern::NotArrived).await, 0);
}

#[tokio::test]
async fn a_hand_over_asks_for_papers_a_commune_of_the_day_and_days_that_fit() {
    let (fixture, stay) = one().await;
    let refuse = async |change: fn(&mut HandOver)| {
        let mut command = command(stay, HOME, RELEASED);
        change(&mut command);
        code(hand(&fixture, command).await)
    };
    assert_eq!(refuse(|command| command.papers.clear()).await, "required");
    assert_eq!(refuse(|command| command.commune_code = "87".into()).await, "place.unknown");
    assert_eq!(refuse(|command| command.number = Some("Nguyễn Văn A".into())).await, "document.reference");
    assert_eq!(refuse(|command| command.occurred_on = date("2024-05-08")).await, "date.too_early");
    assert_eq!(refuse(|command| command.occurred_on = date("2024-05-10")).await, "date.future");
    let id = hand(&fixture, command(stay, HOME, RELEASED)).await.unwrap();
    let home = officer_of(HOME, &fixture);
    assert_eq!(code(arrive(&fixture, &home, id, "2024-05-08").await), "date.too_early");
    let command = AnswerHandover { state: HandoverState::Refused, occurred_on: date(RELEASED), refusal: None };
    assert_eq!(code(handovers::answer(&fixture.context, &home, id, command).await), "required");
}

#[tokio::test]
async fn nobody_is_handed_over_who_did_not_go_home() {
    let (fixture, _) = one().await;
    fixture.tell(&registered(2), 1).await;
    let held = fixture.admit(2, date("2024-01-01")).await.unwrap();
    assert_eq!(code(hand(&fixture, command(held, HOME, RELEASED)).await), "handover.not_released");
    fixture.release_for(ReleaseReason::RemovedForProceedings, held, date("2024-05-01")).await.unwrap();
    assert_eq!(code(hand(&fixture, command(held, HOME, RELEASED)).await), "handover.not_released");
}

#[tokio::test]
async fn a_release_that_was_not_takes_its_hand_over_with_it() {
    let (fixture, stay) = one().await;
    hand(&fixture, command(stay, HOME, RELEASED)).await.unwrap();
    let entry = fixture.entry(stay, StayMovement::Released).await;
    fixture.correct(stay, entry, None).await.unwrap();
    assert!(received(&fixture, HOME).await.is_empty());
    assert_eq!(told(&fixture).await, ["sent.v1", "withdrawn.v1"]);
    fixture.release(stay, date(RELEASED)).await.unwrap();
    assert!(hand(&fixture, command(stay, HOME, RELEASED)).await.is_ok());
}

#[tokio::test]
async fn a_repeated_request_hands_over_once() {
    let (fixture, stay) = one().await;
    let key = fixture.key("one").await;
    let mut ids = BTreeSet::new();
    for _ in 0..2 {
        let items = vec![Ok(command(stay, HOME, RELEASED))];
        let answer = handovers::hand_over_all(&fixture.context, &fixture.caller, &key, items).await.unwrap();
        ids.insert(answer.only().unwrap());
    }
    assert_eq!(ids.len(), 1);
}
