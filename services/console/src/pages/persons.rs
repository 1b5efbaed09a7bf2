//! `/nguoi`: the list by commune in the address; `/nguoi/tim`: a search, whose words stay out of it.

use std::collections::HashMap;

use domain::codes::FileKind;
use domain::ids::FacilityId;
use domain::paging::Page as Rows;
use maud::{Markup, html};
use web::{Language, Right};

use crate::api::registry::{self, PersonSummary, Search};
use crate::api::{Api, facility};
use crate::areas;
use crate::failure::Failure;
use crate::fields::{Fields, with_query};
use crate::format;
use crate::i18n::codes::{Labelled, label};
use crate::i18n::{persons as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{paging, scroll};
use crate::visit::{Asked, Posted, Visit};

const PAGE: u64 = 50;

/// What a list was asked for.
struct Query {
    /// The words; only ever from a posted form.
    words: String,
    commune: String,
    /// Narrows the choice of communes for accounts that see the whole country.
    province: String,
    cursor: String,
    number: u64,
}

impl Query {
    fn read(fields: &Fields, words: &str) -> Self {
        let text = |name| fields.text(name).to_owned();
        let number = fields.parsed("trang").unwrap_or(1).max(1);
        Self { words: words.to_owned(), commune: text("xa"), province: text("tinh"), cursor: text("cursor"), number }
    }

    fn search(&self) -> Search {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Search { q: given(&self.words), commune_code: given(&self.commune), cursor: given(&self.cursor), limit: PAGE }
    }

    /// The address that keeps the filters.
    fn link(&self, path: &str) -> String {
        with_query(path, [("tinh", &*self.province), ("xa", &*self.commune)])
    }
}

pub async fn list(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    show(&visit, &Query::read(&asked, "")).await
}

pub async fn search(visit: Visit, Asked(asked): Asked, Posted(posted): Posted) -> Result<Markup, Failure> {
    let mut query = Query::read(&asked, posted.text("q"));
    query.cursor = posted.text("cursor").to_owned();
    query.number = posted.parsed("trang").unwrap_or(1).max(1);
    show(&visit, &query).await
}

async fn show(visit: &Visit, query: &Query) -> Result<Markup, Failure> {
    let search = query.search();
    let (found, facilities) = tokio::join!(registry::search(&visit.api, &search), facility_names(visit));
    let found = found?;
    let language = visit.language;
    let body = html! {
        div.head {
            h1 { (shell::PERSON_LIST.to(language)) }
            @if visit.may(Right::RegisterPersons) {
                a.button.primary href="/nguoi/moi" { (shell::REGISTER.to(language)) }
            }
        }
        (filters(visit, query))
        h2 #results {
            (t::RESULTS.to(language)) ": " (t::COUNT.with(language, &[&format::total(found.total, language)]))
        }
        @if !query.words.is_empty() { p { (t::SEARCHING_FOR.with(language, &[&query.words])) } }
        @if found.items.is_empty() {
            (nobody(visit))
        } @else {
            (scroll("results", &table(visit, &found, &facilities)))
            (pages(visit, query, &found))
        }
    };
    Ok(page(visit, Page::new(Nav::Persons, shell::PERSON_LIST.to(language), body)))
}

/// Names of the facilities the caller may see; none where the service is away.
pub async fn facility_names(visit: &Visit) -> HashMap<FacilityId, String> {
    if !visit.may(Right::ReadFacilities) {
        return HashMap::new();
    }
    names_of_facilities(&visit.api).await
}

pub async fn names_of_facilities(api: &Api) -> HashMap<FacilityId, String> {
    let known = facility::facilities(api).await.unwrap_or_default();
    known.into_iter().map(|facility| (facility.id, facility.name)).collect()
}

