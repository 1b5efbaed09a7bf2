//! `/nguoi/{id}/ai-da-xem`: who looked at a person, newest first.

use axum::extract::Path;
use domain::ids::PersonId;
use maud::{Markup, html};
use web::Language;

use super::glance;
use crate::api::registry::{self, particulars};
use crate::failure::Failure;
use crate::fields::with_query;
use crate::format;
use crate::i18n::{particulars as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{moment, paging, scroll};
use crate::visit::{Asked, Visit};

const PAGE: u64 = 100;

pub async fn show(visit: Visit, Path(id): Path<PersonId>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let cursor = asked.text("cursor");
    // The log is asked first, so that opening this page does not fill its own first row.
    let found = particulars::looks(&visit.api, id, cursor, PAGE).await?;
    let person = registry::person(&visit.api, id).await?;
    let language = visit.language;
    let here = format!("/nguoi/{id}/ai-da-xem");
    let next = found.next.as_deref().map(|cursor| with_query(&here, [("cursor", cursor)]));
    let title = t::LOOKS_OF.with(language, &[&person.summary.name]);
    let body = html! {
        h1 #looks { (title) }
        p.hint { (t::LOOKS_HINT.to(language)) }
        p.sum data-rows=(found.total) { strong { (t::LOOK_COUNT.with(language, &[&format::total(found.total, language)])) } }
        @if found.items.is_empty() { p.empty { (t::LOOK_NONE.to(language)) } } @else {
            (scroll("looks", &html! {
                table.rows {
                    thead { tr {
                        @for heading in [t::LOOK_AT, t::LOOK_ACTION, t::LOOK_PURPOSE, t::LOOK_ACCOUNT] {
                            th scope="col" { (heading.to(language)) }
                        }
                    } }
                    tbody {
                        @for look in &found.items {
                            tr {
                                td.nowrap { (moment(look.at, language)) }
                                td { (action(&look.action, language)) }
                                td { (purpose(&look.purpose, language)) }
                                td {
                                    @if look.account_id == visit.account.id { (t::LOOK_YOU.to(language)) }
                                    @else { span.code title=(look.account_id) { (format::short_id(look.account_id)) } }
                                }
                            }
                        }
                    }
                }
            }))
            (paging(language, found.items.len(), found.total, (!cursor.is_empty()).then_some(here.as_str()), next.as_deref()))
        }
    };
    let (href, name) = glance::way_back(&person);
    let page_ = Page::new(Nav::Persons, title, body).under("/nguoi", shell::PERSON_LIST.to(language));
    Ok(page(&visit, page_.under(href, name)))
}

fn action(code: &str, language: Language) -> String {
    let text = match code {
        "person.viewed" => t::ACTION_VIEWED,
        "person.listed" => t::ACTION_LISTED,
        "person.named" => t::ACTION_NAMED,
        "dossier.viewed" => t::ACTION_DOSSIER,
        "audit.read" => t::ACTION_AUDIT,
        "break_glass.opened" => t::ACTION_EMERGENCY,
        "form.listed" => t::ACTION_FORMS,
        "form.printed" => t::ACTION_PRINTED,
        other => return other.replace(['.', '_'], " "),
    };
    text.to(language).to_owned()
}

fn purpose(code: &str, language: Language) -> String {
    let text = match code {
        "view" => t::PURPOSE_VIEW,
        "search" => t::PURPOSE_SEARCH,
        "summary" => t::PURPOSE_SUMMARY,
        "duplicates" | "duplicate_check" => t::PURPOSE_DUPLICATES,
        "dossier" | "dossiers" => t::PURPOSE_DOSSIER,
        "emergency" => t::PURPOSE_EMERGENCY,
        "form" => t::PURPOSE_FORM,
        "facility_board" => t::PURPOSE_BOARD,
        "report_lines" => t::PURPOSE_REPORT,
        other => return other.replace('_', " "),
    };
    text.to(language).to_owned()
}
