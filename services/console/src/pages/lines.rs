//! `/bao-cao/dong?…`: the lines a figure is made of, so that everybody can count them.

use std::collections::{HashMap, HashSet};

use domain::codes::{CountUnit, Sex};
use domain::ids::{FacilityId, PersonId};
use maud::{Markup, html};
use web::Right;

use crate::api::facility;
use crate::api::registry::{self, NameCard};
use crate::api::reporting::{self, Line, Lines};
use crate::areas;
use crate::failure::{Failure, part};
use crate::fields::{Fields, with_query};
use crate::format;
use crate::i18n::codes::{NOT, book, label, label_of};
use crate::i18n::{facilities, reports as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, day, notice, paging, print_button, scroll};
use crate::period::Period;
use crate::visit::{Asked, Visit};

const PAGE: &str = "100";
/// Parts of the address that are the page's own and not the figure's.
pub const OWN: [&str; 3] = ["bao-cao", "cursor", "limit"];

/// What the lines mean beyond their codes.
struct Known {
    names: Result<HashMap<PersonId, NameCard>, Failure>,
    facilities: HashMap<FacilityId, String>,
}

pub async fn list(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    let figure = asked.clone().without(&OWN);
    let cursor = asked.text("cursor");
    let query = figure.iter().chain([("cursor", cursor), ("limit", PAGE)]);
    let lines = reporting::lines(&visit.api, query).await?;
    let known = known(&visit, &lines).await?;
    let language = visit.language;
    let first = with_query("/bao-cao/dong", figure.iter().chain([("bao-cao", asked.text("bao-cao"))]));
    let next = lines.next.as_deref().map(|cursor| {
        let own = [("bao-cao", asked.text("bao-cao")), ("cursor", cursor)];
        with_query("/bao-cao/dong", figure.iter().chain(own))
    });
    let back = back_link(&visit, &asked);
    let body = html! {
        div.head {
            h1 #lines { (t::LINES.to(language)) }
            p.actions { (print_button(language)) a.button href=(back) { (t::BACK_TO_REPORT.to(language)) } }
        }
        (conditions(&visit, &figure))
        p.sum data-rows=(lines.total) { strong { (sum(&visit, &lines)) } }
        @match &known.names {
            Err(Failure::Forbidden) => (notice(Tone::Plain, facilities::NAMES_CLOSED.to(language))),
            Err(_) => (notice(Tone::Warning, facilities::NAMES_AWAY.to(language))),
            Ok(_) => {}
        }
        @if lines.items.is_empty() {
            div.empty {
                p { strong { (t::LINES_EMPTY.to(language)) } }
                p { (t::LINES_EMPTY_ADVICE.to(language)) }
            }
        } @else {
            (scroll("lines", &table(&visit, &lines, &known)))
            (paging(language, lines.items.len(), lines.total, (!cursor.is_empty()).then_some(first.as_str()), next.as_deref()))
        }
    };
    let page_ = Page::new(Nav::Reports, t::LINES.to(language), body);
    Ok(page(&visit, page_.under("/bao-cao", shell::REPORTS.to(language)).under(back, t::REPORT.to(language))))
}

async fn known(visit: &Visit, lines: &Lines) -> Result<Known, Failure> {
    let persons: Vec<PersonId> = lines.items.iter().filter_map(|line| line.person_id).collect();
    let names = async {
        if persons.is_empty() {
            return Ok(HashMap::new());
        }
        if !visit.may(Right::ReadPersons) {
            return Err(Failure::Forbidden);
        }
        registry::names(&visit.api, persons, "report_lines").await
    };
    let facilities = async {
        let needed = lines.items.iter().any(|line| line.facility_id.is_some()) && visit.may(Right::ReadFacilities);
        if needed { facility::facilities(&visit.api).await.unwrap_or_default() } else { Vec::new() }
    };
    let (names, facilities) = tokio::join!(names, facilities);
    let facilities = facilities.into_iter().map(|facility| (facility.id, facility.name)).collect();
    Ok(Known { names: part(names)?, facilities })
}

/// The report the reader came from, for the same period.
pub fn back_link(visit: &Visit, asked: &Fields) -> String {
    let report = asked.text("bao-cao");
    let period = Period::of(visit, &Fields::default(), None);
    let plain = !report.is_empty() && report.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    if plain { period.link(&format!("/bao-cao/{report}")) } else { period.link("/bao-cao") }
}

/// What the figure was asked for, so that the list says which figure it is.
pub fn conditions(visit: &Visit, figure: &Fields) -> Markup {
    let language = visit.language;
    html! {
        dl.facts aria-label=(t::LINES_FILTER.to(language)) {
            @for (name, value) in figure.iter().filter(|(_, value)| !value.is_empty()) {
                div { dt { (condition_name(visit, name)) } dd { (condition_value(visit, name, value)) } }
            }
        }
    }
}

