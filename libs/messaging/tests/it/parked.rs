//! Refused events, and what waits behind them.

use messaging::parking;

use crate::fixture::{Fixture, Mood, event, row};

#[tokio::test]
async fn a_refused_event_is_parked_and_only_its_subject_waits() {
    let fixture = Fixture::new().await;
    fixture.make("a", 2, Mood::Rejects);
    let mixed = [event("a", 1), event("b", 1), event("a", 2), event("b", 2), event("a", 3)];
    fixture.inbox.deliver(&mixed).await.unwrap();
    assert_eq!(fixture.effects("a").await, [1]);
    assert_eq!(fixture.effects("b").await, [1, 2]);
    assert_eq!(fixture.parked().await, [row("a", 2, "rejected"), row("a", 3, "held")]);
    assert_eq!(fixture.problem("a", 2).await, ("not wanted".to_owned(), 1));
}

#[tokio::test]
async fn a_refused_event_that_comes_again_stays_parked() {
    let fixture = Fixture::new().await;
    fixture.make("a", 1, Mood::Rejects);
    fixture.deliver("a", &[1]).await;
    fixture.calm_down();
    fixture.deliver("a", &[1]).await;
    fixture.deliver("a", &[1, 2]).await;
    assert!(fixture.effects("a").await.is_empty());
    assert_eq!(fixture.parked().await, [row("a", 1, "rejected"), row("a", 2, "held")]);
}

#[tokio::test]
async fn a_replay_is_followed_by_what_was_held_in_order() {
    let fixture = Fixture::new().await;
    fixture.make("a", 1, Mood::Rejects);
    fixture.deliver("a", &[1, 3, 2, 4]).await;
    assert!(fixture.inbox.replay(&event("a", 1)).await.unwrap().is_err());
    assert_eq!(fixture.problem("a", 1).await, ("not wanted".to_owned(), 2));

    fixture.calm_down();
    assert_eq!(fixture.inbox.replay(&event("a", 1)).await.unwrap(), Ok(()));
    assert_eq!(fixture.effects("a").await, [1, 2, 3, 4]);
    assert!(fixture.parked().await.is_empty());
    fixture.deliver("a", &[5]).await;
    assert_eq!(fixture.effects("a").await, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_drain_stops_at_the_next_event_that_is_refused() {
    let fixture = Fixture::new().await;
    fixture.make("a", 1, Mood::Rejects);
    fixture.deliver("a", &[1, 2, 3, 4]).await;
    fixture.calm_down();
    fixture.make("a", 3, Mood::Rejects);
    assert_eq!(fixture.inbox.replay(&event("a", 1)).await.unwrap(), Ok(()));
    assert_eq!(fixture.effects("a").await, [1, 2]);
    assert_eq!(fixture.parked().await, [row("a", 3, "rejected"), row("a", 4, "held")]);
}

#[tokio::test]
async fn a_skipped_event_has_no_effect_and_its_subject_goes_on() {
    let fixture = Fixture::new().await;
    fixture.make("a", 1, Mood::Rejects);
    fixture.deliver("a", &[1, 2, 3]).await;
    fixture.inbox.skip(&event("a", 1)).await.unwrap();
    assert_eq!(fixture.effects("a").await, [2, 3]);
    assert!(fixture.parked().await.is_empty());
}

#[tokio::test]
async fn skipping_what_was_replayed_meanwhile_does_not_set_its_subject_back() {
    let fixture = Fixture::new().await;
    fixture.make("a", 1, Mood::Rejects);
    fixture.deliver("a", &[1, 2, 3]).await;
    fixture.calm_down();
    assert_eq!(fixture.inbox.replay(&event("a", 1)).await.unwrap(), Ok(()));
    fixture.inbox.skip(&event("a", 1)).await.unwrap();
    fixture.deliver("a", &[2, 3]).await;
    fixture.deliver("a", &[4]).await;
    assert_eq!(fixture.effects("a").await, [1, 2, 3, 4]);
}

#[tokio::test]
async fn a_new_major_version_is_refused_and_a_type_nobody_handles_is_passed_over() {
    let fixture = Fixture::new().await;
    let mut newer = event("a", 1);
    newer.r#type = "test.thing.happened.v2".to_owned();
    let mut other = event("b", 1);
    other.r#type = "test.thing.renamed.v1".to_owned();
    fixture.inbox.deliver(&[newer, other, event("b", 2)]).await.unwrap();
    assert_eq!(fixture.effects("b").await, [1, 2]);
    assert_eq!(fixture.parked().await, [row("a", 1, "rejected")]);
    assert!(fixture.problem("a", 1).await.0.contains("test.thing.happened.v2"));
}

#[tokio::test]
async fn what_a_cut_off_replay_left_held_is_taken_at_the_next_chance() {
    for next_chance in ["start", "duplicate", "batch"] {
        let fixture = Fixture::new().await;
        fixture.make("a", 1, Mood::Rejects);
        fixture.deliver("a", &[1, 2, 3]).await;
        fixture.calm_down();
        // The replay's own event is handled; then the database goes away before the next.
        fixture.make("a", 2, Mood::Fails(1));
        assert!(fixture.inbox.replay(&event("a", 1)).await.is_err());
        assert_eq!(fixture.parked().await, [row("a", 2, "held"), row("a", 3, "held")]);
        match next_chance {
            "start" => fixture.inbox.catch_up().await.unwrap(),
            "duplicate" => fixture.deliver("a", &[1]).await,
            _ => fixture.deliver("a", &[3, 1]).await,
        }
        assert_eq!(fixture.effects("a").await, [1, 2, 3], "{next_chance}");
        assert!(fixture.parked().await.is_empty(), "{next_chance}");
    }
}

#[tokio::test]
async fn an_unreadable_body_is_kept_once_and_survives_a_rebuild() {
    let fixture = Fixture::new().await;
    for _ in 0..2 {
        parking::park_unreadable(&fixture.db, b"\xff{\0", "no \0 JSON", chrono::DateTime::UNIX_EPOCH).await.unwrap();
    }
    fixture.inbox.reset().await.unwrap();
    let rows = parking::list(&fixture.db, 10).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert!(!rows[0].envelope.contains('\0') && !rows[0].reason.contains('\0'), "PostgreSQL takes no NUL");
    parking::discard_unreadable(&fixture.db, rows[0].event_id).await.unwrap();
    assert!(fixture.parked().await.is_empty());
}
