//! `/co-so`: the facilities with the headcount at the end of today.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::api::facility::{self, Facility, Headcount};
use crate::areas;
use crate::charts::{self, Occupancy, against_capacity};
use crate::failure::Failure;
use crate::format;
use crate::i18n::codes::Labelled;
use crate::i18n::{facilities as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{badge, scroll};
use crate::visit::Visit;

pub async fn list(visit: Visit) -> Result<Markup, Failure> {
    let language = visit.language;
    let today = visit.today();
    let facilities = facility::facilities(&visit.api).await?;
    let counted = facility::headcounts(&visit.api, facilities, today).await?;
    let body = html! {
        h1 { (shell::FACILITIES.to(language)) }
        @if counted.is_empty() {
            p.empty { (t::NO_FACILITIES.to(language)) }
        } @else {
            p { (t::LEAD.with(language, &[&format::date(today, language)])) }
            (occupancy(&visit, &counted, today, Detail::Full))
        }
    };
    Ok(page(&visit, Page::new(Nav::Facilities, shell::FACILITIES.to(language), body)))
}

/// How much the table says of each facility.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    Full,
    NumbersOnly,
}

/// The chart and, under it, the table of the same numbers.
pub fn occupancy(visit: &Visit, counted: &[(Facility, Headcount)], on: NaiveDate, detail: Detail) -> Markup {
    let language = visit.language;
    let data: Vec<Occupancy> = counted
        .iter()
        .map(|(facility, count)| Occupancy {
            name: facility.name.clone(),
            present: count.closing,
            capacity: count.capacity,
            link: board(facility, on),
        })
        .collect();
    let description = t::OCCUPANCY_DESC.with(language, &[&format::date(on, language)]);
    html! {
        figure {
            (charts::occupancy("occupancy", t::OCCUPANCY.to(language), &description, &data, language))
            figcaption { (description) }
        }
        @let table = scroll("occupancy-table", &table(visit, counted, on, detail));
        @match detail {
            Detail::Full => (table),
            Detail::NumbersOnly => details { summary { (shell::CHART_TABLE.to(language)) } (table) },
        }
    }
}

fn board(facility: &Facility, on: NaiveDate) -> String {
    format!("/co-so/{}/{on}", facility.id)
}

fn table(visit: &Visit, counted: &[(Facility, Headcount)], on: NaiveDate, detail: Detail) -> Markup {
    let language = visit.language;
    html! {
        table.rows {
            caption #occupancy-table { (t::OCCUPANCY.to(language)) ", " (format::date(on, language)) }
            thead { tr {
                th scope="col" { (t::FACILITY.to(language)) }
                @if detail == Detail::Full {
                    th scope="col" { (t::KIND.to(language)) }
                    th scope="col" { (t::PROVINCE.to(language)) }
                }
                th.number scope="col" { (t::HEADCOUNT.to(language)) }
                th.number scope="col" { (t::CAPACITY.to(language)) }
                th scope="col" { (t::LOAD.to(language)) }
            } }
            tbody {
                @for (facility, count) in counted {
                    @let (tone, words) = against_capacity(count.closing, count.capacity, language);
                    tr {
                        th scope="row" { a.whole href=(board(facility, on)) { (facility.name) } }
                        @if detail == Detail::Full {
                            td { (facility.kind.label(language)) }
                            td { (areas::name(&facility.province_code, on)) }
                        }
                        td.number { (format::number(count.closing, language)) }
                        td.number {
                            @if count.capacity == 0 { "–" } @else { (format::number(count.capacity, language)) }
                        }
                        td { (badge(tone, &words)) }
                    }
                }
            }
        }
    }
}
