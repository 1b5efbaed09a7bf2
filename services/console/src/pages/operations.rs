//! `/van-hanh`: how far messages are, what is parked, and playing it again.

use axum::extract::Path;
use axum::response::Redirect;
use futures_util::future::join_all;
use maud::{Markup, html};
use uuid::Uuid;
use web::Right;

use crate::api::messages::{self, Parked, SERVICES, Status};
use crate::failure::{Failure, part};
use crate::format;
use crate::i18n::codes::label;
use crate::i18n::{operations as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, badge, notice, scroll};
use crate::visit::{Asked, Visit};

/// What one service says of itself.
struct Told {
    service: &'static str,
    status: Result<Status, Failure>,
    parked: Vec<Parked>,
}

pub async fn show(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    if !visit.may(Right::Operate) {
        return Err(Failure::Forbidden);
    }
    let mut all = Vec::new();
    for told in join_all(SERVICES.map(|service| ask(&visit, service))).await {
        all.push(told?);
    }
    let language = visit.language;
    let now = format::moment(visit.site.context.now(), language);
    let body = html! {
        h1 { (shell::OPERATIONS.to(language)) }
        @match asked.text("xong") {
            "phat-lai" => (notice(Tone::Good, t::REPLAYED.to(language))),
            "van-tu-choi" => (notice(Tone::Bad, t::REFUSED_AGAIN.to(language))),
            _ => {}
        }
        p { (t::LEAD.with(language, &[&now])) }
        section {
            h2 #services { (t::SERVICES.to(language)) }
            p.hint { (t::HINT.to(language)) }
            (scroll("services", &statuses(&visit, &all)))
        }
        section {
            h2 #parked { (t::PARKED_TITLE.to(language)) }
            @if all.iter().all(|told| told.parked.is_empty()) {
                p.empty { span aria-hidden="true" { "✓ " } (t::PARKED_NONE.to(language)) }
            } @else {
                p.hint { (t::ADVICE.to(language)) }
                (scroll("parked", &parked(&visit, &all)))
            }
        }
    };
    Ok(page(&visit, Page::new(Nav::Operations, shell::OPERATIONS.to(language), body)))
}

async fn ask(visit: &Visit, service: &'static str) -> Result<Told, Failure> {
    let (status, parked) = tokio::join!(messages::status(&visit.api, service), messages::parked(&visit.api, service));
    Ok(Told { service, status: part(status)?, parked: part(parked)?.unwrap_or_default() })
}

/// Events of the subscribed nouns that this service has neither applied nor parked.
fn behind(status: &Status, all: &[Told]) -> i64 {
    let recorded =
        |noun: &String| -> i64 { all.iter().filter_map(|told| told.status.as_ref().ok()?.recorded.get(noun)).sum() };
    let settled = |noun: &String| status.applied.get(noun).unwrap_or(&0) + status.parked.get(noun).unwrap_or(&0);
    status.subscribed.iter().map(|noun| std::cmp::max(recorded(noun) - settled(noun), 0)).sum()
}

fn statuses(visit: &Visit, all: &[Told]) -> Markup {
    let language = visit.language;
    let number = |value: i64| format::number(value, language);
    html! {
        table {
            thead { tr {
                th scope="col" { (t::SERVICE.to(language)) }
                @for heading in [t::RECORDED, t::UNPUBLISHED, t::APPLIED, t::BEHIND, t::PARKED] {
                    th.number scope="col" { (heading.to(language)) }
                }
                th scope="col" { (t::STATE.to(language)) }
            } }
            tbody {
                @for told in all {
                    tr {
                        th scope="row" { code { (told.service) } }
                        @match &told.status {
                            Err(_) => {
                                @for _ in 0..5 { td.number { "–" } }
                                td { (badge(Tone::Bad, t::AWAY.to(language))) }
                            },
                            Ok(status) => {
                                @let late = behind(status, all) + status.unpublished;
                                td.number { (number(status.recorded.values().sum())) }
                                td.number { (number(status.unpublished)) }
                                td.number {
                                    @if status.subscribed.is_empty() { (t::NO_INBOX.to(language)) }
                                    @else { (number(status.applied.values().sum())) }
                                }
                                td.number { (number(behind(status, all))) }
                                td.number { (number(status.parked.values().sum())) }
                                td { (state(visit, late, told.parked.len())) }
                            },
                        }
                    }
                }
            }
        }
    }
}

