//! Each event once, in the order of its subject.

use crate::fixture::{Fixture, event, row};

#[tokio::test]
async fn a_duplicate_has_no_effect() {
    let fixture = Fixture::new().await;
    for _ in 0..3 {
        fixture.deliver("a", &[1]).await;
        fixture.deliver("a", &[1, 2, 1, 2]).await;
    }
    assert_eq!(fixture.effects("a").await, [1, 2]);
    assert!(fixture.parked().await.is_empty());
}

#[tokio::test]
async fn what_comes_too_early_is_held_until_the_gap_is_filled() {
    let fixture = Fixture::new().await;
    fixture.deliver("a", &[3]).await;
    fixture.deliver("a", &[2]).await;
    assert!(fixture.effects("a").await.is_empty());
    assert_eq!(fixture.parked().await, [row("a", 2, "held"), row("a", 3, "held")]);
    fixture.deliver("a", &[1]).await;
    assert_eq!(fixture.effects("a").await, [1, 2, 3]);
    assert!(fixture.parked().await.is_empty());
}

#[tokio::test]
async fn a_batch_that_fills_the_gap_takes_what_was_held_along() {
    let fixture = Fixture::new().await;
    fixture.deliver("a", &[4, 2]).await;
    fixture.deliver("a", &[1, 3]).await;
    assert_eq!(fixture.effects("a").await, [1, 2, 3, 4]);
    assert!(fixture.parked().await.is_empty());
}

#[tokio::test]
async fn a_batch_out_of_order_is_put_in_order() {
    let fixture = Fixture::new().await;
    fixture.deliver("a", &[5, 3, 1, 3, 4, 2, 5]).await;
    assert_eq!(fixture.effects("a").await, [1, 2, 3, 4, 5]);
    assert!(fixture.parked().await.is_empty());
}

#[tokio::test]
async fn a_gap_in_one_subject_does_not_stop_another() {
    let fixture = Fixture::new().await;
    let mixed = [event("a", 2), event("b", 1), event("a", 3), event("b", 2)];
    fixture.inbox.deliver(&mixed).await.unwrap();
    assert!(fixture.effects("a").await.is_empty());
    assert_eq!(fixture.effects("b").await, [1, 2]);
}

#[tokio::test]
async fn every_order_and_every_batch_size_end_the_same() {
    for size in 1..=6 {
        for order in permutations(&[1, 2, 3, 4]) {
            let fixture = Fixture::new().await;
            let twice: Vec<i64> = order.iter().chain(order.iter().rev()).copied().collect();
            for batch in twice.chunks(size) {
                fixture.deliver("a", batch).await;
            }
            assert_eq!(fixture.effects("a").await, [1, 2, 3, 4], "{order:?} in batches of {size}");
            assert!(fixture.parked().await.is_empty(), "{order:?} in batches of {size}");
        }
    }
}

#[tokio::test]
async fn a_rebuild_applies_everything_again() {
    let fixture = Fixture::new().await;
    fixture.deliver("a", &[1, 2, 4]).await;
    fixture.inbox.reset().await.unwrap();
    assert!(fixture.effects("a").await.is_empty());
    assert!(fixture.parked().await.is_empty());
    fixture.deliver("a", &[4, 3]).await;
    fixture.deliver("a", &[1, 2]).await;
    assert_eq!(fixture.effects("a").await, [1, 2, 3, 4]);
}

fn permutations(of: &[i64]) -> Vec<Vec<i64>> {
    if of.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, first) in of.iter().enumerate() {
        let rest: Vec<i64> = of[..at].iter().chain(&of[at + 1..]).copied().collect();
        all.extend(permutations(&rest).into_iter().map(|tail| [vec![*first], tail].concat()));
    }
    all
}
