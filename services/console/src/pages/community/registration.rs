//! `/nguoi/{id}/cai-nghien`: a person is registered for treatment at home or in the community.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::TreatmentSite;
use domain::ids::PersonId;
use maud::{Markup, html};
use web::Right;

use super::PATH;
use crate::api::community::courses::{self, Register};
use crate::api::registry;
use crate::areas;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::forms::{Errors, Form, Name, choices};
use crate::i18n::{community as t, shell};
use crate::layout::{Nav, Page, page};
use crate::visit::{Posted, Visit};

const SITE: Name = ("site", t::SITE);
const COMMUNE: Name = ("commune_code", t::COMMUNE);
const ON: Name = ("occurred_on", t::ON);
const TERM: Name = ("term_months", t::TERM_MONTHS);
const ATTEMPT: Name = ("attempt", t::ATTEMPT);
const NAMES: [Name; 5] = [SITE, COMMUNE, ON, TERM, ATTEMPT];

pub async fn blank(visit: Visit, Path(id): Path<PersonId>) -> Result<Markup, Failure> {
    let values = Fields::default().set(ON.0, visit.today().to_string()).set(ATTEMPT.0, "1");
    show(&visit, id, &values, &Errors::default()).await
}

pub async fn submit(visit: Visit, Path(id): Path<PersonId>, Posted(values): Posted) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[SITE, COMMUNE, ON], &visit);
    let errors = match missing.unless(Errors::or_date(&values, ON.0, &visit)) {
        Err(errors) => errors,
        Ok(occurred_on) => {
            let treatment = Register {
                person_id: id,
                site: values.text(SITE.0).to_owned(),
                commune_code: values.text(COMMUNE.0).to_owned(),
                occurred_on,
                term_months: values.parsed(TERM.0),
                attempt: values.parsed(ATTEMPT.0),
            };
            match courses::register(&visit.api, values.text("key"), &treatment).await {
                Ok(made) => return Ok(Redirect::to(&format!("{PATH}/{}?xong=dang-ky", made.id)).into_response()),
                Err(failure) => Errors::of(failure, &visit)?,
            }
        }
    };
    Ok((errors.status(), show(&visit, id, &values, &errors).await?).into_response())
}

async fn show(visit: &Visit, id: PersonId, values: &Fields, errors: &Errors) -> Result<Markup, Failure> {
    let Some(scope) = visit.scope(Right::RecordTreatments) else { return Err(Failure::Forbidden) };
    let person = registry::person(&visit.api, id).await?.summary;
    let language = visit.language;
    let form = Form { visit, values, errors, names: &NAMES, suffix: "" };
    // Without bounds there are too many communes for a list: those of the person's own province are offered.
    let areas: Vec<&str> = match scope.everywhere {
        true => vec![person.province_code.as_str()],
        false => scope.areas.iter().map(String::as_str).collect(),
    };
    let communes = areas::communes(areas, visit.today());
    let body = html! {
        h1 { (t::REGISTER.to(language)) }
        p { strong { (person.name) } }
        p.hint { (t::REGISTER_LEAD.to(language)) }
        (form.summary())
        form.stack.panel method="post" action={ "/nguoi/" (id) "/cai-nghien" } data-guard novalidate {
            (form.hidden())
            (form.field(SITE).required().radio(choices::<TreatmentSite>(visit)))
            (form.field(COMMUNE).required().select_grouped(communes))
            (form.field(ON).required().date())
            (form.field(TERM).kind("number"))
            (form.field(ATTEMPT).kind("number"))
            p.actions { button.primary { (shell::SAVE.to(language)) } }
        }
    };
    let page_ = Page::new(Nav::Community, t::REGISTER.to(language), body);
    let page_ = page_.under("/nguoi", shell::PERSON_LIST.to(language));
    Ok(page(visit, page_.under(format!("/nguoi/{id}"), person.name)))
}
