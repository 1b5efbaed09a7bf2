//! What tests start a platform with. A dev-dependency only.

mod alone;
pub mod collector;
pub mod servers;

pub use alone::{Alone, alone};

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use messaging::status::{lag, messaging_status};
use runtime::settings::Secret;
use runtime::{Host, Running, Service, Settings};
use tempfile::TempDir;

use servers::Servers;

/// Where a platform's data and events live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// SQLite and in-process events.
    Embedded,
    /// PostgreSQL and RabbitMQ, started by `tests/run.sh`.
    Servers,
}

/// A platform of its own for one test: its own folder, schemas and virtual host, gone when dropped.
pub struct Platform {
    pub running: Running,
    pub settings: Settings,
    folder: TempDir,
    servers: Option<Servers>,
}

/// Settings for a platform of its own; the guards keep its folder and its virtual host.
///
/// # Errors
/// When the servers are not there: run `tests/run.sh`.
pub async fn settings(mode: Mode) -> Result<(Settings, TempDir, Option<Servers>)> {
    let folder = tempfile::tempdir()?;
    let mut settings = Settings::load(None)?;
    settings.http.listen = "127.0.0.1:0".to_owned();
    settings.data.folder = folder.path().to_owned();
    let servers = match mode {
        Mode::Embedded => None,
        Mode::Servers => Some(Servers::claim().await?),
    };
    if let Some(servers) = &servers {
        settings.database.url = Secret::new(servers.postgres_url.clone());
        settings.database.schema_prefix = servers.schema_prefix.clone();
        settings.database.max_connections = 6;
        settings.broker.url = Secret::new(servers.rabbitmq_url.clone());
    }
    Ok((settings, folder, servers))
}

impl Platform {
    /// Starts these services in one process.
    ///
    /// # Errors
    /// When the servers are not there, or a service does not start.
    pub async fn start(mode: Mode, services: Vec<Arc<dyn Service>>) -> Result<Self> {
        let (settings, folder, servers) = settings(mode).await?;
        let running = Host::start(settings.clone(), services).await?;
        Ok(Self { running, settings, folder, servers })
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn servers(&self) -> Option<&Servers> {
        self.servers.as_ref()
    }

    /// Waits until every event is applied or parked everywhere.
    ///
    /// # Errors
    /// When that takes more than a minute.
    pub async fn settle(&self) -> Result<()> {
        let started = Instant::now();
        loop {
            let mut statuses = Vec::new();
            for context in self.running.contexts.values().filter(|context| context.has_database()) {
                statuses.push(messaging_status(&context.db, &context.subscribed).await?);
            }
            let behind = lag(&statuses);
            if behind == 0 {
                return Ok(());
            }
            ensure!(started.elapsed() < Duration::from_secs(60), "{behind} events are still under way after a minute");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub async fn stop(self) {
        self.running.stop().await;
        if let Some(servers) = self.servers {
            servers.release().await;
        }
    }
}
