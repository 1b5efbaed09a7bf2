//! `hoanhap health`: a probe for containers without an HTTP client.

use anyhow::anyhow;
use clap::Args;
use runtime::Settings;

use crate::exit::{Exit, Failed};

/// Asks a running process whether it is ready.
#[derive(Args)]
pub struct Health {
    /// Địa chỉ gốc / base address; http.listen of the settings when left out
    #[arg(long)]
    url: Option<String>,
}

impl Health {
    pub async fn run(self, settings: &Settings) -> Result<Exit, Failed> {
        let listen = settings.http.listen.replace("0.0.0.0", "127.0.0.1");
        let url = self.url.unwrap_or_else(|| format!("http://{listen}"));
        let answer = reqwest::get(format!("{url}/health/ready")).await;
        match answer {
            Ok(response) if response.status().is_success() => Ok(Exit::Done),
            Ok(response) => Err(Failed::unavailable(anyhow!("{url}: {}", response.status()))),
            Err(error) => Err(Failed::unavailable(error.into())),
        }
    }
}
