//! The register with many people in it: importing lists, searching, and scanning for duplicates, on both engines.

mod copy;
mod crowd;
mod fill;
mod list;
mod scan;
mod search;

use std::sync::{Arc, Mutex};

use anyhow::Result;
use clap::ValueEnum;
use platform::demo::accounts;
use runtime::Running;
use sea_orm::{ConnectionTrait, DbBackend};
use testkit::Mode;

use crate::report::Report;
use crate::site::{self, Events, Site};
use crowd::Crowd;
use fill::Filled;

const SEED: u64 = 2_026;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    #[value(name = "postgresql")]
    PostgreSql,
    Sqlite,
}

/// What to measure.
#[derive(Clone, Copy)]
pub struct Wish {
    /// Both when none is named.
    pub engine: Option<Engine>,
    /// People in the register at the end; a tenth of them when imports are measured first.
    pub persons: usize,
    pub imports: bool,
    pub searches: bool,
    /// Length of each measurement of requests.
    pub seconds: u64,
}

pub async fn measure(report: &mut Report, wish: Wish) -> Result<()> {
    let all = [(Engine::PostgreSql, Mode::Servers, "PostgreSQL"), (Engine::Sqlite, Mode::Embedded, "SQLite")];
    for (_, mode, engine) in all.into_iter().filter(|(one, ..)| wish.engine.is_none_or(|wanted| wanted == *one)) {
        eprintln!("register of {} on {engine} …", wish.persons);
        let site = Site::claim(mode).await?;
        let running = site.start(&["identity", "registry"], Events::InProcess).await?;
        let measured = Measurement { running: &running, engine, wish }.run(report).await;
        running.stop().await;
        site.end().await;
        measured?;
    }
    Ok(())
}

struct Measurement<'a> {
    running: &'a Running,
    engine: &'static str,
    wish: Wish,
}

impl Measurement<'_> {
    async fn run(&self, report: &mut Report) -> Result<()> {
        let Self { running, engine, wish } = *self;
        // Sees and registers everywhere.
        let officer = Arc::new(accounts::remote(running, "tinh"));
        let crowd = Arc::new(Mutex::new(Crowd::new(SEED)));
        let mut filled = Filled::default();
        if wish.imports {
            let mut rates = Vec::new();
            for (persons, seed) in [(wish.persons / 10, SEED + 1), (wish.persons, SEED + 2)] {
                fill::fill(&officer, &crowd, &mut filled, persons).await?;
                self.rest().await?;
                let imported = list::measure(running, &officer, seed).await?;
                rates.push(imported.per_second);
                let yardstick = if engine == "SQLite" { "INSERT of its rows" } else { "COPY of its rows" };
                imported.report(report, format!("import into {persons}, {engine}"), yardstick);
            }
            report.about(format!(
                "{engine}: import at {} / at {}: {:.2}",
                wish.persons,
                wish.persons / 10,
                rates[1] / rates[0]
            ));
        }
        if wish.searches {
            fill::fill(&officer, &crowd, &mut filled, wish.persons).await?;
            self.rest().await?;
            search::measure(report, running, &officer, &filled.known, wish.seconds, engine).await?;
            scan::measure(report, running, &filled, engine).await?;
        }
        Ok(())
    }

    /// As the register is some time after it was filled: everything told, statistics taken.
    async fn rest(&self) -> Result<()> {
        let db = &self.running.contexts["registry"].db;
        site::relayed(db).await?;
        if db.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared("VACUUM ANALYZE").await?;
        }
        Ok(())
    }
}
