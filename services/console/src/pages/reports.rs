//! `/bao-cao`: which reports there are, for which period.

use axum::response::{IntoResponse, Response};
use maud::html;

use crate::api::reporting;
use crate::failure::Failure;
use crate::i18n::{reports as t, shell};
use crate::layout::{Nav, Page, page};
use crate::pages::report::remember;
use crate::parts::scroll;
use crate::period::Period;
use crate::visit::{Asked, Visit};

pub async fn list(visit: Visit, Asked(asked): Asked) -> Result<Response, Failure> {
    let reports = reporting::reports(&visit.api).await?;
    let language = visit.language;
    let period = Period::of(&visit, &asked, None);
    let table = html! {
        table.rows {
            thead { tr {
                th scope="col" { (t::REPORT.to(language)) }
                th scope="col" { (t::PERIOD.to(language)) }
                th scope="col" { (t::DOWNLOAD.to(language)) }
            } }
            tbody {
                @for report in &reports {
                    tr {
                        th scope="row" {
                            a href=(period.link(&format!("/bao-cao/{}", report.id))) { (report.name.to(language)) }
                        }
                        td { (period.text(language)) }
                        td { a href=(period.link(&format!("/bao-cao/{}/xlsx", report.id))) { (t::DOWNLOAD.to(language)) } }
                    }
                }
            }
        }
    };
    let body = html! {
        h1 #reports { (shell::REPORTS.to(language)) }
        p { (t::LIST_LEAD.to(language)) }
        (period.form(&visit, "/bao-cao"))
        @if reports.is_empty() { p.empty { (t::NO_REPORTS.to(language)) } } @else { (scroll("reports", &table)) }
        p.hint { (t::LEAVING.to(language)) }
    };
    let markup = page(&visit, Page::new(Nav::Reports, shell::REPORTS.to(language), body));
    Ok(remember(&visit, &period, markup.into_response()))
}