fn filters(visit: &Visit, query: &Query) -> Markup {
    let language = visit.language;
    let scope = visit.scope(Right::ReadPersons).unwrap_or_default();
    let today = visit.today();
    let within: Vec<&str> = match query.province.as_str() {
        "" => scope.areas.iter().map(String::as_str).collect(),
        province => vec![province],
    };
    let communes = areas::communes(within, today);
    html! {
        form.search role="search" aria-label=(t::SEARCH_LABEL.to(language)) method="post"
            action=(query.link("/nguoi/tim")) {
            input type="hidden" name="csrf" value=(visit.csrf);
            label for="q" { (t::SEARCH_LABEL.to(language)) }
            div.inline {
                input #q type="search" name="q" value=(query.words) autocomplete="off" spellcheck="false"
                    aria-describedby="q-hint" required;
                button.primary { (shell::SEARCH.to(language)) }
            }
            p.hint #q-hint { (t::SEARCH_HINT.to(language)) }
        }
        form.filters method="get" action="/nguoi" {
            @if scope.everywhere {
                label { (t::PROVINCE.to(language))
                    select name="tinh" {
                        option value="" { (shell::CHOOSE.to(language)) }
                        @for choice in areas::provinces(&scope, today) {
                            option value=(choice.value) selected[choice.value == query.province] { (choice.label) }
                        }
                    }
                }
            }
            @if !communes.is_empty() {
                label { (t::COMMUNE.to(language))
                    select name="xa" {
                        option value="" { (t::ALL_COMMUNES.to(language)) }
                        @for (group, choices) in &communes {
                            @let options = html! {
                                @for choice in choices {
                                    option value=(choice.value) selected[choice.value == query.commune] { (choice.label) }
                                }
                            };
                            @if group.is_empty() { (options) } @else { optgroup label=(group) { (options) } }
                        }
                    }
                }
            }
            @if scope.everywhere || !communes.is_empty() {
                button { (t::APPLY.to(language)) }
                @if !query.commune.is_empty() || !query.province.is_empty() {
                    a.button.quiet href="/nguoi" { (t::CLEAR.to(language)) }
                }
            }
        }
    }
}

fn nobody(visit: &Visit) -> Markup {
    let language = visit.language;
    html! {
        div.empty {
            p { strong { (t::NOBODY.to(language)) } }
            p { (t::NOBODY_ADVICE.to(language)) }
            p.actions {
                a.button href="/nguoi" { (t::CLEAR.to(language)) }
                @if visit.may(Right::RegisterPersons) {
                    a.button href="/nguoi/moi" { (shell::REGISTER.to(language)) }
                }
            }
        }
    }
}

fn table(visit: &Visit, found: &Rows<PersonSummary>, facilities: &HashMap<FacilityId, String>) -> Markup {
    let language = visit.language;
    html! {
        table.rows.wide {
            thead { tr {
                @for heading in [
                    t::FILE_CODE, t::NAME, t::SEX, t::BIRTH_YEAR, t::COMMUNE, t::FILE_STATE, t::NOW_AT,
                    t::OFFICIAL_NUMBER,
                ] {
                    th scope="col" { (heading.to(language)) }
                }
            } }
            tbody {
                @for person in &found.items {
                    tr {
                        td.code { (person.file_code.as_deref().unwrap_or("–")) }
                        th scope="row" { a.whole href={ "/nguoi/" (person.id) } { (person.name) } }
                        td { (person.sex.label(language)) }
                        td.number { (person.birth.year) }
                        td { (areas::commune(&person.commune_code, &person.province_code, visit.today())) }
                        td { (file_state(person, language)) }
                        td {
                            @if let Some(id) = person.facility_id {
                                (facilities.get(&id).map_or(t::SOMEWHERE.to(language), String::as_str))
                            } @else { "–" }
                        }
                        td.code { (person.official_number_masked.as_deref().unwrap_or("–")) }
                    }
                }
            }
        }
    }
}

/// The file's kind and whether it is open.
pub fn file_state(person: &PersonSummary, language: Language) -> String {
    let Some(kind) = person.file_kind else { return t::NO_FILE.to(language).to_owned() };
    let status = label(person.file_status.as_deref().unwrap_or("–"), language);
    let text = if kind == FileKind::Addict { t::ADDICT } else { t::UNLAWFUL_USER };
    text.with(language, &[&status])
}

/// A search goes on by form buttons, a filtered list by links.
fn pages(visit: &Visit, query: &Query, found: &Rows<PersonSummary>) -> Markup {
    let language = visit.language;
    let last = found.total.div_ceil(PAGE).max(1);
    let (number, last) = (format::total(query.number, language), format::total(last, language));
    let first = (!query.cursor.is_empty()).then(|| query.link("/nguoi"));
    let following = (query.number + 1).to_string();
    if query.words.is_empty() {
        let next = found.next.as_deref().map(|cursor| {
            let pairs =
                [("tinh", &*query.province), ("xa", &*query.commune), ("cursor", cursor), ("trang", &*following)];
            with_query("/nguoi", pairs)
        });
        return html! {
            p.page-number { (shell::PAGE.with(language, &[&number, &last])) }
            (paging(language, found.items.len(), found.total, first.as_deref(), next.as_deref()))
        };
    }
    html! {
        p.page-number { (shell::PAGE.with(language, &[&number, &last])) }
        @if let Some(cursor) = &found.next {
            form.paging method="post" action=(query.link("/nguoi/tim")) {
                input type="hidden" name="csrf" value=(visit.csrf);
                input type="hidden" name="q" value=(query.words);
                input type="hidden" name="cursor" value=(cursor);
                input type="hidden" name="trang" value=(following);
                button { (shell::NEXT_PAGE.to(language)) }
            }
        }
    }
}
