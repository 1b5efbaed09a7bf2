//! `hoanhap up` and `hoanhap serve`.

mod detach;

use std::path::Path;
use std::sync::Arc;

use clap::Args;
use clap::builder::PossibleValuesParser;
use runtime::telemetry::Telemetry;
use runtime::{Host, Running, Service, Settings};
use serde_json::json;

use crate::checks::{Ground, State};
use crate::code::Code;
use crate::exit::{Exit, Failed};
use crate::instance::{Instance, Seen};
use crate::interrupt;
use crate::services;
use crate::terminal::Terminal;

/// Every service in one process, on one port. A second run on the same data folder changes nothing.
#[derive(Args)]
#[command(after_help = "Ví dụ / Examples:\n  hoanhap up\n  hoanhap up --detach --data ./data")]
pub struct Up {
    /// Chạy nền; xem status, logs, down / run in the background; see status, logs, down
    #[arg(long)]
    detach: bool,
}

/// One service in a process of its own.
#[derive(Args)]
#[command(after_help = "Ví dụ / Example:\n  hoanhap serve facility --config province.toml")]
pub struct Serve {
    /// Tên dịch vụ / its name
    #[arg(value_parser = PossibleValuesParser::new(services::NAMES))]
    service: String,
}

impl Up {
    pub async fn run(self, settings: Settings, config: Option<&Path>, terminal: Terminal) -> Result<Exit, Failed> {
        if let Some(seen) = Instance::look(&settings.data.folder) {
            already(terminal, &seen);
            return Ok(Exit::Done);
        }
        ready_to_start(&settings, terminal).await?;
        if self.detach {
            return detach::run(&settings, config, terminal).await;
        }
        let mut instance = Instance::claim(&settings.data.folder)?;
        let telemetry = Telemetry::install(&settings, "hoanhap").map_err(Failed::setting)?;
        let running = start(settings, services::all()).await?;
        instance.announce(&running.base_url()).map_err(anyhow::Error::new)?;
        address(terminal, "Hòa Nhập", &running.base_url());
        terminal.note("Dừng: Ctrl-C", "Stop: Ctrl-C");
        until_stopped(running, telemetry).await
    }
}

impl Serve {
    pub async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let services = services::named(&self.service).into_iter().collect();
        let process = format!("hoanhap.{}", self.service);
        let telemetry = Telemetry::install(&settings, &process).map_err(Failed::setting)?;
        let running = start(settings, services).await?;
        address(terminal, &format!("Hòa Nhập {}", self.service), &running.base_url());
        until_stopped(running, telemetry).await
    }
}

/// A second `up`: says who runs, and where.
fn already(terminal: Terminal, seen: &Seen) {
    terminal.note(format_args!("đang chạy, pid {}", seen.pid), format_args!("already running, pid {}", seen.pid));
    if let Some(url) = &seen.address {
        address(terminal, "Hòa Nhập", url);
    }
}

/// The one line of data: where it answers.
fn address(terminal: Terminal, name: &str, url: &str) {
    let terminal = Terminal { output: terminal.output.or_text(), ..terminal };
    terminal.record("up/1", &json!({ "address": url }), || format!("{name}: {url}"));
}

/// The checks of `hoanhap doctor` that a start depends on. Warnings are said, the first failure stops.
pub async fn ready_to_start(settings: &Settings, terminal: Terminal) -> Result<(), Failed> {
    let checks = Ground::new(settings, terminal.language).before_start().await;
    for check in &checks {
        match (check.state, check.code) {
            (State::Failed, Some(code)) => {
                let text = format!("{}: {}", check.what, check.mend);
                return Err(Failed::new(code, anyhow::Error::msg(text)).next("hoanhap doctor"));
            }
            (State::Warning, _) => {
                let line = format!("! {}: {}", check.what, check.mend);
                terminal.note(&line, &line);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Starts a host; a taken address or an unreachable database is named.
pub async fn start(settings: Settings, services: Vec<Arc<dyn Service>>) -> Result<Running, Failed> {
    Host::start(settings, services).await.map_err(|error| {
        let failed = Failed::from(error);
        let code = if failed.code == Code::Failed { Code::Unavailable } else { failed.code };
        Failed { code, ..failed }.next("hoanhap doctor")
    })
}

/// Runs until Ctrl-C or SIGTERM, then drains.
pub async fn until_stopped(running: Running, telemetry: Telemetry) -> Result<Exit, Failed> {
    interrupt::interrupted().await;
    running.stop().await;
    let _ = tokio::task::spawn_blocking(|| telemetry.shutdown()).await;
    Ok(Exit::Done)
}
