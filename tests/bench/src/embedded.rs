//! The embedded mode as a process: how fast it is ready and what memory it takes, beside processes that do
//! less. All are this very program, copied so that no page of it is shared with the one that measures.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use axum::Router;
use axum::routing::get;
use platform::services;
use runtime::telemetry::Telemetry;
use runtime::{Host, Settings, host};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::report::{Report, Row, median};

const ROUNDS: usize = 5;
/// After its start a process is given this long to come to rest before its memory is read.
const REST: Duration = Duration::from_secs(2);

pub async fn measure(report: &mut Report) -> Result<()> {
    eprintln!("embedded mode …");
    let folder = tempfile::tempdir()?;
    let program = folder.path().join("program");
    fs::copy(std::env::current_exe()?, &program)?;
    let (mut first, mut second, mut files_first, mut files_second) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut memory, mut hello_memory, mut hello) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let (own, files) = (folder.path().join(format!("up{round}")), folder.path().join(format!("files{round}")));
        let start = async |what, folder: &PathBuf| Started::new(&program, what, folder).await;
        first.push(start("up", &own).await?.end().await?);
        files_first.push(start("schemas", &files).await?.end().await?);
        let up = start("up", &own).await?;
        memory.push(up.memory().await?);
        second.push(up.end().await?);
        files_second.push(start("schemas", &files).await?.end().await?);
        let small = start("hello", &own).await?;
        hello_memory.push(small.memory().await?);
        hello.push(small.end().await?);
    }
    let files = "the same SQLite files and migrations alone";
    let note = format!("{} services; a bare axum process: {:.1} ms", services::all().len(), median(hello));
    report.add(Row {
        what: "start to ready, fresh folder".to_owned(),
        value: median(first),
        yardstick: files,
        yardstick_value: median(files_first),
        unit: "ms",
        note,
    });
    report.add(Row {
        what: "start to ready, second time".to_owned(),
        value: median(second),
        yardstick: files,
        yardstick_value: median(files_second),
        unit: "ms",
        note: String::new(),
    });
    report.add(Row {
        what: "memory at rest (PSS)".to_owned(),
        value: median(memory),
        yardstick: "axum hello world",
        yardstick_value: median(hello_memory),
        unit: "MiB",
        note: "whole process, no tuning of the allocator".to_owned(),
    });
    Ok(())
}

/// A process that has said that it is ready.
struct Started {
    child: Child,
    took: Duration,
}

impl Started {
    async fn new(program: &Path, what: &str, folder: &Path) -> Result<Self> {
        let begin = Instant::now();
        let mut child = Command::new(program)
            .args([what, "--folder"])
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("its output is a pipe")?).lines();
        ensure!(lines.next_line().await?.as_deref() == Some("ready"), "`{what}` did not start");
        Ok(Self { child, took: begin.elapsed() })
    }

    /// Its proportional set size in MiB.
    async fn memory(&self) -> Result<f64> {
        tokio::time::sleep(REST).await;
        let id = self.child.id().context("it runs")?;
        let text = fs::read_to_string(format!("/proc/{id}/smaps_rollup"))?;
        let pss =
            text.lines().find_map(|line| line.strip_prefix("Pss:")?.split_whitespace().next()?.parse::<f64>().ok());
        Ok(pss.context("the kernel says no Pss")? / 1024.0)
    }

    /// Milliseconds to ready, once it has ended in order.
    async fn end(mut self) -> Result<f64> {
        drop(self.child.stdin.take());
        ensure!(self.child.wait().await?.success(), "a process failed at its end");
        Ok(self.took.as_secs_f64() * 1e3)
    }
}

fn settings(folder: &Path) -> Result<Settings> {
    let mut settings = Settings::load(None)?;
    settings.http.listen = "127.0.0.1:0".to_owned();
    settings.data.folder = folder.to_owned();
    settings.telemetry.log_filter = "warn".to_owned();
    Ok(settings)
}

/// What `hoanhap up` does.
pub async fn up(folder: &Path) -> Result<()> {
    let settings = settings(folder)?;
    let _telemetry = Telemetry::install(&settings, "hoanhap")?;
    let running = Host::start(settings, services::all()).await?;
    ready_until_told().await?;
    running.stop().await;
    Ok(())
}

/// Opens and migrates the services' databases, and nothing else.
pub async fn schemas(folder: &Path) -> Result<()> {
    let settings = settings(folder)?;
    let mut open = Vec::new();
    for service in services::all().into_iter().filter(|service| service.has_database()) {
        open.push(host::open_context(service.as_ref(), settings.clone()).await?);
    }
    ready_until_told().await
}

/// An HTTP server that knows one word.
pub async fn hello() -> Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let server = axum::serve(listener, Router::new().route("/", get(async || "hello"))).into_future();
    tokio::select! {
        result = server => Ok(result?),
        told = ready_until_told() => told,
    }
}

#[expect(clippy::print_stdout, reason = "the parent process waits for this line")]
async fn ready_until_told() -> Result<()> {
    println!("ready");
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await??;
    Ok(())
}
