//! What must be seen of a person at once: age without measure, a merged record, names, attempts, stability.

use maud::{Markup, html};
use web::Language;

use crate::api::registry::Person;
use crate::api::registry::particulars::{Guardian, Stability};
use crate::i18n::codes::Labelled;
use crate::i18n::{dossiers, particulars as t, persons};
use crate::pages::dossier_opening::group;
use crate::parts::{Tone, badge, fact, notice};
use crate::visit::Visit;

/// What stands before everything else.
pub fn notices(visit: &Visit, person: &Person) -> Markup {
    let language = visit.language;
    html! {
        @if let Some(into) = person.merged_into {
            div.notice.warning role="status" {
                p { "! " (t::MERGED_INTO.to(language)) }
                p { a href={ "/nguoi/" (into) } { (t::MERGED_INTO_LINK.to(language)) } }
            }
        }
        @if group(visit, person).is_none() { (notice(Tone::Warning, t::UNDER_12.to(language))) }
    }
}

/// Facts for the identity bar; `guardian` of a minor only.
pub fn facts(person: &Person, guardian: Option<Option<&Guardian>>, language: Language) -> Markup {
    let names: Vec<String> =
        person.aliases.iter().map(|alias| format!("{} ({})", alias.name, alias.kind.label(language))).collect();
    html! {
        @if let Some(phase) = person.phase { (fact(t::PHASE, &html! { (phase.label(language)) }, language)) }
        @if person.attempts > 0 {
            (fact(t::ATTEMPTS, &html! { (t::ATTEMPTS_SO_FAR.with(language, &[&person.attempts.to_string()])) }, language))
        }
        @if !names.is_empty() { (fact(t::ALIASES, &html! { (names.join("; ")) }, language)) }
        (fact(t::STABLE, &stable(person.stability.as_ref(), language), language))
        @if let Some(guardian) = guardian {
            (fact(t::GUARDIAN, &html! {
                @match guardian {
                    Some(guardian) => {
                        (guardian.name) " (" (guardian.kind.label(language)) ")"
                        @if let Some(phone) = &guardian.phone { ", " (phone) }
                    }
                    None => (t::NO_GUARDIAN.to(language)),
                }
            }, language))
        }
        @if !person.merged.is_empty() {
            (fact(t::MERGED_FROM, &html! {
                @for (place, other) in person.merged.iter().enumerate() {
                    @if place > 0 { "; " }
                    a href={ "/nguoi/" (other.id) } { (other.name) }
                }
            }, language))
        }
    }
}

/// The answer of the test, in words first.
pub fn stable(test: Option<&Stability>, language: Language) -> Markup {
    match test {
        Some(test) if test.stable => badge(Tone::Good, t::STABLE_YES.to(language)),
        Some(_) => badge(Tone::Warning, t::STABLE_NO.to(language)),
        None => html! { (t::STABLE_UNKNOWN.to(language)) },
    }
}

/// The ways to what is known beyond this page.
pub fn more(person: &Person, language: Language) -> Markup {
    let id = person.summary.id;
    html! {
        section.panel aria-labelledby="more" {
            h2 #more { (t::MORE_ABOUT.to(language)) }
            ul.plain {
                @for (part, name) in [
                    ("ly-lich", t::SUMMARY), ("nhan-than", t::PARTICULARS), ("ly-lich#printed", dossiers::FORMS),
                    ("ai-da-xem", t::LOOKS),
                ] {
                    li { a href={ "/nguoi/" (id) "/" (part) } { (name.to(language)) } }
                }
            }
        }
    }
}

/// The address of a person and its name, as the way back of the pages below.
pub fn way_back(person: &Person) -> (String, &str) {
    (format!("/nguoi/{}", person.summary.id), &person.summary.name)
}

/// Sex and birth in one line under the title of a page about a person.
pub fn line(visit: &Visit, person: &Person) -> Markup {
    let language = visit.language;
    let who = &person.summary;
    html! {
        p.as-of {
            (persons::SEX.to(language)) ": " (who.sex.label(language)) ", "
            (persons::BORN_ON.to(language)) ": " (crate::format::birth(&who.birth, language))
            @if let Some(code) = &who.file_code { ", " span.code { (code) } }
        }
    }
}
