//! `hoanhap report`: the statutory reports of a running platform.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use reporting::Severity;
use runtime::Settings;

use crate::demo::print;
use crate::exit::{Exit, Failed};
use crate::output::{self, Output};
use crate::remote::Remote;

#[derive(Subcommand)]
pub enum Report {
    /// Các báo cáo có thể chạy / the reports there are
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
    #[arg(long)]
    province: String,
    #[arg(long)]
    from: NaiveDate,
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
    pub async fn run(self, settings: Settings, output: Output) -> Result<Exit, Failed> {
        let remote = Arc::new(Remote::from_environment(settings)?);
        match self {
            Self::List => list(&remote, output).await,
            Self::Run(run) => run.run(&remote, output).await,
        }
    }
}

async fn list(remote: &Remote, output: Output) -> Result<Exit, Failed> {
    let reports: Vec<serde_json::Value> = remote.get("reporting", "/v1/reports").await.map_err(Failed::unavailable)?;
    if output.is_json() {
        output::json("reports/1", &reports);
    } else {
        let text = |report: &serde_json::Value, key: &str| report[key].as_str().unwrap_or_default().to_owned();
        let rows: Vec<_> =
            reports.iter().map(|report| vec![text(report, "id"), text(report, "vi"), text(report, "en")]).collect();
        println!("{}", output::table(&["Mã", "Báo cáo", "Report"], &rows, 9));
    }
    Ok(Exit::Done)
}

impl Run {
    async fn run(self, remote: &Remote, output: Output) -> Result<Exit, Failed> {
        let known_at =
            self.known_at.as_ref().map_or(String::new(), |at| format!("&known_at={}", at.replace('+', "%2B")));
        let query = format!("province={}&from={}&to={}{known_at}", self.province, self.from, self.to);
        let report: reporting::Report =
            remote.get("reporting", &format!("/v1/reports/{}?{query}", self.id)).await.map_err(Failed::unavailable)?;
        if output.is_json() {
            output::json("report/1", &report);
        } else {
            print::report(&report);
        }
        if let Some(file) = &self.out {
            let workbook = remote.download("reporting", &format!("/v1/reports/{}/xlsx?{query}", self.id)).await?;
            std::fs::write(file, workbook).with_context(|| format!("--out {}", file.display()))?;
        }
        let blocked = report.findings.iter().any(|finding| finding.severity == Severity::Blocking);
        Ok(if blocked { Exit::CheckFailed } else { Exit::Done })
    }
}
