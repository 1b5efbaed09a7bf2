//! `/nguoi/{id}/chuyen`: sends a person's file to the commune they moved to.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::PersonId;
use maud::{Markup, html};
use web::Right;

use crate::api::registry::transfers::{self, SendFile};
use crate::api::registry::{self, File, Person};
use crate::areas;
use crate::failure::Failure;
use crate::fields::{Fields, with_query};
use crate::forms::{Errors, Form, Name};
use crate::i18n::{persons, shell, transfers as t};
use crate::layout::{Nav, Page, page};
use crate::parts::province_first;
use crate::visit::{Asked, Posted, Visit};

const COMMUNE: Name = ("to_commune_code", t::TO_COMMUNE);
const ON: Name = ("moved_on", t::MOVED_ON);
const REASON: Name = ("reason", t::REASON);
const NAMES: [Name; 3] = [COMMUNE, ON, REASON];

pub async fn blank(visit: Visit, Path(id): Path<PersonId>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let person = sender(&visit, id).await?;
    let values = Fields::default().set(ON.0, visit.today().to_string());
    Ok(show(&visit, &person, asked.text("tinh"), &values, &Errors::default()))
}

pub async fn submit(
    visit: Visit,
    Path(id): Path<PersonId>,
    Asked(asked): Asked,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let person = sender(&visit, id).await?;
    let file = open_file(&person).ok_or(Failure::Missing)?;
    let missing = Errors::not_entered(&values, &[COMMUNE, ON], &visit);
    let errors = match Errors::or_date(&values, ON.0, &visit) {
        Err(wrong) => missing.and(wrong),
        Ok(_) if !missing.is_empty() => missing,
        Ok(moved_on) => {
            let to_commune_code = values.text(COMMUNE.0).to_owned();
            let command = SendFile { to_commune_code, moved_on, reason: values.given(REASON.0) };
            match transfers::send(&visit.api, values.text("key"), file.id, &command).await {
                Ok(_) => return Ok(Redirect::to("/chuyen-ho-so?xong=sent").into_response()),
                Err(failure) => Errors::of(failure, &visit)?,
            }
        }
    };
    Ok((errors.status(), show(&visit, &person, asked.text("tinh"), &values, &errors)).into_response())
}

async fn sender(visit: &Visit, id: PersonId) -> Result<Person, Failure> {
    if !visit.may(Right::RegisterPersons) {
        return Err(Failure::Forbidden);
    }
    registry::person(&visit.api, id).await
}

fn open_file(person: &Person) -> Option<&File> {
    person.files.iter().rfind(|file| file.status == "open")
}

fn show(visit: &Visit, person: &Person, province: &str, values: &Fields, errors: &Errors) -> Markup {
    let language = visit.language;
    let who = &person.summary;
    let address = format!("/nguoi/{}/chuyen", who.id);
    let here = areas::commune(&who.commune_code, &who.province_code, visit.today());
    let body = html! {
        h1 { (t::SEND_TITLE.to(language)) }
        @match open_file(person) {
            None => p.notice.warning { "! " (t::NO_OPEN_FILE.to(language)) },
            Some(file) => {
                p { (t::SEND_LEAD.with(language, &[&who.name, &file.file_code, &here])) }
                (form(visit, &address, province, values, errors))
            },
        }
    };
    let page_ = Page::new(Nav::Persons, t::SEND_TITLE.to(language), body);
    let page_ = page_.under("/nguoi", shell::PERSON_LIST.to(language));
    page(visit, page_.under(format!("/nguoi/{}", who.id), who.name.clone()))
}

/// A file may go anywhere in the country, so the province comes first.
fn form(visit: &Visit, address: &str, province: &str, values: &Fields, errors: &Errors) -> Markup {
    let language = visit.language;
    let today = visit.today();
    let form = Form { visit, values, errors, names: &NAMES, suffix: "" };
    let communes = areas::communes(Some(province).filter(|province| !province.is_empty()), today);
    let commune = form.field(COMMUNE).required();
    html! {
        (province_first(visit, address, t::TO_PROVINCE, province))
        (form.summary())
        form.stack method="post" action=(with_query(address, [("tinh", province)])) data-guard novalidate {
            (form.hidden())
            fieldset {
                legend { (t::TO.to(language)) }
                @if communes.is_empty() {
                    (commune.hint(persons::PROVINCE_FIRST).select(Vec::new()))
                } @else {
                    (commune.select_grouped(communes))
                }
                (form.field(ON).required().date())
                (form.field(REASON).hint(t::REASON_HINT))
            }
            p.actions { button.primary { (t::SEND.to(language)) } }
        }
    }
}
