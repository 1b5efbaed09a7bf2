//! What a merge of two persons does to their stays, and its undoing.

use super::fixture::{Fixture, day, id, merged, registered, unmerged};

/// Persons 1 and 2 are known.
async fn two() -> Fixture {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    fixture.tell(&registered(2), 1).await;
    fixture
}

#[tokio::test]
async fn either_record_lists_the_stays_of_both() {
    let fixture = two().await;
    let one = fixture.admit(1, day(1)).await.unwrap();
    let two = fixture.admit(2, day(2)).await.unwrap();
    fixture.tell(&merged(2, 1), 2).await;
    for number in [1, 2] {
        let stays = fixture.stays_of(number).await;
        assert_eq!(stays.iter().map(|stay| stay.id).collect::<Vec<_>>(), [one, two]);
        assert!(stays.iter().all(|stay| stay.person_id == id(1)));
    }
}

#[tokio::test]
async fn a_merged_record_admitted_is_the_survivor_admitted() {
    let fixture = two().await;
    fixture.tell(&merged(2, 1), 2).await;
    let stay = fixture.admit(2, day(1)).await.unwrap();
    assert_eq!(fixture.named_in_events(stay).await, [Some(id(1))]);
    fixture.tell(&unmerged(2, 1), 3).await;
    assert_eq!((fixture.stays_of(1).await.len(), fixture.stays_of(2).await.len()), (1, 0));
}

#[tokio::test]
async fn nobody_is_admitted_who_is_in_a_facility_under_another_record() {
    let fixture = two().await;
    fixture.admit(2, day(1)).await.unwrap();
    fixture.tell(&merged(2, 1), 2).await;
    for number in [1, 2] {
        let refused = fixture.admit(number, day(2)).await.unwrap_err();
        assert_eq!(refused.code, "admission.person_already_admitted");
    }
}

#[tokio::test]
async fn two_open_stays_brought_together_end_one_by_one_and_name_the_survivor() {
    let fixture = two().await;
    let one = fixture.admit(1, day(1)).await.unwrap();
    let two = fixture.admit(2, day(1)).await.unwrap();
    fixture.tell(&merged(2, 1), 2).await;
    fixture.release(two, day(5)).await.unwrap();
    assert!(fixture.admit(2, day(6)).await.is_err(), "the other stay is still open");
    fixture.release(one, day(7)).await.unwrap();
    assert_eq!(fixture.named_in_events(two).await, [Some(id(2)), Some(id(1))]);
    assert!(fixture.admit(2, day(8)).await.is_ok());
}

#[tokio::test]
async fn an_undone_merge_gives_each_record_its_stays_back() {
    let fixture = two().await;
    let one = fixture.admit(1, day(1)).await.unwrap();
    let two = fixture.admit(2, day(1)).await.unwrap();
    fixture.tell(&merged(2, 1), 2).await;
    fixture.release(two, day(5)).await.unwrap();
    fixture.tell(&unmerged(2, 1), 3).await;
    for (number, stay) in [(1, one), (2, two)] {
        let stays = fixture.stays_of(number).await;
        assert_eq!(stays.iter().map(|stay| (stay.id, stay.person_id)).collect::<Vec<_>>(), [(stay, id(number))]);
    }
    assert!(fixture.admit(2, day(6)).await.is_ok());
    assert!(fixture.admit(1, day(6)).await.is_err());
}

#[tokio::test]
async fn a_chain_of_merges_counts_all_for_its_end() {
    let fixture = two().await;
    fixture.tell(&registered(3), 1).await;
    fixture.admit(2, day(1)).await.unwrap();
    fixture.tell(&merged(2, 1), 2).await;
    fixture.tell(&merged(1, 3), 2).await;
    assert_eq!(fixture.stays_of(2).await[0].person_id, id(3));
    fixture.tell(&unmerged(1, 3), 3).await;
    assert_eq!(fixture.stays_of(2).await[0].person_id, id(1));
    assert!(fixture.stays_of(3).await.is_empty());
}

#[tokio::test]
async fn a_stay_read_before_a_merge_and_written_after_it_counts_for_the_survivor() {
    let fixture = two().await;
    let stay = fixture.admit(2, day(1)).await.unwrap();
    let read = crate::store::admissions::find(&fixture.context.db, [stay]).await.unwrap().remove(&stay).unwrap();
    fixture.tell(&merged(2, 1), 2).await;
    let next = crate::domain::admission::Admission { version: read.version + 1, ..read };
    assert!(crate::store::admissions::update(&fixture.context.db, &next).await.unwrap());
    assert_eq!(fixture.stays_of(1).await[0].person_id, id(1));
}

#[tokio::test]
async fn a_rebuild_forgets_merges_and_takes_them_in_again() {
    let fixture = two().await;
    fixture.admit(2, day(1)).await.unwrap();
    fixture.tell(&merged(2, 1), 2).await;
    fixture.inbox.reset().await.unwrap();
    assert_eq!(fixture.stays_of(2).await[0].person_id, id(2));
    fixture.tell(&registered(1), 1).await;
    fixture.tell(&registered(2), 1).await;
    fixture.tell(&merged(2, 1), 2).await;
    assert_eq!(fixture.stays_of(2).await[0].person_id, id(1));
}
