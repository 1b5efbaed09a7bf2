//! Handlers that fail or panic.

use crate::fixture::{Fixture, Mood, event, row};

/// One less than it takes to park an event.
const PATIENCE: u32 = 7;

#[tokio::test]
async fn a_handler_that_can_not_now_gets_the_same_event_again() {
    let fixture = Fixture::new().await;
    fixture.make("a", 1, Mood::Fails(3));
    for _ in 0..3 {
        assert!(fixture.inbox.deliver(&[event("a", 1)]).await.is_err());
        assert!(fixture.effects("a").await.is_empty() && fixture.parked().await.is_empty());
    }
    fixture.deliver("a", &[1]).await;
    assert_eq!(fixture.effects("a").await, [1]);
}

#[tokio::test]
async fn nothing_behind_an_event_that_is_tried_again_overtakes_it() {
    let fixture = Fixture::new().await;
    // Once for the batch, once for the event alone.
    fixture.make("a", 1, Mood::Fails(2));
    assert!(fixture.inbox.deliver(&[event("a", 1), event("a", 2), event("b", 1)]).await.is_err());
    assert!(fixture.effects("a").await.is_empty());
    fixture.inbox.deliver(&[event("a", 1), event("a", 2), event("b", 1)]).await.unwrap();
    assert_eq!(fixture.effects("a").await, [1, 2]);
    assert_eq!(fixture.effects("b").await, [1]);
}

#[tokio::test]
async fn an_event_that_fails_too_often_is_parked_with_its_tries() {
    let fixture = Fixture::new().await;
    fixture.make("a", 1, Mood::Fails(u32::MAX));
    for _ in 0..PATIENCE {
        assert!(fixture.inbox.deliver(&[event("a", 1)]).await.is_err());
    }
    fixture.deliver("a", &[1]).await;
    assert_eq!(fixture.parked().await, [row("a", 1, "rejected")]);
    assert_eq!(fixture.problem("a", 1).await, ("failed 8 times, last: Custom Error: not now".to_owned(), 8));

    fixture.calm_down();
    assert_eq!(fixture.inbox.replay(&event("a", 1)).await.unwrap(), Ok(()));
    assert_eq!(fixture.effects("a").await, [1]);
}

#[tokio::test]
async fn a_batch_gives_each_of_its_events_all_its_tries() {
    let fixture = Fixture::new().await;
    fixture.make("a", 1, Mood::Fails(u32::MAX));
    let batch = [event("a", 1), event("b", 1)];
    let mut tries = 0;
    while fixture.inbox.deliver(&batch).await.is_err() {
        tries += 1;
    }
    assert_eq!(tries, PATIENCE);
    assert_eq!(fixture.effects("b").await, [1]);
    assert_eq!(fixture.problem("a", 1).await.1, 8);
}

#[tokio::test]
async fn a_panic_parks_its_event_and_the_inbox_goes_on() {
    let fixture = Fixture::new().await;
    fixture.make("a", 1, Mood::Panics);
    fixture.inbox.deliver(&[event("b", 1), event("a", 1), event("a", 2), event("b", 2)]).await.unwrap();
    assert!(fixture.effects("a").await.is_empty());
    assert_eq!(fixture.effects("b").await, [1, 2]);
    assert_eq!(fixture.parked().await, [row("a", 1, "rejected"), row("a", 2, "held")]);
    assert_eq!(fixture.problem("a", 1).await.0, "the handler panicked");
}
