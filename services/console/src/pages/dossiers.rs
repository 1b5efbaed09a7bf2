//! `/ho-so`: whose turn it is, agency by agency, and the dossiers behind each figure.

use std::collections::HashMap;

use domain::ids::PersonId;
use domain::paging::Page as Rows;
use maud::{Markup, html};
use web::{Language, Right};

use crate::api::registry::dossiers::{self, AgencyCount, Filter, Listed};
use crate::api::registry::labels::Label;
use crate::api::registry::{self, NameCard};
use crate::failure::{Failure, part};
use crate::fields::{Fields, with_query};
use crate::format;
use crate::i18n::{Text, dossiers as t, persons};
use crate::layout::{Nav, Page, page};
use crate::parts::{article, day, paging, print_button, scroll, standing, until};
use crate::visit::{Asked, Visit};

const PATH: &str = "/ho-so";
const PAGE: u64 = 100;
/// Values of the address, the service's code for each, and its name.
const DUES: [(&str, &str, Text); 2] = [("qua-han", "overdue", t::OVERDUE), ("sap-den", "soon", t::SOON)];
const STATUSES: [(&str, &str, Text); 2] =
    [("dang-lap", "open", t::STATUS_OPEN), ("da-quyet-dinh", "decided", t::STATUS_DECIDED)];

/// What the list was asked for.
struct Query {
    agency: String,
    due: String,
    status: String,
    cursor: String,
}

impl Query {
    fn read(asked: &Fields) -> Self {
        let text = |name| asked.text(name).to_owned();
        Self { agency: text("co-quan"), due: text("han"), status: text("tinh-trang"), cursor: text("cursor") }
    }

    fn filter(&self) -> Filter {
        let code = |known: [(&str, &str, Text); 2], value: &str| {
            known.iter().find(|(name, ..)| *name == value).map_or_else(String::new, |(_, code, _)| (*code).to_owned())
        };
        Filter {
            status: code(STATUSES, &self.status),
            agency: self.agency.clone(),
            due: code(DUES, &self.due),
            cursor: self.cursor.clone(),
            limit: PAGE,
        }
    }

    fn link(&self, cursor: &str) -> String {
        let pairs =
            [("co-quan", &*self.agency), ("han", &*self.due), ("tinh-trang", &*self.status), ("cursor", cursor)];
        with_query(PATH, pairs)
    }

    fn is_filtered(&self) -> bool {
        [&self.agency, &self.due, &self.status].into_iter().any(|value| !value.is_empty())
    }
}

pub async fn list(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    if !visit.may(Right::KeepDossiers) {
        return Err(Failure::Forbidden);
    }
    let query = Query::read(&asked);
    let filter = query.filter();
    let (counts, found) = tokio::join!(dossiers::summary(&visit.api), dossiers::list(&visit.api, &filter));
    let (counts, mut found) = (counts?, found?);
    // The service orders by age of the dossier; within the page the most urgent comes first.
    found.items.sort_by_key(|listed| (listed.due_at.is_none(), listed.due_at));
    let names = names(&visit, found.items.iter().map(|listed| listed.dossier.person_id)).await?;
    let language = visit.language;
    let body = html! {
        div.head {
            h1 { (t::DOSSIERS.to(language)) }
            p.actions { (print_button(language)) }
        }
        p.hint { (t::DOSSIERS_LEAD.to(language)) }
        section {
            h2 #pipeline { (t::PIPELINE.to(language)) }
            (pipeline(&counts, language))
        }
        section {
            h2 #dossiers { (t::LIST.to(language)) ": " (t::COUNT.with(language, &[&format::total(found.total, language)])) }
            (filters(&query, &counts, language))
            div data-rows=(found.total) { (rows(&visit, &query, &found, &names)) }
        }
    };
    Ok(page(&visit, Page::new(Nav::Dossiers, t::DOSSIERS.to(language), body)))
}

