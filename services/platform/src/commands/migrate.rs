//! `hoanhap migrate`: the Job before a rollout.

use anyhow::{Context as _, anyhow};
use clap::Args;
use runtime::{Settings, database, host};

use crate::exit::{Exit, Failed};
use crate::services;

/// Schemas to bring up to date; all when none is named.
#[derive(Args)]
pub struct Migrate {
    services: Vec<String>,
}

impl Migrate {
    pub async fn run(self, settings: &Settings) -> Result<Exit, Failed> {
        for name in &self.services {
            if services::named(name).is_none() {
                return Err(Failed::usage(anyhow!("không có dịch vụ `{name}` / no such service")));
            }
        }
        for service in services::all().into_iter().filter(|service| service.has_database()) {
            if !self.services.is_empty() && !self.services.iter().any(|name| name == service.name()) {
                continue;
            }
            let db = database::connect(settings, service.name())
                .await
                .with_context(|| format!("database of {}", service.name()))
                .map_err(Failed::unavailable)?;
            host::migrate(service.as_ref(), &db).await?;
            println!("✓ {}", service.name());
        }
        Ok(Exit::Done)
    }
}
