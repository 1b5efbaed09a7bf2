//! Admissions over HTTP: requests per second beside pgbench doing the same SQL.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use runtime::Running;
use sea_orm::ConnectionTrait;
use testkit::Mode;

use crate::load::{self, Load, Target};
use crate::pgbench::Pgbench;
use crate::report::{Report, Row, median};
use crate::site::{self, Events, Site};

const CALLERS: usize = 16;
const ROUNDS: usize = 3;
const PERSONS: usize = 300_000;

pub async fn measure(report: &mut Report, seconds: u64) -> Result<()> {
    eprintln!("admissions over HTTP …");
    let site = Site::claim(Mode::Servers).await?;
    let length = Duration::from_secs(seconds);

    let running = site.start(&["identity", "facility"], Events::InProcess).await?;
    let target = target(&running).await?;
    let db = running.contexts["facility"].db.clone();
    report.about(versions(&running).await?);
    let yardstick = Pgbench::prepare(&site, CALLERS, FACILITY_OF_YARDSTICK).await?;
    load::run(target.clone(), CALLERS, Duration::from_secs(1)).await?;
    let (mut own, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        site::relayed(&db).await?;
        db.execute_unprepared("TRUNCATE admissions, entries, outbox").await?;
        own.push(load::run(target.clone(), CALLERS, length).await?);
        site::relayed(&db).await?;
        theirs.push(yardstick.run(seconds).await?);
    }
    running.stop().await;
    let yardstick_value = median(theirs);
    own.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
    let middle = own.swap_remove(own.len() / 2);
    report.add(row("POST admission, facility alone", &middle, yardstick_value, "relay on, no broker, no consumer"));

    let names = ["identity", "registry", "facility", "community", "aftercare", "training", "reporting"];
    let running = site.start(&names, Events::Broker).await?;
    db_of(&running).execute_unprepared("TRUNCATE admissions, entries, outbox").await?;
    let whole = load::run(self::target(&running).await?, CALLERS, length).await?;
    running.stop().await;
    report.add(row(
        "POST admission, all services",
        &whole,
        yardstick_value,
        "RabbitMQ, aftercare and reporting consume",
    ));
    site.end().await;
    Ok(())
}

const FACILITY_OF_YARDSTICK: &str = "01a20000-0000-7000-8000-00000000fac1";

fn row(what: &str, load: &Load, yardstick_value: f64, with: &str) -> Row {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let note = format!("{with}; p50 {:.1} ms, p99 {:.1} ms", milliseconds(load.p50), milliseconds(load.p99));
    Row {
        what: what.to_owned(),
        value: load.per_second,
        yardstick: "pgbench, same SQL",
        yardstick_value,
        unit: "per s",
        note,
    }
}

fn db_of(running: &Running) -> &sea_orm::DatabaseConnection {
    &running.contexts["facility"].db
}

async fn target(running: &Running) -> Result<Arc<Target>> {
    let officer = site::officer(running);
    let db = db_of(running);
    let known = site::scalar(db, "SELECT count(*) FROM known_persons").await?;
    let facility = if known == 0 {
        site::know_persons(db, PERSONS).await?;
        site::facility(&officer).await?
    } else {
        let found = "SELECT id::text FROM facilities LIMIT 1";
        let row = db.query_one_raw(sea_orm::Statement::from_string(db.get_database_backend(), found)).await?;
        row.context("a facility was made")?.try_get_by_index(0)?
    };
    Ok(Arc::new(Target {
        address: running.address.to_string(),
        path: "/api/facility/v1/admissions",
        token: officer.token().await?,
        body: Box::new(move |number| site::admission(number, &facility).to_string()),
    }))
}

async fn versions(running: &Running) -> Result<String> {
    let db = db_of(running);
    let mut settings = Vec::new();
    for name in ["server_version", "fsync", "synchronous_commit", "full_page_writes"] {
        let show = sea_orm::Statement::from_string(db.get_database_backend(), format!("SHOW {name}"));
        let value: String = db.query_one_raw(show).await?.context("a setting has a value")?.try_get_by_index(0)?;
        settings.push(format!("{name} {value}"));
    }
    Ok(format!("PostgreSQL, private, the same for both sides: {}; {CALLERS} connections", settings.join(", ")))
}
