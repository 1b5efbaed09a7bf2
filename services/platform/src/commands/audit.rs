//! `hoanhap audit`: whether the audit logs are as they were sealed. Reads the databases directly, so that it
//! needs no running service, and nobody's word but theirs.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use runtime::audit::{self, Break, Checkpoint, Verdict};
use runtime::{Context, Settings, host};
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::exit::{Exit, Failed};
use crate::progress;
use crate::services;
use crate::terminal::Terminal;

pub const EXAMPLE: &str = "Ví dụ / Examples:\n  hoanhap audit verify\n  hoanhap audit checkpoint --out 2026-11-25.json";
const SCHEMA: &str = "audit-checkpoint/1";
/// Below this many seals a log is walked before a bar could be read.
const LONG: u64 = 20_000;

#[derive(Subcommand)]
pub enum Audit {
    /// Nhật ký có còn như lúc niêm phong không; mã thoát 1 khi không / verify the logs, exit 1 when one is broken
    Verify(Verify),
    /// Xuất điểm kiểm tra, cất ngoài hệ thống / export a checkpoint, to be kept outside
    Checkpoint(Export),
}

#[derive(Args)]
#[command(after_help = "Ví dụ / Example:\n  hoanhap audit verify --checkpoint 2026-11-25.json")]
pub struct Verify {
    /// registry, facility, community, aftercare; bỏ trống là tất cả / all when none is named
    #[arg(long)]
    service: Option<String>,
    /// Tệp do `hoanhap audit checkpoint` xuất / a file that `hoanhap audit checkpoint` wrote
    #[arg(long)]
    checkpoint: Option<PathBuf>,
}

#[derive(Args)]
#[command(after_help = "Ví dụ / Example:\n  hoanhap audit checkpoint --out 2026-11-25.json")]
pub struct Export {
    /// registry, facility, community, aftercare; bỏ trống là tất cả / all when none is named
    #[arg(long)]
    service: Option<String>,
    /// Tệp mới; bỏ trống là đầu ra chuẩn / a new file; standard output when left out
    #[arg(long)]
    out: Option<PathBuf>,
}

/// What a checkpoint file holds.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: String,
    data: Vec<Checkpoint>,
}

impl Audit {
    pub async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        match self {
            Self::Verify(verify) => verify.run(settings, terminal).await,
            Self::Checkpoint(export) => export.run(settings, terminal).await,
        }
    }
}

/// The audited services, or the one that is named.
fn audited(name: Option<&str>) -> Result<Vec<std::sync::Arc<dyn runtime::Service>>, Failed> {
    let mut all = services::all();
    all.retain(|service| service.is_audited() && name.is_none_or(|name| name == service.name()));
    match name {
        Some(name) if all.is_empty() => Err(Failed::say(
            Code::Usage,
            format!(
                "Dịch vụ `{name}` không có nhật ký truy cập; các dịch vụ có: registry, facility, community, aftercare."
            ),
            format!("`{name}` has no audit log; registry, facility, community and aftercare have."),
        )),
        _ => Ok(all),
    }
}

async fn open(service: &dyn runtime::Service, settings: &Settings) -> Result<Context, Failed> {
    host::open_context(service, settings.clone()).await.map_err(Failed::unavailable)
}

fn database_failed(error: impl Into<anyhow::Error>, service: &str) -> Failed {
    Failed::new(Code::Database, error.into().context(format!("database of {service}")))
}

impl Verify {
    async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let services = audited(self.service.as_deref())?;
        let checkpoints = self.checkpoint.as_deref().map(read).transpose()?;
        let mut verdicts = Vec::new();
        for service in services {
            let context = open(service.as_ref(), &settings).await?;
            let of_service = |seen: &&Checkpoint| seen.service == context.service;
            let checkpoint = checkpoints.as_ref().and_then(|all| all.iter().find(of_service));
            if checkpoints.is_some() && checkpoint.is_none() {
                terminal.note(
                    format!("{}: tệp không có điểm kiểm tra của dịch vụ này", context.service),
                    format!("{}: the file has no checkpoint of it", context.service),
                );
            }
            verdicts.push(walk(&context, checkpoint, terminal).await?);
        }
        print(&verdicts, terminal);
        let broken = verdicts.iter().any(|verdict| verdict.broken.is_some());
        Ok(if broken { Exit::CheckFailed } else { Exit::Done })
    }
}

