//! The waiting list: who is on it, in which order, and how the waiting ends.

use domain::codes::AdmissionBasis;
use domain::codes::facility::{WaitReason, WaitingEnd, WaitingPriority};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::{Caller, Grant, Problem, Role};

use super::fixture::{Fixture, day, id, merged, registered, unmerged};
use crate::app::waiting::{self, ListPerson, WithdrawWaiting};
use crate::domain::waiting::{Outcome, Waiting};

async fn fixture() -> Fixture {
    let fixture = Fixture::new().await;
    for number in 1..=4 {
        fixture.tell(&registered(number), 1).await;
    }
    fixture
}

async fn list(fixture: &Fixture, number: u128, priority: WaitingPriority, decided: u64) -> Result<Uuid, Problem> {
    let command = ListPerson {
        person_id: id(number),
        decision_number: format!("{number}/QĐ-TA"),
        decided_on: day(decided),
        priority,
        reason: WaitReason::NoPlace,
        listed_on: Some(day(decided + 1)),
    };
    waiting::list_person(&fixture.context, &fixture.caller, &IdempotencyKey::default(), fixture.place, command).await
}

async fn listed(fixture: &Fixture, closed: bool) -> Vec<Waiting> {
    waiting::list(&fixture.context, &fixture.caller, fixture.place, closed).await.unwrap()
}

#[tokio::test]
async fn who_comes_first_stands_first() {
    let fixture = fixture().await;
    let one = list(&fixture, 1, WaitingPriority::Ordinary, 10).await.unwrap();
    let two = list(&fixture, 2, WaitingPriority::High, 30).await.unwrap();
    let three = list(&fixture, 3, WaitingPriority::Ordinary, 5).await.unwrap();
    let order: Vec<Uuid> = listed(&fixture, false).await.into_iter().map(|waiting| waiting.id).collect();
    assert_eq!(order, [two, three, one]);
}

#[tokio::test]
async fn nobody_is_listed_twice_or_while_serving_the_decision() {
    let fixture = fixture().await;
    list(&fixture, 1, WaitingPriority::Ordinary, 10).await.unwrap();
    assert_eq!(list(&fixture, 1, WaitingPriority::High, 11).await.unwrap_err().code, "waiting.listed");
    fixture.admit(2, day(10)).await.unwrap();
    assert_eq!(list(&fixture, 2, WaitingPriority::High, 11).await.unwrap_err().code, "waiting.admitted");
    // Whoever is held while the dossier ran may wait for the place of the decision.
    fixture.admit_on(AdmissionBasis::HeldForDossier, 3, day(10)).await.unwrap();
    list(&fixture, 3, WaitingPriority::Ordinary, 12).await.unwrap();
}

#[tokio::test]
async fn an_admission_by_decision_ends_the_waiting() {
    let fixture = fixture().await;
    list(&fixture, 1, WaitingPriority::Ordinary, 10).await.unwrap();
    fixture.admit_on(AdmissionBasis::HeldForDossier, 1, day(12)).await.unwrap();
    assert_eq!(listed(&fixture, false).await.len(), 1, "only held so far");
    let held = fixture.stays_of(1).await[0].id;
    fixture.release_for(domain::codes::ReleaseReason::DecisionInForce, held, day(20)).await.unwrap();
    let stay = fixture.admit(1, day(20)).await.unwrap();
    assert!(listed(&fixture, false).await.is_empty());
    let closed = listed(&fixture, true).await[0].closed.unwrap();
    assert_eq!((closed.on, closed.how), (day(20), Outcome::Admitted(stay)));
}

#[tokio::test]
async fn somebody_is_taken_off_with_a_reason_and_once() {
    let fixture = fixture().await;
    let entry = list(&fixture, 1, WaitingPriority::Ordinary, 10).await.unwrap();
    let withdraw = async |caller: &Caller| {
        let command = WithdrawWaiting { on: day(15), reason: WaitingEnd::Postponed };
        waiting::withdraw(&fixture.context, caller, entry, command).await
    };
    let elsewhere = Grant { role: Role::FacilityStaff, area: None, facility: Some(fixture.other) };
    let other = Caller { grants: vec![elsewhere], ..fixture.caller.clone() };
    assert_eq!(withdraw(&other).await.unwrap_err().code, "not_found");
    withdraw(&fixture.caller).await.unwrap();
    assert_eq!(withdraw(&fixture.caller).await.unwrap_err().code, "waiting.closed");
    assert!(listed(&fixture, false).await.is_empty());
    // The decision may come into force again.
    list(&fixture, 1, WaitingPriority::Ordinary, 40).await.unwrap();
}

#[tokio::test]
async fn the_list_follows_merges_and_their_undoing() {
    let fixture = fixture().await;
    list(&fixture, 2, WaitingPriority::Ordinary, 10).await.unwrap();
    fixture.tell(&merged(2, 1), 2).await;
    assert_eq!(listed(&fixture, false).await[0].person_id, id(1));
    assert_eq!(list(&fixture, 1, WaitingPriority::Ordinary, 11).await.unwrap_err().code, "waiting.listed");
    fixture.tell(&unmerged(2, 1), 3).await;
    assert_eq!(listed(&fixture, false).await[0].person_id, id(2));
    fixture.tell(&merged(2, 1), 4).await;
    fixture.admit(1, day(20)).await.unwrap();
    assert!(listed(&fixture, false).await.is_empty(), "admitted under the other record");
}
