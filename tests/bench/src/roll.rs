//! A facility of 2,000 people: marking its roll, and its day, beside the bare SQL of the same rows.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use chrono::{Days, NaiveDate};
use platform::remote::Remote;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, TransactionTrait};
use serde_json::{Value, json};
use testkit::Mode;
use uuid::Uuid;

use crate::report::{Report, Row, median};
use crate::site::{self, Events, Site};

const HEADS: usize = 2_000;
/// A zone's roll as one request says it.
const MARKS: usize = 200;
const ROUNDS: usize = 3;
const BOARDS: usize = 60;
const SHIFTS: [&str; 3] = ["morning", "afternoon", "night"];

pub async fn measure(report: &mut Report, seconds: u64) -> Result<()> {
    eprintln!("roll-call of {HEADS} …");
    let site = Site::claim(Mode::Servers).await?;
    let running = site.start(&["identity", "facility"], Events::InProcess).await?;
    let officer = site::officer(&running);
    let db = running.contexts["facility"].db.clone();
    site::know_persons(&db, HEADS).await?;
    let facility = site::facility(&officer).await?;
    let stays = admit(&officer, &facility).await?;
    site::relayed(&db).await?;
    db.execute_unprepared("VACUUM ANALYZE").await?;

    let length = Duration::from_secs(seconds);
    let (mut own, mut theirs) = (Vec::new(), Vec::new());
    let mut rolls = Rolls::default();
    for _ in 0..ROUNDS {
        own.push(marks(&officer, &facility, &stays, &mut rolls, length).await?);
        theirs.push(yardstick(&db, &stays, length).await?);
    }
    report.add(Row {
        what: format!("roll-call marks, {MARKS} a request"),
        value: median(own),
        yardstick: "upsert of the rows",
        yardstick_value: median(theirs),
        unit: "per s",
        note: format!("{HEADS} residents, one caller; each request reads all their books and commits"),
    });
    let (day, read) = (boards(&officer, &facility).await?, rows(&db).await?);
    report.add(Row {
        what: "day of a facility, p95".to_owned(),
        value: day,
        yardstick: "SELECT of its rows, p95",
        yardstick_value: read,
        unit: "ms",
        note: format!("{HEADS} residents by category, sex and age"),
    });
    running.stop().await;
    site.end().await;
    Ok(())
}

async fn admit(officer: &Remote, facility: &str) -> Result<Vec<Uuid>> {
    let mut stays = Vec::new();
    for from in (1..=HEADS).step_by(500) {
        let items: Vec<Value> = (from..from + 500).map(|number| site::admission(number, facility)).collect();
        let answer: Value = officer.post("facility", "/v1/admissions/batch", &json!({ "items": items }), None).await?;
        ensure!(answer["refused"] == 0, "{answer}");
        let made = answer["results"].as_array().into_iter().flatten();
        stays.extend(made.filter_map(|result| result["id"].as_str()?.parse::<Uuid>().ok()));
    }
    Ok(stays)
}

/// One shift after the other, from the day after the admissions.
#[derive(Default)]
struct Rolls(usize);

impl Rolls {
    fn next(&mut self) -> (NaiveDate, &'static str) {
        let days = u64::try_from(self.0 / SHIFTS.len()).unwrap_or(0) + 1;
        let shift = SHIFTS[self.0 % SHIFTS.len()];
        self.0 += 1;
        (NaiveDate::from_ymd_opt(2019, 1, 28).unwrap_or_default() + Days::new(days), shift)
    }
}

/// Marks a second: whole rolls, zone by zone.
async fn marks(officer: &Remote, facility: &str, stays: &[Uuid], rolls: &mut Rolls, length: Duration) -> Result<f64> {
    let path = format!("/v1/facilities/{facility}/roll");
    let (begin, mut marked) = (Instant::now(), 0_usize);
    while begin.elapsed() < length {
        let (on, shift) = rolls.next();
        for zone in stays.chunks(MARKS) {
            let marks: Vec<Value> =
                zone.iter().map(|stay| json!({ "admission_id": stay, "mark": "present" })).collect();
            let _: Value =
                officer.post("facility", &path, &json!({ "on": on, "shift": shift, "marks": marks }), None).await?;
            marked += zone.len();
        }
    }
    Ok(marked as f64 / begin.elapsed().as_secs_f64())
}

/// The same rows written by themselves, as many a transaction.
async fn yardstick(db: &DatabaseConnection, stays: &[Uuid], length: Duration) -> Result<f64> {
    let (begin, mut written) = (Instant::now(), 0_usize);
    while begin.elapsed() < length {
        let shift = runtime::context::new_id();
        for zone in stays.chunks(MARKS) {
            let values: Vec<String> =
                zone.iter().map(|stay| format!("('{shift}', '{stay}', 'present', now(), '{shift}')")).collect();
            let tx = db.begin().await?;
            let insert = format!(
                "INSERT INTO roll_marks (shift_id, admission_id, mark, marked_at, marked_by) VALUES {} \
                 ON CONFLICT (shift_id, admission_id) DO UPDATE SET mark = excluded.mark, \
                 marked_at = excluded.marked_at, marked_by = excluded.marked_by",
                values.join(", ")
            );
            tx.execute_unprepared(&insert).await?;
            tx.commit().await?;
            written += zone.len();
        }
    }
    Ok(written as f64 / begin.elapsed().as_secs_f64())
}

async fn boards(officer: &Remote, facility: &str) -> Result<f64> {
    let path = format!("/v1/facilities/{facility}/headcount?on=2019-06-01");
    let mut times = Vec::new();
    for _ in 0..BOARDS {
        let begin = Instant::now();
        let day: Value = officer.get("facility", &path).await?;
        times.push(begin.elapsed());
        ensure!(day["closing"] == HEADS, "{day}");
    }
    p95(times)
}

async fn rows(db: &DatabaseConnection) -> Result<f64> {
    let statements = ["SELECT * FROM admissions", "SELECT * FROM entries", "SELECT * FROM known_persons"];
    let mut times = Vec::new();
    for _ in 0..BOARDS {
        let begin = Instant::now();
        for statement in statements {
            let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), statement)).await?;
            ensure!(rows.len() == HEADS, "{statement}");
        }
        times.push(begin.elapsed());
    }
    p95(times)
}

fn p95(mut times: Vec<Duration>) -> Result<f64> {
    times.sort();
    let at = times.len() * 95 / 100;
    Ok(times.get(at).context("something was measured")?.as_secs_f64() * 1e3)
}
