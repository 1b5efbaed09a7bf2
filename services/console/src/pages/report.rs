//! `/bao-cao/{id}?province=&from=&to=`: one report with its reconciliation, and its workbook.

use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::api::reporting::{self, Report};
use crate::failure::Failure;
use crate::format;
use crate::i18n::{reports as t, shell};
use crate::layout::{Nav, Page, page};
use crate::pages::figures::{self, Found, Shape};
use crate::parts::print_button;
use crate::period::Period;
use crate::visit::{Asked, Visit};

pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Ids go into paths of the service, so they hold nothing a path could be changed with.
fn known_id(id: &str) -> Result<&str, Failure> {
    let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if plain { Ok(id) } else { Err(Failure::Missing) }
}

/// Keeps the period for the pages that follow.
pub fn remember(visit: &Visit, period: &Period, mut response: Response) -> Response {
    if let Some(cookie) = period.cookie(visit.site.context.settings.console.secure_cookies) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

pub async fn show(visit: Visit, Path(id): Path<String>, Asked(asked): Asked) -> Result<Response, Failure> {
    let id = known_id(&id)?;
    let period = Period::of(&visit, &asked, None);
    let language = visit.language;
    let path = format!("/bao-cao/{id}");
    if period.from > period.to {
        let body = html! { h1 { (t::REPORT.to(language)) } (period.form(&visit, &path)) };
        return Ok(page(&visit, Page::new(Nav::Reports, t::REPORT.to(language), body)).into_response());
    }
    let report = reporting::report(&visit.api, id, &period.asked()).await?;
    let name = report.name.to(language).to_owned();
    let found: Vec<Found<'_>> =
        report.findings.iter().map(|finding| Found { finding, report: id, link: None }).collect();
    let body = html! {
        div.head {
            h1 { (name) }
            p.actions {
                (print_button(language))
                a.button href=(period.link(&format!("{path}/xlsx"))) { (t::DOWNLOAD.to(language)) }
            }
        }
        (period.form(&visit, &path))
        (as_of(&visit, &report, &period))
        (figures::findings(&found, Shape::Full, language))
        section {
            h2 #figures { (t::FIGURES.to(language)) }
            @if let Some(chart) = figures::attainment(&report, language) { (chart) }
            p.hint { (t::FIGURES_HINT.to(language)) }
            @if report.rows.is_empty() { p.empty { (t::EMPTY_PERIOD.to(language)) } }
            @else { (figures::table(&report, "figures", Shape::Full, language)) }
        }
    };
    let page_ = Page::new(Nav::Reports, name, body).under(period.link("/bao-cao"), shell::REPORTS.to(language));
    Ok(remember(&visit, &period, page(&visit, page_).into_response()))
}

/// For which place and days, up to when, and as known when.
pub fn as_of(visit: &Visit, report: &Report, period: &Period) -> Markup {
    let language = visit.language;
    html! {
        p.as-of {
            strong { (period.text(language)) }
            ". " (shell::AS_OF.with(language, &[&format::date(report.to, language)]))
            ", " (shell::KNOWN_AT.with(language, &[&format::moment(report.known_at, language)])) "."
        }
    }
}

pub async fn xlsx(visit: Visit, Path(id): Path<String>, Asked(asked): Asked) -> Result<Response, Failure> {
    let id = known_id(&id)?;
    let period = Period::of(&visit, &asked, None);
    let bytes = reporting::xlsx(&visit.api, id, &period.asked()).await?;
    let name = format!("attachment; filename=\"{id}_{}_{}_{}.xlsx\"", digits(&period.province), period.from, period.to);
    Ok(([(CONTENT_TYPE, XLSX.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// A province's code, or nothing: it goes into a header.
fn digits(code: &str) -> &str {
    if code.bytes().all(|byte| byte.is_ascii_digit()) { code } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_cannot_change_the_path_it_stands_in() {
        assert!(known_id("facility-flow").is_ok());
        for id in ["", "..", "a/b", "A", "x?y", "x%2f"] {
            assert!(known_id(id).is_err(), "{id}");
        }
    }
}
