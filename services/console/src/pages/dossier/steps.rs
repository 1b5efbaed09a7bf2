//! The steps of a dossier: owner, due time, rule, and how the due time was reckoned.

use maud::{Markup, html};
use web::Language;

use crate::api::registry::dossiers::{Case, Step};
use crate::api::registry::labels::Due;
use crate::format;
use crate::i18n::dossiers as t;
use crate::parts::{Tone, article, badge, standing, until};

pub fn section(case: &Case, language: Language) -> Markup {
    html! {
        h2 #steps { (t::STEPS.to(language)) }
        ol.steps {
            @for (place, state) in case.steps.iter().enumerate() {
                (step(state, turn(case, place), language))
            }
        }
    }
}

/// Where a step lies on the way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Something later was done, or is next.
    Passed,
    Next,
    Ahead,
    /// Nobody waits for anything: steps without a record hold no due time against anybody.
    Over,
}

fn turn(case: &Case, place: usize) -> Turn {
    let done = case.steps.iter().rposition(|state| !state.done.is_empty()).unwrap_or(0);
    let Some(awaited) = &case.awaited_step else {
        return if place < done { Turn::Passed } else { Turn::Over };
    };
    let next = case.steps.iter().position(|state| state.step.code == awaited.code).unwrap_or(done);
    if place == next {
        Turn::Next
    } else if place < done.max(next) {
        Turn::Passed
    } else {
        Turn::Ahead
    }
}

fn step(state: &Step, turn: Turn, language: Language) -> Markup {
    let awaited = turn == Turn::Next;
    let class = match (state.done.is_empty(), awaited) {
        (_, true) => "current",
        (false, false) => "done",
        (true, false) => "todo",
    };
    html! {
        li class=(class) aria-current=[awaited.then_some("step")] {
            div.head {
                h3 { (format::capital(state.step.to(language))) }
                (mark(state, turn, language))
            }
            p.owner {
                (format::capital(state.owner.to(language)))
                @if let Some(other) = &state.other_owner { ", " (t::STEP_WITH.with(language, &[other.to(language)])) }
            }
            @for done in &state.done {
                p {
                    (t::DONE_AT.with(language, &[&format::moment(done.at.to_utc(), language)]))
                    @if let Some(note) = &done.note { ": " (note) }
                }
            }
            (rule(state, language))
            @if let Some(form) = &state.form { p.hint { (form.to(language)) } }
            @if let Some(due) = &state.due { (why(due, state.step.to(language), language)) }
        }
    }
}

/// How the step fares, in words first. A right of the person runs out; nobody is late with it.
fn mark(state: &Step, turn: Turn, language: Language) -> Markup {
    if let Some(left) = state.standing.as_ref().filter(|_| turn != Turn::Over) {
        let lapsed = left.state == "overdue" && state.owner.code == "person";
        return if lapsed { badge(Tone::Plain, t::RIGHT_LAPSED.to(language)) } else { standing(left, language) };
    }
    match (state.done.is_empty(), state.in_time) {
        (false, Some(true)) => badge(Tone::Good, t::STEP_IN_TIME.to(language)),
        (false, Some(false)) => badge(Tone::Bad, t::STEP_LATE.to(language)),
        (false, None) => badge(Tone::Good, t::STEP_DONE.to(language)),
        (true, _) => match turn {
            Turn::Passed => badge(Tone::Plain, t::STEP_NOT_RECORDED.to(language)),
            Turn::Next => badge(Tone::Warning, t::STEP_NEXT.to(language)),
            Turn::Ahead | Turn::Over => badge(Tone::Plain, t::STEP_TODO.to(language)),
        },
    }
}

/// The limit with its article; where law gives none, the article of the step.
fn rule(state: &Step, language: Language) -> Markup {
    html! {
        @match &state.due {
            Some(due) => {
                p {
                    @match due.due_at {
                        Some(at) => { (t::DUE.to(language)) ": " (until(at.to_utc(), language)) },
                        None => (t::DUE_STOPPED.to(language)),
                    }
                }
                p.hint {
                    (t::RULE.with(language, &[due.limit.to(language)])) " · " (article(&due.limit.article, language))
                }
            },
            None => p.hint { (article(&state.article, language)) },
        }
    }
}

fn why(due: &Due, step: &str, language: Language) -> Markup {
    html! {
        details {
            summary { (t::WHY.to(language)) span.hidden { " (" (step) ")" } }
            ol.why {
                li { (t::WHY_START.with(language, &[&format::moment(due.started_at.to_utc(), language)])) }
                @for line in &due.derivation { li { (line.to(language)) } }
                @if let Some(day) = due.last_day {
                    li { (t::WHY_LAST_DAY.with(language, &[&format::date(day, language)])) }
                }
            }
            p.hint { (t::CERTAINTY.with(language, &[due.certainty.to(language)])) }
        }
    }
}
