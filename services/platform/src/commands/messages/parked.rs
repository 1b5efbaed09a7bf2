//! `hoanhap messages parked`: what can't be handled, grouped by what is the matter with it.

use std::collections::BTreeMap;

use anyhow::Result;
use clap::Args;
use messaging::parking::State;
use runtime::messages::ParkedMessage;
use serde::Serialize;
use uuid::Uuid;

use crate::exit::{Exit, Failed};
use crate::remote::Remote;
use crate::services::WITH_MESSAGES;
use crate::terminal::Terminal;

/// A service answers its 500 oldest parked messages; where there are more, that is said.
#[derive(Args)]
#[command(
    after_help = "Ví dụ / Examples:\n  hoanhap messages parked\n  hoanhap messages parked --each --output ndjson"
)]
pub struct Parked {
    /// Từng thông điệp thay vì gộp theo lý do / each message instead of groups
    #[arg(long)]
    each: bool,
}

/// Messages of one service, type and reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    pub service: &'static str,
    pub event_type: String,
    pub reason: String,
    /// `rejected`, `held` or `unreadable`.
    pub state: String,
    pub count: usize,
    /// Of the oldest.
    pub parked_at: chrono::DateTime<chrono::Utc>,
    pub event_ids: Vec<Uuid>,
}

/// A message and the service that parked it.
#[derive(Serialize)]
pub struct At {
    pub service: &'static str,
    #[serde(flatten)]
    pub message: ParkedMessage,
}

impl Parked {
    pub async fn run(self, remote: &Remote, terminal: Terminal) -> Result<Exit, Failed> {
        let all = all(remote).await?;
        if self.each {
            terminal.rows("parked-message/1", &all, || each(terminal, &all));
        } else {
            let groups = grouped(&all);
            terminal.rows("parked-group/1", &groups, || by_reason(terminal, &groups));
        }
        more(remote, all.len(), terminal).await?;
        Ok(Exit::Done)
    }
}

/// What every service has parked, as far as it answers.
pub async fn all(remote: &Remote) -> Result<Vec<At>> {
    let mut all = Vec::new();
    for service in WITH_MESSAGES {
        let parked: Vec<ParkedMessage> = remote.get(service, "/v1/messages/parked").await?;
        all.extend(parked.into_iter().map(|message| At { service, message }));
    }
    Ok(all)
}

/// The same in groups.
pub async fn groups(remote: &Remote) -> Result<Vec<Group>> {
    Ok(grouped(&all(remote).await?))
}

/// By service, type and reason; the largest group first.
fn grouped(all: &[At]) -> Vec<Group> {
    let mut groups: BTreeMap<(&str, &str, &str, &str), Group> = BTreeMap::new();
    for At { service, message } in all {
        let key = (*service, message.event_type.as_str(), message.reason.as_str(), message.state.as_str());
        let group = groups.entry(key).or_insert_with(|| Group {
            service,
            event_type: message.event_type.clone(),
            reason: message.reason.clone(),
            state: message.state.clone(),
            count: 0,
            parked_at: message.parked_at,
            event_ids: Vec::new(),
        });
        group.count += 1;
        group.parked_at = group.parked_at.min(message.parked_at);
        group.event_ids.push(message.event_id);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups
}

/// Services answer their oldest: says how many there are beyond.
async fn more(remote: &Remote, shown: usize, terminal: Terminal) -> Result<()> {
    let statuses = remote.statuses().await?;
    let parked: i64 = statuses.iter().flat_map(|(_, status)| status.parked.values()).sum();
    let beyond = parked - i64::try_from(shown)?;
    if beyond > 0 {
        let beyond = terminal.number(beyond);
        terminal.note(format_args!("… và {beyond} thông điệp nữa"), format_args!("… and {beyond} more"));
    }
    Ok(())
}

fn state(terminal: Terminal, state: &str) -> String {
    state.parse::<State>().map_or_else(|_| state.to_owned(), |known| terminal.say(known.vi(), known.en()).to_owned())
}

fn by_reason(terminal: Terminal, groups: &[Group]) -> comfy_table::Table {
    let rows: Vec<_> = groups
        .iter()
        .map(|group| {
            let example = group.event_ids.first().map(Uuid::to_string).unwrap_or_default();
            let count = terminal.number(i64::try_from(group.count).unwrap_or(i64::MAX));
            let (service, event) = (group.service.to_owned(), group.event_type.clone());
            vec![service, event, state(terminal, &group.state), group.reason.clone(), example, count]
        })
        .collect();
    let header = [
        ("Dịch vụ", "Service"),
        ("Loại", "Type"),
        ("Trạng thái", "State"),
        ("Lý do", "Reason"),
        ("Ví dụ", "Example"),
        ("Số lượng", "Count"),
    ];
    terminal.table(&header, &rows, 5)
}

fn each(terminal: Terminal, all: &[At]) -> comfy_table::Table {
    let rows: Vec<_> = all
        .iter()
        .map(|At { service, message }| {
            vec![
                (*service).to_owned(),
                message.event_id.to_string(),
                state(terminal, &message.state),
                message.event_type.clone(),
                message.reason.clone(),
            ]
        })
        .collect();
    let header = [("Dịch vụ", "Service"), ("Mã", "Id"), ("Trạng thái", "State"), ("Loại", "Type"), ("Lý do", "Reason")];
    terminal.table(&header, &rows, 9)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn parked(number: u128, reason: &str, state: State) -> At {
        let message = ParkedMessage {
            event_id: Uuid::from_u128(number),
            state: state.as_str().to_owned(),
            event_type: "facility.admission.recorded.v1".to_owned(),
            subject: format!("facility/admission/{number}"),
            sequence: Some(1),
            reason: reason.to_owned(),
            attempts: 1,
            parked_at: chrono::DateTime::from_timestamp(1_800_000_000 - i64::try_from(number).unwrap(), 0).unwrap(),
        };
        At { service: "reporting", message }
    }

    #[test]
    fn messages_of_one_reason_are_one_row_and_the_most_frequent_comes_first() {
        let all = [
            parked(1, "no such facility", State::Rejected),
            parked(2, "unknown code", State::Rejected),
            parked(3, "unknown code", State::Rejected),
            parked(4, "unknown code", State::Held),
        ];
        let groups = grouped(&all);
        assert_eq!(groups.iter().map(|group| group.count).collect::<Vec<_>>(), [2, 1, 1]);
        assert_eq!(groups[0].event_ids, [Uuid::from_u128(2), Uuid::from_u128(3)]);
        assert_eq!(groups[0].parked_at, all[2].message.parked_at, "the oldest");
    }
}
