//! From the commit to the ledger: events that wait in facility's outbox, until reporting has applied
//! them all, beside the bare broker taking and giving the same bodies.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};
use testkit::Mode;

use crate::broker;
use crate::report::{Report, Row, median};
use crate::site::{self, Events, Site};

const EVENTS: usize = 20_000;
const ROUNDS: usize = 3;
const PATIENCE: Duration = Duration::from_secs(120);

pub async fn measure(report: &mut Report) -> Result<()> {
    eprintln!("events from commit to ledger …");
    let site = Site::claim(Mode::Servers).await?;
    let services = ["identity", "facility", "reporting"];
    // The queue exists from here on, and the facility stands in the ledger.
    let running = site.start(&services, Events::Broker).await?;
    let officer = site::officer(&running);
    site::know_persons(&running.contexts["facility"].db, EVENTS * ROUNDS).await?;
    let facility = site::facility(&officer).await?;
    let ledger = "SELECT count(*) FROM facilities";
    until(&running.contexts["reporting"].db, ledger, 1).await?;
    running.stop().await;

    let bare = Site::claim(Mode::Servers).await?;
    let bare_broker = bare.servers.as_ref().context("the mode has servers")?.rabbitmq_url.clone();
    let (mut own, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let running = site.start(&["identity", "facility"], Events::Waiting).await?;
        commit(&site::officer(&running), &facility, round * EVENTS).await?;
        let bodies = waiting(&running.contexts["facility"].db).await?;
        ensure!(bodies.len() == EVENTS, "{} events wait", bodies.len());
        running.stop().await;

        let running = site.start(&services, Events::Broker).await?;
        let begin = Instant::now();
        let all = i64::try_from((round + 1) * EVENTS)?;
        until(&running.contexts["reporting"].db, "SELECT count(*) FROM movement_lines", all).await?;
        own.push(EVENTS as f64 / begin.elapsed().as_secs_f64());
        running.stop().await;

        let (version, took) = broker::round_trip(&bare_broker, bodies).await?;
        report.about(format!("RabbitMQ {version}, private, quorum queues, {EVENTS} events in each of {ROUNDS} rounds"));
        theirs.push(EVENTS as f64 / took.as_secs_f64());
    }
    report.add(Row {
        what: "events, commit to ledger".to_owned(),
        value: median(own),
        yardstick: "bare lapin, confirm + ack",
        yardstick_value: median(theirs),
        unit: "per s",
        note: "outbox, relay, broker, inbox and ledger line, with start-up of both sides".to_owned(),
    });
    bare.end().await;
    site.end().await;
    Ok(())
}

async fn commit(officer: &platform::remote::Remote, facility: &str, offset: usize) -> Result<()> {
    let numbers: Vec<usize> = (offset + 1..=offset + EVENTS).collect();
    for chunk in numbers.chunks(500) {
        let items: Vec<Value> = chunk.iter().map(|number| site::admission(*number, facility)).collect();
        let answer: Value = officer.post("facility", "/v1/admissions/batch", &json!({ "items": items }), None).await?;
        ensure!(answer["refused"] == 0, "{answer}");
    }
    Ok(())
}

async fn waiting(db: &DatabaseConnection) -> Result<Vec<Vec<u8>>> {
    let sql = "SELECT envelope FROM outbox WHERE published_at IS NULL ORDER BY position";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    rows.into_iter().map(|row| Ok(row.try_get_by_index::<String>(0)?.into_bytes())).collect()
}

async fn until(db: &DatabaseConnection, count: &str, wanted: i64) -> Result<()> {
    let begin = Instant::now();
    while site::scalar(db, count).await? < wanted {
        ensure!(begin.elapsed() < PATIENCE, "{count} stays below {wanted}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}
