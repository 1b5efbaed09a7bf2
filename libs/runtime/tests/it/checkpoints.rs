//! What a chain without a secret can't show by itself, a checkpoint kept elsewhere does.

use chrono::TimeDelta;
use runtime::audit::{BreakKind, Checkpoint, chain, entries, seals};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

use super::fixture::Fixture;

/// Removes everything from `sequence` on, entries and seals.
async fn cut_off(log: &Fixture, sequence: i64) {
    log.disarm().await;
    let gone: Vec<_> = log.seals().await.into_iter().filter(|seal| seal.sequence >= sequence).collect();
    for seal in gone {
        entries::Entity::delete_by_id(seal.entry_id).exec(&log.context.db).await.unwrap();
        seals::Entity::delete_by_id(seal.sequence).exec(&log.context.db).await.unwrap();
    }
}

#[tokio::test]
async fn a_log_goes_on_behind_its_checkpoint() {
    for log in Fixture::on_each_engine(3).await {
        let checkpoint = Checkpoint::take(&log.context).await.unwrap();
        assert_eq!(log.broken(Some(&checkpoint)).await, None);
        log.look(4).await;
        log.seal().await;
        assert_eq!(log.broken(Some(&checkpoint)).await, None);
    }
}

#[tokio::test]
async fn an_empty_log_has_a_checkpoint_too() {
    for log in Fixture::on_each_engine(0).await {
        let checkpoint = Checkpoint::take(&log.context).await.unwrap();
        assert_eq!((checkpoint.sequence, checkpoint.hash.as_str()), (0, chain::to_text(&chain::first("log")).as_str()));
        assert_eq!(log.broken(Some(&checkpoint)).await, None);
    }
}

#[tokio::test]
async fn a_cut_off_end_shows_against_the_checkpoint_only() {
    for log in Fixture::on_each_engine(5).await {
        let checkpoint = Checkpoint::take(&log.context).await.unwrap();
        cut_off(&log, 4).await;
        assert_eq!(log.broken(None).await, None);
        assert_eq!(log.broken(Some(&checkpoint)).await, Some((BreakKind::Truncated, Some(4))));
    }
}

#[tokio::test]
async fn a_cut_off_end_shows_also_when_the_log_has_grown_over_it() {
    for log in Fixture::on_each_engine(5).await {
        let checkpoint = Checkpoint::take(&log.context).await.unwrap();
        cut_off(&log, 4).await;
        for number in 10..15 {
            log.look(number).await;
        }
        log.seal().await;
        assert_eq!(log.broken(Some(&checkpoint)).await, Some((BreakKind::Rewritten, Some(5))));
    }
}

#[tokio::test]
async fn a_chain_computed_anew_shows_against_the_checkpoint() {
    for log in Fixture::on_each_engine(5).await {
        let checkpoint = Checkpoint::take(&log.context).await.unwrap();
        log.disarm().await;
        let db = &log.context.db;
        let change = entries::Entity::update_many().col_expr(entries::Column::Purpose, Expr::value("khác"));
        change.filter(entries::Column::Id.eq(log.entry(2).await.id)).exec(db).await.unwrap();
        let mut hash = chain::first("log");
        for sequence in 1..=5 {
            hash = chain::next(&hash, &log.entry(sequence).await, sequence);
            let change = seals::Entity::update_many().col_expr(seals::Column::Hash, Expr::value(chain::to_text(&hash)));
            change.filter(seals::Column::Sequence.eq(sequence)).exec(db).await.unwrap();
        }
        assert_eq!(log.broken(None).await, None);
        assert_eq!(log.broken(Some(&checkpoint)).await, Some((BreakKind::Rewritten, Some(5))));
    }
}

#[tokio::test]
async fn a_changed_or_foreign_checkpoint_is_refused() {
    for log in Fixture::on_each_engine(5).await {
        let genuine = Checkpoint::take(&log.context).await.unwrap();
        let forged = [
            Checkpoint { sequence: 4, ..genuine.clone() },
            Checkpoint { hash: log.seals().await[3].hash.clone(), ..genuine.clone() },
            Checkpoint { at: genuine.at + TimeDelta::days(1), ..genuine.clone() },
            Checkpoint { service: "another".to_owned(), ..genuine.clone() },
            Checkpoint { mac: "00".repeat(32), ..genuine.clone() },
            Checkpoint { mac: String::new(), ..genuine },
        ];
        for checkpoint in forged {
            let broken = log.broken(Some(&checkpoint)).await.unwrap();
            assert_eq!(broken.0, BreakKind::CheckpointForged, "{checkpoint:?}");
        }
    }
}
