//! `hoanhap messages`: what is under way, parked, to be replayed.

use anyhow::anyhow;
use clap::Subcommand;
use messaging::status::lag;
use runtime::Settings;
use runtime::messages::{Discard, ParkedMessage, Replayed};
use serde_json::Value;
use uuid::Uuid;

use crate::exit::{Exit, Failed};
use crate::output::{self, Output};
use crate::remote::Remote;
use crate::services::WITH_MESSAGES;

#[derive(Subcommand)]
pub enum Messages {
    /// Mỗi dịch vụ đã ghi, đã phát, đã áp dụng bao nhiêu / how far each service is
    Status,
    /// Thông điệp bị giữ lại / parked messages
    Parked,
    /// Một thông điệp với nội dung / one message with its event
    Show { service: String, id: Uuid },
    /// Xử lý lại một thông điệp, và những thông điệp chờ sau nó / handle it again
    Replay { service: String, id: Uuid },
    /// Bỏ qua một thông điệp / pass over it for good
    Discard {
        service: String,
        id: Uuid,
        #[arg(long)]
        reason: String,
    },
}

impl Messages {
    pub async fn run(self, settings: Settings, output: Output) -> Result<Exit, Failed> {
        let remote = Remote::from_environment(settings)?;
        match self {
            Self::Status => status(&remote, output).await,
            Self::Parked => parked(&remote, output).await,
            Self::Show { service, id } => {
                let message: Value = remote.get(&service, &format!("/v1/messages/parked/{id}")).await?;
                output::json("parked-message/1", &message);
                Ok(Exit::Done)
            }
            Self::Replay { service, id } => replay(&remote, &service, id).await,
            Self::Discard { service, id, reason } => {
                let path = format!("/v1/messages/parked/{id}/discard");
                let _: Value = remote.post(&service, &path, &Discard { reason }, None).await?;
                Ok(Exit::Done)
            }
        }
    }
}

async fn status(remote: &Remote, output: Output) -> Result<Exit, Failed> {
    let statuses = remote.statuses().await.map_err(Failed::unavailable)?;
    let behind = lag(&statuses.iter().map(|(_, status)| status.clone()).collect::<Vec<_>>());
    if output.is_json() {
        output::json("messages-status/1", &serde_json::json!({ "lag": behind, "services": statuses }));
        return Ok(Exit::Done);
    }
    let sum = |counts: &std::collections::BTreeMap<String, i64>| output::number(counts.values().sum());
    let rows: Vec<_> = statuses
        .iter()
        .map(|(service, s)| {
            vec![
                (*service).to_owned(),
                sum(&s.recorded),
                output::number(s.unpublished),
                sum(&s.applied),
                sum(&s.parked),
            ]
        })
        .collect();
    println!("{}", output::table(&["Dịch vụ", "Đã ghi", "Chưa phát", "Đã áp dụng", "Giữ lại"], &rows, 1));
    println!("Còn chậm / lag: {}", output::number(behind));
    Ok(Exit::Done)
}

async fn parked(remote: &Remote, output: Output) -> Result<Exit, Failed> {
    let mut rows = Vec::new();
    let mut all = Vec::new();
    for service in WITH_MESSAGES {
        let parked: Vec<ParkedMessage> =
            remote.get(service, "/v1/messages/parked").await.map_err(Failed::unavailable)?;
        for message in parked {
            rows.push(vec![
                service.to_owned(),
                message.event_id.to_string(),
                message.state.clone(),
                message.event_type.clone(),
                message.reason.clone(),
            ]);
            all.push(serde_json::json!({ "service": service, "message": message }));
        }
    }
    if output.is_json() {
        output::json("parked-messages/1", &all);
    } else {
        println!("{}", output::table(&["Dịch vụ", "Mã", "Trạng thái", "Loại", "Lý do"], &rows, 9));
    }
    Ok(Exit::Done)
}

async fn replay(remote: &Remote, service: &str, id: Uuid) -> Result<Exit, Failed> {
    let path = format!("/v1/messages/parked/{id}/replay");
    let replayed: Replayed = remote.post(service, &path, &serde_json::json!({}), None).await?;
    match replayed.reason {
        None => Ok(Exit::Done),
        Some(reason) => Err(Failed { exit: Exit::CheckFailed, error: anyhow!(reason), help: None }),
    }
}
