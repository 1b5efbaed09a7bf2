//! Every committed entry gets its seal once, whoever seals and in whatever order entries commit.

use chrono::TimeDelta;
use futures_util::future::join_all;
use runtime::audit::{BreakKind, entries, seals};
use sea_orm::entity::prelude::*;

use super::fixture::{Fixture, act, person};

#[tokio::test]
async fn an_entry_exists_if_and_only_if_its_read_committed() {
    for log in Fixture::on_each_engine(0).await {
        let tx = log.context.begin().await.unwrap();
        log.context.audit(&tx, &act(), &[person(1), person(2)]).await.unwrap();
        tx.rollback().await.unwrap();
        log.look(3).await;
        log.seal().await;
        let entries = entries::Entity::find().all(&log.context.db).await.unwrap();
        let persons: Vec<_> = entries.iter().map(|entry| entry.person_id).collect();
        assert_eq!(persons, [Some(person(3).0)]);
        assert_eq!(log.verdict(None).await.sealed, 1);
    }
}

#[tokio::test]
async fn an_entry_that_commits_late_is_sealed_behind_younger_ones() {
    // SQLite has one connection: nothing can commit while another transaction is open.
    for log in Fixture::on_each_engine(1).await.into_iter().filter(Fixture::is_postgres) {
        let late = log.context.begin().await.unwrap();
        log.context.audit(&late, &act(), &[person(2)]).await.unwrap();
        log.look(3).await;
        log.seal().await;
        late.commit().await.unwrap();
        log.seal().await;
        assert_eq!(log.entry(3).await.person_id, Some(person(2).0));
        assert_eq!(log.broken(None).await, None);
    }
}

#[tokio::test]
async fn sealers_at_the_same_time_leave_no_gap_and_seal_nothing_twice() {
    for log in Fixture::on_each_engine(0).await {
        let persons: Vec<_> = (1..=1_700).map(person).collect();
        let tx = log.context.begin().await.unwrap();
        log.context.audit(&tx, &act(), &persons).await.unwrap();
        tx.commit().await.unwrap();
        for _ in 0..8 {
            join_all((0..4).map(|_| seals::seal_batch(&log.context))).await.into_iter().for_each(|done| {
                done.unwrap();
            });
        }
        let sequences: Vec<i64> = log.seals().await.iter().map(|seal| seal.sequence).collect();
        assert_eq!(sequences, (1..=1_700).collect::<Vec<_>>());
        let verdict = log.verdict(None).await;
        assert_eq!((verdict.waiting, verdict.broken), (0, None));
    }
}

#[tokio::test]
async fn the_tail_may_wait_for_a_minute() {
    for log in Fixture::on_each_engine(2).await {
        log.look(3).await;
        log.clock().advance(TimeDelta::seconds(60));
        let verdict = log.verdict(None).await;
        assert_eq!((verdict.sealed, verdict.waiting, verdict.broken), (2, 1, None));
        log.clock().advance(TimeDelta::seconds(1));
        assert_eq!(log.broken(None).await, Some((BreakKind::SealOverdue, None)));
        log.seal().await;
        assert_eq!(log.broken(None).await, None);
    }
}

#[tokio::test]
async fn an_act_on_nobody_in_particular_is_sealed_like_any_other() {
    for log in Fixture::on_each_engine(0).await {
        let tx = log.context.begin().await.unwrap();
        let long = "dài\u{0}\n ".repeat(400);
        let act = runtime::audit::Act { detail: Some(long), ..act() };
        log.context.audit_alone(&tx, &act).await.unwrap();
        log.context.commit_read(tx).await.unwrap();
        log.seal().await;
        let entry = log.entry(1).await;
        assert_eq!((entry.person_id, entry.at), (None, super::fixture::start()));
        let detail = entry.detail.unwrap();
        assert!(detail.chars().count() <= 500 && !detail.contains(char::is_control), "{detail}");
        assert_eq!(log.broken(None).await, None);
    }
}
