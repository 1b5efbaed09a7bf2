//! The database's own limit: pgbench sends the statements of one admission, in a schema of the same
//! migrations on the same server.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use runtime::host;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use tempfile::NamedTempFile;
use tokio::process::Command;

use crate::site::{Site, know_persons};

const SCRIPT: &str = include_str!("admission.sql");
/// Each client admits persons of its own.
const PERSONS_PER_CLIENT: usize = 20_000;

pub struct Pgbench {
    db: DatabaseConnection,
    url: String,
    schema: String,
    clients: usize,
    script: NamedTempFile,
    program: PathBuf,
}

impl Pgbench {
    pub async fn prepare(site: &Site, clients: usize, facility: &str) -> Result<Self> {
        let mut settings = site.settings.clone();
        settings.database.schema_prefix.push_str("yardstick_");
        let schema = format!("{}facility", settings.database.schema_prefix);
        let service = platform::services::named("facility").context("there is a service facility")?;
        let db = host::open_context(service.as_ref(), settings).await?.db;
        know_persons(&db, clients * PERSONS_PER_CLIENT).await?;
        let insert = format!(
            "INSERT INTO facilities (id, version, name, kind, province_code, capacity, opened_on) \
             VALUES ('{facility}', 1, 'Cơ sở', 'public', '87', 340, '2005-01-01')"
        );
        db.execute_unprepared(&insert).await?;
        let mut script = NamedTempFile::new()?;
        script.write_all(SCRIPT.replace("{facility}", facility).as_bytes())?;
        let url = site.servers.as_ref().context("the site has servers")?.postgres_url.clone();
        Ok(Self { db, url, schema, clients, script, program: program()? })
    }

    /// Transactions per second.
    pub async fn run(&self, seconds: u64) -> Result<f64> {
        self.db.execute_unprepared("TRUNCATE admissions, entries, outbox").await?;
        let output = Command::new(&self.program)
            .args(["--no-vacuum", "--protocol=prepared", "--define=n=0", "--jobs=1"])
            .args([format!("--client={}", self.clients), format!("--time={seconds}")])
            .arg(format!("--define=persons={PERSONS_PER_CLIENT}"))
            .arg(format!("--file={}", self.script.path().display()))
            .arg(&self.url)
            .env("PGOPTIONS", format!("-c search_path={}", self.schema))
            .output()
            .await?;
        let text = String::from_utf8_lossy(&output.stdout);
        let problem = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success() && !problem.contains("aborted"), "pgbench: {problem}");
        let rate = text.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        rate.with_context(|| format!("pgbench says no rate: {text}"))
    }
}

/// pgbench lies beside the server's programs; the newest is the one that runs.
fn program() -> Result<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin/pgbench")))
        .filter(|path| path.exists())
        .collect();
    found.sort();
    found.pop().context("pgbench is not installed: apt-get install postgresql")
}
