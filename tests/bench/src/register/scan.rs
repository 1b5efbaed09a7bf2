//! The scan of the whole register for duplicates, through the service, with the truth beside what it found; and
//! the memory it took.

use std::collections::HashSet;
use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use platform::demo::accounts;
use runtime::Running;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};
use uuid::Uuid;

use super::fill::Filled;
use crate::report::{Report, Row};

pub async fn measure(report: &mut Report, running: &Running, filled: &Filled, engine: &str) -> Result<()> {
    let db = &running.contexts["registry"].db;
    let yardstick = read_rows(db).await?;
    let operator = accounts::remote(running, "vanhanh");
    let before = forget_peak()?;
    let begin = Instant::now();
    let _: Value = operator.post("registry", "/v1/duplicates/scan", &json!({}), None).await?;
    let progress: Value = loop {
        tokio::time::sleep(Duration::from_millis(250)).await;
        let progress: Value = operator.get("registry", "/v1/duplicates/scan").await?;
        eprint!("\r  scanning: {} read, {} pairs compared ", progress["read"], progress["compared_pairs"]);
        if !progress["finished_at"].is_null() {
            break progress;
        }
    };
    let took = begin.elapsed();
    eprintln!();
    let peak = memory("VmHWM:")?;
    ensure!(progress["phase"] == "done", "{progress}");
    let found = likely_pairs(db).await?;
    let right = found.intersection(&filled.pairs).count();
    report.add(Row {
        what: format!("scan of {} records, {engine}", progress["persons"]),
        value: took.as_secs_f64(),
        yardstick: "SELECT of the same rows",
        yardstick_value: yardstick.as_secs_f64(),
        unit: "s",
        note: format!(
            "{} pairs compared; {right} of {} true pairs likely, {} others, {} possible; peak memory {peak:.0} MiB, \
             {before:.0} before",
            progress["compared_pairs"],
            filled.pairs.len(),
            found.len() - right,
            progress["possible"],
        ),
    });
    Ok(())
}

/// What a scan has to read, read and thrown away.
async fn read_rows(db: &DatabaseConnection) -> Result<Duration> {
    const PAGE: usize = 20_000;
    let begin = Instant::now();
    for table in ["persons", "person_numbers", "person_aliases", "summaries", "files"] {
        let key = if table == "summaries" { "person_id" } else { "id" };
        let backend = db.get_database_backend();
        let mut after = Uuid::nil();
        loop {
            let sql = format!("SELECT * FROM {table} WHERE {key} > $1 ORDER BY {key} LIMIT {PAGE}");
            let rows = db.query_all_raw(Statement::from_sql_and_values(backend, sql, [after.into()])).await?;
            let Some(last) = rows.last() else { break };
            after = last.try_get("", key)?;
        }
    }
    Ok(begin.elapsed())
}

async fn likely_pairs(db: &DatabaseConnection) -> Result<HashSet<[Uuid; 2]>> {
    let sql = "SELECT first_id, second_id FROM duplicate_candidates WHERE verdict IN ('likely', 'same')";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let pair = |row: &sea_orm::QueryResult| anyhow::Ok([row.try_get_by_index(0)?, row.try_get_by_index(1)?]);
    rows.iter().map(pair).collect()
}

/// Starts the kernel's record of this process's peak anew; MiB in use now.
fn forget_peak() -> Result<f64> {
    fs::write("/proc/self/clear_refs", "5").context("the peak of memory can't be set back")?;
    memory("VmRSS:")
}

/// MiB.
fn memory(what: &str) -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix(what)?.split_whitespace().next()?.parse().ok());
    kilobytes.map(|kilobytes: f64| kilobytes / 1024.0).context("the kernel says nothing of memory")
}
