//! `hoanhap migrate`: the Job before a rollout. Schemas first, then the broker's queues: an event that is published
//! before a queue exists never gets there.

use anyhow::Context as _;
use clap::Args;
use clap::builder::PossibleValuesParser;
use messaging::rabbitmq;
use runtime::{Settings, database, host};
use serde::Serialize;

use crate::code::Code;
use crate::exit::{Exit, Failed};
use crate::schemas::{self, Schema};
use crate::services;
use crate::terminal::Terminal;

/// A second migrator waits for the first; what is applied already is left alone.
#[derive(Args)]
#[command(after_help = "Ví dụ / Examples:\n  hoanhap migrate --dry-run\n  hoanhap migrate registry facility")]
pub struct Migrate {
    /// Các lược đồ; mọi lược đồ khi bỏ trống / schemas to bring up to date; all when left out
    #[arg(value_parser = PossibleValuesParser::new(schemas::names()))]
    services: Vec<String>,
    /// Chỉ liệt kê những thay đổi đang chờ / only list the changes that wait
    #[arg(long)]
    dry_run: bool,
}

impl Migrate {
    pub async fn run(self, settings: &Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let plan = schemas::pending(settings, &self.services).await?;
        if !self.dry_run {
            for schema in &plan {
                migrate(settings, schema).await?;
                let (name, number) = (schema.service, schema.pending.len());
                terminal.note(format_args!("✓ {name}: {number} thay đổi"), format_args!("✓ {name}: {number} changes"));
            }
        }
        if !self.dry_run && !settings.broker.url.expose().is_empty() {
            for name in plan.iter().map(|schema| schema.service) {
                declare_queue(settings, name, terminal).await?;
            }
        }
        print(terminal, &plan, self.dry_run);
        Ok(Exit::Done)
    }
}

async fn declare_queue(settings: &Settings, name: &'static str, terminal: Terminal) -> Result<(), Failed> {
    let Some(service) = services::named(name) else { return Ok(()) };
    let context = host::open_context(service.as_ref(), settings.clone()).await?;
    let Some(subscription) = service.subscription(&context) else { return Ok(()) };
    let url = settings.broker.url.expose().to_owned();
    let declared = rabbitmq::declare_queue(url, name, &subscription.nouns).await;
    declared.map_err(|error| Failed::new(Code::Broker, error).next("hoanhap doctor"))?;
    let queue = rabbitmq::queue_of(name);
    terminal.note(format_args!("✓ hàng đợi {queue}"), format_args!("✓ queue {queue}"));
    Ok(())
}

async fn migrate(settings: &Settings, schema: &Schema) -> Result<(), Failed> {
    let Some(service) = services::named(schema.service) else { return Ok(()) };
    let unusable = |error: anyhow::Error| Failed::new(Code::Database, error).next("hoanhap doctor");
    let db = database::connect(settings, schema.service).await;
    let db = db.with_context(|| format!("database of {}", schema.service)).map_err(unusable)?;
    host::migrate(service.as_ref(), &db).await.map_err(unusable)
}

#[derive(Serialize)]
struct Change<'a> {
    service: &'a str,
    change: &'a str,
    /// By this run; else it waits.
    applied: bool,
}

fn print(terminal: Terminal, plan: &[Schema], dry_run: bool) {
    let of = |schema: &'static str, change| Change { service: schema, change, applied: !dry_run };
    let changes: Vec<Change<'_>> =
        plan.iter().flat_map(|schema| schema.pending.iter().map(move |name| of(schema.service, name))).collect();
    terminal.rows("migration/1", &changes, || {
        let state = if dry_run { terminal.say("chờ", "waits") } else { terminal.say("đã áp dụng", "applied") };
        let cells = changes.iter().map(|at| vec![at.service.to_owned(), at.change.to_owned(), state.to_owned()]);
        let header = [("Dịch vụ", "Service"), ("Thay đổi", "Change"), ("Trạng thái", "State")];
        terminal.table(&header, &cells.collect::<Vec<_>>(), 9)
    });
}
