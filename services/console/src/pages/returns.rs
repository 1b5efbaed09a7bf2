//! `/ban-giao`: released persons on their way to their communes, from the facility's side and from the commune's.

pub mod handing;

use std::collections::HashMap;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::release::{ArrivalState, HandoverRefusal, HandoverState};
use domain::ids::{FacilityId, HandoverId, PersonId};
use domain::paging::Page as Rows;
use maud::{Markup, html};
use web::Right;

use super::dossiers::who;
use super::endings::commune;
use super::persons::facility_names;
use crate::api::facility::returns::{self, Asked as Which, Handover, Return};
use crate::api::registry::{self, NameCard};
use crate::failure::{Failure, part};
use crate::fields::{Fields, with_query};
use crate::format;
use crate::forms::{Errors, Form, Name, choices};
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, returns as t};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, article, badge, day, missing_part, notice, paging, scroll, standing};
use crate::visit::{Asked, Posted, Visit};

const PAGE: u64 = 100;
const ON: Name = ("occurred_on", t::ON);
const REASON: Name = ("refusal", t::REASON);
const CONCERNS: [(&str, Text); 4] =
    [("open", t::OPEN), ("unacknowledged", t::UNACKNOWLEDGED), ("not_arrived", t::NOT_ARRIVED), ("all", t::EVERYONE)];

/// From which side a way home is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Incoming,
    Outgoing,
}

/// What the commune records, as it stands in a form.
const ACKNOWLEDGED: &str = "acknowledged";
const REFUSED: &str = "refused";
const ARRIVED: &str = "arrived";

/// A form that was not taken.
struct Sent<'a> {
    id: HandoverId,
    /// Which of the row's forms.
    what: &'a str,
    values: &'a Fields,
    errors: &'a Errors,
}

pub async fn list(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    show(&visit, &asked, None).await
}

pub async fn back() -> Redirect {
    Redirect::to("/ban-giao")
}

/// The commune's answer: acknowledged, or sent back.
pub async fn answer(
    visit: Visit,
    Path(id): Path<HandoverId>,
    Asked(asked): Asked,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let what = if values.text("state") == REFUSED { REFUSED } else { ACKNOWLEDGED };
    let required: &[Name] = if what == REFUSED { &[ON, REASON] } else { &[ON] };
    let errors = match Errors::not_entered(&values, required, &visit).unless(Errors::or_date(&values, ON.0, &visit)) {
        Err(errors) => errors,
        Ok(on) => {
            let refusal = values.given(REASON.0).filter(|_| what == REFUSED);
            match returns::answer(&visit.api, id, what, on, refusal.as_deref()).await {
                Ok(()) => return Ok(done(&asked, what)),
                Err(failure) => Errors::of(failure, &visit)?,
            }
        }
    };
    refuse(&visit, &asked, &Sent { id, what, values: &values, errors: &errors }).await
}

/// The person came.
pub async fn arrive(
    visit: Visit,
    Path(id): Path<HandoverId>,
    Asked(asked): Asked,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[ON], &visit);
    let errors = match missing.unless(Errors::or_date(&values, ON.0, &visit)) {
        Err(errors) => errors,
        Ok(on) => match returns::arrive(&visit.api, id, on).await {
            Ok(()) => return Ok(done(&asked, ARRIVED)),
            Err(failure) => Errors::of(failure, &visit)?,
        },
    };
    refuse(&visit, &asked, &Sent { id, what: ARRIVED, values: &values, errors: &errors }).await
}

fn done(asked: &Fields, what: &str) -> Response {
    Redirect::to(&with_query("/ban-giao", [("xem", asked.text("xem")), ("xong", what)])).into_response()
}

async fn refuse(visit: &Visit, asked: &Fields, sent: &Sent<'_>) -> Result<Response, Failure> {
    Ok((sent.errors.status(), show(visit, asked, Some(sent)).await?).into_response())
}

/// Everything that a row is written with.
struct Known<'a> {
    visit: &'a Visit,
    concern: &'a str,
    names: HashMap<PersonId, NameCard>,
    facilities: HashMap<FacilityId, String>,
    sent: Option<&'a Sent<'a>>,
}

