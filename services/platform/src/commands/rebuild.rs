//! `hoanhap rebuild`: empties a service's projections and applies every service's journal to it again.
//!
//! Events that are applied already count as duplicates, so a rebuild that was stopped goes on from where
//! it was (`--from`), and two at the same time come to the same end.

use std::str::FromStr;

use anyhow::Result;
use clap::Args;
use clap::builder::PossibleValuesParser;
use messaging::status::MessagingStatus;
use runtime::Settings;
use runtime::messages::JournalRow;
use serde::Serialize;
use serde_json::{Value, json};

use crate::confirm::confirm;
use crate::exit::{Exit, Failed};
use crate::interrupt::Interrupt;
use crate::progress;
use crate::remote::Remote;
use crate::services::WITH_MESSAGES;
use crate::terminal::Terminal;
use crate::words::Said;

const PAGE: usize = 500;

/// Live events that arrive meanwhile are taken too: each subject's order decides, not the way they came.
/// Until it is done the service's figures are those of the events applied so far.
#[derive(Args)]
#[command(
    after_help = "Ví dụ / Examples:\n  hoanhap rebuild reporting --dry-run\n  hoanhap rebuild reporting --yes\n  hoanhap rebuild reporting --from facility:12000"
)]
pub struct Rebuild {
    /// Dịch vụ cần dựng lại / the service to build again
    #[arg(value_parser = PossibleValuesParser::new(WITH_MESSAGES))]
    service: String,
    /// Chỉ đếm, không thay đổi / count only, change nothing
    #[arg(long)]
    dry_run: bool,
    /// Không hỏi lại / don't ask
    #[arg(long)]
    yes: bool,
    /// Làm tiếp sau vị trí này thay vì làm lại từ đầu / go on behind this position instead of starting again
    #[arg(long, value_name = "SERVICE:POSITION")]
    from: Option<Position>,
}

/// A row of a service's journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Position {
    /// Index in [`WITH_MESSAGES`], which is the order of the journals.
    producer: usize,
    row: i64,
}

impl FromStr for Position {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.split_once(':').and_then(|(service, row)| {
            let producer = WITH_MESSAGES.iter().position(|known| *known == service)?;
            Some(Self { producer, row: row.parse().ok().filter(|row| *row >= 0)? })
        });
        parsed.ok_or_else(|| format!("SERVICE:POSITION, e.g. {}:1200", WITH_MESSAGES[0]))
    }
}

/// The events of one journal that the service takes.
#[derive(Serialize)]
struct Share {
    producer: &'static str,
    events: i64,
}

