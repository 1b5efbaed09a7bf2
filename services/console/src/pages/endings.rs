//! `/sap-het-han`: terms about to end, and the notices that the communes are given.

use std::collections::HashMap;

use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::release::NoticeState;
use domain::ids::{AdmissionId, PersonId};
use maud::{Markup, html};
use web::Right;
use web::batch::BatchAnswer;

use super::dossiers::who;
use crate::api::facility::returns::{self, Asked as Which, Ending, GiveNotice};
use crate::api::registry::{self, NameCard};
use crate::areas;
use crate::failure::{Failure, FieldProblem, part};
use crate::fields::{Fields, with_query};
use crate::format;
use crate::forms::{Errors, Form, Name};
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, returns as t};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, article, badge, day, notice, paging, scroll, standing};
use crate::visit::{Asked, Posted, Visit};

/// As many as one look-up of names takes.
const PAGE: u64 = 500;
const STAYS: Name = ("stay", t::CHOSEN);
const NUMBER: Name = ("number", t::NUMBER);
const ON: Name = ("occurred_on", t::NOTICE_ON);
const COMMUNE: Name = ("commune_code", t::TO_COMMUNE);
const NAMES: [Name; 4] = [STAYS, NUMBER, ON, COMMUNE];
const STATES: [(&str, Text); 4] = [("", t::ALL_STATES), ("overdue", t::OVERDUE), ("due", t::DUE), ("sent", t::SENT)];

pub async fn list(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    let values = Fields::default().set(ON.0, visit.today().to_string());
    let done = html! { @if asked.text("xong") == "thong-bao" { (notice(Tone::Good, t::GIVEN.to(visit.language))) } };
    show(&visit, &asked, &values, &Errors::default(), &done).await
}

pub async fn submit(visit: Visit, Asked(asked): Asked, Posted(values): Posted) -> Result<Response, Failure> {
    let language = visit.language;
    let stays: Vec<AdmissionId> = values.all(STAYS.0).iter().filter_map(|id| id.parse().ok()).collect();
    let mut missing = Errors::not_entered(&values, &[NUMBER, ON], &visit);
    if stays.is_empty() {
        missing = missing.and(Errors::at(STAYS.0, t::CHOOSE_ONE.to(language)));
    }
    let errors = match missing.unless(Errors::or_date(&values, ON.0, &visit)) {
        Err(errors) => errors,
        Ok(occurred_on) => {
            let give = |admission_id: &AdmissionId| GiveNotice {
                admission_id: *admission_id,
                number: values.text(NUMBER.0).to_owned(),
                occurred_on,
                commune_code: values.given(COMMUNE.0),
            };
            let notices: Vec<GiveNotice> = stays.iter().map(give).collect();
            match returns::give_notices(&visit.api, values.text("key"), &notices).await {
                Ok(answer) if answer.refused == 0 => {
                    let state = asked.text("tinh-trang");
                    let back = with_query("/sap-het-han", [("tinh-trang", state), ("xong", "thong-bao")]);
                    return Ok(Redirect::to(&back).into_response());
                }
                Ok(answer) => refused(&visit, answer),
                Err(failure) => Errors::of(failure, &visit)?,
            }
        }
    };
    Ok((errors.status(), show(&visit, &asked, &values, &errors, &html! {}).await?).into_response())
}

/// How many were recorded, and why others were not, each reason once.
fn refused(visit: &Visit, answer: BatchAnswer) -> Errors {
    let language = visit.language;
    let counts = [format::count(answer.done, language), format::count(answer.refused, language)];
    let general = t::PARTLY.with(language, &[&counts[0], &counts[1]]);
    let mut fields: Vec<FieldProblem> = Vec::new();
    for problem in answer.results.into_iter().filter_map(|result| result.problem) {
        let whole = FieldProblem { field: String::new(), message: language.pick(&problem.vi, &problem.en).to_owned() };
        let errors = problem
            .errors
            .into_iter()
            .map(|error| FieldProblem { message: language.pick(&error.vi, &error.en).to_owned(), field: error.field });
        let mut reasons: Vec<FieldProblem> = errors.collect();
        if reasons.is_empty() {
            reasons.push(whole);
        }
        for reason in reasons {
            if !fields.iter().any(|known| known.message == reason.message) {
                fields.push(reason);
            }
        }
    }
    Errors { general: Some(general), fields, ..Errors::default() }
}

