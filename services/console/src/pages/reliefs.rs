//! `/co-so/{id}/{date}/thu-tuc`: what is under way at a facility to suspend, remit or reduce terms.

mod forms;
pub mod stay;

use axum::extract::Path;
use chrono::NaiveDate;
use domain::ids::FacilityId;
use maud::{Markup, html};
use web::Language;

use super::marking;
use crate::api::care::{self, Clock, Relief};
use crate::api::facility;
use crate::failure::Failure;
use crate::format;
use crate::i18n::codes::Labelled;
use crate::i18n::{reliefs as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, article, badge, day, scroll, standing};
use crate::visit::Visit;

pub async fn list(visit: Visit, Path((id, on)): Path<(FacilityId, NaiveDate)>) -> Result<Markup, Failure> {
    let (facility, under_way) = tokio::join!(facility::facility(&visit.api, id), care::under_way(&visit.api, id));
    let (facility, under_way) = (facility?, under_way?);
    let names = marking::names(&visit, under_way.reliefs.iter().map(|relief| relief.person_id).collect()).await?;
    let language = visit.language;
    let title = t::AT.with(language, &[&facility.name]);
    let who = |relief: &Relief| {
        let card = names.get(&relief.person_id);
        card.map_or_else(|| format::short_id(relief.person_id), |card| card.name.clone())
    };
    let table = html! {
        table.rows {
            thead { tr {
                @for heading in [t::WHO, t::KIND, t::STEPS, t::PAPERS, t::TIMES] {
                    th scope="col" { (heading.to(language)) }
                }
            } }
            tbody { @for relief in &under_way.reliefs { tr {
                th scope="row" {
                    a href={ "/co-so/" (id) "/" (on) "/luot/" (relief.admission_id) "/thu-tuc" } { (who(relief)) }
                }
                td {
                    (relief.kind.label(language)) " " (state(relief, language))
                    small { (relief.ground.label(language)) }
                }
                td { (steps(relief, language)) }
                td {
                    @if !relief.is_open() { "–" }
                    @else if relief.missing.is_empty() { (badge(Tone::Good, t::COMPLETE.to(language))) }
                    @else { @for paper in &relief.missing {
                        small { (t::MISSING.to(language)) ": " (paper.paper.label(language)) }
                    } }
                }
                td { (clocks(&relief.clocks, language)) }
            } } }
        }
    };
    let body = html! {
        h1 #reliefs { (title) }
        @if let Some(review) = &under_way.review { p { (clock(review, language)) } }
        @if under_way.reliefs.is_empty() { p.empty { (t::NONE.to(language)) } }
        @else { (scroll("reliefs", &table)) }
    };
    let page_ = Page::new(Nav::Facilities, title.clone(), body);
    let page_ = page_.under("/co-so", shell::FACILITIES.to(language));
    Ok(page(&visit, page_.under(format!("/co-so/{id}/{on}"), facility.name.clone())))
}

fn state(relief: &Relief, language: Language) -> Markup {
    use domain::law::relief::ReliefState;
    let tone = match relief.state {
        ReliefState::Granted => Tone::Good,
        ReliefState::Refused => Tone::Bad,
        ReliefState::Open | ReliefState::Withdrawn => Tone::Plain,
    };
    badge(tone, relief.state.label(language))
}

/// The steps done, each with its day.
fn steps(relief: &Relief, language: Language) -> Markup {
    let to = relief.sent_to.map_or("", |to| to.label(language));
    let number = relief.decision_number.as_deref().unwrap_or("–");
    let done = [
        (t::APPLIED_ON.to(language).to_owned(), Some(relief.applied_on)),
        (t::POSTED_ON.to(language).to_owned(), relief.posted_on),
        (t::SENT_ON.with(language, &[to]), relief.sent_on),
        (t::DECIDED_ON.with(language, &[number]), relief.decided_on),
    ];
    html! {
        @for (what, on) in done {
            @if let Some(on) = on { small { (what) ": " (day(on, language)) } }
        }
        @if let Some(months) = relief.months {
            small { (t::MONTHS_LESS.with(language, &[&months.to_string()])) }
        }
    }
}

fn clocks(clocks: &[Clock], language: Language) -> Markup {
    html! {
        @if clocks.is_empty() { "–" }
        @for one in clocks { p { (clock(one, language)) } }
    }
}

/// What runs, until when, what is left, and by which article.
fn clock(clock: &Clock, language: Language) -> Markup {
    html! {
        (format::capital(clock.clock.label(language))) " "
        (t::UNTIL.with(language, &[&format::date(clock.last_day, language)])) " "
        (standing(&clock.standing, language)) " "
        (article(&clock.article, language))
    }
}
