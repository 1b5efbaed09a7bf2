//! `/viec`: what is to be done, grouped by when it is due.

pub mod tasks;

use std::collections::HashMap;

use domain::ids::PersonId;
use maud::{Markup, html};
use web::Language;

use crate::api::registry::NameCard;
use crate::failure::Failure;
use crate::format;
use crate::i18n::{Text, dossiers as words, persons, work as t};
use crate::layout::{Nav, Page, page};
use crate::pages::dossiers::{names, who};
use crate::parts::{article, missing_part, print_button, until};
use crate::visit::{Asked, Visit};

use tasks::{Group, Kind, Queue, Task};

pub async fn show(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    let mut queue = tasks::gather(&visit).await?;
    let visit = if visit.has_tasks() && queue.missing.is_empty() { visit.with_due(queue.due()) } else { visit };
    let kind = Kind::ALL.into_iter().find(|kind| kind.value() == asked.text("loai"));
    queue.tasks.retain(|task| kind.is_none_or(|kind| task.kind == kind));
    let cards = names(&visit, queue.tasks.iter().filter_map(|task| task.person)).await?;
    let language = visit.language;
    let body = html! {
        div.head {
            h1 { (t::WORK.to(language)) }
            p.actions { (print_button(language)) }
        }
        p.hint { (t::WORK_LEAD.to(language)) }
        (filter(kind, language))
        p.sum data-rows=(queue.due()) { strong { (t::WORK_DUE.with(language, &[&format::count(queue.due(), language)])) } }
        @if !queue.missing.is_empty() {
            div.notice.warning role="status" {
                p { "! " (t::PARTS_MISSING.to(language)) }
                @for (kind, failure) in &queue.missing {
                    p { strong { (format::capital(kind.name().to(language))) } } (missing_part(failure, language))
                }
            }
        }
        @for group in Group::ALL {
            (section(group, &queue, &cards, language))
        }
        @if queue.later > 0 {
            p.more {
                (t::LATER.with(language, &[&format::count(queue.later, language)])) " "
                a href="/ho-so" { (t::LATER_LINK.to(language)) }
            }
        }
        @if queue.cut { p.more { (t::MORE.with(language, &[&format::total(tasks::MOST, language)])) } }
    };
    Ok(page(&visit, Page::new(Nav::Work, t::WORK.to(language), body)))
}

fn filter(chosen: Option<Kind>, language: Language) -> Markup {
    html! {
        form.filters method="get" action="/viec" {
            label { (t::KIND.to(language))
                select name="loai" {
                    option value="" { (t::ALL_KINDS.to(language)) }
                    @for kind in Kind::ALL {
                        option value=(kind.value()) selected[chosen == Some(kind)] { (format::capital(kind.name().to(language))) }
                    }
                }
            }
            button { (persons::APPLY.to(language)) }
            @if chosen.is_some() { a.button.quiet href="/viec" { (persons::CLEAR.to(language)) } }
        }
    }
}

/// A group of the queue. The four that the clocks feed are always there; the fifth only when it has rows.
fn section(group: Group, queue: &Queue, cards: &HashMap<PersonId, NameCard>, language: Language) -> Markup {
    let tasks: Vec<&Task> = queue.tasks.iter().filter(|task| task.group == group).collect();
    let hint: Option<Text> = group.hint().filter(|_| !tasks.is_empty());
    if tasks.is_empty() && group == Group::Undated {
        return html! {};
    }
    html! {
        section.queue {
            h2 id=(group.id()) { (group.name().to(language)) " (" (format::count(tasks.len(), language)) ")" }
            @if let Some(hint) = hint { p.hint { (hint.to(language)) } }
            @if tasks.is_empty() {
                p.empty { (t::NOTHING.to(language)) }
            } @else {
                ul.tasks aria-labelledby=(group.id()) { @for task in tasks { (row(task, cards, language)) } }
            }
        }
    }
}

fn row(task: &Task, cards: &HashMap<PersonId, NameCard>, language: Language) -> Markup {
    let card = task.person.and_then(|person| cards.get(&person));
    html! {
        li data-due[task.group.is_due()] {
            p.who {
                a.whole href=(task.href) { (who(card, language)) }
                @if let Some(code) = card.and_then(|card| card.file_code.as_deref()) { small.code { (code) } }
            }
            div {
                p { (task.badge) " " (task.what) }
                @if let Some(at) = task.due_at { p.hint { (words::DUE.to(language)) ": " (until(at, language)) } }
                @if let Some(rule) = &task.rule {
                    p.hint { (rule.words) " · " (article(&rule.article, language)) }
                }
            }
            p { (task.whose) }
        }
    }
}
