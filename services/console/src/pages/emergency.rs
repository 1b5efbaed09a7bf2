//! `/khan-cap`: opens a person outside the scope in an emergency; who is open, and who opened whom.

use std::collections::HashMap;

use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::PersonId;
use domain::paging::Page as Rows;
use maud::{Markup, html};
use web::Right;

use crate::api::registry::break_glass::{self, Emergency, Open};
use crate::api::registry::{self, NameCard, PersonSummary};
use crate::failure::{Failure, part};
use crate::fields::{Fields, with_query};
use crate::format;
use crate::forms::{Errors, Form, Name};
use crate::i18n::{emergency as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, badge, missing_part, notice, paging, scroll};
use crate::visit::{Asked, Posted, Visit};

const WHO: Name = ("who", t::WHO);
const REASON: Name = ("reason", t::REASON);

pub async fn show(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    if !visit.may(Right::ReadPersons) {
        return Err(Failure::Forbidden);
    }
    let values = Fields::default().set("nguoi", asked.text("nguoi"));
    whole(&visit, asked.text("cursor"), &values, &Errors::default()).await
}

pub async fn submit(visit: Visit, Posted(values): Posted) -> Result<Response, Failure> {
    if !visit.may(Right::ReadPersons) {
        return Err(Failure::Forbidden);
    }
    let person: Option<PersonId> = values.parsed("nguoi");
    let needed: &[Name] = if person.is_some() { &[REASON] } else { &[WHO, REASON] };
    let mut errors = Errors::not_entered(&values, needed, &visit);
    if errors.is_empty() {
        let command = command(person, &values);
        errors = match break_glass::open(&visit.api, values.text("key"), &command).await {
            Ok(opened) => return Ok(Redirect::to(&format!("/nguoi/{}", opened.person_id)).into_response()),
            Err(Failure::Missing) => Errors::at(WHO.0, t::UNKNOWN.to(visit.language)),
            Err(failure) => at_the_field(Errors::of(failure, &visit)?),
        };
    }
    Ok((errors.status(), whole(&visit, "", &values, &errors).await?).into_response())
}

/// A number is digits, perhaps with spaces between them; all else is a file code.
fn command(person: Option<PersonId>, values: &Fields) -> Open {
    let reason = values.text(REASON.0).to_owned();
    let who = values.text(WHO.0);
    let digits: String = who.chars().filter(|letter| !letter.is_whitespace()).collect();
    match person {
        Some(_) => Open { person_id: person, reason, ..Open::default() },
        None if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Open { official_number: Some(digits), reason, ..Open::default() }
        }
        None => Open { file_code: Some(who.to_owned()), reason, ..Open::default() },
    }
}

/// Code and number share one field.
fn at_the_field(mut errors: Errors) -> Errors {
    for error in &mut errors.fields {
        if matches!(error.field.as_str(), "file_code" | "official_number" | "person_id") {
            WHO.0.clone_into(&mut error.field);
        }
    }
    errors
}

async fn whole(visit: &Visit, cursor: &str, values: &Fields, errors: &Errors) -> Result<Markup, Failure> {
    let language = visit.language;
    let (mine, notices) = tokio::join!(break_glass::mine(&visit.api), break_glass::notices(&visit.api, cursor));
    let (mine, notices) = (part(mine)?, part(notices)?);
    let all = mine.iter().flatten().chain(notices.iter().flat_map(|page| &page.items));
    let persons: Vec<PersonId> = all.map(|access| access.person_id).collect();
    let names = part(registry::names(&visit.api, persons, "emergency").await)?.unwrap_or_default();
    let body = html! {
        h1 { (shell::EMERGENCY.to(language)) }
        p { (t::LEAD.to(language)) }
        (form(visit, values, errors))
        section {
            h2 #mine { (t::MINE.to(language)) }
            @match &mine {
                Err(failure) => (missing_part(failure, language)),
                Ok(mine) if mine.is_empty() => p.empty { (t::MINE_NONE.to(language)) },
                Ok(mine) => (scroll("mine", &table(visit, mine, &names, Whose::Mine))),
            }
        }
        section {
            h2 #notices { (t::NOTICES.to(language)) }
            @match &notices {
                Err(failure) => (missing_part(failure, language)),
                Ok(page) if page.items.is_empty() => p.empty { (t::NOTICES_NONE.to(language)) },
                Ok(page) => {
                    (scroll("notices", &table(visit, &page.items, &names, Whose::Others)))
                    (pages(visit, cursor, page))
                },
            }
        }
    };
    Ok(page(visit, Page::new(Nav::Emergency, shell::EMERGENCY.to(language), body)))
}

