//! A platform of several processes for one test.

use std::collections::HashMap;
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use messaging::rabbitmq::queue_of;
use messaging::status::{MessagingStatus, lag};
use platform::demo::accounts;
use platform::remote::Remote;
use platform::services;
use runtime::messages::ParkedMessage;
use runtime::{Host, Running, Settings};
use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, Statement, TransactionTrait,
};
use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::Mode;
use testkit::servers::{Broker, Servers};
use tokio::process::{Child, Command};

use super::wire::Wire;

/// The services that run as processes of their own; identity runs in the test's.
pub const PROCESSES: [&str; 3] = ["registry", "facility", "reporting"];
const DEADLINE: Duration = Duration::from_secs(120);
/// What one stay goes through, again and again: each is an event with one line in the ledger.
const MOVEMENTS: [&str; 4] = ["escaped", "returned", "hospitalised", "back_from_hospital"];

pub struct Fleet {
    pub officer: Remote,
    pub operator: Remote,
    pub db: DatabaseConnection,
    pub wire: Wire,
    settings: Settings,
    identity: Running,
    processes: HashMap<&'static str, Child>,
    folder: TempDir,
    servers: Servers,
}

/// A person who is in a facility.
pub struct Stay {
    pub person: String,
    pub admission: String,
}

/// Polls until `holds`; there is no other way to wait in these tests.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    let begin = Instant::now();
    loop {
        let outcome = holds().await;
        if matches!(outcome, Ok(true)) {
            return Ok(());
        }
        if begin.elapsed() > DEADLINE {
            outcome.with_context(|| format!("waiting until {what}"))?;
            bail!("{} s were not enough until {what}", DEADLINE.as_secs());
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}

/// A port below those that the system gives to outgoing connections, so that a killed process finds its
/// own again.
fn free_port() -> Result<u16> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 10_000 + u16::try_from(std::process::id() % 8_000)?;
    let mut ports = std::iter::from_fn(|| Some(first + NEXT.fetch_add(1, Ordering::Relaxed))).take(1_000);
    ports.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).context("no port is free")
}

/// The command, beside the tests' own programs.
fn binary() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("HOANHAP_TEST_BINARY") {
        return Ok(given.into());
    }
    let own = std::env::current_exe()?;
    let folder = own.parent().and_then(std::path::Path::parent).context("tests lie in target/debug/deps")?;
    let binary = folder.join("hoanhap");
    ensure!(binary.exists(), "{} is not there: cargo build -p platform", binary.display());
    Ok(binary)
}

impl Fleet {
    /// Starts the processes; returns when they answer and consume.
    pub async fn start() -> Result<Self> {
        Broker::restore().await?;
        let (mut settings, folder, servers) = testkit::settings(Mode::Servers).await?;
        let servers = servers.context("these tests need the servers")?;
        settings.http.listen = format!("127.0.0.1:{}", free_port()?);
        settings.services.identity = format!("http://{}", settings.http.listen);
        for service in PROCESSES {
            let url = format!("http://127.0.0.1:{}", free_port()?);
            match service {
                "registry" => settings.services.registry = url,
                "facility" => settings.services.facility = url,
                _ => settings.services.reporting = url,
            }
        }
        let service = services::named("identity").context("identity is a service")?;
        let identity = Host::start(settings.clone(), vec![service]).await?;
        accounts::ensure(&identity).await?;
        let mut fleet = Self {
            officer: accounts::remote(&identity, "dongthap"),
            operator: accounts::remote(&identity, "vanhanh"),
            db: Database::connect(&servers.postgres_url).await?,
            wire: Wire::new(&servers.rabbitmq_url),
            settings,
            identity,
            processes: HashMap::new(),
            folder,
            servers,
        };
        for service in PROCESSES {
            fleet.run(service).await?;
        }
        for service in PROCESSES {
            fleet.consumes(service).await?;
        }
        // RabbitMQ 3.10 forgets queues declared just before a kill -9, see broker.sh.
        tokio::time::sleep(Duration::from_secs(2)).await;
        Ok(fleet)
    }

    /// Starts a process; returns when it is ready.
    pub async fn run(&mut self, service: &'static str) -> Result<()> {
        let log = self.folder.path().join(format!("{service}.log"));
        let output = File::options().create(true).append(true).open(&log)?;
        let (settings, services) = (&self.settings, &self.settings.services);
        let url = self.settings.service_url(service);
        let child = Command::new(binary()?)
            .args(["serve", service])
            .env("HOANHAP__HTTP__LISTEN", url.trim_start_matches("http://"))
            .env("HOANHAP__DATA__FOLDER", &settings.data.folder)
            .env("HOANHAP__DATABASE__URL", settings.database.url.expose())
            .env("HOANHAP__DATABASE__SCHEMA_PREFIX", &settings.database.schema_prefix)
            .env("HOANHAP__DATABASE__MAX_CONNECTIONS", settings.database.max_connections.to_string())
            .env("HOANHAP__BROKER__URL", settings.broker.url.expose())
            .env("HOANHAP__SERVICES__IDENTITY", &services.identity)
            .env("HOANHAP__SERVICES__REGISTRY", &services.registry)
            .env("HOANHAP__SERVICES__FACILITY", &services.facility)
            .env("HOANHAP__SERVICES__REPORTING", &services.reporting)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .kill_on_drop(true)
            .spawn()?;
        self.processes.insert(service, child);
        let ready = async || Ok(reqwest::get(format!("{url}/health/ready")).await?.status().is_success());
        let answers = until(&format!("{service} is ready"), ready).await;
        answers.with_context(|| fs::read_to_string(&log).unwrap_or_default())
    }

