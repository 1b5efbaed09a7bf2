//! `hoanhap messages replay`: one message by its id, or many by service and type.

use clap::Args;
use clap::builder::PossibleValuesParser;
use messaging::parking::State;
use runtime::messages::Replayed;
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::parked::{self, At};
use crate::code::Code;
use crate::exit::{Exit, Failed};
use crate::interrupt::Interrupt;
use crate::progress;
use crate::remote::Remote;
use crate::services::WITH_MESSAGES;
use crate::terminal::Terminal;

/// What is handled already is not handled twice. A message that is refused again stays parked with its new
/// reason. Held messages follow by themselves.
#[derive(Args)]
#[command(
    after_help = "Ví dụ / Examples:\n  hoanhap messages replay reporting 01a20000-0000-7000-8002-000000000001\n  hoanhap messages replay --all --service reporting --limit 100\n  hoanhap messages replay --all --type facility.admission.recorded.v1 --dry-run"
)]
pub struct Replay {
    /// Dịch vụ giữ nó / the service that parked it
    #[arg(value_name = "SERVICE", value_parser = PossibleValuesParser::new(WITH_MESSAGES), requires = "id", required_unless_present = "all")]
    of: Option<String>,
    /// Mã thông điệp / the event's id
    id: Option<Uuid>,
    /// Mọi thông điệp bị từ chối / every refused message
    #[arg(long, conflicts_with_all = ["of", "id"])]
    all: bool,
    /// Chỉ của dịch vụ này / of this service only
    #[arg(long, requires = "all", value_parser = PossibleValuesParser::new(WITH_MESSAGES))]
    service: Option<String>,
    /// Chỉ loại sự kiện này / of this event type only
    #[arg(long = "type", value_name = "TYPE", requires = "all")]
    event_type: Option<String>,
    /// Nhiều nhất bao nhiêu / at most so many
    #[arg(long, requires = "all")]
    limit: Option<usize>,
    /// Dừng sau bấy nhiêu lần bị từ chối / stop after so many refusals
    #[arg(long, requires = "all", default_value_t = 20)]
    max_failures: usize,
    /// Chỉ liệt kê, không xử lý / only list, handle nothing
    #[arg(long)]
    dry_run: bool,
}

