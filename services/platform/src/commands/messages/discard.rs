//! `hoanhap messages discard`: passes over a message for good; what waits behind it goes on without it.

use clap::Args;
use messaging::parking::State;
use runtime::messages::{Discard, ParkedMessage};
use serde_json::{Value, json};

use super::Named;
use crate::code::Code;
use crate::confirm::confirm;
use crate::exit::{Exit, Failed};
use crate::remote::Remote;
use crate::terminal::Terminal;
use crate::words::Said;

/// Its effect never comes about in this service; the journal keeps the event.
#[derive(Args)]
#[command(
    after_help = "Ví dụ / Example:\n  hoanhap messages discard reporting 01a20000-0000-7000-8002-000000000001 --reason \"ghi hai lần\" --yes"
)]
pub struct DiscardMessage {
    #[command(flatten)]
    named: Named,
    /// Vì sao bỏ qua; được ghi vào nhật ký, không ghi tên người / why; it is logged, so no names
    #[arg(long)]
    reason: String,
    /// Chỉ cho biết sẽ bỏ gì / only say what would be passed over
    #[arg(long)]
    dry_run: bool,
    /// Không hỏi lại / don't ask
    #[arg(long)]
    yes: bool,
}

impl DiscardMessage {
    pub async fn run(self, remote: &Remote, terminal: Terminal) -> Result<Exit, Failed> {
        let Named { service, id } = &self.named;
        let parked: Vec<ParkedMessage> = remote.get(service, "/v1/messages/parked").await?;
        let Some(message) = parked.iter().find(|message| message.event_id == *id) else {
            let (vi, en) = (format!("{service} không giữ thông điệp {id}"), format!("{service} has not parked {id}"));
            return Err(Failed::say(Code::NotFound, vi, en).next("hoanhap messages parked --each"));
        };
        let behind = |other: &&ParkedMessage| other.subject == message.subject && other.state == State::Held.as_str();
        let held = parked.iter().filter(behind).count();
        if !self.dry_run {
            let kind = &message.event_type;
            let what = Said::new(
                format!("{service} sẽ bỏ hẳn một {kind}; {held} thông điệp chờ sau nó sẽ đi tiếp."),
                format!("{service} will pass over one {kind} for good; {held} messages held behind it go on."),
            );
            confirm(terminal, &what, self.yes)?;
            let path = format!("/v1/messages/parked/{id}/discard");
            let _: Value = remote.post(service, &path, &Discard { reason: self.reason.clone() }, None).await?;
        }
        let data = json!({ "service": service, "message": message, "held_behind": held, "discarded": !self.dry_run });
        terminal.record("discard/1", &data, || {
            let done = if self.dry_run {
                terminal.say("sẽ bỏ", "would be passed over")
            } else {
                terminal.say("đã bỏ", "passed over")
            };
            format!("{done}: {} {id} ({held})", message.event_type)
        });
        Ok(Exit::Done)
    }
}
