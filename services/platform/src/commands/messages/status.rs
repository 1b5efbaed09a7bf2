//! `hoanhap messages status`

use std::collections::BTreeMap;

use messaging::status::{MessagingStatus, lag};
use serde::Serialize;
use serde_json::json;

use crate::exit::{Exit, Failed};
use crate::remote::Remote;
use crate::terminal::Terminal;

#[derive(Serialize)]
struct Row {
    service: &'static str,
    #[serde(flatten)]
    status: MessagingStatus,
}

pub async fn run(remote: &Remote, terminal: Terminal) -> Result<Exit, Failed> {
    let statuses = remote.statuses().await?;
    let behind = lag(&statuses.iter().map(|(_, status)| status.clone()).collect::<Vec<_>>());
    let rows: Vec<_> = statuses.into_iter().map(|(service, status)| Row { service, status }).collect();
    terminal.rows_with("messages-status/1", &rows, Some(json!({ "lag": behind })), || {
        format!("{}\n{}: {}", table(terminal, &rows), terminal.say("Còn chậm", "Lag"), terminal.number(behind))
    });
    Ok(Exit::Done)
}

fn table(terminal: Terminal, rows: &[Row]) -> comfy_table::Table {
    let sum = |counts: &BTreeMap<String, i64>| terminal.number(counts.values().sum());
    let cells: Vec<_> = rows
        .iter()
        .map(|Row { service, status }| {
            vec![
                (*service).to_owned(),
                sum(&status.recorded),
                terminal.number(status.unpublished),
                sum(&status.applied),
                sum(&status.parked),
            ]
        })
        .collect();
    let header = [
        ("Dịch vụ", "Service"),
        ("Đã ghi", "Recorded"),
        ("Chưa phát", "Unpublished"),
        ("Đã áp dụng", "Applied"),
        ("Giữ lại", "Parked"),
    ];
    terminal.table(&header, &cells, 1)
}