/// What became of one.
#[derive(Serialize)]
struct Outcome {
    service: String,
    event_id: Uuid,
    /// Absent with --dry-run.
    #[serde(skip_serializing_if = "Option::is_none")]
    handled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Replay {
    pub async fn run(self, remote: &Remote, terminal: Terminal) -> Result<Exit, Failed> {
        let chosen = self.chosen(remote).await?;
        if self.dry_run {
            print(terminal, &chosen);
            return Ok(Exit::Done);
        }
        let interrupt = Interrupt::install(terminal);
        let bar = progress::bar(terminal, u64::try_from(chosen.len()).unwrap_or(0), "{bar:30} {pos}/{len}");
        let mut outcomes = Vec::new();
        let mut refused = 0;
        for outcome in chosen {
            if interrupt.is_set() {
                print(terminal, &outcomes);
                return Err(interrupt.resume_with(self.command()).into());
            }
            if refused >= self.max_failures {
                break;
            }
            let Outcome { service, event_id, .. } = outcome;
            let path = format!("/v1/messages/parked/{event_id}/replay");
            let replayed: Replayed = remote.post(&service, &path, &json!({}), None).await?;
            refused += usize::from(!replayed.handled);
            outcomes.push(Outcome { service, event_id, handled: Some(replayed.handled), reason: replayed.reason });
            bar.inc(1);
        }
        bar.finish_and_clear();
        print(terminal, &outcomes);
        verdict(&outcomes)
    }

    /// The one that is named, or those that match and were refused.
    async fn chosen(&self, remote: &Remote) -> Result<Vec<Outcome>, Failed> {
        if let (Some(service), Some(event_id)) = (&self.of, self.id) {
            if self.dry_run {
                let _: serde_json::Value = remote.get(service, &format!("/v1/messages/parked/{event_id}")).await?;
            }
            return Ok(vec![Outcome { service: service.clone(), event_id, handled: None, reason: None }]);
        }
        let all = parked::all(remote).await?;
        Ok(self.matching(&all))
    }

    fn matching(&self, all: &[At]) -> Vec<Outcome> {
        let matches = |at: &&At| {
            at.message.state == State::Rejected.as_str()
                && self.service.as_ref().is_none_or(|service| at.service == service)
                && self.event_type.as_ref().is_none_or(|wanted| at.message.event_type == *wanted)
        };
        let chosen = all.iter().filter(matches).take(self.limit.unwrap_or(usize::MAX));
        let planned = |at: &At| Outcome {
            service: at.service.to_owned(),
            event_id: at.message.event_id,
            handled: None,
            reason: Some(at.message.reason.clone()),
        };
        chosen.map(planned).collect()
    }

    /// This command once more: what was handled is no longer parked.
    fn command(&self) -> String {
        let mut command = "hoanhap messages replay".to_owned();
        match (&self.of, self.id) {
            (Some(service), Some(id)) => command.push_str(&format!(" {service} {id}")),
            _ => command.push_str(" --all"),
        }
        for (flag, value) in [("--service", &self.service), ("--type", &self.event_type)] {
            if let Some(value) = value {
                command.push_str(&format!(" {flag} {value}"));
            }
        }
        command
    }
}

fn verdict(outcomes: &[Outcome]) -> Result<Exit, Failed> {
    let refused: Vec<_> = outcomes.iter().filter(|outcome| outcome.handled == Some(false)).collect();
    let (bad, good) = (refused.len(), outcomes.len() - refused.len());
    let Some(first) = refused.first() else { return Ok(Exit::Done) };
    let reason = first.reason.clone().unwrap_or_default();
    let vi = format!("{good} đã xử lý, {bad} lại bị từ chối, trong đó: {reason}");
    let en = format!("{good} handled, {bad} refused again, one of them: {reason}");
    let code = if good == 0 { Code::Refused } else { Code::Partial };
    Err(Failed::say(code, vi, en).next("hoanhap messages parked"))
}

fn print(terminal: Terminal, outcomes: &[Outcome]) {
    terminal.rows("replay/1", outcomes, || {
        let rows: Vec<_> = outcomes
            .iter()
            .map(|outcome| {
                let state = match outcome.handled {
                    None => terminal.say("sẽ xử lý lại", "to be replayed"),
                    Some(true) => terminal.say("đã xử lý", "handled"),
                    Some(false) => terminal.say("lại bị từ chối", "refused again"),
                };
                let reason = outcome.reason.clone().unwrap_or_default();
                vec![outcome.service.clone(), outcome.event_id.to_string(), state.to_owned(), reason]
            })
            .collect();
        let header = [("Dịch vụ", "Service"), ("Mã", "Id"), ("Kết quả", "Outcome"), ("Lý do", "Reason")];
        terminal.table(&header, &rows, 9)
    });
}

#[cfg(test)]
mod tests {
    use super::super::parked::tests::parked;
    use super::*;

    fn replay(service: Option<&str>, limit: Option<usize>) -> Replay {
        Replay {
            of: None,
            id: None,
            all: true,
            service: service.map(str::to_owned),
            event_type: None,
            limit,
            max_failures: 20,
            dry_run: false,
        }
    }

    #[test]
    fn refused_messages_are_chosen_and_held_ones_follow_by_themselves() {
        let all = [parked(1, "a", State::Rejected), parked(2, "held", State::Held), parked(3, "b", State::Rejected)];
        let chosen = |replay: Replay| replay.matching(&all).iter().map(|at| at.event_id.as_u128()).collect::<Vec<_>>();
        assert_eq!(chosen(replay(None, None)), [1, 3]);
        assert_eq!(chosen(replay(None, Some(1))), [1]);
        assert!(chosen(replay(Some("registry"), None)).is_empty());
    }

    #[test]
    fn some_refused_again_is_partial_and_all_of_them_a_failure() {
        let outcome = |handled| Outcome {
            service: "reporting".to_owned(),
            event_id: Uuid::from_u128(1),
            handled: Some(handled),
            reason: None,
        };
        let code = |handled: &[bool]| verdict(&handled.iter().map(|h| outcome(*h)).collect::<Vec<_>>());
        assert_eq!(code(&[true, true]).ok(), Some(Exit::Done));
        assert_eq!(code(&[true, false]).err().map(|failed| failed.code), Some(Code::Partial));
        assert_eq!(code(&[false]).err().map(|failed| failed.code), Some(Code::Refused));
    }

    #[test]
    fn the_command_that_goes_on_has_the_same_filters() {
        assert_eq!(replay(Some("reporting"), None).command(), "hoanhap messages replay --all --service reporting");
    }
}
