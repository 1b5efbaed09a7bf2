//! The papers of a dossier, with the gate that keeps an incomplete one back.

use maud::{Markup, html};
use web::Language;

use crate::api::registry::dossiers::{Case, Paper, Received};
use crate::format;
use crate::i18n::dossiers as t;
use crate::parts::{Tone, article, badge};

pub fn section(case: &Case, language: Language) -> Markup {
    let missing = case.papers.iter().filter(|paper| paper.required && !paper.met).count();
    html! {
        section.panel aria-labelledby="papers" {
            h2 #papers { (t::PAPERS.to(language)) }
            p.gate {
                @if missing == 0 { (badge(Tone::Good, t::PAPERS_COMPLETE.to(language))) }
                @else if case.dossier.status != "open" {
                    (badge(Tone::Plain, &t::PAPERS_NOT_RECORDED.with(language, &[&format::count(missing, language)])))
                }
                @else { (badge(Tone::Bad, &t::PAPERS_MISSING.with(language, &[&format::count(missing, language)]))) }
            }
            ul.checklist { @for paper in &case.papers { (item(paper, language)) } }
        }
    }
}

fn item(paper: &Paper, language: Language) -> Markup {
    let (tone, state) = match (paper.required, paper.met, paper.received.is_empty()) {
        (_, _, false) => (Tone::Good, t::PAPER_THERE),
        (_, true, true) => (Tone::Good, t::PAPER_EQUAL),
        (true, false, true) => (Tone::Bad, t::PAPER_ABSENT),
        (false, false, true) => (Tone::Plain, t::PAPER_OPTIONAL),
    };
    html! {
        li {
            p { strong { (format::capital(paper.paper.to(language))) } " " (badge(tone, state.to(language))) }
            @for received in &paper.received { p { (came(received, language)) } }
            p.hint {
                (article(&paper.article, language))
                @if let Some(form) = &paper.form { " · " (form.to(language)) }
            }
        }
    }
}

/// Number and date on the paper, and when it came.
fn came(received: &Received, language: Language) -> String {
    let number = received.number.as_deref().map(|number| t::NUMBERED.with(language, &[number]));
    let dated = received.dated_on.map(|on| t::DATED.with(language, &[&format::date(on, language)]));
    let came = t::RECEIVED.with(language, &[&format::moment(received.received_at.to_utc(), language)]);
    [number, dated, Some(came)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
