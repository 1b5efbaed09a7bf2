//! `/tong-quan`: the figures of a province at a glance, each open to its cases.

use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use maud::{Markup, html};
use web::Right;

use crate::api::facility::{self, Facility, Headcount};
use crate::api::reporting::{self, Finding, Report, Row};
use crate::failure::{Failure, part};
use crate::format;
use crate::i18n::codes::label_of;
use crate::i18n::{facilities as tf, reports as t, shell};
use crate::layout::{self, Nav, Page, page};
use crate::pages::facilities::{self, Detail};
use crate::pages::figures::{self, Found, Shape};
use crate::pages::report::{as_of, remember};
use crate::parts::{missing_part, print_button};
use crate::period::Period;
use crate::visit::{Asked, Visit};

const SUMMARY: &str = "province-summary";
const FLOW: &str = "facility-flow";
const ATTAINMENT: &str = "attainment";
/// The rows of the summary that stand on top; its first ones where it has none of these.
const HEADLINES: [&str; 8] = [
    "holders_closing",
    "holders_in_facility",
    "holders_in_community",
    "community_in",
    "aftercare_stock",
    "staff_trained",
    "outreach_attendance",
    "funding_total",
];

/// What the page is made of; each part can be missing on its own.
struct Parts {
    summary: Result<Report, Failure>,
    flow: Result<Report, Failure>,
    attainment: Result<Report, Failure>,
    occupancy: Result<Vec<(Facility, Headcount)>, Failure>,
}

pub async fn show(visit: Visit, Asked(asked): Asked) -> Result<Response, Failure> {
    let language = visit.language;
    let reports = visit.may(Right::ReadReports);
    let facilities = visit.may(Right::ReadFacilities);
    if !reports && !facilities {
        let body = html! { h1 { (shell::OVERVIEW.to(language)) } (links(&visit)) };
        return Ok(page(&visit, Page::new(Nav::Overview, shell::OVERVIEW.to(language), body)).into_response());
    }
    let known = if facilities { facility::facilities(&visit.api).await } else { Err(Failure::Forbidden) };
    let first = known.as_ref().ok().and_then(|known| known.first()).map(|facility| facility.province_code.clone());
    let period = Period::of(&visit, &asked, first.as_deref());
    let parts = gather(&visit, &period, known).await?;
    let body = html! {
        div.head { h1 { (shell::OVERVIEW.to(language)) } p.actions { (print_button(language)) } }
        (period.form(&visit, "/tong-quan"))
        @if reports { (reported(&visit, &period, &parts)) }
        @if !reports { (occupancy(&visit, &period, &parts.occupancy)) (links(&visit)) }
    };
    let markup = page(&visit, Page::new(Nav::Overview, shell::OVERVIEW.to(language), body));
    Ok(remember(&visit, &period, markup.into_response()))
}

async fn gather(visit: &Visit, period: &Period, known: Result<Vec<Facility>, Failure>) -> Result<Parts, Failure> {
    let asked = period.asked();
    let report = async |id: &str| {
        if visit.may(Right::ReadReports) {
            reporting::report(&visit.api, id, &asked).await
        } else {
            Err(Failure::Forbidden)
        }
    };
    let counted = async {
        let mut known = known?;
        known.retain(|facility| facility.province_code == period.province);
        facility::headcounts(&visit.api, known, period.to).await
    };
    let (summary, flow, attainment, occupancy) =
        tokio::join!(report(SUMMARY), report(FLOW), report(ATTAINMENT), counted);
    Ok(Parts { summary: part(summary)?, flow: part(flow)?, attainment: part(attainment)?, occupancy: part(occupancy)? })
}

fn reported(visit: &Visit, period: &Period, parts: &Parts) -> Markup {
    let language = visit.language;
    html! {
        @if let Ok(report) = &parts.summary { (as_of(visit, report, period)) }
        (contradictions(visit, period, parts))
        section aria-labelledby="headlines" {
            h2 #headlines { (t::HEADLINES.to(language)) }
            @match &parts.summary {
                Ok(report) => (tiles(visit, report)),
                Err(failure) => (missing_part(failure, language)),
            }
        }
        div.columns.even {
            (occupancy(visit, period, &parts.occupancy))
            (targets(visit, period, &parts.attainment))
        }
        section.panel {
            h2 #flow { (t::FLOW.to(language)) }
            @match &parts.flow {
                Ok(report) if report.rows.is_empty() => p.empty { (t::EMPTY_PERIOD.to(language)) },
                Ok(report) => (figures::table(report, "flow", Shape::Full, language)),
                Err(failure) => (missing_part(failure, language)),
            }
            (full(visit, period, FLOW))
        }
    }
}