async fn show(visit: &Visit, asked: &Fields, sent: Option<&Sent<'_>>) -> Result<Markup, Failure> {
    let language = visit.language;
    if !visit.may(Right::ReadFacilities) && !visit.may(Right::ReadAftercare) {
        return Err(Failure::Forbidden);
    }
    let concern = CONCERNS.iter().map(|(code, _)| *code).find(|code| *code == asked.text("xem")).unwrap_or("open");
    let which =
        |cursor| Which { which: if concern == "all" { "" } else { concern }, cursor, limit: PAGE, facility: "" };
    let coming = match visit.may(Right::ReadAftercare) {
        true => Some(part(returns::received(&visit.api, which(asked.text("den-tu"))).await)?),
        false => None,
    };
    let going = match visit.may(Right::ReadFacilities) {
        true => Some(part(returns::sent(&visit.api, which(asked.text("di-tu"))).await)?),
        false => None,
    };
    let rows = [&coming, &going].into_iter().flatten().flatten().flat_map(|found| &found.items);
    let persons: Vec<PersonId> = rows.map(|home| home.person_id).collect();
    let (names, facilities) = tokio::join!(registry::names(&visit.api, persons, "handovers"), facility_names(visit));
    let known = Known { visit, concern, names: part(names)?.unwrap_or_default(), facilities, sent };
    let body = html! {
        h1 { (t::RETURNS.to(language)) }
        p { (t::RETURNS_LEAD.to(language)) }
        (said(visit, asked.text("xong")))
        nav.choices aria-label=(t::CONCERN.to(language)) {
            ul {
                @for (code, text) in CONCERNS {
                    @let address = with_query("/ban-giao", [("xem", code)]);
                    li { a href=(address) aria-current=[(code == concern).then_some("page")] { (text.to(language)) } }
                }
            }
        }
        @if let Some(Sent { values, errors, .. }) = sent {
            (Form { visit, values, errors, names: &[ON, REASON], suffix: "-answer" }.summary())
        }
        @if let Some(coming) = &coming { (section(&known, Side::Incoming, coming, asked.text("den-tu"))) }
        @if let Some(going) = &going { (section(&known, Side::Outgoing, going, asked.text("di-tu"))) }
    };
    Ok(page(visit, Page::new(Nav::Returns, t::RETURNS.to(language), body)))
}

fn said(visit: &Visit, what: &str) -> Markup {
    let text = match what {
        "handed" => t::DONE_HANDED,
        ACKNOWLEDGED => t::DONE_ACKNOWLEDGED,
        REFUSED => t::DONE_REFUSED,
        ARRIVED => t::DONE_ARRIVED,
        _ => return html! {},
    };
    notice(Tone::Good, text.to(visit.language))
}

fn section(known: &Known<'_>, side: Side, found: &Result<Rows<Return>, Failure>, cursor: &str) -> Markup {
    let language = known.visit.language;
    let (id, title, none, from) = match side {
        Side::Incoming => ("incoming", t::INCOMING, t::NONE_IN, "den-tu"),
        Side::Outgoing => ("outgoing", t::OUTGOING, t::NONE_OUT, "di-tu"),
    };
    let link = |cursor: &str| format!("{}#{id}", with_query("/ban-giao", [("xem", known.concern), (from, cursor)]));
    html! {
        section {
            h2 id=(id) { (title.to(language)) }
            @match found {
                Err(failure) => (missing_part(failure, language)),
                Ok(found) if found.items.is_empty() => p.empty { (none.to(language)) },
                Ok(found) => {
                    (scroll(id, &table(known, side, &found.items)))
                    @let first = (!cursor.is_empty()).then(|| link(""));
                    @let next = found.next.as_deref().map(link);
                    @if first.is_some() || next.is_some() {
                        (paging(language, found.items.len(), found.total, first.as_deref(), next.as_deref()))
                    }
                },
            }
        }
    }
}

fn table(known: &Known<'_>, side: Side, items: &[Return]) -> Markup {
    let visit = known.visit;
    let language = visit.language;
    html! {
        table.wide.under-way data-rows=(items.len()) {
            thead { tr {
                @for heading in [t::PERSON, t::RELEASED, t::HANDOVER, t::ARRIVAL, t::TO_DO] {
                    th scope="col" { (heading.to(language)) }
                }
            } }
            tbody {
                @for home in items {
                    tr {
                        th scope="row" { (person(known, side, home)) }
                        td {
                            (day(home.released_on, language))
                            small { (days(home, visit)) }
                            @if let Some(name) = known.facilities.get(&home.facility_id) { small.wrap { (name) } }
                        }
                        td { (handed(visit, home.last())) }
                        td { (arrival(visit, home)) }
                        td { (to_do(known, side, home)) }
                    }
                }
            }
        }
    }
}

/// The facility's people open their stay, the commune's the person.
fn person(known: &Known<'_>, side: Side, home: &Return) -> Markup {
    let visit = known.visit;
    let card = known.names.get(&home.person_id);
    let name = who(card, visit.language);
    html! {
        @match (side, card) {
            (Side::Outgoing, _) => a href={ "/co-so/" (home.facility_id) "/" (home.released_on) "/luot/" (home.admission_id) } { (name) },
            (Side::Incoming, Some(card)) => a href={ "/nguoi/" (card.id) } { (name) },
            (Side::Incoming, None) => span.none { (name) },
        }
        @if let Some(code) = card.and_then(|card| card.file_code.as_deref()) { small.code { (code) } }
    }
}

fn days(home: &Return, visit: &Visit) -> String {
    let days = format::number(home.arrival.days_since_release, visit.language);
    let text = if home.arrival.arrived_on.is_some() { t::DAYS_TOOK } else { t::DAYS_SINCE };
    text.with(visit.language, &[&days])
}