async fn walk(context: &Context, checkpoint: Option<&Checkpoint>, terminal: Terminal) -> Result<Verdict, Failed> {
    let left = terminal.say("còn", "left");
    let template = format!("{} {{bar:30}} {{pos}}/{{len}} ({{per_sec}}, {left} {{eta}})", context.service);
    let bar = progress::bar(terminal, 0, &template);
    let on_page = |walked: u64, total: u64| {
        if total >= LONG {
            bar.set_length(total);
            bar.set_position(walked);
        }
    };
    let verdict = audit::verify(context, checkpoint, on_page).await;
    bar.finish_and_clear();
    verdict.map_err(|error| database_failed(error, context.service))
}

fn print(verdicts: &[Verdict], terminal: Terminal) {
    terminal.rows("audit-verdict/1", verdicts, || {
        let rows: Vec<_> = verdicts
            .iter()
            .map(|verdict| {
                let what = verdict.broken.as_ref().map_or(String::new(), |broken| told(broken, terminal));
                let mark = if verdict.broken.is_some() { "✗" } else { "✓" };
                let (sealed, waiting) = (terminal.number(verdict.sealed), terminal.number(verdict.waiting));
                vec![mark.to_owned(), verdict.service.clone(), what, sealed, waiting]
            })
            .collect();
        let header = [
            ("", ""),
            ("Dịch vụ", "Service"),
            ("Chỗ hỏng", "Broken at"),
            ("Dấu còn nguyên", "Seals intact"),
            ("Đang chờ", "Waiting"),
        ];
        terminal.table(&header, &rows, 3)
    });
}

fn told(broken: &Break, terminal: Terminal) -> String {
    let seal = |sequence| format!("{} {} ", terminal.say("dấu", "seal"), terminal.number(sequence));
    let at = broken.sequence.map_or(String::new(), seal);
    let entry = broken.entry_id.map_or(String::new(), |id| format!(" [{id}]"));
    format!("{at}{}: {}{entry}", broken.kind, terminal.say(&broken.vi, &broken.en))
}

fn read(file: &Path) -> Result<Vec<Checkpoint>, Failed> {
    let text = fs::read_to_string(file).map_err(|error| Failed::file("--checkpoint", file, error))?;
    let name = file.display();
    let found: File = serde_json::from_str(&text).map_err(|error| {
        Failed::new(Code::File, anyhow::Error::new(error).context(format!("--checkpoint {name}")))
            .next("hoanhap audit checkpoint --out FILE")
    })?;
    if found.schema == SCHEMA {
        return Ok(found.data);
    }
    let vi = format!("{name}: `{}`, cần `{SCHEMA}`", found.schema);
    Err(Failed::say(Code::File, vi, format!("{name}: `{}`, expected `{SCHEMA}`", found.schema)))
}

impl Export {
    async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let mut data = Vec::new();
        for service in audited(self.service.as_deref())? {
            let context = open(service.as_ref(), &settings).await?;
            let checkpoint = Checkpoint::take(&context).await;
            data.push(checkpoint.map_err(|error| database_failed(error, context.service))?);
        }
        let file = File { schema: SCHEMA.to_owned(), data };
        let text = serde_json::to_string_pretty(&file).map_err(|error| Failed::new(Code::Failed, error))?;
        let Some(out) = &self.out else {
            crate::output::print(text);
            return Ok(Exit::Done);
        };
        write_new(out, &text)?;
        terminal.note(format!("Đã ghi {}", out.display()), format!("Written to {}", out.display()));
        Ok(Exit::Done)
    }
}

/// An older checkpoint is evidence: it is not written over.
fn write_new(out: &Path, text: &str) -> Result<(), Failed> {
    let file = fs::OpenOptions::new().write(true).create_new(true).open(out);
    file.and_then(|mut file| writeln!(file, "{text}")).map_err(|error| {
        if error.kind() != std::io::ErrorKind::AlreadyExists {
            return Failed::file("--out", out, error);
        }
        let name = out.display();
        Failed::say(
            Code::Conflict,
            format!("{name} đã có và là chứng cứ: hãy đặt tên tệp mới, ví dụ theo ngày."),
            format!("{name} exists and is evidence: name a new file, e.g. by date."),
        )
    })
}
