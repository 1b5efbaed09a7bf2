//! `/nguoi`: the list by commune in the address; `/nguoi/tim`: a search, whose words stay out of it.

use std::collections::HashMap;

use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::{DrugKind, FileKind};
use domain::ids::FacilityId;
use maud::{Markup, html};
use web::{Language, Right};

use crate::api::registry::{self, Found, PersonSummary, Search};
use crate::api::{Api, facility};
use crate::areas;
use crate::failure::Failure;
use crate::fields::{Fields, with_query};
use crate::format;
use crate::forms::{Choice, choices};
use crate::i18n::codes::{Labelled, label};
use crate::i18n::{persons as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, notice, paging, scroll};
use crate::visit::{Asked, Posted, Visit};

const PAGE: u64 = 50;
/// The filters that may stand in an address.
const FILTERS: [&str; 4] = ["tinh", "xa", "nam", "ma-tuy"];

/// What a list was asked for.
struct Query {
    /// The words; only ever from a posted form.
    words: String,
    /// Near spellings too.
    near: bool,
    /// By the names of [`FILTERS`]. The province narrows the choice of communes for accounts that see the
    /// whole country.
    filters: Fields,
    cursor: String,
    number: u64,
}

impl Query {
    fn read(fields: &Fields) -> Self {
        let kept = |kept: Fields, name: &str| kept.set(name, fields.text(name));
        Self {
            words: String::new(),
            near: false,
            filters: FILTERS.into_iter().fold(Fields::default(), kept),
            cursor: fields.text("cursor").to_owned(),
            number: fields.parsed("trang").unwrap_or(1).max(1),
        }
    }

    fn search(&self) -> Search {
        Search {
            q: Some(self.words.clone()).filter(|words| !words.is_empty()),
            commune_code: self.filters.given("xa"),
            // In a year that is none nobody was born.
            birth_year: self.filters.given("nam").map(|year| year.parse().unwrap_or_default()),
            drug: self.filters.given("ma-tuy"),
            near: self.near,
            cursor: Some(self.cursor.clone()).filter(|cursor| !cursor.is_empty()),
            limit: PAGE,
        }
    }

    fn filtered(&self) -> bool {
        self.filters.iter().any(|(_, value)| !value.is_empty())
    }

    /// The address of the list with its filters, and where to go on.
    fn link(&self, cursor: &str, number: &str) -> String {
        with_query("/nguoi", self.filters.iter().chain([("cursor", cursor), ("trang", number)]))
    }
}

pub async fn list(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    show(&visit, &Query::read(&asked)).await
}

