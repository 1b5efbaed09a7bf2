//! `hoanhap down`: stops the platform on the data folder, as Ctrl-C would.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant as Clock};

use clap::Args;
use runtime::Settings;

use crate::code::Code;
use crate::exit::{Exit, Failed};
use crate::instance::Instance;
use crate::terminal::Terminal;

/// Requests and messages in hand are given ten seconds; then the databases are closed.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Lets requests and messages in hand finish. Where nothing runs there is nothing to do.
#[derive(Args)]
#[command(after_help = "Ví dụ / Example:\n  hoanhap down --data ./data")]
pub struct Down;

impl Down {
    pub async fn run(self, settings: &Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let folder = &settings.data.folder;
        let Some(seen) = Instance::look(folder) else {
            terminal.note("không có gì đang chạy", "nothing runs");
            return Ok(Exit::Done);
        };
        terminate(seen.pid)?;
        let started = Clock::now();
        while started.elapsed() < PATIENCE {
            if Instance::look(folder).is_none_or(|now| now.pid != seen.pid) {
                terminal.note(format_args!("đã dừng, pid {}", seen.pid), format_args!("stopped, pid {}", seen.pid));
                return Ok(Exit::Done);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Err(stopping(seen.pid))
    }
}

/// SIGTERM by the shell's own `kill`, which POSIX has everywhere. The lock says that the process is ours.
fn terminate(pid: u32) -> Result<(), Failed> {
    let mut command = Command::new("sh");
    command.args(["-c", "kill -TERM \"$1\"", "sh"]).arg(pid.to_string());
    let sent = command.stdin(Stdio::null()).stderr(Stdio::null()).status();
    if sent.is_ok_and(|status| status.success()) { Ok(()) } else { Err(stopping(pid)) }
}

fn stopping(pid: u32) -> Failed {
    Failed::say(Code::Stop, format!("pid {pid}"), format!("pid {pid}")).next("hoanhap status")
}
