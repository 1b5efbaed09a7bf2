//! Killed on the way in: between effect and ack; and messages that come often and in any order.

use anyhow::{Context as _, Result, ensure};
use events::Envelope;
use messaging::rabbitmq::queue_of;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use testkit::servers::Broker;

use super::balance::{balance, effects, journals, note_effects};
use super::fleet::{Fleet, until};

#[tokio::test(flavor = "multi_thread")]
async fn what_took_effect_but_was_not_acknowledged_comes_again_and_is_applied_once() -> Result<()> {
    const EVENTS: usize = 50;
    let mut fleet = Fleet::start().await?;
    note_effects(&fleet).await?;
    let (place, people) = fleet.people(EVENTS).await?;
    let (queue, lines) = (queue_of("reporting"), fleet.table("reporting", "movement_lines"));
    let before = effects(&fleet).await?.len();

    let lock = fleet.lock(&lines).await?;
    fleet.admit(&place, &people).await?;
    until("the consumer waits with its effects", async || Ok(fleet.waiting_for(&lines).await? > 0)).await?;
    until("the events are published", async || Ok(fleet.unpublished("facility").await? == 0)).await?;
    until("the broker has delivered them", async || Ok(fleet.wire.depth(&queue).await?.messages == 0)).await?;
    Broker::pause().await?;
    lock.rollback().await?;
    until("the effects are committed", async || Ok(effects(&fleet).await?.len() == before + EVENTS)).await?;
    fleet.kill("reporting").await?;
    Broker::kill().await?;
    Broker::start().await?;
    until("no event was acknowledged", async || Ok(fleet.wire.depth(&queue).await?.messages == u32::try_from(EVENTS)?))
        .await?;

    fleet.run("reporting").await?;
    until("they are delivered again", async || Ok(fleet.wire.depth(&queue).await?.messages == 0)).await?;
    mark_the_end(&fleet).await?;
    let balance = balance(&fleet).await?;
    println!("{balance}");
    fleet.stop().await?;
    balance.check()
}

/// A queue keeps its order: when a last event is applied, all before it have been dealt with.
async fn mark_the_end(fleet: &Fleet) -> Result<()> {
    tests::register(&fleet.officer, "Người cuối", 1992).await?;
    fleet.settle().await
}

#[tokio::test(flavor = "multi_thread")]
async fn events_delivered_three_times_and_out_of_order_make_the_same_ledger() -> Result<()> {
    let fleet = Fleet::start().await?;
    note_effects(&fleet).await?;
    let stays = fleet.stays(12).await?;
    for number in 0..6 {
        for stay in &stays {
            fleet.step(stay, number).await?;
        }
    }
    fleet.settle().await?;
    let live = ledger(&fleet).await?;
    let journal = journals(&fleet).await?;

    for (seed, at_once) in [(1, true), (2, false), (3, true)] {
        let _: Value = fleet.operator.post("reporting", "/v1/messages/reset", &json!({}), None).await?;
        fleet.execute(&format!("TRUNCATE {}", fleet.table("reporting", "effects"))).await?;
        ensure!(ledger(&fleet).await? != live, "the ledger was emptied");
        let messages = three_times_shuffled(&journal, seed)?;
        if at_once {
            fleet.wire.publish_at_once(&messages).await?;
        } else {
            fleet.wire.publish_one_by_one(&messages).await?;
        }
        fleet.settle().await?;
        until("the queue is empty", async || Ok(fleet.wire.depth(&queue_of("reporting")).await?.messages == 0)).await?;
        ensure!(ledger(&fleet).await? == live, "seed {seed}: the ledger is another one");
    }
    mark_the_end(&fleet).await?;
    let balance = balance(&fleet).await?;
    println!("{balance}");
    fleet.stop().await?;
    balance.check()
}

/// A digest of all lines but for the position they were given.
async fn ledger(fleet: &Fleet) -> Result<String> {
    let lines = fleet.table("reporting", "movement_lines");
    let query = format!(
        "SELECT count(*) || ' ' || coalesce(md5(string_agg(line::text, '' ORDER BY line->>'event_id', line->>'line_number')), '')
         FROM (SELECT to_jsonb(l) - 'position' AS line FROM {lines} l) AS lines"
    );
    let row = fleet.db.query_one_raw(Statement::from_string(DbBackend::Postgres, query)).await?;
    Ok(row.context("an aggregate has a row")?.try_get_by_index(0)?)
}

/// Fisher–Yates with a linear congruential generator (Knuth's MMIX constants): the same for the same seed.
fn three_times_shuffled(journal: &[Envelope], seed: u64) -> Result<Vec<(&str, Vec<u8>)>> {
    let mut events: Vec<&Envelope> = journal.iter().chain(journal).chain(journal).collect();
    let mut state = seed;
    for at in (1..events.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        events.swap(at, usize::try_from(state >> 33)? % (at + 1));
    }
    events.into_iter().map(|event| Ok((event.r#type.as_str(), serde_json::to_vec(event)?))).collect()
}

/// The broker cancels the consumer; the service declares its queue again and takes it up.
#[tokio::test(flavor = "multi_thread")]
async fn a_consumer_whose_queue_was_deleted_declares_it_again() -> Result<()> {
    let fleet = Fleet::start().await?;
    note_effects(&fleet).await?;
    let stays = fleet.stays(3).await?;
    fleet.wire.delete(&queue_of("reporting")).await?;
    fleet.consumes("reporting").await?;
    for stay in &stays {
        fleet.step(stay, 0).await?;
    }
    fleet.settle().await?;
    let balance = balance(&fleet).await?;
    println!("{balance}");
    fleet.stop().await?;
    balance.check()
}
