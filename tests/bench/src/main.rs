//! What the platform does per second, how fast it starts and what memory it takes, each beside a
//! yardstick measured in the same run on the same machine: ratios hold, absolutes don't.
//!
//! `cargo run --release -p bench [-- all|http|events|embedded|roll|import|search …] [--seconds N] [--persons N]`
//!
//! `import` and `search` fill a register of a million people first, which takes minutes; among `all` it is one
//! of 100,000. `--persons` says otherwise.
//!
//! Without servers of its own to use, it starts itself again under `tests/run.sh --with`.

mod broker;
mod embedded;
mod events;
mod http;
mod load;
mod pgbench;
mod register;
mod report;
mod roll;
mod site;

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use clap::{Parser, ValueEnum};

use register::{Engine, Wish};
use report::Report;

#[derive(Parser)]
struct Arguments {
    #[arg(value_enum, default_value = "all")]
    what: Vec<What>,
    /// Length of each measurement of requests; it is repeated three times.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// How many people the register holds at the end, for imports and searches.
    #[arg(long)]
    persons: Option<usize>,
    /// The one engine to measure imports and searches on.
    #[arg(long)]
    engine: Option<Engine>,
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
    /// Roll-call and the day of a facility.
    Roll,
    /// Lists sent in, into a register of a tenth of the people and of all.
    Import,
    /// Searches, and the scan for duplicates.
    Search,
    #[value(hide = true)]
    Up,
    #[value(hide = true)]
    Schemas,
    #[value(hide = true)]
    Hello,
}

impl Arguments {
    fn wants(&self, what: What) -> bool {
        self.what.iter().any(|wanted| *wanted == What::All || *wanted == what)
    }

    fn register(&self) -> Option<Wish> {
        let (imports, searches) = (self.wants(What::Import), self.wants(What::Search));
        let usual = if self.what.contains(&What::All) { 100_000 } else { 1_000_000 };
        let persons = self.persons.unwrap_or(usual);
        (imports || searches).then_some(Wish { engine: self.engine, persons, imports, searches, seconds: self.seconds })
    }
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let needs_servers =
        [What::Http, What::Events, What::Roll, What::Import, What::Search].map(|what| arguments.wants(what));
    if needs_servers.contains(&true) && std::env::var_os("HOANHAP_TEST_POSTGRES_URL").is_none() {
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
    match arguments.what.first() {
        Some(What::Up) => return embedded::up(&arguments.folder).await,
        Some(What::Schemas) => return embedded::schemas(&arguments.folder).await,
        Some(What::Hello) => return embedded::hello().await,
        _ => {}
    }
    let mut report = Report::default();
    if arguments.wants(What::Http) {
        http::measure(&mut report, arguments.seconds).await?;
    }
    if arguments.wants(What::Events) {
        events::measure(&mut report).await?;
    }
    if arguments.wants(What::Embedded) {
        embedded::measure(&mut report).await?;
    }
    if arguments.wants(What::Roll) {
        roll::measure(&mut report, arguments.seconds).await?;
    }
    if let Some(wish) = arguments.register() {
        register::measure(&mut report, wish).await?;
    }
    report.print();
    Ok(())
}