pub async fn search(visit: Visit, Asked(asked): Asked, Posted(posted): Posted) -> Result<Response, Failure> {
    let merged = asked.iter().fold(
        posted,
        |merged, (name, value)| {
            if merged.given(name).is_some() { merged } else { merged.set(name, value) }
        },
    );
    let query =
        Query { words: merged.text("q").to_owned(), near: !merged.text("gan").is_empty(), ..Query::read(&merged) };
    if query.words.is_empty() {
        // Without words nothing needs to stay out of the address.
        return Ok(Redirect::to(&query.link("", "")).into_response());
    }
    Ok(show(&visit, &query).await?.into_response())
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
        (nearness(visit, query, &found))
        @if found.items.is_empty() {
            (nobody(visit, query))
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

/// Words and filters are one form, so that each keeps the other.
fn filters(visit: &Visit, query: &Query) -> Markup {
    let language = visit.language;
    let scope = visit.scope(Right::ReadPersons).unwrap_or_default();
    let today = visit.today();
    let of = |name| query.filters.text(name);
    let within: Vec<&str> = match of("tinh") {
        "" => scope.areas.iter().map(String::as_str).collect(),
        province => vec![province],
    };
    let communes = areas::communes(within, today);
    let option = |choice: &Choice, chosen: &str| {
        html! { option value=(choice.value) selected[choice.value == chosen] { (choice.label) } }
    };
    html! {
        form.find role="search" aria-label=(t::SEARCH_LABEL.to(language)) method="post" action="/nguoi/tim" {
            input type="hidden" name="csrf" value=(visit.csrf);
            div.search {
                label for="q" { (t::SEARCH_LABEL.to(language)) }
                div.inline {
                    input #q type="search" name="q" value=(query.words) autocomplete="off" spellcheck="false"
                        aria-describedby="q-hint";
                    button.primary { (shell::SEARCH.to(language)) }
                }
                p.hint #q-hint { (t::SEARCH_HINT.to(language)) }
            }
            div.filters {
                @if scope.everywhere {
                    label { (t::PROVINCE.to(language))
                        select name="tinh" {
                            option value="" { (shell::CHOOSE.to(language)) }
                            @for choice in areas::provinces(&scope, today) { (option(&choice, of("tinh"))) }
                        }
                    }
                }
                @if !communes.is_empty() {
                    label { (t::COMMUNE.to(language))
                        select name="xa" {
                            option value="" { (t::ALL_COMMUNES.to(language)) }
                            @for (group, choices) in &communes {
                                @let options = html! { @for choice in choices { (option(choice, of("xa"))) } };
                                @if group.is_empty() { (options) } @else { optgroup label=(group) { (options) } }
                            }
                        }
                    }
                }
                label { (t::BIRTH_YEAR.to(language))
                    input.year name="nam" value=(of("nam")) inputmode="numeric" autocomplete="off" maxlength="4"
                        pattern="[0-9]{4}" title=(t::BIRTH_YEAR_HINT.to(language));
                }
                label { (t::DRUG.to(language))
                    select name="ma-tuy" {
                        option value="" { (t::ANY_DRUG.to(language)) }
                        @for choice in choices::<DrugKind>(visit) { (option(&choice, of("ma-tuy"))) }
                    }
                }
                button { (t::APPLY.to(language)) }
                @if query.filtered() || !query.words.is_empty() {
                    a.button.quiet href="/nguoi" { (t::CLEAR.to(language)) }
                }
            }
        }
    }
}

/// Says that spellings are only near, or offers them.
fn nearness(visit: &Visit, query: &Query, found: &Found) -> Markup {
    let language = visit.language;
    html! {
        @if query.near && !found.items.is_empty() {
            (notice(Tone::Plain, t::NEAR_ASKED.to(language)))
        } @else if found.near {
            (notice(Tone::Warning, t::NEAR_ONLY.to(language)))
        } @else if !query.words.is_empty() && !query.near && !found.items.is_empty() {
            form method="post" action="/nguoi/tim" {
                (kept(visit, query))
                input type="hidden" name="gan" value="1";
                button.quiet { (t::NEAR_ASK.to(language)) }
            }
        }
    }
}

/// The search as hidden fields, for the next form.
fn kept(visit: &Visit, query: &Query) -> Markup {
    html! {
        input type="hidden" name="csrf" value=(visit.csrf);
        input type="hidden" name="q" value=(query.words);
        @for (name, value) in query.filters.iter().filter(|(_, value)| !value.is_empty()) {
            input type="hidden" name=(name) value=(value);
        }
    }
}

/// What to do when nobody is found.
fn nobody(visit: &Visit, query: &Query) -> Markup {
    let language = visit.language;
    html! {
        div.empty {
            p { strong { (t::NOBODY.to(language)) } }
            p { (t::NOBODY_ADVICE.to(language)) }
            div.actions {
                @if !query.words.is_empty() && query.filtered() {
                    form method="post" action="/nguoi/tim" {
                        input type="hidden" name="csrf" value=(visit.csrf);
                        input type="hidden" name="q" value=(query.words);
                        button { (t::WITHOUT_FILTERS.to(language)) }
                    }
                }
                a.button href="/nguoi" { (t::CLEAR.to(language)) }
                @if visit.may(Right::RegisterPersons) {
                    a.button href="/nguoi/moi" { (shell::REGISTER.to(language)) }
                }
                @if !query.words.is_empty() { a.button href="/khan-cap" { (t::EMERGENCY.to(language)) } }
            }
            @if !query.words.is_empty() { p.hint { (t::EMERGENCY_HINT.to(language)) } }
        }
    }
}

fn table(visit: &Visit, found: &Found, facilities: &HashMap<FacilityId, String>) -> Markup {
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
fn pages(visit: &Visit, query: &Query, found: &Found) -> Markup {
    let language = visit.language;
    let last = found.total.div_ceil(PAGE).max(1);
    let (number, last) = (format::total(query.number, language), format::total(last, language));
    let following = (query.number + 1).to_string();
    html! {
        p.page-number { (shell::PAGE.with(language, &[&number, &last])) }
        @if query.words.is_empty() {
            @let first = (!query.cursor.is_empty()).then(|| query.link("", ""));
            @let next = found.next.as_deref().map(|cursor| query.link(cursor, &following));
            (paging(language, found.items.len(), found.total, first.as_deref(), next.as_deref()))
        } @else if let Some(cursor) = &found.next {
            form.paging method="post" action="/nguoi/tim" {
                (kept(visit, query))
                @if query.near { input type="hidden" name="gan" value="1"; }
                input type="hidden" name="cursor" value=(cursor);
                input type="hidden" name="trang" value=(following);
                button { (shell::NEXT_PAGE.to(language)) }
            }
        }
    }
}
