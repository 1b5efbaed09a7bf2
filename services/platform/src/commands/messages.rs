//! `hoanhap messages`: what is under way, parked, to be replayed or passed over.

mod discard;
pub mod parked;
mod replay;
mod status;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use runtime::Settings;
use serde_json::Value;
use uuid::Uuid;

use crate::exit::{Exit, Failed};
use crate::remote::Remote;
use crate::services::WITH_MESSAGES;
use crate::terminal::Terminal;

pub const EXAMPLE: &str = "Ví dụ / Examples:\n  hoanhap messages status\n  hoanhap messages parked\n  hoanhap messages replay --all --dry-run";

#[derive(Subcommand)]
pub enum Messages {
    /// Mỗi dịch vụ đã ghi, đã phát, đã áp dụng bao nhiêu / how far each service is
    #[command(after_help = "Ví dụ / Example:\n  hoanhap messages status --output ndjson")]
    Status,
    /// Thông điệp bị giữ lại, gộp theo lý do / parked messages, by reason
    #[command(visible_alias = "list")]
    Parked(parked::Parked),
    /// Một thông điệp với nội dung / one message with its event
    #[command(after_help = "Ví dụ / Example:\n  hoanhap messages show reporting 01a20000-0000-7000-8002-000000000001")]
    Show(Named),
    /// Xử lý lại thông điệp, và những thông điệp chờ sau nó / handle messages again
    Replay(replay::Replay),
    /// Bỏ qua một thông điệp / pass over a message for good
    Discard(discard::DiscardMessage),
}

/// A parked message.
#[derive(Args)]
pub struct Named {
    /// Dịch vụ giữ nó / the service that parked it
    #[arg(value_parser = PossibleValuesParser::new(WITH_MESSAGES))]
    service: String,
    /// Mã thông điệp / the event's id
    id: Uuid,
}

impl Messages {
    pub async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let remote = Remote::from_environment(settings, terminal.language)?;
        match self {
            Self::Status => status::run(&remote, terminal).await,
            Self::Parked(command) => command.run(&remote, terminal).await,
            Self::Show(named) => show(&remote, &named, terminal).await,
            Self::Replay(command) => command.run(&remote, terminal).await,
            Self::Discard(command) => command.run(&remote, terminal).await,
        }
    }
}

async fn show(remote: &Remote, named: &Named, terminal: Terminal) -> Result<Exit, Failed> {
    let message: Value = remote.get(&named.service, &format!("/v1/messages/parked/{}", named.id)).await?;
    terminal.record("parked-message/1", &message, || format!("{message:#}"));
    Ok(Exit::Done)
}
