//! `hoanhap health`: a probe for containers without an HTTP client.

use anyhow::anyhow;
use clap::Args;
use runtime::Settings;
use serde_json::json;

use crate::exit::{Exit, Failed};
use crate::instance::Instance;
use crate::remote::Unreachable;
use crate::terminal::Terminal;

/// Asks a running process whether it is ready.
#[derive(Args)]
#[command(after_help = "Ví dụ / Example:\n  hoanhap health --url http://127.0.0.1:8080")]
pub struct Health {
    /// Địa chỉ gốc / base address; the platform on the data folder, else http.listen, when left out
    #[arg(long)]
    url: Option<String>,
}

impl Health {
    pub async fn run(self, settings: &Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let running = || Instance::look(&settings.data.folder)?.address;
        let listen = || format!("http://{}", settings.http.listen.replace("0.0.0.0", "127.0.0.1"));
        let url = self.url.or_else(running).unwrap_or_else(listen);
        let answer = reqwest::get(format!("{url}/health/ready")).await;
        match answer {
            Ok(response) if response.status().is_success() => {
                terminal.record("health/1", &json!({ "address": url, "ready": true }), || {
                    format!("{url}: {}", terminal.say("sẵn sàng", "ready"))
                });
                Ok(Exit::Done)
            }
            Ok(response) => Err(Failed::unavailable(anyhow!("{url}: {}", response.status()))),
            Err(source) => Err(Failed::unavailable(Unreachable { service: url, source }.into())),
        }
    }
}
