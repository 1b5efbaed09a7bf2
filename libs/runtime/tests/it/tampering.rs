//! Whoever gets round the triggers is found: every kind of change is named, at the first row it touched.

use runtime::audit::{BreakKind, entries, seals};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ConnectionTrait};
use uuid::Uuid;

use super::fixture::{Fixture, person};

#[tokio::test]
async fn a_row_can_neither_be_changed_nor_removed() {
    for log in Fixture::on_each_engine(2).await {
        let db = &log.context.db;
        let mut forbidden = vec![
            "UPDATE audit_entries SET purpose = 'x'",
            "DELETE FROM audit_entries",
            "UPDATE audit_seals SET hash = 'x'",
            "DELETE FROM audit_seals WHERE sequence = 2",
        ];
        forbidden.push(if log.is_postgres() {
            "TRUNCATE audit_entries"
        } else {
            "INSERT OR REPLACE INTO audit_seals SELECT sequence, entry_id, 'x' FROM audit_seals"
        });
        for statement in forbidden {
            let error = db.execute_unprepared(statement).await.unwrap_err().to_string();
            assert!(error.contains("insert-only"), "{statement}: {error}");
        }
        assert_eq!(log.broken(None).await, None);
    }
}

#[tokio::test]
async fn an_untouched_log_holds() {
    for log in Fixture::on_each_engine(1_203).await {
        let verdict = log.verdict(None).await;
        assert_eq!((verdict.sealed, verdict.waiting, verdict.broken), (1_203, 0, None));
        assert_eq!(log.seals().await.last().unwrap().hash, verdict.hash);
    }
}

async fn change_purpose(log: &Fixture, sequence: i64) {
    log.disarm().await;
    let change = entries::Entity::update_many().col_expr(entries::Column::Purpose, Expr::value("hội chẩn"));
    change.filter(entries::Column::Id.eq(log.entry(sequence).await.id)).exec(&log.context.db).await.unwrap();
}

#[tokio::test]
async fn a_changed_entry_is_named() {
    for log in Fixture::on_each_engine(5).await {
        change_purpose(&log, 3).await;
        let broken = log.verdict(None).await.broken.unwrap();
        assert_eq!((broken.kind, broken.sequence), (BreakKind::EntryChanged, Some(3)));
        assert_eq!(broken.entry_id, Some(log.entry(3).await.id));
    }
}

#[tokio::test]
async fn of_the_last_row_it_is_only_known_that_it_was_changed() {
    for log in Fixture::on_each_engine(5).await {
        change_purpose(&log, 5).await;
        assert_eq!(log.broken(None).await, Some((BreakKind::EntryOrSealChanged, Some(5))));
    }
}

async fn delete_entry(log: &Fixture, sequence: i64) {
    let id = log.entry(sequence).await.id;
    entries::Entity::delete_by_id(id).exec(&log.context.db).await.unwrap();
}

async fn delete_seal(log: &Fixture, sequence: i64) {
    seals::Entity::delete_by_id(sequence).exec(&log.context.db).await.unwrap();
}

#[tokio::test]
async fn a_deleted_entry_is_named() {
    for log in Fixture::on_each_engine(5).await {
        log.disarm().await;
        delete_entry(&log, 2).await;
        assert_eq!(log.broken(None).await, Some((BreakKind::EntryMissing, Some(2))));
    }
}

#[tokio::test]
async fn an_entry_deleted_before_it_was_sealed_leaves_its_place() {
    for log in Fixture::on_each_engine(2).await {
        log.look(3).await;
        log.disarm().await;
        entries::Entity::delete_many()
            .filter(entries::Column::PersonId.eq(person(3).0))
            .exec(&log.context.db)
            .await
            .unwrap();
        log.seal().await;
        assert_eq!(log.broken(None).await, Some((BreakKind::EntryMissing, None)));
    }
}

#[tokio::test]
async fn a_deleted_seal_is_named_with_or_without_its_entry() {
    for (sequence, with_entry) in [(1, true), (1, false), (3, true), (4, false)] {
        for log in Fixture::on_each_engine(5).await {
            log.disarm().await;
            if with_entry {
                delete_entry(&log, sequence).await;
            }
            delete_seal(&log, sequence).await;
            assert_eq!(log.broken(None).await, Some((BreakKind::SealMissing, Some(sequence))));
        }
    }
}

#[tokio::test]
async fn a_changed_seal_is_named() {
    for log in Fixture::on_each_engine(5).await {
        log.disarm().await;
        let change = seals::Entity::update_many().col_expr(seals::Column::Hash, Expr::value("0".repeat(64)));
        change.filter(seals::Column::Sequence.eq(4)).exec(&log.context.db).await.unwrap();
        assert_eq!(log.broken(None).await, Some((BreakKind::SealChanged, Some(4))));
    }
}

#[tokio::test]
async fn an_entry_put_into_the_table_is_named_and_never_sealed() {
    for log in Fixture::on_each_engine(5).await {
        let entry = entries::ActiveModel {
            id: Set(Uuid::from_u128(1)),
            person_id: Set(Some(person(9).0)),
            ..log.entry(2).await.into()
        };
        entries::Entity::insert(entry).exec_without_returning(&log.context.db).await.unwrap();
        log.seal().await;
        let broken = log.verdict(None).await.broken.unwrap();
        assert_eq!((broken.kind, broken.entry_id), (BreakKind::EntryInserted, Some(Uuid::from_u128(1))));
    }
}

async fn set(log: &Fixture, sequence: i64, entry_id: Uuid, hash: Option<&str>) {
    let mut change = seals::Entity::update_many().col_expr(seals::Column::EntryId, Expr::value(entry_id));
    if let Some(hash) = hash {
        change = change.col_expr(seals::Column::Hash, Expr::value(hash));
    }
    change.filter(seals::Column::Sequence.eq(sequence)).exec(&log.context.db).await.unwrap();
}

#[tokio::test]
async fn exchanged_rows_are_named_as_such() {
    // Next to each other and far apart; the entries alone, and the seals with their hashes.
    for (one, other, with_hash) in [(2, 3, false), (2, 5, false), (2, 3, true), (1, 4, true)] {
        for log in Fixture::on_each_engine(5).await {
            log.disarm().await;
            let seals = log.seals().await;
            let of = |sequence: i64| seals.iter().find(|seal| seal.sequence == sequence).unwrap();
            let hash = |sequence: i64| with_hash.then(|| of(sequence).hash.as_str());
            set(&log, one, Uuid::nil(), None).await;
            set(&log, other, of(one).entry_id, hash(one)).await;
            set(&log, one, of(other).entry_id, hash(other)).await;
            let expected = Some((BreakKind::OrderChanged, Some(one)));
            assert_eq!(log.broken(None).await, expected, "{one} and {other}, hashes too: {with_hash}");
        }
    }
}
