//! `hoanhap demo --empty` as a process of its own, at its most talkative, with a collector listening.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use platform::remote::Remote;
use runtime::Settings;
use runtime::settings::Secret;
use tempfile::TempDir;
use testkit::Mode;
use testkit::collector::{Collector, ReceivedSpan};
use testkit::servers::Servers;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::access::client::DEMONSTRATION;

const PATIENCE: Duration = Duration::from_secs(60);

pub struct Process {
    pub base: String,
    child: Child,
    output: Lines<BufReader<ChildStdout>>,
    collector: Collector,
    settings: Settings,
    folder: TempDir,
    servers: Option<Servers>,
}

/// The program beside this test's own, or the one that is named.
pub fn program() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("HOANHAP_TEST_BINARY") {
        return Ok(named.into());
    }
    let folder = std::env::current_exe()?;
    let program = folder.parent().and_then(|deps| deps.parent()).context("a target folder")?.join("hoanhap");
    ensure!(program.exists(), "{} is not built: cargo build -p platform", program.display());
    Ok(program)
}

impl Process {
    pub async fn start(mode: Mode) -> Result<Self> {
        let (mut settings, folder, servers) = testkit::settings(mode).await?;
        let (collector, endpoint) = Collector::start().await?;
        let log = std::fs::File::create(folder.path().join("log"))?;
        let mut child = Command::new(program()?)
            .args(["demo", "--empty", "--data"])
            .arg(folder.path().join("data"))
            .env("HOANHAP__HTTP__LISTEN", "127.0.0.1:0")
            .env("HOANHAP__DATABASE__URL", settings.database.url.expose())
            .env("HOANHAP__DATABASE__SCHEMA_PREFIX", &settings.database.schema_prefix)
            .env("HOANHAP__BROKER__URL", settings.broker.url.expose())
            .env("HOANHAP__TELEMETRY__LOG_FILTER", "trace")
            .env("HOANHAP__TELEMETRY__OTLP_ENDPOINT", endpoint)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()?;
        let mut output = BufReader::new(child.stdout.take().context("its output is a pipe")?).lines();
        let address = async {
            while let Some(line) = output.next_line().await? {
                if let Some((_, address)) = line.split_once("http://") {
                    return Ok(address.to_owned());
                }
            }
            anyhow::bail!("{}", std::fs::read_to_string(folder.path().join("log"))?)
        };
        let address = tokio::time::timeout(PATIENCE, address).await.context("no address is printed")??;
        settings.http.listen = address.clone();
        Ok(Self { base: format!("http://{address}"), child, output, collector, settings, folder, servers })
    }

    /// The demonstration account that may ask how far messages are.
    pub fn operator(&self) -> Remote {
        Remote::new(Arc::new(self.settings.clone()), "vanhanh", Secret::new(DEMONSTRATION.to_owned()))
    }

    /// Stops it as the system would; answers what it printed and logged, and the spans it sent.
    pub async fn stop(mut self) -> Result<(String, Vec<ReceivedSpan>)> {
        let id = self.child.id().context("it runs")?.to_string();
        ensure!(Command::new("kill").args(["-TERM", &id]).status().await?.success(), "it can't be stopped");
        let mut said = Vec::new();
        let end = async {
            while let Some(line) = self.output.next_line().await? {
                said.push(line);
            }
            anyhow::Ok(self.child.wait().await?)
        };
        let status = tokio::time::timeout(PATIENCE, end).await.context("it does not stop")??;
        ensure!(status.success(), "it ended with {status}");
        let log = std::fs::read(self.folder.path().join("log"))?;
        said.push(String::from_utf8_lossy(&log).into_owned());
        if let Some(servers) = self.servers {
            servers.release().await;
        }
        Ok((said.join("\n"), self.collector.spans()))
    }
}