/// Where a hand-over stands, and with which papers.
pub(super) fn handed(visit: &Visit, handover: Option<&Handover>) -> Markup {
    let language = visit.language;
    let Some(handover) = handover else { return badge(Tone::Warning, t::NOT_HANDED.to(language)) };
    let tone = match handover.state {
        HandoverState::Acknowledged => Tone::Good,
        HandoverState::Sent => Tone::Plain,
        HandoverState::Refused | HandoverState::Withdrawn => Tone::Warning,
    };
    let papers: Vec<&str> = handover.papers.iter().map(|paper| paper.label(language)).collect();
    html! {
        (badge(tone, &format::capital(handover.state.label(language))))
        small.wrap {
            (commune(visit, Some(&handover.to_commune_code), Some(&handover.to_province_code))) ", "
            (t::HANDED_ON.with(language, &[&format::date(handover.handed_on, language)]))
            @if let Some(number) = &handover.number { ", " (number) }
        }
        @if let Some(on) = handover.answered_on { small { (t::ANSWERED_ON.with(language, &[&format::date(on, language)])) } }
        @if let Some(refusal) = handover.refusal { small.wrap { (format::capital(refusal.label(language))) } }
        small.wrap { (papers.join(", ")) }
    }
}

/// Whether the person came, or how much of the limit is left, and the article that sets it.
fn arrival(visit: &Visit, home: &Return) -> Markup {
    let language = visit.language;
    let arrival = &home.arrival;
    html! {
        @match (arrival.state, &arrival.standing) {
            (ArrivalState::Arrived, _) => {
                (badge(Tone::Good, &format::capital(arrival.state.label(language))))
                @if let Some(on) = arrival.arrived_on { small { (day(on, language)) } }
            },
            (ArrivalState::NotArrived, Some(over)) => {
                (badge(Tone::Bad, t::NOT_ARRIVED.to(language)))
                small { (format::capital(over.to(language))) }
            },
            (_, Some(left)) => (standing(left, language)),
            (state, None) => (badge(Tone::Plain, &format::capital(state.label(language)))),
        }
        @match (arrival.due_on, &arrival.article) {
            (Some(due_on), Some(rule)) => {
                small { (t::REPORT_BY.to(language)) " " (day(due_on, language)) }
                small.wrap { (article(rule, language)) }
            },
            _ => small.wrap { (t::NO_LIMIT.to(language)) },
        }
    }
}

fn to_do(known: &Known<'_>, side: Side, home: &Return) -> Markup {
    let visit = known.visit;
    let language = visit.language;
    let finished =
        home.arrival.arrived_on.is_some() && home.last().is_some_and(|last| last.state == HandoverState::Acknowledged);
    let name = who(known.names.get(&home.person_id), language);
    html! {
        @match (side, home.last()) {
            _ if finished => span.none { (t::NOTHING.to(language)) },
            (Side::Incoming, Some(last)) if visit.may(Right::KeepAftercare) => {
                @if last.state == HandoverState::Sent {
                    (fold(known, last, ACKNOWLEDGED, t::ACKNOWLEDGE, name))
                }
                @if home.arrival.arrived_on.is_none() { (fold(known, last, ARRIVED, t::ARRIVED, name)) }
                @if last.state == HandoverState::Sent && home.arrival.arrived_on.is_none() {
                    (fold(known, last, REFUSED, t::REFUSE, name))
                }
            },
            (Side::Outgoing, last) if home.is_to_hand_over() && visit.may(Right::RecordMovements) => {
                @let text = if last.is_some() { t::HAND_OVER_AGAIN } else { t::HAND_OVER };
                a.button href={ "/ban-giao/luot/" (home.admission_id) } {
                    (text.to(language)) span.hidden { ": " (name) }
                }
            },
            _ => "–",
        }
    }
}

/// One of a row's forms, folded until it is wanted.
fn fold(known: &Known<'_>, handover: &Handover, what: &str, label: Text, name: &str) -> Markup {
    let visit = known.visit;
    let language = visit.language;
    let mine = known.sent.filter(|sent| sent.id == handover.id && sent.what == what);
    // The summary of an error leads to the fields of its own row.
    let suffix = if mine.is_some() { "-answer".to_owned() } else { format!("-{what}-{}", handover.id) };
    let blank = Fields::default().set(ON.0, visit.today().to_string());
    let none = Errors::default();
    let (values, errors) = mine.map_or((&blank, &none), |sent| (sent.values, sent.errors));
    let form = Form { visit, values, errors, names: &[ON, REASON], suffix: &suffix };
    let path = if what == ARRIVED { "trinh-dien" } else { "tra-loi" };
    let address = with_query(&format!("/ban-giao/{}/{path}", handover.id), [("xem", known.concern)]);
    html! {
        details open[mine.is_some()] {
            summary { (label.to(language)) span.hidden { ": " (name) } }
            form method="post" action=(address) novalidate {
                (form.hidden())
                @if what != ARRIVED { input type="hidden" name="state" value=(what); }
                (form.field(ON).required().date())
                @if what == REFUSED { (form.field(REASON).required().select(choices::<HandoverRefusal>(visit))) }
                p.actions { button { (label.to(language)) } }
            }
        }
    }
}