    /// `kill -9`; returns when the process is gone.
    pub async fn kill(&mut self, service: &str) -> Result<()> {
        let mut child = self.processes.remove(service).with_context(|| format!("{service} does not run"))?;
        Ok(child.kill().await?)
    }

    /// Waits until a service's queue has its consumer.
    pub async fn consumes(&self, service: &str) -> Result<()> {
        let queue = queue_of(service);
        until(&format!("{queue} is consumed"), async || Ok(self.wire.depth(&queue).await?.consumers == 1)).await
    }

    pub async fn stop(mut self) -> Result<()> {
        for service in PROCESSES {
            if self.processes.contains_key(service) {
                self.kill(service).await?;
            }
        }
        self.identity.stop().await;
        self.db.close().await?;
        self.servers.release().await;
        Ok(())
    }

    /// A table of a service.
    pub fn table(&self, service: &str, name: &str) -> String {
        format!("\"{}{service}\".{name}", self.settings.database.schema_prefix)
    }

    pub async fn execute(&self, sql: &str) -> Result<()> {
        self.db.execute_unprepared(sql).await?;
        Ok(())
    }

    pub async fn count(&self, sql: &str) -> Result<i64> {
        let row = self.db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        Ok(row.context("a count has a row")?.try_get_by_index(0)?)
    }

    pub async fn unpublished(&self, service: &str) -> Result<i64> {
        let outbox = self.table(service, "outbox");
        self.count(&format!("SELECT count(*) FROM {outbox} WHERE published_at IS NULL")).await
    }

    /// Holds a lock on a table until the transaction ends: others read it, none writes.
    pub async fn lock(&self, table: &str) -> Result<DatabaseTransaction> {
        let tx = self.db.begin().await?;
        tx.execute_unprepared(&format!("LOCK TABLE {table} IN EXCLUSIVE MODE")).await?;
        Ok(tx)
    }

    /// How many statements wait for a lock on a table.
    pub async fn waiting_for(&self, table: &str) -> Result<i64> {
        self.count(&format!("SELECT count(*) FROM pg_locks WHERE relation = '{table}'::regclass AND NOT granted")).await
    }

    /// Ends the sessions that wait for a lock on a table. PostgreSQL does not notice that a client was
    /// killed while its statement waits, and would go on with it.
    pub async fn end_waiting_for(&self, table: &str) -> Result<()> {
        self.execute(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = '{table}'::regclass AND NOT granted"
        ))
        .await?;
        until("the sessions are gone", async || Ok(self.waiting_for(table).await? == 0)).await
    }

    pub async fn parked(&self, service: &str) -> Result<Vec<ParkedMessage>> {
        self.operator.get(service, "/v1/messages/parked").await
    }

    /// Waits until every event is applied everywhere and none is parked.
    pub async fn settle(&self) -> Result<()> {
        until("every event is applied", async || {
            let mut statuses: Vec<MessagingStatus> = Vec::new();
            for service in PROCESSES {
                statuses.push(self.operator.get(service, "/v1/messages/status").await?);
            }
            Ok(lag(&statuses) == 0 && statuses.iter().all(|status| status.parked.is_empty()))
        })
        .await
    }

    /// Registers people and waits until facility knows them; answers the facility they can go to.
    pub async fn people(&self, number: usize) -> Result<(String, Vec<String>)> {
        let place = tests::facility(&self.officer, "Cơ sở").await?;
        let mut people = Vec::new();
        for n in 0..number {
            people.push(tests::register(&self.officer, &format!("Người {n}"), 1990).await?);
        }
        self.settle().await?;
        Ok((place, people))
    }

    /// Takes people in with one request, which is one transaction.
    pub async fn admit(&self, place: &str, people: &[String]) -> Result<Vec<Stay>> {
        let admission = |person: &String| {
            json!({
                "person_id": person, "facility_id": place, "basis": "court_decision", "occurred_on": "2019-01-28",
                "decision_number": "09/QĐ-TA",
            })
        };
        let items: Vec<Value> = people.iter().map(admission).collect();
        let answer: Value =
            self.officer.post("facility", "/v1/admissions/batch", &json!({ "items": items }), None).await?;
        ensure!(answer["refused"] == 0, "{answer}");
        let mut stays = Vec::new();
        for person in people {
            let path = format!("/v1/admissions?person_id={person}");
            let page: Value = self.officer.get("facility", &path).await?;
            let admission = tests::id_of(&page["items"][0])?;
            stays.push(Stay { person: person.clone(), admission });
        }
        Ok(stays)
    }

    /// People in a facility, known everywhere.
    pub async fn stays(&self, number: usize) -> Result<Vec<Stay>> {
        let (place, people) = self.people(number).await?;
        let stays = self.admit(&place, &people).await?;
        self.settle().await?;
        Ok(stays)
    }

    /// Records movement `number` of a stay, from 0.
    pub async fn step(&self, stay: &Stay, number: usize) -> Result<()> {
        let movement = json!({ "kind": MOVEMENTS[number % MOVEMENTS.len()], "occurred_on": "2019-03-01" });
        let path = format!("/v1/admissions/{}/movements", stay.admission);
        let _: Value = self.officer.post("facility", &path, &movement, None).await?;
        Ok(())
    }
}
