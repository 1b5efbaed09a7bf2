//! `hoanhap keys`: the versions of the key that seals numbers and addresses.

use clap::{Args, Subcommand};
use registry::{KeyVersion, Rotate, Rotated};
use runtime::Settings;
use serde_json::json;

use crate::code::Code;
use crate::exit::{Exit, Failed};
use crate::interrupt::Interrupt;
use crate::progress;
use crate::remote::Remote;
use crate::terminal::Terminal;

pub const EXAMPLE: &str = "Ví dụ / Examples:\n  hoanhap keys status\n  hoanhap keys rotate --dry-run";

#[derive(Subcommand)]
pub enum Keys {
    /// Các phiên bản khóa và số giá trị mỗi khóa niêm / versions, and how much each has sealed
    #[command(after_help = "Ví dụ / Example:\n  hoanhap keys status --output ndjson")]
    Status,
    /// Tạo khóa mới và niêm lại mọi giá trị; dừng lúc nào cũng được, chạy lại thì tiếp tục / make a new key and
    /// seal everything again; can be stopped at any moment, and goes on when run again
    Rotate(Rotation),
}

#[derive(Args)]
#[command(after_help = "Ví dụ / Example:\n  hoanhap keys rotate --batch 1000")]
pub struct Rotation {
    /// Số giá trị mỗi lượt, tối đa 2000 / values a step, at most 2000
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u64).range(1..=2_000))]
    batch: u64,
    /// Chỉ cho biết sẽ niêm lại bao nhiêu / only say how much would be sealed again
    #[arg(long)]
    dry_run: bool,
}

impl Keys {
    pub async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let remote = Remote::from_environment(settings, terminal.language)?;
        match self {
            Self::Status => status(&remote, terminal).await,
            Self::Rotate(rotation) if rotation.dry_run => status(&remote, terminal).await,
            Self::Rotate(rotation) => rotate(&remote, rotation.batch, terminal).await,
        }
    }
}

async fn status(remote: &Remote, terminal: Terminal) -> Result<Exit, Failed> {
    let versions: Vec<KeyVersion> = remote.get("registry", "/v1/keys").await?;
    terminal.rows("key-version/1", &versions, || {
        let day = |at: chrono::DateTime<chrono::Utc>| at.format("%d/%m/%Y").to_string();
        let rows: Vec<_> = versions
            .iter()
            .map(|key| {
                let retired = key.retired_at.map_or_else(|| terminal.say("đang dùng", "in use").to_owned(), day);
                vec![key.version.to_string(), day(key.created_at), retired, terminal.number(key.texts)]
            })
            .collect();
        let header =
            [("Khóa", "Key"), ("Tạo ngày", "Created"), ("Thôi dùng", "Retired"), ("Giá trị đã niêm", "Sealed values")];
        terminal.table(&header, &rows, 3)
    });
    Ok(Exit::Done)
}

async fn rotate(remote: &Remote, batch: u64, terminal: Terminal) -> Result<Exit, Failed> {
    let left = terminal.say("còn", "left");
    let bar = progress::bar(terminal, 0, &format!("{{bar:30}} {{pos}}/{{len}} ({{per_sec}}, {left} {{eta}})"));
    let interrupt = Interrupt::install(terminal);
    let mut resealed = 0;
    let last = loop {
        let step: Rotated = remote.post("registry", "/v1/keys/rotation", &Rotate { batch }, None).await?;
        resealed += step.resealed;
        bar.set_length(u64::try_from(resealed + step.left).unwrap_or(0));
        bar.set_position(u64::try_from(resealed).unwrap_or(0));
        if step.left == 0 {
            break step;
        }
        if interrupt.is_set() {
            bar.finish_and_clear();
            return Err(interrupt.resume_with(format!("hoanhap keys rotate --batch {batch}")).into());
        }
    };
    bar.finish_and_clear();
    let data = json!({ "version": last.version, "resealed": resealed, "unreadable": last.unreadable });
    terminal.record("key-rotation/1", &data, || {
        let (key, count) = (last.version, terminal.number(resealed));
        match terminal.language {
            web::Language::Vietnamese => format!("Khóa {key}: {count} giá trị đã niêm lại"),
            web::Language::English => format!("Key {key}: {count} values sealed again"),
        }
    });
    if last.unreadable == 0 {
        return Ok(Exit::Done);
    }
    let count = terminal.number(last.unreadable);
    let vi = format!("{count} giá trị không khóa nào mở được, giữ nguyên");
    Err(Failed::say(Code::Partial, vi, format!("{count} values that no key opens were left as they are")))
}
