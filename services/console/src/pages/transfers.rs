//! `/chuyen-ho-so`: files under way to and from the caller's areas, and the answer to them.

pub mod sending;

use std::collections::HashMap;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::PersonId;
use domain::law;
use domain::places;
use maud::{Markup, html};
use uuid::Uuid;
use web::{Right, Scope};

use crate::api::registry::transfers::{self, Transfer};
use crate::api::registry::{self, NameCard};
use crate::areas;
use crate::failure::{Failure, part};
use crate::fields::{Fields, begin, with_query};
use crate::format::{self, vietnam};
use crate::forms::{Errors, Form, Name};
use crate::i18n::{Text, shell, transfers as t};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, day, deadline, notice, paging, scroll};
use crate::visit::{Asked, Posted, Visit};

const PAGE: u64 = 50;
const REASON: Name = ("reason", t::REASON);

/// From which side a file is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Incoming,
    Outgoing,
}

impl Side {
    fn holds(self, transfer: &Transfer, scope: &Scope) -> bool {
        let (commune, province) = match self {
            Self::Incoming => (&transfer.to_commune_code, &transfer.to_province_code),
            Self::Outgoing => (&transfer.from_commune_code, &transfer.from_province_code),
        };
        let district = places::find(commune, transfer.moved_on).and_then(|unit| unit.parent);
        let codes: Vec<&str> = [commune.as_str(), province.as_str()].into_iter().chain(district).collect();
        scope.covers_area(&codes)
    }

    /// What needs a reason on this side, and its state.
    fn refusal(self) -> (Text, &'static str) {
        match self {
            Self::Incoming => (t::REJECT, "rejected"),
            Self::Outgoing => (t::RECALL, "recalled"),
        }
    }
}

/// An answer that was not taken.
struct Refused<'a> {
    id: Uuid,
    values: &'a Fields,
    errors: &'a Errors,
}

pub async fn list(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    show(&visit, asked.text("xong"), asked.parsed("tu").unwrap_or(0), None).await
}

pub async fn back() -> Redirect {
    Redirect::to("/chuyen-ho-so")
}

pub async fn answer(visit: Visit, Path(id): Path<Uuid>, Posted(values): Posted) -> Result<Response, Failure> {
    let state = values.text("state");
    let reason = values.given(REASON.0);
    let missing = Errors::not_entered(&values, &[REASON], &visit);
    let errors = if state != "accepted" && !missing.is_empty() {
        missing
    } else {
        match transfers::answer(&visit.api, id, state, reason.as_deref()).await {
            Ok(()) => return Ok(Redirect::to(&with_query("/chuyen-ho-so", [("xong", state)])).into_response()),
            Err(failure) => Errors::of(failure, &visit)?,
        }
    };
    let status = errors.status();
    let refused = Refused { id, values: &values, errors: &errors };
    Ok((status, show(&visit, "", 0, Some(&refused)).await?).into_response())
}

async fn show(visit: &Visit, said: &str, offset: u64, refused: Option<&Refused<'_>>) -> Result<Markup, Failure> {
    let Some(scope) = visit.scope(Right::RegisterPersons) else { return Err(Failure::Forbidden) };
    let language = visit.language;
    let found = transfers::under_way(&visit.api, offset, PAGE).await?;
    let persons: Vec<PersonId> = found.items.iter().map(|transfer| transfer.person_id).collect();
    let names = part(registry::names(&visit.api, persons, "transfers").await)?.unwrap_or_default();
    let link = |from: u64| with_query("/chuyen-ho-so", [("tu", begin(from).as_str())]);
    let first = (offset > 0).then(|| link(0));
    let next = (offset + PAGE < found.total).then(|| link(offset + PAGE));
    let side = |side: Side, id: &str, title: Text, none: Text| {
        let of: Vec<&Transfer> = found.items.iter().filter(|transfer| side.holds(transfer, &scope)).collect();
        html! {
            section {
                h2 id=(id) { (title.to(language)) }
                @if of.is_empty() { p.empty { (none.to(language)) } }
                @else { (scroll(id, &table(visit, side, &of, &names, refused))) }
            }
        }
    };
    let body = html! {
        h1 { (shell::TRANSFERS.to(language)) }
        p { (t::LEAD.to(language)) }
        @match said {
            "accepted" => (notice(Tone::Good, t::DONE_ACCEPTED.to(language))),
            "rejected" => (notice(Tone::Good, t::DONE_REJECTED.to(language))),
            "recalled" => (notice(Tone::Good, t::DONE_RECALLED.to(language))),
            "sent" => (notice(Tone::Good, t::DONE_SENT.to(language))),
            _ => {}
        }
        @if let Some(Refused { values, errors, .. }) = refused {
            (Form { visit, values, errors, names: &[REASON], suffix: "-answer" }.summary())
        }
        (side(Side::Incoming, "incoming", t::INCOMING, t::NONE_IN))
        (side(Side::Outgoing, "outgoing", t::OUTGOING, t::NONE_OUT))
        @if found.total > PAGE {
            (paging(language, found.items.len(), found.total, first.as_deref(), next.as_deref()))
        }
    };
    Ok(page(visit, Page::new(Nav::Transfers, shell::TRANSFERS.to(language), body)))
}