fn state(visit: &Visit, late: i64, parked: usize) -> Markup {
    let language = visit.language;
    if parked > 0 {
        return badge(Tone::Bad, &t::HAS_PARKED.with(language, &[&format::count(parked, language)]));
    }
    if late > 0 {
        return badge(Tone::Warning, &t::CATCHING_UP.with(language, &[&format::number(late, language)]));
    }
    badge(Tone::Good, t::UP_TO_DATE.to(language))
}

fn parked(visit: &Visit, all: &[Told]) -> Markup {
    let language = visit.language;
    html! {
        table.dense {
            thead { tr {
                @for heading in [t::SERVICE, t::EVENT_TYPE, t::SUBJECT, t::STATE, t::REASON, t::ATTEMPTS, t::PARKED_AT, t::REPLAY] {
                    th scope="col" { (heading.to(language)) }
                }
            } }
            tbody {
                @for (service, message) in all.iter().flat_map(|told| told.parked.iter().map(|one| (told.service, one))) {
                    tr {
                        td { code { (service) } }
                        td.code { (message.event_type) }
                        td.code.subject { (message.subject) @if let Some(sequence) = message.sequence { " #" (sequence) } }
                        td { (label(&message.state, language)) }
                        td.long { (message.reason) }
                        td.number { (message.attempts) }
                        td { (format::moment(message.parked_at, language)) }
                        td {
                            @if message.state == "rejected" { (replay_button(visit, service, message)) }
                            @else if message.state == "held" { (t::HELD_FOLLOWS.to(language)) }
                            @else { "–" }
                        }
                    }
                }
            }
        }
    }
}

fn replay_button(visit: &Visit, service: &str, message: &Parked) -> Markup {
    let language = visit.language;
    html! {
        form method="post" action={ "/van-hanh/" (service) "/" (message.event_id) "/phat-lai" } {
            input type="hidden" name="csrf" value=(visit.csrf);
            button aria-label=(t::REPLAY_OF.with(language, &[&message.event_type])) { (t::REPLAY.to(language)) }
        }
    }
}

/// The form's own address, asked for without a form.
pub async fn back() -> Redirect {
    Redirect::to("/van-hanh")
}

pub async fn replay(visit: Visit, Path((service, event)): Path<(String, Uuid)>) -> Result<Redirect, Failure> {
    let service = SERVICES.into_iter().find(|known| *known == service).ok_or(Failure::Missing)?;
    let replayed = messages::replay(&visit.api, service, event).await?;
    let outcome = if replayed.handled { "phat-lai" } else { "van-tu-choi" };
    if let Some(reason) = replayed.reason {
        tracing::warn!(service, event.id = %event, reason, "a replayed message was refused again");
    }
    Ok(Redirect::to(&format!("/van-hanh?xong={outcome}#parked")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(service: &'static str, status: Status) -> Told {
        Told { service, status: Ok(status), parked: Vec::new() }
    }

    #[test]
    fn a_consumer_is_behind_by_what_it_neither_applied_nor_parked() {
        let count = |n: i64| [("registry.person".to_owned(), n)].into();
        let producer = Status { recorded: count(10), ..Status::default() };
        let consumer = Status {
            subscribed: vec!["registry.person".to_owned()],
            applied: count(6),
            parked: count(1),
            ..Status::default()
        };
        let all = [told("registry", producer), told("facility", consumer.clone())];
        assert_eq!(behind(&consumer, &all), 3);
    }
}
