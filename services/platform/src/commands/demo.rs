//! `hoanhap demo`: the main job on real input, with nothing to install.

use std::path::{Path, PathBuf};

use clap::Args;
use runtime::settings::LogFormat;
use runtime::telemetry::Telemetry;
use runtime::{Running, Settings};
use serde_json::json;

use super::up::{ready_to_start, start, until_stopped};
use crate::demo::{self, Played, Stage, accounts};
use crate::exit::{Exit, Failed};
use crate::instance::Instance;
use crate::interrupt::Interrupt;
use crate::output::Format;
use crate::services;
use crate::terminal::Terminal;

const FOLDER: &str = "hoanhap-demo";

/// Plays the figures of three provinces as invented people through the services' public API, on a data
/// folder of its own (hoanhap-demo, or --data). A second run makes nothing twice.
#[derive(Args)]
#[command(after_help = "Ví dụ / Examples:\n  hoanhap demo\n  hoanhap demo --once --output json > bao-cao.json")]
pub struct Demo {
    /// Kết thúc sau báo cáo / end after the report
    #[arg(long)]
    once: bool,
    /// Chỉ tạo tài khoản trình diễn, không phát số liệu / accounts only, no figures
    #[arg(long)]
    empty: bool,
}

impl Demo {
    pub async fn run(self, mut settings: Settings, data: Option<PathBuf>, terminal: Terminal) -> Result<Exit, Failed> {
        let folder = data.unwrap_or_else(|| PathBuf::from(FOLDER));
        settings.data.folder.clone_from(&folder);
        if settings.telemetry.log_format == LogFormat::Text && settings.telemetry.log_filter == "info" {
            settings.telemetry.log_filter = "warn".to_owned();
        }
        // Its output is read line by line, also in a pipe.
        let terminal = Terminal { output: terminal.output.or_text(), ..terminal };
        let interrupt = Interrupt::install(terminal);
        let mut instance = Instance::claim(&folder)?;
        ready_to_start(&settings, terminal).await?;
        let telemetry = Telemetry::install(&settings, "hoanhap").map_err(Failed::setting)?;
        let running = start(settings, services::all()).await?;
        let mut played = self.play(&running, &folder, terminal, &interrupt).await;
        if played.is_ok() && interrupt.is_set() {
            played = Err(interrupt.resume_with(self.command(&folder)).into());
        }
        drop(interrupt);
        if let Err(error) = played {
            running.stop().await;
            return Err(error.into());
        }
        if self.once {
            running.stop().await;
            return Ok(Exit::Done);
        }
        instance.announce(&running.base_url()).map_err(anyhow::Error::new)?;
        ready(terminal, &running.base_url());
        terminal.note("Dừng: Ctrl-C", "Stop: Ctrl-C");
        until_stopped(running, telemetry).await
    }

    async fn play(
        &self,
        running: &Running,
        folder: &Path,
        terminal: Terminal,
        interrupt: &Interrupt,
    ) -> anyhow::Result<()> {
        accounts::ensure(running).await?;
        if self.empty {
            return Ok(());
        }
        let stage = Stage {
            running,
            operator: &accounts::remote(running, "vanhanh"),
            terminal,
            interrupt,
            resume: &self.command(folder),
        };
        let played = demo::play(stage, &folder.join("reports")).await?;
        print(terminal, &played);
        Ok(())
    }

    /// This command once more: what was sent is not made twice.
    fn command(&self, folder: &Path) -> String {
        let once = if self.once { " --once" } else { "" };
        format!("hoanhap demo{once} --data {}", folder.display())
    }
}

fn print(terminal: Terminal, played: &Played) {
    let summary = json!({ "events": played.events, "seconds": played.seconds });
    terminal.rows_with("demo-report/1", &played.reports, Some(summary), || demo::text(terminal, played));
}

/// Where it answers, and who can sign in there.
fn ready(terminal: Terminal, url: &str) {
    let data = json!({ "address": url, "accounts": accounts::listed() });
    match terminal.output.format() {
        Format::Table => {
            terminal.record("demo/1", &data, || format!("\nHòa Nhập: {url}\n{}", accounts::table(terminal)))
        }
        // More than one document: each on a line of its own.
        _ => crate::output::line(&json!({ "schema": "demo/1", "data": data })),
    }
}
