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

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result};
use reporting::Report;
use runtime::Running;

use crate::output;
use player::Player;
use scenario::Frame;

/// A report to print at the end.
struct Wanted {
    frame: Frame,
    name: &'static str,
    reports: &'static [&'static str],
}

/// Plays all scenarios, waits until every event is applied, prints and writes the reports.
///
/// # Errors
/// When a request is refused that should not be, or a service fails.
pub async fn play(running: &Running, reports: &Path) -> Result<()> {
    let started = Instant::now();
    let (dong_thap, cao_bang, ha_noi) = scenario::load()?;
    let operator = accounts::remote(running, "vanhanh");

    let first = Player::new(running, &operator, "dongthap", &dong_thap.frame);
    dong_thap::play(&first, &dong_thap).await.context("Đồng Tháp 2019")?;
    let second = Player::new(running, &operator, "caobang", &cao_bang.frame);
    cao_bang::play(&second, &cao_bang).await.context("Cao Bằng 2017–6/2020")?;
    let third = Player::new(running, &operator, "hanoi", &ha_noi.frame);
    ha_noi::play(&third, &ha_noi).await.context("Hà Nội 2016–6/2020")?;
    third.settle("đợi mọi sự kiện được áp dụng").await?;
    let statuses = operator.statuses().await?;
    let events: i64 = statuses.iter().flat_map(|(_, status)| status.recorded.values()).sum();

    let wanted = [
        Wanted { frame: dong_thap.frame, name: "Đồng Tháp", reports: &["facility-flow", "province-summary"] },
        Wanted { frame: cao_bang.frame, name: "Cao Bằng", reports: &["facility-flow", "province-summary"] },
        Wanted { frame: ha_noi.frame, name: "Hà Nội", reports: &["attainment", "province-summary"] },
    ];
    std::fs::create_dir_all(reports).with_context(|| format!("{}", reports.display()))?;
    let officer = accounts::remote(running, "tinh");
    for Wanted { frame, name, reports: ids } in wanted {
        println!("\n══ {name}, {} – {} ══", frame.from.format("%d/%m/%Y"), frame.to.format("%d/%m/%Y"));
        for id in ids {
            let query = format!("province={}&from={}&to={}", frame.province_code, frame.from, frame.to);
            let report: Report = officer.get("reporting", &format!("/v1/reports/{id}?{query}")).await?;
            print::report(&report);
            let workbook = officer.download("reporting", &format!("/v1/reports/{id}/xlsx?{query}")).await?;
            let file = reports.join(format!("{id}_{}_{}_{}.xlsx", frame.province_code, frame.from, frame.to));
            std::fs::write(&file, workbook).with_context(|| format!("{}", file.display()))?;
            println!("→ {}", file.display());
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("\n{} sự kiện, {} giây", output::number(events), seconds.round());
    Ok(())
}
