//! `/cong-dong`: treatments at home and in the community, by how far they have come, with what each awaits.

pub mod course;
pub mod groups;
pub mod record;
pub mod registration;

use std::collections::HashMap;

use domain::codes::community::TransferReason;
use domain::ids::PersonId;
use domain::paging::Page as Rows;
use maud::{Markup, html};
use web::{Language, Right};

use crate::api::community::courses::{self, Awaited, Course, Transfer};
use crate::api::registry::{self, NameCard};
use crate::areas;
use crate::failure::{Failure, part};
use crate::fields::with_query;
use crate::format;
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, community as t, persons};
use crate::layout::{Nav, Page, page};
use crate::pages::dossiers::who;
use crate::parts::{Tone, article, day, notice, paging, print_button, scroll, standing};
use crate::visit::{Asked, Visit};

const PATH: &str = "/cong-dong";
const PAGE: u64 = 100;
/// The service's codes, which also stand in the address, and their names.
const PHASES: [(&str, Text); 6] = [
    ("registered", t::PHASE_REGISTERED),
    ("decided", t::PHASE_DECIDED),
    ("under_way", t::PHASE_UNDER_WAY),
    ("completed", t::PHASE_COMPLETED),
    ("self_terminated", t::PHASE_SELF_TERMINATED),
    ("superseded", t::PHASE_SUPERSEDED),
];

/// The tabs of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Treatments,
    Groups,
}

fn tabs(current: Tab, language: Language) -> Markup {
    let tabs = [(Tab::Treatments, PATH, t::TREATMENTS), (Tab::Groups, "/cong-dong/to-doi", t::GROUPS)];
    html! {
        nav.actions aria-label=(t::TABS.to(language)) {
            @for (tab, href, name) in tabs {
                a.button href=(href) aria-current=[(tab == current).then_some("page")] { (name.to(language)) }
            }
        }
    }
}

pub async fn list(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    if !visit.may(Right::ReadTreatments) {
        return Err(Failure::Forbidden);
    }
    let known = |phase: &str| PHASES.iter().any(|(code, _)| *code == phase);
    let phase = Some(asked.text("giai-doan")).filter(|phase| known(phase)).unwrap_or_default();
    let cursor = asked.text("cursor");
    let mut found = courses::list(&visit.api, phase, cursor, PAGE).await?;
    // The service orders by age; within the page the most urgent comes first.
    found.items.sort_by_key(|course| {
        let due = course.awaits.as_ref().and_then(|awaits| awaits.due_on);
        (course.is_over(), due.is_none(), due)
    });
    let waiting = waiting(&visit).await?;
    let names = names(&visit, found.items.iter().map(|course| course.person_id)).await?;
    let language = visit.language;
    let said = (asked.text("xong") == "tra-loi").then_some(t::DONE_ANSWERED);
    let body = html! {
        div.head {
            h1 { (t::COMMUNITY.to(language)) }
            p.actions { (print_button(language)) }
        }
        (tabs(Tab::Treatments, language))
        @if let Some(said) = said { (notice(Tone::Good, said.to(language))) }
        p.hint { (t::LEAD.to(language)) }
        @if !waiting.is_empty() {
            section {
                h2 #waiting { (t::WAITING.to(language)) }
                p.hint { (t::WAITING_LEAD.to(language)) }
                ul.plain { @for transfer in &waiting { li { (on_the_way(&visit, transfer)) } } }
            }
        }
        section {
            h2 #treatments { (t::TREATMENTS.to(language)) ": " (t::COUNT.with(language, &[&format::total(found.total, language)])) }
            (filter(phase, language))
            div data-rows=(found.total) { (rows(&visit, phase, cursor, &found, &names)) }
        }
    };
    Ok(page(&visit, Page::new(Nav::Community, t::COMMUNITY.to(language), body)))
}