fn table(
    visit: &Visit,
    side: Side,
    items: &[&Transfer],
    names: &HashMap<PersonId, NameCard>,
    refused: Option<&Refused<'_>>,
) -> Markup {
    let language = visit.language;
    let commune = |code: &str, province: &str| areas::commune(code, province, visit.today());
    html! {
        table.wide.under-way {
            thead { tr {
                @for heading in [t::PERSON, t::FROM, t::TO, t::MOVED_ON, t::DUE, t::ANSWER] {
                    th scope="col" { (heading.to(language)) }
                }
            } }
            tbody {
                @for transfer in items {
                    @let name = names.get(&transfer.person_id);
                    tr {
                        th scope="row" {
                            @match name {
                                Some(card) => {
                                    a href={ "/nguoi/" (card.id) } { (card.name) }
                                    @if let Some(code) = &card.file_code { small.code { (code) } }
                                },
                                None => span.none { (t::NOT_NAMED_YET.to(language)) },
                            }
                        }
                        td { (commune(&transfer.from_commune_code, &transfer.from_province_code)) small.wrap { (areas::name(&transfer.from_province_code, visit.today())) } }
                        td { (commune(&transfer.to_commune_code, &transfer.to_province_code)) small.wrap { (areas::name(&transfer.to_province_code, visit.today())) } }
                        td { (day(transfer.moved_on, language)) small { (t::SENT_AT.to(language)) " " (format::moment(transfer.sent_at, language)) } }
                        td { (due(visit, transfer)) }
                        td { (answers(visit, side, transfer, name, refused)) }
                    }
                }
            }
        }
    }
}

/// How much of the limit is left, and the article that sets it.
fn due(visit: &Visit, transfer: &Transfer) -> Markup {
    let language = visit.language;
    html! {
        @if let Some(at) = transfer.due_at {
            (deadline(at.with_timezone(&vietnam()).date_naive(), visit.today(), language))
            small { (format::moment(at, language)) }
        }
        @match law::file_handover_limit(transfer.moved_on) {
            Some(limit) => small.wrap lang="vi" {
                (limit.article.citation)
                @if !limit.article.verified { " (" (t::UNVERIFIED.to(language)) ")" }
            },
            None => small.wrap { (t::NO_LIMIT.to(language)) },
        }
    }
}

fn answers(
    visit: &Visit,
    side: Side,
    transfer: &Transfer,
    name: Option<&NameCard>,
    refused: Option<&Refused<'_>>,
) -> Markup {
    let language = visit.language;
    let address = format!("/chuyen-ho-so/{}/tra-loi", transfer.id);
    let (label, state) = side.refusal();
    let mine = refused.filter(|refused| refused.id == transfer.id && refused.values.text("state") == state);
    // The summary of an error leads to the field of its own row.
    let id = if mine.is_some() { "f-reason-answer".to_owned() } else { format!("reason-{state}-{}", transfer.id) };
    let whom = name.map_or_else(|| format::short_id(transfer.id), |card| card.name.clone());
    html! {
        @if side == Side::Incoming {
            form method="post" action=(address) {
                input type="hidden" name="csrf" value=(visit.csrf);
                input type="hidden" name="state" value="accepted";
                button.primary aria-label={ (t::ACCEPT.to(language)) ": " (whom) } { (t::ACCEPT.to(language)) }
            }
        }
        details open[mine.is_some()] {
            summary { (label.to(language)) span.hidden { ": " (whom) } }
            form.reason method="post" action=(address) novalidate {
                input type="hidden" name="csrf" value=(visit.csrf);
                input type="hidden" name="state" value=(state);
                label for=(id) { (t::REASON.to(language)) }
                input id=(id) name="reason" required autocomplete="off" aria-invalid=[mine.map(|_| "true")]
                    value=[mine.map(|refused| refused.values.text(REASON.0))];
                button { (label.to(language)) }
            }
        }
    }
}
