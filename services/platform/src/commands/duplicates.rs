//! `hoanhap duplicates`: records that may be of one person.

use std::time::Duration;

use clap::{Args, Subcommand};
use domain::paging::Page;
use registry::{PairView, ScanPhase, ScanProgress};
use runtime::Settings;
use serde_json::json;

use crate::code::Code;
use crate::exit::{Exit, Failed};
use crate::interrupt::Interrupt;
use crate::progress;
use crate::remote::Remote;
use crate::terminal::Terminal;

pub const EXAMPLE: &str = "Ví dụ / Examples:\n  hoanhap duplicates scan\n  hoanhap duplicates list --limit 20";

/// How often the scan is asked how far it is.
const EVERY: Duration = Duration::from_millis(200);

#[derive(Subcommand)]
pub enum Duplicates {
    /// So sánh toàn bộ sổ trong nền; Ctrl-C chỉ thôi theo dõi / compare the whole register in the background; Ctrl-C only stops watching
    #[command(after_help = "Ví dụ / Example:\n  hoanhap duplicates scan --output json")]
    Scan,
    /// Các cặp chờ quyết định, chắc nhất trước / the pairs to decide, the surest first
    List(List),
}

#[derive(Args)]
#[command(after_help = "Ví dụ / Example:\n  hoanhap duplicates list --limit 20")]
pub struct List {
    /// Số cặp / how many
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=500))]
    limit: u64,
}

impl Duplicates {
    pub async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let remote = Remote::from_environment(settings, terminal.language)?;
        match self {
            Self::Scan => scan(&remote, terminal).await,
            Self::List(list) => list.run(&remote, terminal).await,
        }
    }
}

async fn scan(remote: &Remote, terminal: Terminal) -> Result<Exit, Failed> {
    // Where one is under way, that one is watched.
    let mut at: ScanProgress = remote.post("registry", "/v1/duplicates/scan", &json!({}), None).await?;
    let interrupt = Interrupt::install(terminal);
    let left = terminal.say("còn", "left");
    let bar = progress::bar(terminal, 0, &format!("{{msg}} {{bar:30}} {{pos}}/{{len}} ({left} {{eta}})"));
    while at.finished_at.is_none() {
        let (position, length) =
            if at.phase == ScanPhase::Comparing { (at.compared_blocks, at.blocks) } else { (at.read, at.persons) };
        bar.set_message(terminal.say(at.phase.vi(), at.phase.en()).to_owned());
        bar.set_length(length);
        bar.set_position(position);
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = interrupt.wait() => {
                bar.finish_and_clear();
                return Err(interrupt.resume_with("hoanhap duplicates scan").into());
            }
        }
        at = remote.get("registry", "/v1/duplicates/scan").await?;
    }
    bar.finish_and_clear();
    terminal.record("duplicate-scan/1", &at, || {
        let count = |value: u64| terminal.number(i64::try_from(value).unwrap_or(i64::MAX));
        let (persons, same, likely, possible) =
            (count(at.persons), count(at.same), count(at.likely), count(at.possible));
        match terminal.language {
            web::Language::Vietnamese => {
                format!("{persons} hồ sơ: {same} cặp là một, {likely} cặp nhiều khả năng, {possible} cặp có thể")
            }
            web::Language::English => {
                format!("{persons} records: {same} pairs the same, {likely} likely, {possible} possible")
            }
        }
    });
    if at.phase == ScanPhase::Failed {
        let en = "the scan failed; the log of registry says why";
        return Err(Failed::say(Code::Service, "lượt quét bị lỗi, nhật ký của registry nêu lý do", en));
    }
    Ok(Exit::Done)
}

impl List {
    async fn run(self, remote: &Remote, terminal: Terminal) -> Result<Exit, Failed> {
        let path = format!("/v1/duplicates?state=open&limit={}", self.limit);
        let pairs: Page<PairView> = remote.get("registry", &path).await?;
        // Names stay on the console's pages: what is printed here may be kept in a file.
        let rows: Vec<_> = pairs
            .items
            .iter()
            .map(|pair| {
                let codes: Vec<&str> = pair.reasons.iter().map(|reason| reason.code.as_str()).collect();
                json!({
                    "id": pair.id, "score": pair.score, "verdict": pair.verdict, "first": pair.first.id,
                    "second": pair.second.id, "reasons": codes,
                })
            })
            .collect();
        terminal.rows_with("duplicate/1", &rows, Some(json!({ "pairs": pairs.total })), || {
            let cells: Vec<_> = pairs
                .items
                .iter()
                .map(|pair| {
                    let reasons: Vec<&str> =
                        pair.reasons.iter().map(|reason| terminal.say(&reason.vi, &reason.en)).collect();
                    let score = terminal.number(i64::from(pair.score));
                    let (first, second) = (pair.first.id.to_string(), pair.second.id.to_string());
                    vec![pair.verdict.clone(), first, second, reasons.join("; "), score]
                })
                .collect();
            let header = [
                ("Kết luận", "Verdict"),
                ("Hồ sơ", "Record"),
                ("Hồ sơ", "Record"),
                ("Vì", "Because"),
                ("Điểm", "Score"),
            ];
            terminal.table(&header, &cells, 4).to_string()
        });
        Ok(Exit::Done)
    }
}
