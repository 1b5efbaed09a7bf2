//! `hoanhap up` and `hoanhap serve`.

use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;
use runtime::telemetry::Telemetry;
use runtime::{Host, Running, Settings};

use crate::exit::{Exit, Failed};
use crate::services;

/// All services in one process.
#[derive(Args)]
pub struct Up {
    /// Thư mục dữ liệu / data folder (data.folder)
    #[arg(long)]
    data: Option<PathBuf>,
}

/// One service in a process of its own.
#[derive(Args)]
pub struct Serve {
    /// identity, registry, facility, community, aftercare, training, reporting, console
    service: String,
}

impl Up {
    pub async fn run(self, mut settings: Settings) -> Result<Exit, Failed> {
        if let Some(folder) = self.data {
            settings.data.folder = folder;
        }
        let telemetry = Telemetry::install(&settings, "hoanhap").map_err(Failed::usage)?;
        let running = start(settings, services::all()).await?;
        println!("Hòa Nhập: {}", running.base_url());
        until_stopped(running, telemetry).await
    }
}

impl Serve {
    pub async fn run(self, settings: Settings) -> Result<Exit, Failed> {
        let service = services::named(&self.service).ok_or_else(|| Failed {
            exit: Exit::Usage,
            error: anyhow!("không có dịch vụ `{}` / no such service", self.service),
            help: Some("identity, registry, facility, community, aftercare, training, reporting, console"),
        })?;
        let telemetry = Telemetry::install(&settings, &format!("hoanhap.{}", self.service)).map_err(Failed::usage)?;
        let running = start(settings, vec![service]).await?;
        println!("Hòa Nhập {}: {}", self.service, running.base_url());
        until_stopped(running, telemetry).await
    }
}

/// Starts a host; a taken address or an unreachable database is named.
pub async fn start(settings: Settings, services: Vec<std::sync::Arc<dyn runtime::Service>>) -> Result<Running, Failed> {
    Host::start(settings, services).await.map_err(Failed::unavailable)
}

/// Runs until Ctrl-C or SIGTERM, then drains.
pub async fn until_stopped(running: Running, telemetry: Telemetry) -> Result<Exit, Failed> {
    stop_signal().await;
    running.stop().await;
    let _ = tokio::task::spawn_blocking(|| telemetry.shutdown()).await;
    Ok(Exit::Done)
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => drop(interrupted.await),
    }
}