impl Rebuild {
    pub async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let remote = Remote::from_environment(settings, terminal.language)?;
        let statuses = remote.statuses().await?;
        let shares = shares(&self.service, &statuses);
        let total: i64 = shares.iter().map(|share| share.events).sum();
        if self.dry_run {
            print(terminal, &shares, total);
            return Ok(Exit::Done);
        }
        let begin = self.from.unwrap_or(Position { producer: 0, row: 0 });
        if self.from.is_none() {
            let (service, number) = (&self.service, terminal.number(total));
            let what = Said::new(
                format!("Hình chiếu của {service} sẽ được xóa và dựng lại từ {number} sự kiện."),
                format!("The projections of {service} will be emptied and built again from {number} events."),
            );
            confirm(terminal, &what, self.yes)?;
            let _: Value = remote.post(&self.service, "/v1/messages/reset", &json!({}), None).await?;
        }
        self.deliver(&remote, begin, recorded(&statuses), terminal).await?;
        print(terminal, &shares, total);
        Ok(Exit::Done)
    }

    /// Brings the journals' rows from `begin` on to the service, page by page.
    async fn deliver(&self, remote: &Remote, begin: Position, rows: i64, terminal: Terminal) -> Result<(), Failed> {
        let interrupt = Interrupt::install(terminal);
        let left = terminal.say("còn", "left");
        let template = format!("{{msg}} {{bar:30}} {{pos}}/{{len}} ({{per_sec}}, {left} {{eta}})");
        let bar = progress::bar(terminal, u64::try_from(rows).unwrap_or(0), &template);
        bar.set_message(self.service.clone());
        for (at, producer) in WITH_MESSAGES.iter().enumerate().skip(begin.producer) {
            let mut after = if at == begin.producer { begin.row } else { 0 };
            loop {
                let resume = format!("hoanhap rebuild {} --from {producer}:{after}", self.service);
                if interrupt.is_set() {
                    return Err(interrupt.resume_with(resume).into());
                }
                let page = self.page(remote, producer, after).await;
                let Some((last, rows)) = page.map_err(|error| Failed::from(error).next(resume))? else { break };
                after = last;
                bar.inc(rows);
            }
        }
        bar.finish();
        Ok(())
    }

    /// Delivers the rows of a journal behind `after`: the last one's position and how many they were.
    async fn page(&self, remote: &Remote, producer: &str, after: i64) -> Result<Option<(i64, u64)>> {
        let path = format!("/v1/messages/journal?after={after}&limit={PAGE}");
        let rows: Vec<JournalRow> = remote.get(producer, &path).await?;
        let Some(last) = rows.last().map(|row| row.position) else { return Ok(None) };
        let events: Vec<_> = rows.into_iter().map(|row| row.event).collect();
        let _: Value = remote.post(&self.service, "/v1/messages/deliver", &events, None).await?;
        Ok(Some((last, u64::try_from(events.len())?)))
    }
}

/// How many events of each journal the service takes.
fn shares(service: &str, statuses: &[(&'static str, MessagingStatus)]) -> Vec<Share> {
    let subscribed = statuses.iter().find(|(name, _)| *name == service).map(|(_, status)| &status.subscribed);
    let takes = |noun: &String| subscribed.is_some_and(|nouns| nouns.contains(noun));
    statuses
        .iter()
        .map(|(producer, status)| {
            let events = status.recorded.iter().filter(|(noun, _)| takes(noun)).map(|(_, count)| count).sum();
            Share { producer, events }
        })
        .collect()
}

fn recorded(statuses: &[(&'static str, MessagingStatus)]) -> i64 {
    statuses.iter().flat_map(|(_, status)| status.recorded.values()).sum()
}

fn print(terminal: Terminal, shares: &[Share], total: i64) {
    terminal.rows_with("rebuild/1", shares, Some(json!({ "events": total })), || {
        let rows: Vec<_> =
            shares.iter().map(|share| vec![share.producer.to_owned(), terminal.number(share.events)]).collect();
        let table = terminal.table(&[("Nhật ký của", "Journal of"), ("Sự kiện", "Events")], &rows, 1);
        format!("{table}\n{}: {}", terminal.say("Tổng", "Total"), terminal.number(total))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_names_a_journal_and_a_row() {
        assert_eq!("registry:0".parse(), Ok(Position { producer: 0, row: 0 }));
        assert_eq!("facility:12000".parse(), Ok(Position { producer: 1, row: 12_000 }));
        for wrong in ["facility", "nobody:1", "facility:-1", "facility:x"] {
            assert!(wrong.parse::<Position>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_events_of_nouns_the_service_takes_are_counted() {
        let recorded = |noun: &str, count| [(noun.to_owned(), count)].into();
        let producer = MessagingStatus { recorded: recorded("registry.person", 7), ..MessagingStatus::default() };
        let own = MessagingStatus {
            recorded: recorded("facility.admission", 3),
            subscribed: vec!["registry.person".to_owned()],
            ..MessagingStatus::default()
        };
        let shares = shares("facility", &[("registry", producer), ("facility", own)]);
        assert_eq!(shares.iter().map(|share| share.events).collect::<Vec<_>>(), [7, 0]);
    }
}
