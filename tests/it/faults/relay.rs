//! Killed on the way out: between commit and publish, between confirm and mark.

use std::collections::HashMap;

use anyhow::{Result, ensure};
use sea_orm::DatabaseTransaction;
use testkit::servers::Broker;
use uuid::Uuid;

use super::balance::{balance, effects, note_effects};
use super::fleet::{Fleet, until};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_committed_before_a_kill_is_published_after_it() -> Result<()> {
    let mut fleet = Fleet::start().await?;
    note_effects(&fleet).await?;
    let stays = fleet.stays(10).await?;

    Broker::kill().await?;
    for stay in &stays {
        for number in 0..4 {
            fleet.step(stay, number).await?;
        }
        tests::register(&fleet.officer, "Người mới", 1991).await?;
    }
    let waiting = async |fleet: &Fleet| {
        Ok::<_, anyhow::Error>((fleet.unpublished("facility").await?, fleet.unpublished("registry").await?))
    };
    // A person with a file is two events.
    ensure!(waiting(&fleet).await? == (40, 20), "nothing leaves while the broker is away");
    fleet.kill("facility").await?;
    fleet.kill("registry").await?;
    Broker::start().await?;
    ensure!(waiting(&fleet).await? == (40, 20), "nothing leaves while the producers are away");

    fleet.run("facility").await?;
    fleet.run("registry").await?;
    fleet.settle().await?;
    let balance = balance(&fleet).await?;
    println!("{balance}");
    fleet.stop().await?;
    balance.check()
}

/// Opens the window between confirm and mark: these many events are applied in reporting while the lock
/// keeps facility's relay from marking them.
async fn confirmed_but_not_marked(fleet: &Fleet, number: usize) -> Result<DatabaseTransaction> {
    let (place, people) = fleet.people(number).await?;
    let before = effects(fleet).await?.len();
    // Frozen, so that the relay has the batch in hand but no confirm when the lock is taken.
    Broker::pause().await?;
    fleet.admit(&place, &people).await?;
    let lock = fleet.lock(&fleet.table("facility", "outbox")).await?;
    Broker::resume().await?;
    until("the events are applied", async || Ok(effects(fleet).await?.len() == before + number)).await?;
    let outbox = fleet.table("facility", "outbox");
    until("the relay wants to mark them", async || Ok(fleet.waiting_for(&outbox).await? > 0)).await?;
    ensure!(fleet.unpublished("facility").await? == i64::try_from(number)?, "the lock keeps them unmarked");
    Ok(lock)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_confirmed_but_not_marked_is_published_twice_and_applied_once() -> Result<()> {
    const EVENTS: usize = 50;
    let mut fleet = Fleet::start().await?;
    note_effects(&fleet).await?;
    fleet.wire.attend().await?;
    let lock = confirmed_but_not_marked(&fleet, EVENTS).await?;

    fleet.kill("facility").await?;
    fleet.end_waiting_for(&fleet.table("facility", "outbox")).await?;
    lock.rollback().await?;
    ensure!(fleet.unpublished("facility").await? == i64::try_from(EVENTS)?, "the marks died with the process");
    fleet.run("facility").await?;
    until("all is marked", async || Ok(fleet.unpublished("facility").await? == 0)).await?;
    fleet.settle().await?;

    let mut seen: HashMap<Uuid, usize> = HashMap::new();
    for event in fleet.wire.witnessed().await?.iter().filter(|event| event.noun() == "facility.admission") {
        *seen.entry(event.id).or_default() += 1;
    }
    ensure!(seen.len() == EVENTS && seen.values().all(|times| *times == 2), "published: {:?}", seen.values());
    let balance = balance(&fleet).await?;
    println!("{balance}");
    fleet.stop().await?;
    balance.check()
}

/// The relay's own lock must not outlive the connection it was taken on.
#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_loses_a_statement_does_not_wait_for_itself() -> Result<()> {
    let fleet = Fleet::start().await?;
    note_effects(&fleet).await?;
    let lock = confirmed_but_not_marked(&fleet, 20).await?;
    fleet.end_waiting_for(&fleet.table("facility", "outbox")).await?;
    lock.rollback().await?;
    until("all is marked", async || Ok(fleet.unpublished("facility").await? == 0)).await?;
    fleet.settle().await?;
    let balance = balance(&fleet).await?;
    println!("{balance}");
    fleet.stop().await?;
    balance.check()
}