/// Names of persons, as far as the caller may read them.
async fn names(
    visit: &Visit,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, NameCard>, Failure> {
    if !visit.may(Right::ReadPersons) {
        return Ok(HashMap::new());
    }
    let persons: Vec<PersonId> = persons.into_iter().collect();
    Ok(part(registry::names(&visit.api, persons, "community").await)?.unwrap_or_default())
}

/// Treatments between two communes, for those who may answer.
async fn waiting(visit: &Visit) -> Result<Vec<Transfer>, Failure> {
    if !visit.may(Right::RecordTreatments) {
        return Ok(Vec::new());
    }
    Ok(part(courses::under_way(&visit.api).await)?.map(|page| page.items).unwrap_or_default())
}

/// The names of the communes it leaves and reaches.
fn between(visit: &Visit, transfer: &Transfer) -> (String, String) {
    let name = |commune: &str, province: &str| areas::commune(commune, province, visit.today());
    (
        name(&transfer.from_commune_code, &transfer.from_province_code),
        name(&transfer.to_commune_code, &transfer.to_province_code),
    )
}

/// A treatment on its way, with what this side may answer.
fn on_the_way(visit: &Visit, transfer: &Transfer) -> Markup {
    let language = visit.language;
    let (from, to) = between(visit, transfer);
    let covers = |commune: &str, province: &str| {
        visit.scope(Right::RecordTreatments).is_some_and(|scope| scope.covers_area(&[commune, province]))
    };
    let receives = covers(&transfer.to_commune_code, &transfer.to_province_code);
    let sends = covers(&transfer.from_commune_code, &transfer.from_province_code);
    let refusals = [receives.then_some(("rejected", t::REJECT)), sends.then_some(("recalled", t::RECALL))];
    let address = format!("{PATH}/chuyen/{}/tra-loi", transfer.id);
    html! {
        p {
            @if let Some(left) = &transfer.standing { (standing(left, language)) " " }
            (t::TRANSFER_LINE.with(language, &[&from, &to, &format::date(transfer.moved_on, language)]))
        }
        @match &transfer.article {
            Some(source) => p.hint { (article(source, language)) },
            None => p.hint { (t::NO_LIMIT.to(language)) },
        }
        @if receives {
            form method="post" action=(address) {
                input type="hidden" name="csrf" value=(visit.csrf);
                input type="hidden" name="state" value="accepted";
                button.primary { (t::ACCEPT.to(language)) span.hidden { ": " (from) " → " (to) } }
            }
        }
        @for (state, label) in refusals.into_iter().flatten() {
            details {
                summary { (label.to(language)) span.hidden { ": " (from) " → " (to) } }
                form.stack method="post" action=(address) {
                    input type="hidden" name="csrf" value=(visit.csrf);
                    input type="hidden" name="state" value=(state);
                    @let id = format!("reason-{state}-{}", transfer.id);
                    label for=(id) { (t::REASON.to(language)) }
                    select id=(id) name="reason" required {
                        @for reason in TransferReason::ALL {
                            option value=(reason.as_str()) { (format::capital(reason.label(language))) }
                        }
                    }
                    p.actions { button { (label.to(language)) } }
                }
            }
        }
    }
}

fn filter(phase: &str, language: Language) -> Markup {
    html! {
        form.filters method="get" action=(PATH) {
            label { (t::PHASE.to(language))
                select name="giai-doan" {
                    option value="" { (t::ANY_PHASE.to(language)) }
                    @for (code, name) in PHASES {
                        option value=(code) selected[code == phase] { (format::capital(name.to(language))) }
                    }
                }
            }
            button { (persons::APPLY.to(language)) }
            @if !phase.is_empty() { a.button.quiet href=(PATH) { (persons::CLEAR.to(language)) } }
        }
    }
}

fn rows(visit: &Visit, phase: &str, cursor: &str, found: &Rows<Course>, names: &HashMap<PersonId, NameCard>) -> Markup {
    let language = visit.language;
    if found.items.is_empty() {
        return html! {
            div.empty {
                p { strong { (t::NONE.to(language)) } }
                p { (t::NONE_ADVICE.to(language)) }
            }
        };
    }
    let link = |cursor: &str| with_query(PATH, [("giai-doan", phase), ("cursor", cursor)]);
    let first = (!cursor.is_empty()).then(|| link(""));
    let next = found.next.as_deref().map(link);
    html! {
        (scroll("treatments", &html! {
            table.rows.wide {
                thead { tr {
                    @for heading in [persons::NAME, t::DUE, t::NEXT_STEP, t::PHASE, t::FOUND, t::COMMUNE] {
                        th scope="col" { (heading.to(language)) }
                    }
                } }
                tbody { @for course in &found.items { (row(visit, course, names.get(&course.person_id))) } }
            }
        }))
        (paging(language, found.items.len(), found.total, first.as_deref(), next.as_deref()))
    }
}

fn row(visit: &Visit, course: &Course, card: Option<&NameCard>) -> Markup {
    let language = visit.language;
    html! {
        tr {
            th scope="row" {
                a.whole href={ (PATH) "/" (course.id) } { (who(card, language)) }
                @if let Some(code) = card.and_then(|card| card.file_code.as_deref()) { small.code { (code) } }
            }
            td {
                @match &course.awaits {
                    Some(awaits) => (due(awaits, language)),
                    None => span.none { (t::OVER.to(language)) },
                }
            }
            td.long {
                @if let Some(awaits) = &course.awaits {
                    (format::capital(awaits.step.to(language)))
                    @if let Some(source) = &awaits.article { small.wrap { (article(source, language)) } }
                } @else { "–" }
            }
            td { (phase_name(&course.phase, language)) }
            td.long {
                @if course.findings.is_empty() { "–" }
                @for finding in &course.findings { p.off { "✗ " (format::capital(finding.kind.to(language))) } }
            }
            td { (areas::commune(&course.commune_code, &course.province_code, visit.today())) }
        }
    }
}

/// The badge, then the day itself.
fn due(awaits: &Awaited, language: Language) -> Markup {
    html! {
        @match &awaits.standing {
            Some(left) => {
                (standing(left, language))
                @if let Some(on) = awaits.due_on { small { (day(on, language)) } }
            },
            None => span.none { (t::NO_LIMIT.to(language)) },
        }
    }
}

fn phase_name(code: &str, language: Language) -> String {
    let known = PHASES.iter().find(|(known, _)| *known == code);
    known.map_or_else(|| code.to_owned(), |(_, name)| format::capital(name.to(language)))
}
