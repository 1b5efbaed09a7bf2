//! What a merge of two persons does to their cases, and its undoing.

use domain::codes::AftercareClosureReason;
use domain::ids::{AftercareCaseId, PersonId, ReferralId};

use super::fixture::{Fixture, admitted, day, id, merged, registered, released, unmerged};
use crate::app::cases::{self, CloseCase};
use crate::app::referrals::{self, ListReferrals};
use crate::app::transitions::{self, MoveReferral};
use crate::domain::case::Status;

/// Persons 1 and 2 are known, and in a facility: stays 11 and 12.
async fn two() -> Fixture {
    let fixture = Fixture::new().await;
    for number in [1, 2] {
        fixture.tell(&registered(number), 1).await;
        fixture.tell(&admitted(10 + number, number, day(2022, 1, 1)), 1).await;
    }
    fixture
}

async fn ids(fixture: &Fixture, number: u128) -> Vec<(AftercareCaseId, PersonId)> {
    fixture.cases_of(number).await.iter().map(|case| (case.id, case.person.person_id)).collect()
}

fn case_subject(case: AftercareCaseId) -> String {
    format!("aftercare/case/{case}")
}

#[tokio::test]
async fn either_record_lists_the_cases_of_both_and_two_may_be_open() {
    let fixture = two().await;
    for number in [1, 2] {
        fixture.tell(&released(10 + number, number, day(2023, 1, 1)), 2).await;
    }
    let before = [ids(&fixture, 1).await, ids(&fixture, 2).await];
    fixture.tell(&merged(2, 1), 2).await;
    for number in [1, 2] {
        let listed = fixture.cases_of(number).await;
        assert_eq!(listed.len(), 2);
        assert!(listed.iter().all(|case| case.status == Status::Open && case.person.person_id == id(1)));
    }
    fixture.tell(&unmerged(2, 1), 3).await;
    assert_eq!([ids(&fixture, 1).await, ids(&fixture, 2).await], before);
}

#[tokio::test]
async fn the_case_after_a_merged_records_stay_goes_back_with_the_record() {
    let fixture = two().await;
    fixture.tell(&merged(2, 1), 2).await;
    // The facility has heard of the merge too.
    fixture.tell(&released(12, 1, day(2023, 1, 1)), 2).await;
    let case = ids(&fixture, 1).await[0].0;
    assert_eq!(fixture.named_in_events(case_subject(case)).await, [Some(id(2))]);
    fixture.tell(&unmerged(2, 1), 3).await;
    assert_eq!(ids(&fixture, 2).await, [(case, id(2))]);
    assert!(ids(&fixture, 1).await.is_empty());
}

#[tokio::test]
async fn the_other_stay_of_a_merged_person_leaves_the_case_open() {
    let fixture = two().await;
    fixture.tell(&merged(2, 1), 2).await;
    fixture.tell(&released(12, 1, day(2023, 1, 1)), 2).await;
    fixture.tell(&released(11, 1, day(2023, 6, 1)), 2).await;
    let open = fixture.cases_of(1).await;
    assert_eq!(open.iter().map(|case| case.opened_on).collect::<Vec<_>>(), [day(2023, 1, 1), day(2023, 6, 1)]);
    assert!(open.iter().all(|case| case.status == Status::Open));
}

#[tokio::test]
async fn a_case_closed_after_a_merge_names_the_survivor_and_keeps_its_commune() {
    let fixture = two().await;
    fixture.tell(&released(12, 2, day(2023, 1, 1)), 2).await;
    let case = ids(&fixture, 2).await[0].0;
    let mut merge = merged(2, 1);
    merge.into.commune_code = "00001".into();
    merge.into.province_code = "01".into();
    fixture.tell(&merge, 2).await;
    let closure =
        CloseCase { occurred_on: day(2023, 8, 1), reason: AftercareClosureReason::Relapsed, certificate_number: None };
    let closed = cases::close(&fixture.context, &fixture.caller, case, closure).await.unwrap();
    assert_eq!(closed.person.birth.year, 1971, "the survivor's");
    assert_eq!(closed.person.commune_code, "29869");
    assert_eq!(fixture.named_in_events(case_subject(case)).await, [Some(id(2)), Some(id(1))]);
}

#[tokio::test]
async fn referrals_follow_their_case() {
    let fixture = two().await;
    fixture.tell(&released(12, 2, day(2023, 1, 1)), 2).await;
    let case = ids(&fixture, 2).await[0].0;
    let before = fixture.draft(case, day(2023, 2, 1)).await;
    fixture.tell(&merged(2, 1), 2).await;
    let after = fixture.draft(case, day(2023, 3, 1)).await;
    assert_eq!(whose(&fixture, case).await, [(before, id(1)), (after, id(1))]);
    let step = MoveReferral {
        referral_id: after,
        to: domain::codes::ReferralState::Sent,
        occurred_on: day(2023, 3, 2),
        note: None,
    };
    let key = web::idempotency::IdempotencyKey::default();
    transitions::move_all(&fixture.context, &fixture.caller, &key, vec![Ok(step)]).await.unwrap().only().unwrap();
    let named = fixture.named_in_events(format!("aftercare/referral/{after}")).await;
    assert_eq!(named, [Some(id(2)), Some(id(1))]);
    fixture.tell(&unmerged(2, 1), 3).await;
    assert_eq!(whose(&fixture, case).await, [(before, id(2)), (after, id(2))]);
}

async fn whose(fixture: &Fixture, case: AftercareCaseId) -> Vec<(ReferralId, PersonId)> {
    let query = ListReferrals { case_id: Some(case), ..ListReferrals::default() };
    let page = referrals::list(&fixture.context, &fixture.caller, query).await.unwrap();
    page.items.into_iter().map(|item| (item.referral.id, item.referral.person_id)).collect()
}
