//! `hoanhap demo`: the main job on real input, with nothing to install.

use std::path::PathBuf;

use clap::Args;
use runtime::Settings;
use runtime::settings::LogFormat;
use runtime::telemetry::Telemetry;

use super::up::{start, until_stopped};
use crate::demo;
use crate::exit::{Exit, Failed};
use crate::services;

/// Plays the published figures of three provinces through the services' public API.
#[derive(Args)]
pub struct Demo {
    /// Thư mục dữ liệu của bản trình diễn / its data folder
    #[arg(long, default_value = "hoanhap-demo")]
    data: PathBuf,
    /// Kết thúc sau báo cáo / end after the report
    #[arg(long)]
    once: bool,
    /// Chỉ tạo tài khoản trình diễn, không phát số liệu / accounts only, no figures
    #[arg(long)]
    empty: bool,
}

impl Demo {
    pub async fn run(self, mut settings: Settings) -> Result<Exit, Failed> {
        settings.data.folder = self.data.clone();
        if settings.telemetry.log_format == LogFormat::Text && settings.telemetry.log_filter == "info" {
            settings.telemetry.log_filter = "warn".to_owned();
        }
        let telemetry = Telemetry::install(&settings, "hoanhap").map_err(Failed::usage)?;
        let running = start(settings, services::all()).await?;
        demo::accounts::ensure(&running).await?;
        if !self.empty {
            demo::play(&running, &self.data.join("reports")).await?;
        }
        if self.once {
            running.stop().await;
            return Ok(Exit::Done);
        }
        println!("\nHòa Nhập: {}", running.base_url());
        demo::accounts::print();
        println!("Dừng: Ctrl-C");
        until_stopped(running, telemetry).await
    }
}
