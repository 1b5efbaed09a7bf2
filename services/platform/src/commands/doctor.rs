//! `hoanhap doctor`: what would keep the platform from running, and how to mend it.

mod bundle;

use std::path::PathBuf;

use clap::Args;
use runtime::Settings;

use crate::checks::{Ground, State, mend, table};
use crate::exit::{Exit, Failed};
use crate::terminal::Terminal;

/// Exit code 1 when something would keep the platform from running. Changes nothing without --fix.
#[derive(Args)]
#[command(
    after_help = "Ví dụ / Examples:\n  hoanhap doctor\n  hoanhap doctor --fix --data ./data\n  hoanhap doctor --bundle ho-tro.json"
)]
pub struct Doctor {
    /// Tạo thư mục dữ liệu, tệp khóa còn thiếu / make a missing data folder and key file
    #[arg(long)]
    fix: bool,
    /// Ghi tệp cho người hỗ trợ, bí mật được che / write a file for support, secrets hidden
    #[arg(long, value_name = "FILE")]
    bundle: Option<PathBuf>,
}

impl Doctor {
    pub async fn run(self, settings: &Settings, terminal: Terminal) -> Result<Exit, Failed> {
        if self.fix {
            for done in mend::mend(settings, terminal.language)? {
                terminal.note(&done, &done);
            }
        }
        let checks = Ground::new(settings, terminal.language).all().await;
        if let Some(file) = &self.bundle {
            bundle::write(file, settings, terminal, &checks).await?;
            let file = file.display();
            terminal.note(format_args!("đã ghi {file}"), format_args!("written: {file}"));
        }
        terminal.rows("doctor/1", &checks, || table(terminal, &checks));
        let failed = checks.iter().any(|check| check.state == State::Failed);
        Ok(if failed { Exit::CheckFailed } else { Exit::Done })
    }
}