fn condition_name(visit: &Visit, name: &str) -> String {
    let text = match name {
        "province" | "province_code" => t::PROVINCE,
        "from" => t::FROM,
        "to" | "on" => t::TO,
        "book" => t::BOOK,
        "direction" => t::DIRECTION,
        "cause" | "causes" => t::CAUSE,
        "category" => t::CATEGORY,
        "unit" => t::UNIT,
        "known_at" => t::KNOWN_ON,
        "measure" => t::MEASURE,
        "population" => t::POPULATION,
        "facility" => facilities::FACILITY,
        "facility_kind" => t::FACILITY_KIND,
        "sex" => t::SEX,
        "born_from" => t::BORN_FROM,
        "born_to" => t::BORN_TO,
        "standing" => t::STANDING,
        "planned_until" => t::PLANNED_UNTIL,
        "year" => t::YEAR_HEADING,
        _ => return name.replace('_', " "),
    };
    text.to(visit.language).to_owned()
}

fn condition_value(visit: &Visit, name: &str, value: &str) -> String {
    let language = visit.language;
    let word =
        |code: &str| if name == "book" || name == "standing" { book(code, language) } else { label(code, language) };
    match name {
        "province" | "province_code" => areas::name(value, visit.today()),
        "year" | "facility" => value.to_owned(),
        "unit" => label_of::<CountUnit>(value, language),
        "known_at" => value.parse().map_or_else(|_| value.to_owned(), |at| format::moment(at, language)),
        _ => match value.parse() {
            Ok(on) => format::date(on, language),
            Err(_) => match value.strip_prefix('!') {
                Some(other) => NOT.with(language, &[&word(other)]),
                None => value.split(',').map(word).collect::<Vec<_>>().join(", "),
            },
        },
    }
}

/// The number of rows beside the figure; where all rows are here, also how many persons they are.
fn sum(visit: &Visit, lines: &Lines) -> String {
    let language = visit.language;
    let unit = label_of::<CountUnit>(&lines.unit, language);
    let (rows, count) = (format::total(lines.total, language), format::number(lines.count, language));
    let same = i64::try_from(lines.total) == Ok(lines.count);
    let text = if same { t::LINES_EQUAL } else { t::LINES_SUM };
    let mut text = text.with(language, &[&rows, &count, &unit]);
    let persons: Vec<PersonId> = lines.items.iter().filter_map(|line| line.person_id).collect();
    let whole = u64::try_from(persons.len()) == Ok(lines.total) && !persons.is_empty();
    if whole {
        let different: HashSet<PersonId> = persons.into_iter().collect();
        let different = format::count(different.len(), language);
        text = format!("{text} ({})", t::LINES_PERSONS.with(language, &[&different]));
    }
    text
}

fn table(visit: &Visit, lines: &Lines, known: &Known) -> Markup {
    let language = visit.language;
    html! {
        table.rows.wide.dense {
            thead { tr {
                @for heading in [
                    t::OCCURRED, t::PERSON, t::SEX_AGE, t::CAUSE, t::CATEGORY, t::PLACE,
                ] {
                    th scope="col" { (heading.to(language)) }
                }
                th.number scope="col" { (t::QUANTITY.to(language)) }
                th scope="col" { (t::RECORDED.to(language)) }
                th scope="col" { (t::EVENT.to(language)) }
            } }
            tbody { @for line in &lines.items { (row(visit, line, known)) } }
        }
    }
}

fn row(visit: &Visit, line: &Line, known: &Known) -> Markup {
    let language = visit.language;
    let sex = line.sex.as_deref().map(|code| label_of::<Sex>(code, language));
    let age = line.age.map(|age| age.to_string());
    let facility =
        line.facility_id.map(|id| known.facilities.get(&id).cloned().unwrap_or_else(|| format::short_id(id)));
    let commune = line.commune_code.as_deref().map(|code| areas::name(code, line.occurred_on));
    html! {
        tr {
            td { (day(line.occurred_on, language)) }
            th scope="row" { (person(visit, line, known)) }
            td { ([sex, age].into_iter().flatten().collect::<Vec<_>>().join(", ")) }
            td { (label(&line.cause, language)) small { (label(&line.direction, language)) } }
            td { (line.category.as_deref().map_or_else(String::new, |code| label(code, language))) }
            td {
                (commune.unwrap_or_default())
                @if let Some(facility) = facility { small.wrap { (facility) } }
            }
            td.number { (format::number(line.quantity, language)) }
            td.nowrap { (format::moment(line.recorded_at, language)) }
            td.code title=(line.event_id) { (format::short_id(line.event_id)) }
        }
    }
}

fn person(visit: &Visit, line: &Line, known: &Known) -> Markup {
    let Some(id) = line.person_id else { return html! { (t::NOBODY.to(visit.language)) } };
    let card = known.names.as_ref().ok().and_then(|names| names.get(&id));
    html! {
        @match card {
            Some(card) => {
                a href={ "/nguoi/" (id) } { (card.name) }
                @if let Some(code) = &card.file_code { small.code { (code) } }
            }
            None => span.code { (format::short_id(id)) },
        }
    }
}
