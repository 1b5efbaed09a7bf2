//! The demonstration: figures that three provinces published, played through the services' public HTTP
//! API as invented people, and read back as statutory reports.
//!
//! Every request carries an `Idempotency-Key` that follows from the scenario, so a second run, or one
//! after an interruption, makes nothing twice.

pub mod accounts;
mod cao_bang;
mod dong_thap;
mod ha_noi;
mod people;
mod player;
pub mod print;
mod scenario;
mod steps;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result};
use reporting::Report;
use serde::Serialize;
use web::Language;

use crate::terminal::Terminal;
use player::Player;
pub use player::Stage;
use scenario::Frame;

/// A report to print at the end.
struct Wanted {
    frame: Frame,
    name: &'static str,
    reports: &'static [&'static str],
}

/// A report that was read back, and the workbook it was written to.
#[derive(Serialize)]
pub struct Shown {
    pub province: &'static str,
    pub workbook: PathBuf,
    pub report: Report,
}

/// What a run came to.
pub struct Played {
    pub reports: Vec<Shown>,
    pub events: i64,
    pub seconds: f64,
}

/// Plays all scenarios, waits until every event is applied, reads the reports and writes them into
/// `folder`. Stops behind the batch in hand when interrupted.
///
/// # Errors
/// When a request is refused that should not be, a service fails, or it is interrupted.
pub async fn play(stage: Stage<'_>, folder: &Path) -> Result<Played> {
    let started = Instant::now();
    let (dong_thap, cao_bang, ha_noi) = scenario::load()?;
    play_dong_thap(stage).await?;
    let second = Player::new(stage, "caobang", &cao_bang.frame);
    cao_bang::play(&second, &cao_bang).await.context("Cao Bằng 2017–6/2020")?;
    let third = Player::new(stage, "hanoi", &ha_noi.frame);
    ha_noi::play(&third, &ha_noi).await.context("Hà Nội 2016–6/2020")?;
    third.settle("đợi mọi sự kiện được áp dụng").await?;
    let statuses = stage.operator.statuses().await?;
    let events: i64 = statuses.iter().flat_map(|(_, status)| status.recorded.values()).sum();

    let wanted = [
        Wanted { frame: dong_thap.frame, name: "Đồng Tháp", reports: &["facility-flow", "province-summary"] },
        Wanted { frame: cao_bang.frame, name: "Cao Bằng", reports: &["facility-flow", "province-summary"] },
        Wanted { frame: ha_noi.frame, name: "Hà Nội", reports: &["attainment", "province-summary"] },
    ];
    std::fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
    let officer = accounts::remote(stage.running, "tinh");
    let mut reports = Vec::new();
    for Wanted { frame, name, reports: ids } in wanted {
        for id in ids {
            let query = format!("province={}&from={}&to={}", frame.province_code, frame.from, frame.to);
            let report: Report = officer.get("reporting", &format!("/v1/reports/{id}?{query}")).await?;
            let content = officer.download("reporting", &format!("/v1/reports/{id}/xlsx?{query}")).await?;
            let workbook = folder.join(format!("{id}_{}_{}_{}.xlsx", frame.province_code, frame.from, frame.to));
            std::fs::write(&workbook, content).with_context(|| format!("{}", workbook.display()))?;
            reports.push(Shown { province: name, workbook, report });
        }
    }
    Ok(Played { reports, events, seconds: started.elapsed().as_secs_f64().round() })
}

/// Plays Đồng Tháp's year alone, and waits until every event is applied.
///
/// # Errors
/// As for [`play`].
pub async fn play_dong_thap(stage: Stage<'_>) -> Result<()> {
    let (dong_thap, ..) = scenario::load()?;
    let player = Player::new(stage, "dongthap", &dong_thap.frame);
    dong_thap::play(&player, &dong_thap).await.context("Đồng Tháp 2019")?;
    player.settle("đợi mọi sự kiện được áp dụng").await
}

/// The reports as tables, province by province.
pub fn text(terminal: Terminal, played: &Played) -> String {
    let mut lines = Vec::new();
    let mut province = "";
    for shown in &played.reports {
        let report = &shown.report;
        if shown.province != province {
            province = shown.province;
            let (from, to) = (report.from.format("%d/%m/%Y"), report.to.format("%d/%m/%Y"));
            lines.push(format!("\n══ {province}, {from} – {to} ══"));
        }
        lines.push(print::report(terminal, report));
        lines.push(format!("→ {}", shown.workbook.display()));
    }
    let (events, seconds) = (terminal.number(played.events), played.seconds);
    lines.push(match terminal.language {
        Language::Vietnamese => format!("\n{events} sự kiện, {seconds} giây"),
        Language::English => format!("\n{events} events, {seconds} seconds"),
    });
    lines.join("\n")
}
