//! `/co-so/{id}/ho-so`: a facility's register on a day, with what must be put right.

pub mod record;

use axum::extract::Path;
use chrono::NaiveDate;
use domain::codes::FacilityKind;
use domain::ids::FacilityId;
use maud::{Markup, html};
use web::Language;

use self::record::FormKind;
use super::recording::Refused;
use crate::api::facility::register::{self, Capacity, Finding, Licence, Post, Register, Room, Zone};
use crate::areas;
use crate::charts::against_capacity;
use crate::failure::Failure;
use crate::format;
use crate::i18n::codes::Labelled;
use crate::i18n::{house as t, shell, waiting};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, article, badge, date_field, day, notice, print_button, scroll};
use crate::visit::{Asked, Visit};

pub(super) fn address(id: FacilityId) -> String {
    format!("/co-so/{id}/ho-so")
}

pub async fn show(visit: Visit, Path(id): Path<FacilityId>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let on = asked.date("ngay").unwrap_or_else(|| visit.today());
    render(&visit, id, on, asked.text("xong") == "ghi", None).await
}

async fn render(
    visit: &Visit,
    id: FacilityId,
    on: NaiveDate,
    done: bool,
    refused: Option<Refused<'_, FormKind>>,
) -> Result<Markup, Failure> {
    let register = register::register(&visit.api, id, on).await?;
    let language = visit.language;
    let facility = &register.facility;
    let body = html! {
        @if done { (notice(Tone::Good, t::SAVED.to(language))) }
        (head(visit, &register, on))
        @if let Some(refused) = &refused { (refused.summary(visit)) }
        (tiles(&register, on, language))
        (findings(t::FINDINGS.to(language), &register.findings, language))
        @if register.findings.is_empty() { p.hint { "✓ " (t::NO_FINDINGS.to(language)) } }
        section { h2 #capacities { (t::CAPACITIES.to(language)) } (capacities(&register.capacities, language)) }
        section { h2 #licences { (t::LICENCES.to(language)) } (licences(&register.licences, on, language)) }
        section { h2 #zones { (t::ZONES.to(language)) } (zones(&register, language)) }
        section { h2 #staff { (t::STAFF.to(language)) } p.hint { (t::STAFF_HINT.to(language)) } (staff(&register.posts, language)) }
        (record::forms(visit, &register, refused.as_ref()))
    };
    let page_ = Page::new(Nav::Facilities, t::REGISTER.to(language), body);
    let board = format!("/co-so/{id}/{on}");
    Ok(page(visit, page_.under("/co-so", shell::FACILITIES.to(language)).under(board, facility.name.clone())))
}

fn head(visit: &Visit, register: &Register, on: NaiveDate) -> Markup {
    let language = visit.language;
    let facility = &register.facility;
    html! {
        div.head {
            div {
                h1 { (t::REGISTER.to(language)) ": " (facility.name) }
                p.hint {
                    (facility.kind.label(language)) " · " (areas::name(&facility.province_code, on)) " · "
                    (crate::i18n::facilities::OPENED_ON.with(language, &[&format::date(facility.opened_on, language)]))
                }
            }
            p.actions {
                a.button href={ "/co-so/" (facility.id) "/danh-sach-cho" } { (waiting::LIST.to(language)) }
                (print_button(language))
            }
        }
        form.filters method="get" action=(address(facility.id)) {
            label { (t::AS_OF.to(language)) (date_field("ngay", Some(on), true, language)) }
            button { (crate::i18n::facilities::GO_TO_DAY.to(language)) }
        }
    }
}

fn tiles(register: &Register, on: NaiveDate, language: Language) -> Markup {
    let number = |value| format::number(value, language);
    let (tone, words) = against_capacity(register.residents, register.capacity, language);
    let rooms: Vec<&Room> = register.zones.iter().flat_map(|zone| &zone.rooms).collect();
    let beds = rooms.iter().map(|room| room.beds).sum();
    let places: Option<i64> = rooms.iter().map(|room| room.places).sum();
    html! {
        dl.tiles {
            div { dt { (t::RESIDENTS.to(language)) }
                dd { span.big { (number(register.residents)) }
                    @if register.capacity > 0 { " / " (number(register.capacity)) } " " (badge(tone, &words)) } }
            div { dt { (t::LICENCE_STATE.to(language)) } dd { (licence_state(register, on, language)) } }
            @if !rooms.is_empty() {
                div { dt { (t::ROOM_BEDS.to(language)) } dd { span.big { (number(beds)) } } }
                @if let Some(places) = places {
                    div { dt { (t::ROOM_PLACES.to(language)) } dd { span.big { (t::PEOPLE.with(language, &[&number(places)])) } } }
                }
            }
        }
    }
}

/// Whether the licence holds, for a facility that needs one or has one.
fn licence_state(register: &Register, on: NaiveDate, language: Language) -> Markup {
    let holding = register.licences.iter().filter(|licence| holds(licence, on));
    // One without an end outlasts the others.
    let last = holding.max_by_key(|licence| licence.valid_until.unwrap_or(NaiveDate::MAX));
    match last {
        Some(licence) => html! {
            (badge(Tone::Good, t::IN_FORCE.to(language)))
            small { @match licence.valid_until {
                Some(until) => (t::LICENCE_UNTIL.with(language, &[&format::date(until, language)])),
                None => (t::LICENCE_ENDLESS.to(language)),
            } }
        },
        None if register.facility.kind == FacilityKind::Private => badge(Tone::Bad, t::LICENCE_NONE.to(language)),
        None => badge(Tone::Plain, t::LICENCE_NOT_NEEDED.to(language)),
    }
}

fn holds(licence: &Licence, on: NaiveDate) -> bool {
    licence.issued_on <= on
        && licence.valid_until.is_none_or(|last| on <= last)
        && licence.ended_on.is_none_or(|ended| on < ended)
        && licence.end_reason.as_ref().is_none_or(|reason| reason.code != "mistyped")
}

/// What was found, each with the article that asks for it.
pub fn findings(title: &str, findings: &[Finding], language: Language) -> Markup {
    html! {
        @if !findings.is_empty() {
            section.findings.blocking aria-labelledby="findings" {
                h2 #findings { "! " (title) }
                ul { @for finding in findings { li {
                    (finding.text.to(language))
                    @if let Some(rule) = &finding.article { " " small.wrap { (article(rule, language)) } }
                } } }
            }
        }
    }
}

fn capacities(capacities: &[Capacity], language: Language) -> Markup {
    scroll(
        "capacities",
        &html! {
            table {
                thead { tr {
                    th scope="col" { (t::SINCE.to(language)) }
                    th.number scope="col" { (t::CAPACITY.to(language)) }
                    th scope="col" { (t::DECISION.to(language)) }
                } }
                tbody { @for capacity in capacities { tr {
                    th scope="row" { (day(capacity.since, language)) }
                    td.number { (format::number(capacity.capacity, language)) }
                    td { (capacity.decision_number.as_deref().unwrap_or_else(|| t::AT_OPENING.to(language))) }
                } } }
            }
        },
    )
}

fn licences(licences: &[Licence], on: NaiveDate, language: Language) -> Markup {
    if licences.is_empty() {
        return html! { p.empty { (t::NO_LICENCES.to(language)) } };
    }
    let state = |licence: &Licence| match (&licence.end_reason, licence.ended_on) {
        (Some(reason), Some(ended)) => {
            badge(Tone::Warning, &t::ENDED.with(language, &[reason.to(language), &format::date(ended, language)]))
        }
        _ if holds(licence, on) => badge(Tone::Good, t::IN_FORCE.to(language)),
        _ if licence.issued_on > on => badge(Tone::Plain, t::NOT_YET.to(language)),
        _ => badge(Tone::Bad, t::EXPIRED.to(language)),
    };
    scroll(
        "licences",
        &html! {
            table {
                thead { tr {
                    @for heading in [t::NUMBER, t::ISSUER, t::SCOPE, t::ISSUED, t::UNTIL, t::STATE] {
                        th scope="col" { (heading.to(language)) }
                    }
                } }
                tbody { @for licence in licences { tr {
                    th scope="row" {
                        (licence.number)
                        @if let Some(form) = licence.form { small { (t::FORM.to(language)) ": " (format!("{form:02}")) } }
                    }
                    td { (licence.issuer.to(language)) }
                    td { (t::THROUGH_STAGE.with(language, &[&licence.through_stage.to_string()])) }
                    td { (day(licence.issued_on, language)) }
                    td { @if let Some(until) = licence.valid_until { (day(until, language)) } @else { "–" } }
                    td { (state(licence)) }
                } } }
            }
        },
    )
}

fn zones(register: &Register, language: Language) -> Markup {
    if register.zones.is_empty() {
        return html! { p.empty { (t::NO_ZONES.to(language)) } };
    }
    let number = |value| format::number(value, language);
    let table = html! {
        table {
            thead { tr {
                @for heading in [t::ZONE, t::KIND, t::SEX] { th scope="col" { (heading.to(language)) } }
                @for heading in [t::BEDS, t::OCCUPANTS] { th.number scope="col" { (heading.to(language)) } }
                th scope="col" { (t::ROOMS.to(language)) }
            } }
            tbody { @for zone in &register.zones { tr {
                th scope="row" { (zone.name) (closed(zone, language)) }
                td { (zone.kind.label(language)) }
                td { (zone.sex.map_or(t::BOTH.to(language), |sex| sex.label(language))) }
                td.number { (number(zone.beds)) }
                td.number { (number(zone.occupants)) @if zone.occupants > zone.beds { " " (badge(Tone::Bad, "")) } }
                td.long { @if zone.rooms.is_empty() { "–" } @for room in &zone.rooms { p { (one_room(room, language)) } } }
            } } }
        }
    };
    html! {
        (scroll("zones", &table))
        @if register.unplaced > 0 { p.hint { (t::UNPLACED.with(language, &[&number(register.unplaced)])) } }
    }
}

fn closed(zone: &Zone, language: Language) -> Markup {
    html! {
        @if let Some(closed) = zone.closed_on { small { (t::CLOSED.with(language, &[&format::date(closed, language)])) } }
    }
}

fn one_room(room: &Room, language: Language) -> Markup {
    let area = room.area_m2.to_string();
    let area = language.pick(area.replace('.', ",").as_str(), area.as_str()).to_owned();
    let beds = format::number(room.beds, language);
    html! {
        (t::ROOM_LINE.with(language, &[&room.code, &area, &beds]))
        @if room.full_day_care { " · " (t::FULL_DAY.to(language)) }
        @if let Some(places) = room.places {
            @let tone = if room.beds > places { Tone::Bad } else { Tone::Good };
            " " (badge(tone, &t::ROOM_ENOUGH.with(language, &[&format::number(places, language)])))
        }
    }
}

fn staff(posts: &[Post], language: Language) -> Markup {
    if posts.is_empty() {
        return html! { p.empty { (t::NO_STAFF.to(language)) } };
    }
    let date = |on| format::date(on, language);
    scroll(
        "staff",
        &html! {
            table {
                thead { tr {
                    @for heading in [t::POST, t::CODE, t::STAGE, t::FROM_TO, t::CERTIFIED] {
                        th scope="col" { (heading.to(language)) }
                    }
                } }
                tbody { @for post in posts { tr {
                    th scope="row" { (format::capital(post.post.to(language))) }
                    td { (who(post, language)) }
                    td { (post.stage.map_or_else(|| "–".to_owned(), |stage| stage.to_string())) }
                    td { @match post.until {
                        None => (t::FROM_ON.with(language, &[&date(post.since)])),
                        Some(until) => (t::FROM_UNTIL.with(language, &[&date(post.since), &date(until)])),
                    } }
                    td { @if post.certified_on.is_empty() { "–" } @for on in &post.certified_on { p { (day(*on, language)) } } }
                } } }
            }
        },
    )
}

/// Who holds a post: a code, or an account by the beginning of its id.
fn who(post: &Post, language: Language) -> String {
    let account = || post.account_id.map(|id| format!("{} {}", t::ACCOUNT.to(language), format::short_id(id)));
    post.staff_code.clone().or_else(account).unwrap_or_else(|| "–".to_owned())
}
