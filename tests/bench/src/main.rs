//! What the platform does per second, how fast it starts and what memory it takes, each beside a
//! yardstick measured in the same run on the same machine: ratios hold, absolutes don't.
//!
//! `cargo run --release -p bench [-- all|http|events|embedded] [--seconds N]`
//!
//! Without servers of its own to use, it starts itself again under `tests/run.sh --with`.

mod broker;
mod embedded;
mod events;
mod http;
mod load;
mod pgbench;
mod report;
mod site;

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use clap::{Parser, ValueEnum};

use report::Report;

#[derive(Parser)]
struct Arguments {
    #[arg(value_enum, default_value = "all")]
    what: What,
    /// Length of each measurement of requests; it is repeated three times.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// For the processes that the bench starts: the folder of their data.
    #[arg(long, hide = true, default_value = ".")]
    folder: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    All,
    Http,
    Events,
    Embedded,
    #[value(hide = true)]
    Up,
    #[value(hide = true)]
    Schemas,
    #[value(hide = true)]
    Hello,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let needs_servers = matches!(arguments.what, What::All | What::Http | What::Events);
    if needs_servers && std::env::var_os("HOANHAP_TEST_POSTGRES_URL").is_none() {
        return beside_servers();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(arguments))
}

/// Becomes `tests/run.sh --with` this same command; returns only when that can't be started.
fn beside_servers() -> Result<()> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../run.sh");
    let mut command = Command::new(&script);
    command.arg("--with").arg(std::env::current_exe()?).args(std::env::args_os().skip(1));
    Err(command.exec()).with_context(|| format!("{}", script.display()))
}

async fn run(arguments: Arguments) -> Result<()> {
    match arguments.what {
        What::Up => return embedded::up(&arguments.folder).await,
        What::Schemas => return embedded::schemas(&arguments.folder).await,
        What::Hello => return embedded::hello().await,
        What::All | What::Http | What::Events | What::Embedded => {}
    }
    let wants = |what| arguments.what == What::All || arguments.what == what;
    let mut report = Report::default();
    if wants(What::Http) {
        http::measure(&mut report, arguments.seconds).await?;
    }
    if wants(What::Events) {
        events::measure(&mut report).await?;
    }
    if wants(What::Embedded) {
        embedded::measure(&mut report).await?;
    }
    report.print();
    Ok(())
}
