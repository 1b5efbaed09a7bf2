//! `hoanhap status`: whether the platform on the data folder runs, since when, and how far it is.

use std::time::Duration;

use clap::Args;
use messaging::status::lag;
use runtime::Settings;
use serde::Serialize;

use crate::code::Code;
use crate::exit::{Exit, Failed};
use crate::instance::{Instance, Seen};
use crate::remote::Remote;
use crate::terminal::Terminal;

const AGAIN_AFTER: Duration = Duration::from_secs(2);

/// Exit code 3 when nothing runs. With an account in the environment it also asks how far messages are.
#[derive(Args)]
#[command(after_help = "Ví dụ / Examples:\n  hoanhap status --data ./data\n  hoanhap status --watch")]
pub struct Status {
    /// Xem liên tục, mỗi 2 giây / look again every 2 seconds
    #[arg(long)]
    watch: bool,
}

#[derive(Serialize)]
struct State {
    running: bool,
    #[serde(flatten)]
    seen: Option<Seen>,
    /// Whether it answers.
    ready: bool,
    /// Events that are not applied everywhere; absent without an account.
    #[serde(skip_serializing_if = "Option::is_none")]
    lag: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parked: Option<i64>,
}

impl Status {
    pub async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        loop {
            let state = look(&settings, terminal).await;
            print(terminal, &settings, &state);
            if !self.watch {
                return if state.running { Ok(Exit::Done) } else { Err(not_running(&settings)) };
            }
            tokio::time::sleep(AGAIN_AFTER).await;
        }
    }
}

fn not_running(settings: &Settings) -> Failed {
    let folder = settings.data.folder.display().to_string();
    Failed::say(Code::NotRunning, &folder, &folder).next("hoanhap up --detach")
}

async fn look(settings: &Settings, terminal: Terminal) -> State {
    let Some(seen) = Instance::look(&settings.data.folder) else {
        return State { running: false, seen: None, ready: false, lag: None, parked: None };
    };
    let ready = match &seen.address {
        Some(url) => reqwest::get(format!("{url}/health/ready")).await.is_ok_and(|answer| answer.status().is_success()),
        None => false,
    };
    let statuses = match Remote::from_environment(settings.clone(), terminal.language) {
        Ok(remote) if ready => remote.statuses().await.ok(),
        _ => None,
    };
    let statuses = statuses.map(|all| all.into_iter().map(|(_, status)| status).collect::<Vec<_>>());
    State {
        running: true,
        seen: Some(seen),
        ready,
        lag: statuses.as_deref().map(lag),
        parked: statuses.map(|all| all.iter().flat_map(|status| status.parked.values()).sum()),
    }
}

fn print(terminal: Terminal, settings: &Settings, state: &State) {
    terminal.record("status/1", state, || {
        let folder = settings.data.folder.display();
        let Some(seen) = &state.seen else {
            return format!("{}: {folder}", terminal.say("không chạy", "not running"));
        };
        let mut lines = vec![format!("{}, pid {}: {folder}", terminal.say("đang chạy", "running"), seen.pid)];
        let ready = if state.ready {
            terminal.say("sẵn sàng", "ready")
        } else {
            terminal.say("chưa sẵn sàng", "not ready yet")
        };
        lines.push(format!("{} ({ready})", seen.address.as_deref().unwrap_or("-")));
        if let Some(since) = seen.since {
            lines.push(format!("{} {}", terminal.say("từ", "since"), since.format("%d/%m/%Y %H:%M:%S UTC")));
        }
        if let (Some(lag), Some(parked)) = (state.lag, state.parked) {
            let (lag, parked) = (terminal.number(lag), terminal.number(parked));
            lines.push(match terminal.language {
                web::Language::Vietnamese => format!("chậm {lag} sự kiện, giữ lại {parked}"),
                web::Language::English => format!("{lag} events behind, {parked} parked"),
            });
        }
        lines.join("\n")
    });
}
