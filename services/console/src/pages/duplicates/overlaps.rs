//! Persons with two measures at once, as findings: nothing is corrected here.

use std::collections::HashMap;

use domain::ids::{FacilityId, PersonId};
use maud::{Markup, html};
use web::Right;

use crate::api::registry::{self, NameCard};
use crate::api::reporting::quality::{self, Overlap, Side};
use crate::areas;
use crate::failure::{Failure, part};
use crate::fields::{Fields, with_query};
use crate::format;
use crate::i18n::codes::book;
use crate::i18n::{duplicates as t, persons, shell};
use crate::pages::persons::facility_names;
use crate::parts::{day, missing_part, paging_below, scroll};
use crate::visit::Visit;

/// Nothing for whom reports are closed.
pub async fn section(visit: &Visit, asked: &Fields) -> Result<Option<Markup>, Failure> {
    let Some(scope) = visit.scope(Right::ReadReports) else { return Ok(None) };
    let language = visit.language;
    let home = areas::home_province(&visit.account.grants, visit.today());
    let province = asked.given("tinh").or(home).unwrap_or_default();
    let cursor = asked.text("chong-tu");
    let found = match province.as_str() {
        "" => None,
        province => Some(part(quality::overlaps(&visit.api, province, cursor).await)?),
    };
    let content = match &found {
        None => html! {},
        Some(Err(failure)) => missing_part(failure, language),
        Some(Ok(found)) if found.items.is_empty() => html! {
            p.empty { span aria-hidden="true" { "✓ " } (t::OVERLAPS_NONE.to(language)) }
        },
        Some(Ok(found)) => {
            let persons: Vec<PersonId> = found.items.iter().map(|overlap| overlap.person_id).collect();
            let (names, facilities) =
                tokio::join!(registry::names(&visit.api, persons, "overlaps"), facility_names(visit));
            let names = part(names)?.unwrap_or_default();
            let link = |cursor: &str| {
                format!("{}#overlaps", with_query("/doi-chieu", [("tinh", &*province), ("chong-tu", cursor)]))
            };
            let first = (!cursor.is_empty()).then(|| link(""));
            let next = found.next.as_deref().map(link);
            html! {
                (scroll("overlaps", &table(visit, &found.items, &names, &facilities)))
                (paging_below(language, found.items.len(), found.total, first.as_deref(), next.as_deref()))
            }
        }
    };
    Ok(Some(html! {
        section {
            h2 #overlaps { (t::OVERLAPS.to(language)) }
            p.hint { (t::OVERLAPS_LEAD.to(language)) }
            @if scope.everywhere {
                form.filters method="get" action="/doi-chieu" {
                    label { (persons::PROVINCE.to(language))
                        select name="tinh" required {
                            option value="" { (shell::CHOOSE.to(language)) }
                            @for choice in areas::provinces(&scope, visit.today()) {
                                option value=(choice.value) selected[choice.value == province] { (choice.label) }
                            }
                        }
                    }
                    button { (persons::APPLY.to(language)) }
                }
            }
            (content)
        }
    }))
}

fn table(
    visit: &Visit,
    items: &[Overlap],
    names: &HashMap<PersonId, NameCard>,
    facilities: &HashMap<FacilityId, String>,
) -> Markup {
    let language = visit.language;
    html! {
        table.wide {
            thead { tr {
                @for heading in [t::PERSON, t::WHAT, t::FIRST_MEASURE, t::OTHER_MEASURE] {
                    th scope="col" { (heading.to(language)) }
                }
                th.number scope="col" { (t::DAYS.to(language)) }
            } }
            tbody {
                @for overlap in items {
                    tr {
                        th scope="row" {
                            @match names.get(&overlap.person_id) {
                                Some(card) => {
                                    a href={ "/nguoi/" (overlap.person_id) } { (card.name) }
                                    @if let Some(code) = &card.file_code { small.code { (code) } }
                                },
                                None => (t::UNNAMED.to(language)),
                            }
                        }
                        td { (overlap.kind.to(language)) small { (span(visit, overlap.from, overlap.until)) } }
                        @for at in 0..2 {
                            td { @if let Some(measure) = overlap.sides.get(at) { (side(visit, measure, facilities)) } }
                        }
                        td.number { (format::number(overlap.days, language)) }
                    }
                }
            }
        }
    }
}

fn side(visit: &Visit, side: &Side, facilities: &HashMap<FacilityId, String>) -> Markup {
    let place = match (&side.facility_id, &side.commune_code) {
        (Some(facility), _) if facilities.contains_key(facility) => facilities[facility].clone(),
        (_, Some(commune)) => areas::commune(commune, &side.province_code, visit.today()),
        _ => areas::name(&side.province_code, visit.today()),
    };
    html! {
        (book(&side.book, visit.language))
        small.wrap { (place) ", " (span(visit, side.from, side.until)) }
    }
}

fn span(visit: &Visit, from: chrono::NaiveDate, until: Option<chrono::NaiveDate>) -> Markup {
    let language = visit.language;
    html! {
        (day(from, language)) " – "
        @match until { Some(until) => (day(until, language)), None => (t::STILL.to(language)) }
    }
}