fn pages(visit: &Visit, cursor: &str, found: &Rows<Emergency>) -> Markup {
    let first = (!cursor.is_empty()).then_some("/khan-cap#notices");
    let next = found.next.as_deref().map(|next| format!("{}#notices", with_query("/khan-cap", [("cursor", next)])));
    paging(visit.language, found.items.len(), found.total, first, next.as_deref())
}

fn form(visit: &Visit, values: &Fields, errors: &Errors) -> Markup {
    let language = visit.language;
    let form = Form { visit, values, errors, names: &[WHO, REASON], suffix: "" };
    let person: Option<PersonId> = values.parsed("nguoi");
    html! {
        (form.summary())
        form.stack method="post" action="/khan-cap" data-guard novalidate {
            (form.hidden())
            fieldset {
                legend { (t::FORM.to(language)) }
                @if let Some(person) = person {
                    p { (t::THE_PERSON.to(language)) " (" span.code { "…" (format::short_id(person)) } ")" }
                    input type="hidden" name="nguoi" value=(person);
                } @else {
                    (form.field(WHO).required().hint(t::WHO_HINT))
                }
                (form.field(REASON).required().hint(t::REASON_HINT))
            }
            p.actions { button.primary { (t::OPEN.to(language)) } }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Mine,
    Others,
}

fn table(visit: &Visit, all: &[Emergency], names: &HashMap<PersonId, NameCard>, whose: Whose) -> Markup {
    let language = visit.language;
    let now = visit.site.context.now();
    html! {
        table {
            thead { tr {
                th scope="col" { (t::PERSON.to(language)) }
                @if whose == Whose::Others { th scope="col" { (t::ACCOUNT.to(language)) } }
                @for heading in [t::SINCE, t::UNTIL, t::STATE, t::REASON] { th scope="col" { (heading.to(language)) } }
            } }
            tbody {
                @for access in all {
                    tr {
                        th scope="row" {
                            a href={ "/nguoi/" (access.person_id) } {
                                (names.get(&access.person_id).map_or(t::A_PERSON.to(language), |card| card.name.as_str()))
                            }
                        }
                        @if whose == Whose::Others { td.code { "…" (format::short_id(access.account_id)) } }
                        td { (format::moment(access.since, language)) }
                        td { (format::moment(access.until, language)) }
                        td {
                            @if access.until > now { (badge(Tone::Warning, t::ACTIVE.to(language))) }
                            @else { (badge(Tone::Plain, t::ENDED.to(language))) }
                        }
                        td.long { (access.reason) }
                    }
                }
            }
        }
    }
}

/// What stands over the page of somebody who is open in an emergency only. Whom the account may read anyway
/// is not asked about.
pub async fn banner(visit: &Visit, person: &PersonSummary) -> Result<Markup, Failure> {
    let scope = visit.scope(Right::ReadPersons).unwrap_or_default();
    if scope.covers_area(&[&person.commune_code, &person.province_code]) {
        return Ok(html! {});
    }
    let mine = part(break_glass::mine(&visit.api).await)?.unwrap_or_default();
    let active = mine.iter().find(|access| access.person_id == person.id);
    let language = visit.language;
    Ok(html! {
        @if let Some(access) = active {
            (notice(Tone::Warning, &t::BANNER.with(language, &[&format::moment(access.until, language), &access.reason])))
        }
    })
}

/// Under a person's page that could not be found; said the same whether there is such a person or not.
pub fn offer(visit: &Visit, here: &str) -> Option<Markup> {
    let id = here.split(['?', '#']).next()?.strip_prefix("/nguoi/")?;
    let id: PersonId = id.parse().ok()?;
    let language = visit.language;
    visit.may(Right::ReadPersons).then(|| {
        html! {
            p { (t::OFFER.to(language)) }
            p.actions { a.button href={ "/khan-cap?nguoi=" (id) } { (t::OFFER_LINK.to(language)) } }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(text: &str) -> Open {
        command(None, &Fields::default().set(WHO.0, text).set(REASON.0, "Cấp cứu"))
    }

    #[test]
    fn digits_are_a_number_and_all_else_a_file_code() {
        assert_eq!(who("087 092 123 456").official_number.as_deref(), Some("087092123456"));
        assert_eq!(who("87-2019-000123").file_code.as_deref(), Some("87-2019-000123"));
        assert_eq!(who("Nguyễn").file_code.as_deref(), Some("Nguyễn"));
    }
}
