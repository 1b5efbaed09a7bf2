//! `hoanhap report`: the statutory reports of a running platform.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use reporting::Severity;
use runtime::Settings;
use serde_json::Value;

use crate::demo::print;
use crate::exit::{Exit, Failed};
use crate::remote::Remote;
use crate::terminal::Terminal;

pub const EXAMPLE: &str = "Ví dụ / Examples:\n  hoanhap report list\n  hoanhap report run facility-flow --province 87 --from 2019-01-01 --to 2019-12-31";

#[derive(Subcommand)]
pub enum Report {
    /// Các báo cáo có thể chạy / the reports there are
    #[command(after_help = "Ví dụ / Example:\n  hoanhap report list --lang en")]
    List,
    /// Chạy báo cáo; mã thoát 1 khi còn mâu thuẫn chặn / exit 1 when a contradiction blocks
    Run(Run),
}

#[derive(Args)]
#[command(
    after_help = "Ví dụ / Example:\n  hoanhap report run facility-flow --province 87 --from 2019-01-01 --to 2019-12-31 --out bc.xlsx"
)]
pub struct Run {
    /// facility-flow, attainment, province-summary
    id: String,
    /// Mã tỉnh / province code
    #[arg(long)]
    province: String,
    /// Ngày đầu kỳ / first day
    #[arg(long)]
    from: NaiveDate,
    /// Ngày cuối kỳ / last day
    #[arg(long)]
    to: NaiveDate,
    /// Theo dữ liệu đã ghi đến lúc này (RFC 3339) / as known at
    #[arg(long)]
    known_at: Option<String>,
    /// Ghi tệp xlsx / write a workbook
    #[arg(long)]
    out: Option<PathBuf>,
}

impl Report {
    pub async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let remote = Remote::from_environment(settings, terminal.language)?;
        match self {
            Self::List => list(&remote, terminal).await,
            Self::Run(run) => run.run(&remote, terminal).await,
        }
    }
}

async fn list(remote: &Remote, terminal: Terminal) -> Result<Exit, Failed> {
    let reports: Vec<Value> = remote.get("reporting", "/v1/reports").await?;
    terminal.rows("report-title/1", &reports, || {
        let text = |report: &Value, key: &str| report[key].as_str().unwrap_or_default().to_owned();
        let rows: Vec<_> =
            reports.iter().map(|report| vec![text(report, "id"), text(report, terminal.say("vi", "en"))]).collect();
        terminal.table(&[("Mã", "Id"), ("Báo cáo", "Report")], &rows, 9)
    });
    Ok(Exit::Done)
}

impl Run {
    async fn run(self, remote: &Remote, terminal: Terminal) -> Result<Exit, Failed> {
        let known_at =
            self.known_at.as_ref().map_or(String::new(), |at| format!("&known_at={}", at.replace('+', "%2B")));
        let query = format!("province={}&from={}&to={}{known_at}", self.province, self.from, self.to);
        let report: reporting::Report = remote.get("reporting", &format!("/v1/reports/{}?{query}", self.id)).await?;
        if let Some(file) = &self.out {
            let workbook = remote.download("reporting", &format!("/v1/reports/{}/xlsx?{query}", self.id)).await?;
            std::fs::write(file, workbook).map_err(|error| Failed::file("--out", file, error))?;
        }
        terminal.record("report/1", &report, || print::report(terminal, &report));
        let blocking = report.findings.iter().filter(|finding| finding.severity == Severity::Blocking).count();
        if blocking == 0 {
            return Ok(Exit::Done);
        }
        let vi = format!("{blocking} mâu thuẫn chặn báo cáo");
        terminal.note(vi, format!("{blocking} contradictions block the report"));
        Ok(Exit::CheckFailed)
    }
}