/// The contradictions of all three reports, each once, with the way into its report.
fn contradictions(visit: &Visit, period: &Period, parts: &Parts) -> Markup {
    let reports = [(&parts.flow, FLOW), (&parts.attainment, ATTAINMENT), (&parts.summary, SUMMARY)];
    let mut seen: Vec<Found<'_>> = Vec::new();
    for (report, id) in reports {
        for finding in report.as_ref().map(|report| report.findings.as_slice()).unwrap_or_default() {
            if finding.severity != "info" && !seen.iter().any(|old| same(old.finding, finding)) {
                seen.push(Found { finding, report: id, link: Some(period.link(&format!("/bao-cao/{id}"))) });
            }
        }
    }
    // Those that block come first, whichever report they are from.
    seen.sort_by_key(|found| found.finding.severity != "blocking");
    figures::findings(&seen, Shape::Brief, visit.language)
}

fn same(one: &Finding, other: &Finding) -> bool {
    one.code == other.code && one.name == other.name
}

fn full(visit: &Visit, period: &Period, report: &str) -> Markup {
    html! {
        p.more { a href=(period.link(&format!("/bao-cao/{report}"))) { (t::OPEN_FULL.to(visit.language)) } }
    }
}

/// The column that a row's other columns divide.
fn main_column<'a>(report: &'a Report, row: &Row) -> Option<&'a str> {
    let mut ids = report.columns.iter().map(|column| column.id.as_str()).filter(|id| row.cells.contains_key(*id));
    let ids: Vec<&str> = ids.by_ref().collect();
    ids.iter().copied().find(|id| *id == "total").or_else(|| ids.first().copied())
}

fn headlines(report: &Report) -> Vec<&Row> {
    let named = HEADLINES.iter().filter_map(|id| report.rows.iter().find(|row| row.id == *id));
    let named: Vec<&Row> = named.collect();
    if named.is_empty() { report.rows.iter().take(HEADLINES.len()).collect() } else { named }
}

fn tiles(visit: &Visit, report: &Report) -> Markup {
    let language = visit.language;
    html! {
        @if report.rows.is_empty() { p.empty { (t::EMPTY_PERIOD.to(language)) } }
        dl.tiles {
            @for row in headlines(report) {
                @if let Some(main) = main_column(report, row) {
                    div {
                        dt { (figures::bare(row.name.to(language))) }
                        dd {
                            @if let Some(cell) = row.cells.get(main) {
                                span.big { (figures::figure(cell, &figures::shown(main, cell, language), &report.id)) }
                                " " span.unit { (label_of::<domain::codes::CountUnit>(&row.unit, language)) }
                            }
                            @for column in report.columns.iter().filter(|column| column.id != main) {
                                @if let Some(cell) = row.cells.get(&column.id).filter(|cell| cell.value != 0) {
                                    small {
                                        (column.name.to(language)) " "
                                        (figures::figure(cell, &figures::shown(&column.id, cell, language), &report.id))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn occupancy(visit: &Visit, period: &Period, counted: &Result<Vec<(Facility, Headcount)>, Failure>) -> Markup {
    let language = visit.language;
    let on: NaiveDate = period.to;
    html! {
        section.panel aria-labelledby="load" {
            h2 #load { (tf::OCCUPANCY.to(language)) }
            @match counted {
                Ok(counted) if counted.is_empty() => p.empty { (tf::NO_FACILITIES.to(language)) },
                Ok(counted) => (facilities::occupancy(visit, counted, on, Detail::NumbersOnly)),
                Err(failure) => (missing_part(failure, language)),
            }
        }
    }
}

fn targets(visit: &Visit, period: &Period, report: &Result<Report, Failure>) -> Markup {
    let language = visit.language;
    html! {
        section.panel {
            h2 #targets { (t::ATTAINMENT.to(language)) }
            @match report {
                Ok(report) => {
                    @match figures::attainment(report, language) {
                        Some(chart) => {
                            (chart)
                            details {
                                summary { (shell::CHART_TABLE.to(language)) }
                                (figures::table(report, "targets", Shape::Brief, language))
                            }
                        },
                        None => p.empty { (t::NO_TARGETS.to(language)) },
                    }
                },
                Err(failure) => (missing_part(failure, language)),
            }
            (full(visit, period, ATTAINMENT))
        }
    }
}

fn links(visit: &Visit) -> Markup {
    html! {
        section.panel aria-labelledby="links" {
            h2 #links { (t::QUICK_LINKS.to(visit.language)) }
            ul.plain {
                @for (_, href, text) in layout::entries(visit).filter(|(nav, ..)| *nav != Nav::Overview) {
                    li { a.button href=(href) { (text.to(visit.language)) } }
                }
            }
            p.hint { (format::date(visit.today(), visit.language)) }
        }
    }
}