async fn show(
    visit: &Visit,
    asked: &Fields,
    values: &Fields,
    errors: &Errors,
    done: &Markup,
) -> Result<Markup, Failure> {
    let language = visit.language;
    let (state, cursor) = (asked.text("tinh-trang"), asked.text("tu"));
    let which = Which { which: state, cursor, limit: PAGE, ..Which::default() };
    let found = returns::endings(&visit.api, which).await?;
    let persons: Vec<PersonId> = found.items.iter().map(|ending| ending.person_id).collect();
    let names = part(registry::names(&visit.api, persons, "facility_board").await)?.unwrap_or_default();
    let link = |cursor: &str| with_query("/sap-het-han", [("tinh-trang", state), ("tu", cursor)]);
    let first = (!cursor.is_empty()).then(|| link(""));
    let next = found.next.as_deref().map(link);
    let form = Form { visit, values, errors, names: &NAMES, suffix: "" };
    let writable = visit.may(Right::RecordMovements) && found.items.iter().any(|one| one.state != NoticeState::Sent);
    let body = html! {
        (done)
        h1 #endings { (t::ENDINGS.to(language)) }
        p { (t::ENDINGS_LEAD.to(language)) }
        nav.choices aria-label=(t::STATE.to(language)) {
            ul {
                @for (code, text) in STATES {
                    @let address = with_query("/sap-het-han", [("tinh-trang", code)]);
                    li { a href=(address) aria-current=[(code == state).then_some("page")] { (text.to(language)) } }
                }
            }
        }
        (form.summary())
        @if found.items.is_empty() {
            p.empty { (t::NO_ENDINGS.to(language)) }
        } @else if writable {
            form method="post" action=(link(cursor)) data-guard novalidate {
                (form.hidden())
                (scroll("endings", &table(visit, &found.items, &names, Some(&values.all(STAYS.0)))))
                (given(&form, &found.items))
            }
        } @else {
            (scroll("endings", &table(visit, &found.items, &names, None)))
        }
        @if first.is_some() || next.is_some() {
            (paging(language, found.items.len(), found.total, first.as_deref(), next.as_deref()))
        }
    };
    Ok(page(visit, Page::new(Nav::Endings, t::ENDINGS.to(language), body)))
}

/// What is recorded for all that are chosen.
fn given(form: &Form<'_>, items: &[Ending]) -> Markup {
    let language = form.visit.language;
    let today = form.visit.today();
    let known = items.iter().find_map(|ending| ending.commune_code.as_deref());
    let home = areas::province_now(known, &form.visit.account.grants, today);
    html! {
        fieldset.stack {
            legend { (t::GIVE.to(language)) }
            (form.field(NUMBER).required().hint(t::NUMBER_HINT))
            (form.field(ON).required().date())
            @if let Some(home) = home {
                (form.field(COMMUNE).hint(t::TO_COMMUNE_HINT).select_grouped(areas::communes([home.as_str()], today)))
            }
            p.actions { button.primary { (t::GIVE.to(language)) } }
        }
    }
}

fn table(visit: &Visit, items: &[Ending], names: &HashMap<PersonId, NameCard>, chosen: Option<&[String]>) -> Markup {
    let language = visit.language;
    html! {
        table.wide data-rows=(items.len()) {
            thead { tr {
                @if chosen.is_some() { th scope="col" { (t::CHOSEN.to(language)) } }
                @for heading in [t::PERSON, t::TERM_ENDS, t::NOTICE_BY, t::NOTICE, t::LIVES] {
                    th scope="col" { (heading.to(language)) }
                }
            } }
            tbody {
                @for (position, ending) in items.iter().enumerate() {
                    @let name = who(names.get(&ending.person_id), language);
                    tr {
                        @if let Some(chosen) = chosen {
                            td {
                                @if ending.state != NoticeState::Sent {
                                    input type="checkbox" name=(STAYS.0) value=(ending.admission_id) aria-label=(name)
                                        id=[(position == 0).then_some("f-stay")]
                                        checked[chosen.contains(&ending.admission_id.to_string())];
                                }
                            }
                        }
                        th scope="row" {
                            a href={ "/co-so/" (ending.facility_id) "/" (visit.today()) "/luot/" (ending.admission_id) } { (name) }
                        }
                        td { (day(ending.term_ends_on, language)) }
                        td { (due(ending, visit)) }
                        td.long { (told(ending, visit)) }
                        td { (commune(visit, ending.commune_code.as_deref(), ending.province_code.as_deref())) }
                    }
                }
            }
        }
    }
}

fn due(ending: &Ending, visit: &Visit) -> Markup {
    let language = visit.language;
    html! {
        @match &ending.standing {
            Some(left) => (standing(left, language)),
            None => (badge(Tone::Good, &format::capital(ending.state.label(language)))),
        }
        small { (day(ending.due_on, language)) }
        small.wrap { (article(&ending.article, language)) }
    }
}

fn told(ending: &Ending, visit: &Visit) -> Markup {
    let language = visit.language;
    html! {
        @match &ending.notice {
            Some(notice) => {
                @let to = areas::commune(&notice.to_commune_code, &notice.to_province_code, visit.today());
                (t::TOLD.with(language, &[&notice.number, &format::date(notice.sent_on, language), &to]))
                @if notice.ends_on != ending.term_ends_on {
                    " " (badge(Tone::Warning, &t::TOLD_OTHER.with(language, &[&format::date(notice.ends_on, language)])))
                }
            },
            None => span.none { (t::NOT_TOLD.to(language)) },
        }
    }
}

/// A commune's name, or a dash where none is known.
pub fn commune(visit: &Visit, code: Option<&str>, province: Option<&str>) -> String {
    match (code, province) {
        (Some(code), Some(province)) => areas::commune(code, province, visit.today()),
        _ => "–".to_owned(),
    }
}