/// Names of persons, as far as the caller may read them.
pub async fn names(
    visit: &Visit,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, NameCard>, Failure> {
    if !visit.may(Right::ReadPersons) {
        return Ok(HashMap::new());
    }
    let persons: Vec<PersonId> = persons.into_iter().collect();
    Ok(part(registry::names(&visit.api, persons, "dossiers").await)?.unwrap_or_default())
}

fn pipeline(counts: &[AgencyCount], language: Language) -> Markup {
    if counts.is_empty() {
        return html! { p.empty { (t::NOTHING_WAITS.to(language)) } };
    }
    let figure = |count: u64, agency: &str, due: &str| {
        let href = with_query(PATH, [("co-quan", agency), ("han", due)]);
        html! {
            td.number {
                @if count == 0 { span.none { "0" } }
                @else { a.figure href=(href) data-count=(count) { (format::total(count, language)) } }
            }
        }
    };
    let sum = |of: fn(&AgencyCount) -> u64| counts.iter().map(of).sum::<u64>();
    scroll(
        "pipeline",
        &html! {
            table.figures.pipeline {
                thead { tr {
                    th scope="col" { (t::AGENCY.to(language)) }
                    @for heading in [t::WAITING, t::OVERDUE, t::SOON] {
                        th.number scope="col" { (heading.to(language)) }
                    }
                } }
                tbody {
                    @for count in counts {
                        tr {
                            th scope="row" { (format::capital(count.agency.to(language))) }
                            (figure(count.waiting, &count.agency.code, ""))
                            (figure(count.overdue, &count.agency.code, "qua-han"))
                            (figure(count.soon, &count.agency.code, "sap-den"))
                        }
                    }
                }
                tfoot { tr {
                    th scope="row" { (t::TOTAL.to(language)) }
                    td.number { (format::total(sum(|count| count.waiting), language)) }
                    (figure(sum(|count| count.overdue), "", "qua-han"))
                    (figure(sum(|count| count.soon), "", "sap-den"))
                } }
            }
        },
    )
}

fn filters(query: &Query, counts: &[AgencyCount], language: Language) -> Markup {
    let option =
        |value: &str, chosen: &str, text: &str| html! { option value=(value) selected[value == chosen] { (text) } };
    let unknown = !query.agency.is_empty() && counts.iter().all(|count| count.agency.code != query.agency);
    html! {
        form.filters method="get" action=(PATH) {
            label { (t::AGENCY.to(language))
                select name="co-quan" {
                    (option("", &query.agency, t::ALL_AGENCIES.to(language)))
                    @for count in counts {
                        (option(&count.agency.code, &query.agency, &format::capital(count.agency.to(language))))
                    }
                    @if unknown { (option(&query.agency, &query.agency, &query.agency)) }
                }
            }
            label { (t::DUE.to(language))
                select name="han" {
                    (option("", &query.due, t::ANY_DUE.to(language)))
                    @for (value, _, name) in DUES { (option(value, &query.due, name.to(language))) }
                }
            }
            label { (t::STATUS.to(language))
                select name="tinh-trang" {
                    (option("", &query.status, t::ANY_STATUS.to(language)))
                    @for (value, _, name) in STATUSES { (option(value, &query.status, &format::capital(name.to(language)))) }
                }
            }
            button { (persons::APPLY.to(language)) }
            @if query.is_filtered() { a.button.quiet href=(PATH) { (persons::CLEAR.to(language)) } }
        }
        p.hint { (t::SOON_HINT.to(language)) }
    }
}

fn rows(visit: &Visit, query: &Query, found: &Rows<Listed>, names: &HashMap<PersonId, NameCard>) -> Markup {
    let language = visit.language;
    if found.items.is_empty() {
        return html! {
            div.empty {
                p { strong { (t::NONE.to(language)) } }
                p { (t::NONE_ADVICE.to(language)) }
                @if query.is_filtered() { p.actions { a.button href=(PATH) { (persons::CLEAR.to(language)) } } }
            }
        };
    }
    let first = (!query.cursor.is_empty()).then(|| query.link(""));
    let next = found.next.as_deref().map(|cursor| query.link(cursor));
    html! {
        (scroll("dossiers", &html! {
            table.rows.wide {
                thead { tr {
                    @for heading in [persons::NAME, t::DUE, t::NEXT_STEP, t::AGENCY, t::STATUS, t::OPENED_ON] {
                        th scope="col" { (heading.to(language)) }
                    }
                } }
                tbody { @for listed in &found.items { (row(listed, names.get(&listed.dossier.person_id), language)) } }
            }
        }))
        (paging(language, found.items.len(), found.total, first.as_deref(), next.as_deref()))
    }
}

fn row(listed: &Listed, card: Option<&NameCard>, language: Language) -> Markup {
    let dossier = &listed.dossier;
    let said = |label: &Option<Label>, none: Text| {
        label.as_ref().map_or_else(|| none.to(language).to_owned(), |label| format::capital(label.to(language)))
    };
    html! {
        tr {
            th scope="row" {
                a.whole href={ (PATH) "/" (dossier.id) } { (who(card, language)) }
                @if let Some(code) = card.and_then(|card| card.file_code.as_deref()) { small.code { (code) } }
            }
            td { (due(listed, language)) }
            td.long {
                (said(&listed.awaited_step, t::NO_STEP))
                @if let Some(rule) = &listed.rule {
                    small.wrap { (t::RULE.with(language, &[rule.limit.to(language)])) " · " (article(&rule.limit.article, language)) }
                }
            }
            td { (listed.agency.as_ref().map_or_else(|| "–".to_owned(), |agency| format::capital(agency.to(language)))) }
            td { (status(&dossier.status, language)) }
            td { (day(dossier.opened_on, language)) small { (t::LAW.to(language)) ": " (listed.governing_pack) } }
        }
    }
}

/// The name, or words for one that is closed to the reader.
pub fn who(card: Option<&NameCard>, language: Language) -> &str {
    card.map_or(t::NAME_CLOSED.to(language), |card| card.name.as_str())
}

/// The badge, then the time itself.
fn due(listed: &Listed, language: Language) -> Markup {
    html! {
        @match &listed.standing {
            Some(left) => {
                (standing(left, language))
                @if let Some(at) = listed.due_at { small { (until(at.to_utc(), language)) } }
            },
            None if listed.awaited_step.is_some() => span.none { (t::NO_CLOCK.to(language)) },
            None => "–",
        }
    }
}

pub fn status(code: &str, language: Language) -> String {
    let known = STATUSES.iter().find(|(_, known, _)| *known == code);
    known.map_or_else(|| code.to_owned(), |(.., name)| format::capital(name.to(language)))
}
