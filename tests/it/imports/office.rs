//! A platform in a process of its own, and the command beside it, both of which can be killed.

use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use platform::remote::Remote;
use runtime::Settings;
use runtime::settings::Secret;
use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::Mode;
use testkit::servers::Servers;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::access::client::DEMONSTRATION;
use crate::canary::process::program;

const PATIENCE: Duration = Duration::from_secs(60);

pub struct Office {
    settings: Settings,
    pub folder: TempDir,
    servers: Option<Servers>,
    platform: Option<Child>,
}

/// What a run of the command printed and ended with.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// The one import that was printed.
    pub fn row(&self) -> Result<Value> {
        let printed: Value = serde_json::from_str(&self.stdout).with_context(|| format!("{self:?}"))?;
        ensure!(printed["schema"] == "import/1", "{self:?}");
        Ok(printed["data"][0].clone())
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl Office {
    pub async fn open(mode: Mode) -> Result<Self> {
        let (settings, folder, servers) = testkit::settings(mode).await?;
        let mut office = Self { settings, folder, servers, platform: None };
        office.start().await?;
        Ok(office)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn hoanhap(&self, arguments: &[&str]) -> Result<Command> {
        let mut command = Command::new(program()?);
        command
            .args(arguments)
            .arg("--data")
            .arg(self.data())
            .env("HOANHAP__HTTP__LISTEN", "127.0.0.1:0")
            .env("HOANHAP__DATABASE__URL", self.settings.database.url.expose())
            .env("HOANHAP__DATABASE__SCHEMA_PREFIX", &self.settings.database.schema_prefix)
            .env("HOANHAP__BROKER__URL", self.settings.broker.url.expose())
            .env("HOANHAP_USERNAME", "dongthap")
            .env("HOANHAP_PASSWORD", DEMONSTRATION)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .kill_on_drop(true);
        Ok(command)
    }

    /// Starts the platform, on what an earlier one left.
    pub async fn start(&mut self) -> Result<()> {
        let log = std::fs::File::options().create(true).append(true).open(self.folder.path().join("log"))?;
        let mut child = self.hoanhap(&["demo", "--empty"])?.stdout(Stdio::piped()).stderr(log).spawn()?;
        let mut output = BufReader::new(child.stdout.take().context("its output is a pipe")?).lines();
        let address = async {
            while let Some(line) = output.next_line().await? {
                if let Some((_, address)) = line.split_once("http://") {
                    return Ok(address.to_owned());
                }
            }
            anyhow::bail!("{}", std::fs::read_to_string(self.folder.path().join("log"))?)
        };
        self.settings.http.listen = tokio::time::timeout(PATIENCE, address).await.context("no address")??;
        // What it prints later must find a reader.
        tokio::spawn(async move { while let Ok(Some(_)) = output.next_line().await {} });
        self.platform = Some(child);
        Ok(())
    }

    /// As when the machine fails: no goodbye.
    pub async fn kill(&mut self) -> Result<()> {
        let mut platform = self.platform.take().context("it runs")?;
        platform.kill().await?;
        Ok(())
    }

    pub fn officer(&self) -> Remote {
        Remote::new(Arc::new(self.settings.clone()), "dongthap", Secret::new(DEMONSTRATION.to_owned()))
    }

    pub async fn run(&self, arguments: &[&str]) -> Result<Ran> {
        Ok(self.hoanhap(arguments)?.output().await?.into())
    }

    pub fn spawn(&self, arguments: &[&str]) -> Result<Child> {
        Ok(self.hoanhap(arguments)?.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?)
    }

    pub async fn register(&self, people: &[Value]) -> Result<()> {
        let officer = self.officer();
        for some in people.chunks(300) {
            let answer: Value = officer.post("registry", "/v1/persons/batch", &json!({ "items": some }), None).await?;
            ensure!(answer["done"].as_u64() == Some(u64::try_from(some.len())?), "{answer}");
        }
        Ok(())
    }

    /// Waits until more lines than `before` of the newest import were written, and some wait still; answers its id
    /// and how many were written.
    pub async fn half_way(&self, before: i64) -> Result<(String, i64)> {
        let officer = self.officer();
        loop {
            let imports: Value = officer.get("registry", "/v1/imports").await?;
            let newest = &imports[0];
            let lines = |state: &str| -> i64 {
                let counts = newest["counts"].as_array().into_iter().flatten();
                counts.filter(|count| count["state"] == state).filter_map(|count| count["lines"].as_i64()).sum()
            };
            ensure!(newest["state"] != "applied", "it was over before it could be killed");
            let done = lines("done");
            if newest["state"] == "applying" && done > before {
                ensure!(lines("waiting") > 0, "it was over before it could be killed");
                return Ok((newest["id"].as_str().context("an id")?.to_owned(), done));
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Everybody with an open file, as the register lists them, without what differs between two registers.
    pub async fn everybody(&self) -> Result<Vec<String>> {
        let officer = self.officer();
        let (mut everybody, mut cursor) = (Vec::new(), String::new());
        loop {
            let page: Value = officer.get("registry", &format!("/v1/persons?limit=200{cursor}")).await?;
            for person in page["items"].as_array().into_iter().flatten() {
                let mut person = person.clone();
                for own in ["id", "file_code"] {
                    person[own] = Value::Null;
                }
                if person["file_status"] == "open" {
                    everybody.push(person.to_string());
                }
            }
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={}", next.replace('+', "%2B").replace('=', "%3D")),
                None => break,
            }
        }
        everybody.sort();
        Ok(everybody)
    }

    pub async fn close(mut self) -> Result<()> {
        self.kill().await?;
        if let Some(servers) = self.servers {
            servers.release().await;
        }
        Ok(())
    }
}
