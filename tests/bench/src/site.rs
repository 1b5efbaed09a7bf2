//! A deployment to measure: its services in this process, its schemas and virtual host on the private
//! servers, an officer, a facility, and persons whom the facility knows.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use platform::demo::accounts;
use platform::remote::Remote;
use platform::services;
use runtime::settings::Secret;
use runtime::{Host, Running, Service, Settings};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::Mode;
use testkit::servers::Servers;

/// Nobody listens there: the outbox keeps what is committed.
const NO_BROKER: &str = "amqp://127.0.0.1:1";

pub struct Site {
    pub settings: Settings,
    /// None when embedded.
    pub servers: Option<Servers>,
    _folder: TempDir,
}

/// Where events go.
pub enum Events {
    /// Through RabbitMQ.
    Broker,
    /// Nowhere: they wait in the outbox.
    Waiting,
    /// To the services in this process.
    InProcess,
}

impl Site {
    pub async fn claim(mode: Mode) -> Result<Self> {
        let (mut settings, folder, servers) = testkit::settings(mode).await?;
        // One for each of the sixteen callers, and what relay and inbox hold.
        settings.database.max_connections = 20;
        settings.identity.access_token_seconds = 3600;
        Ok(Self { settings, servers, _folder: folder })
    }

    pub async fn start(&self, names: &[&str], events: Events) -> Result<Running> {
        let mut settings = self.settings.clone();
        match events {
            Events::Broker => {}
            Events::Waiting => settings.broker.url = Secret::new(NO_BROKER.to_owned()),
            Events::InProcess => settings.broker.url = Secret::new(String::new()),
        }
        let services: Vec<Arc<dyn Service>> = names.iter().filter_map(|name| services::named(name)).collect();
        let running = Host::start(settings, services).await?;
        accounts::ensure(&running).await?;
        Ok(running)
    }

    pub async fn end(self) {
        if let Some(servers) = self.servers {
            servers.release().await;
        }
    }
}

/// Waits until the relay has nothing left.
pub async fn relayed(db: &DatabaseConnection) -> Result<()> {
    while scalar(db, "SELECT count(*) FROM outbox WHERE published_at IS NULL").await? > 0 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

pub fn officer(running: &Running) -> Remote {
    accounts::remote(running, "dongthap")
}

pub async fn facility(remote: &Remote) -> Result<String> {
    let body =
        json!({ "name": "Cơ sở", "kind": "public", "province_code": "87", "capacity": 340, "opened_on": "2005-01-01" });
    let made: Value = remote.post("facility", "/v1/facilities", &body, None).await?;
    Ok(made["id"].as_str().context("a facility has an id")?.to_owned())
}

/// Makes these persons known to a facility's schema, as if registry had told of them.
pub async fn know_persons(facility: &DatabaseConnection, count: usize) -> Result<()> {
    let insert = format!(
        "INSERT INTO known_persons (person_id, sex, birth_year, commune_code, province_code) \
         SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'male', 1990, '29869', '87' \
         FROM generate_series(1, {count}) n"
    );
    facility.execute_unprepared(&insert).await?;
    facility.execute_unprepared("ANALYZE known_persons").await?;
    Ok(())
}

/// The id of a known person, from 1.
pub fn person(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012x}")
}

pub fn admission(person_number: usize, facility: &str) -> Value {
    json!({
        "person_id": person(person_number), "facility_id": facility, "basis": "court_decision",
        "occurred_on": "2019-01-28", "decision_number": "09/QĐ-TA",
    })
}

pub async fn scalar(db: &DatabaseConnection, sql: &str) -> Result<i64> {
    let row = db.query_one_raw(sea_orm::Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(row.context("a count has a row")?.try_get_by_index(0)?)
}
