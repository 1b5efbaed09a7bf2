//! How a stay's term follows, and its book.

use domain::codes::StayMovement;
use domain::ids::FacilityId;
use maud::{Markup, html};

use crate::api::facility::{Entry, History, Term, TermState};
use crate::format;
use crate::i18n::codes::Labelled;
use crate::i18n::facilities as t;
use crate::parts::{Tone, badge, day, notice, scroll};
use crate::visit::Visit;

/// The end of the term, line by line.
pub fn term(visit: &Visit, term: &Term) -> Markup {
    let language = visit.language;
    let (tone, state) = match term.state {
        TermState::Running => (Tone::Good, t::TERM_RUNNING.to(language).to_owned()),
        TermState::Stopped => {
            let since = term.stopped_since.map_or_else(String::new, |since| format::date(since, language));
            (Tone::Warning, t::TERM_STOPPED.with(language, &[&since]))
        }
        TermState::Over => (Tone::Plain, t::TERM_OVER.to(language).to_owned()),
        TermState::Remitted => (Tone::Plain, t::TERM_REMITTED.to(language).to_owned()),
    };
    let table = html! {
        table {
            thead { tr {
                th scope="col" { (t::TERM_STEP.to(language)) }
                th scope="col" { (t::TERM_END.to(language)) }
                th scope="col" { (t::TERM_ARTICLE.to(language)) }
            } }
            tbody { @for line in &term.lines { tr {
                td { (line.text.to(language)) }
                td.nowrap { (day(line.ends_on, language)) }
                td { (line.article.as_deref().unwrap_or("–")) }
            } } }
        }
    };
    html! {
        section {
            h2 #term { (t::TERM.to(language)) }
            p { strong { (day(term.ends_on, language)) } " " (badge(tone, &state)) }
            @if !term.verified { (notice(Tone::Warning, t::TERM_UNVERIFIED.to(language))) }
            (scroll("term", &table))
        }
    }
}

/// The book, in the order of the days. With `correct`, the page's address, each entry that holds can be corrected.
pub fn entries(
    visit: &Visit,
    history: &History,
    facility: &dyn Fn(FacilityId) -> String,
    correct: Option<&str>,
) -> Markup {
    let language = visit.language;
    let table = html! {
        table.rows {
            thead { tr {
                @for heading in [t::ON, t::WHAT, t::WHERE, t::RECORDED] { th scope="col" { (heading.to(language)) } }
                @if correct.is_some() { th scope="col" { (t::CORRECT.to(language)) } }
            } }
            tbody { @for entry in &history.entries { tr {
                td.nowrap { (day(entry.occurred_on, language)) }
                td { (what(visit, entry)) }
                td { (entry.facility_id.map_or_else(|| "–".to_owned(), facility)) }
                td.nowrap { (format::moment(entry.recorded_at, language)) }
                @if let Some(page) = correct {
                    td { @if entry.withdrawn.is_none() { (correct_link(visit, entry, page)) } }
                }
            } } }
        }
    };
    html! {
        section {
            h2 #book { (t::BOOK.to(language)) }
            p.hint { (t::BOOK_HINT.to(language)) }
            (scroll("book", &table))
        }
    }
}

fn correct_link(visit: &Visit, entry: &Entry, page: &str) -> Markup {
    let language = visit.language;
    let what = entry.movement.label(language);
    let title = t::CORRECT_ENTRY.with(language, &[what, &format::date(entry.occurred_on, language)]);
    html! { a href={ (page) "?sua=" (entry.id) "#sua" } aria-label=(title) { (t::CORRECT.to(language)) } }
}

fn what(visit: &Visit, entry: &Entry) -> Markup {
    let language = visit.language;
    let movement = match entry.movement {
        StayMovement::Released => entry.reason.map_or(entry.movement.label(language), |reason| reason.label(language)),
        movement => movement.label(language),
    };
    let stage = entry.stage.map(|stage| t::STAGE_N.with(language, &[&stage.to_string()]));
    let certificate = entry.certificate_number.as_deref().map(|number| t::CERTIFICATE_N.with(language, &[number]));
    html! {
        @match &entry.withdrawn {
            None => { (movement) }
            Some(withdrawn) => {
                @let said = if withdrawn.replaced_by.is_some() { t::MOVED_DAY } else { t::TAKEN_OUT };
                s { (movement) } " "
                (badge(Tone::Warning, &said.with(language, &[withdrawn.reason.label(language)])))
                small { (format::moment(withdrawn.at, language)) }
            }
        }
        @for more in [stage, certificate].into_iter().flatten() { small { (more) } }
    }
}
