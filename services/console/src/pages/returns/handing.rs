//! `/ban-giao/luot/{admission}`: hands a released person over to a commune.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::release::HandoverPaper;
use domain::ids::AdmissionId;
use maud::{Markup, html};
use web::Right;

use super::handed;
use crate::api::facility::returns::{self, HandOver, Return};
use crate::api::registry;
use crate::areas;
use crate::failure::{Failure, part};
use crate::fields::{Fields, with_query};
use crate::format;
use crate::forms::{Errors, Form, Name, choices};
use crate::i18n::codes::Labelled;
use crate::i18n::{minutes, returns as t, shell};
use crate::layout::{Nav, Page, page};
use crate::pages::dossiers::who;
use crate::parts::province_first;
use crate::visit::{Asked, Posted, Visit};

const COMMUNE: Name = ("commune_code", t::COMMUNE);
const ON: Name = ("occurred_on", t::HANDED_DAY);
const PAPERS: Name = ("papers", t::PAPERS);
const NUMBER: Name = ("number", t::MINUTES_NUMBER);
const NAMES: [Name; 4] = [COMMUNE, ON, PAPERS, NUMBER];

pub async fn blank(visit: Visit, Path(id): Path<AdmissionId>, Asked(asked): Asked) -> Result<Markup, Failure> {
    if !visit.may(Right::RecordMovements) {
        return Err(Failure::Forbidden);
    }
    let home = returns::of_stay(&visit.api, id).await?;
    let values = Fields::default()
        .set(COMMUNE.0, home.commune_code.clone().unwrap_or_default())
        .set(ON.0, visit.today().to_string())
        .with(PAPERS.0, HandoverPaper::Minutes.as_str());
    show(&visit, &home, asked.text("tinh"), &values, &Errors::default()).await
}

pub async fn submit(
    visit: Visit,
    Path(id): Path<AdmissionId>,
    Asked(asked): Asked,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[COMMUNE, ON, PAPERS], &visit);
    let errors = match missing.unless(Errors::or_date(&values, ON.0, &visit)) {
        Err(errors) => errors,
        Ok(occurred_on) => {
            let command = HandOver {
                admission_id: id,
                commune_code: values.text(COMMUNE.0).to_owned(),
                occurred_on,
                papers: values.all(PAPERS.0),
                number: values.given(NUMBER.0),
            };
            match returns::hand_over(&visit.api, values.text("key"), &command).await {
                Ok(_) => return Ok(Redirect::to("/ban-giao?xong=handed").into_response()),
                Err(failure) => Errors::of(failure, &visit)?,
            }
        }
    };
    let home = returns::of_stay(&visit.api, id).await?;
    Ok((errors.status(), show(&visit, &home, asked.text("tinh"), &values, &errors).await?).into_response())
}

async fn show(
    visit: &Visit,
    home: &Return,
    province: &str,
    values: &Fields,
    errors: &Errors,
) -> Result<Markup, Failure> {
    let language = visit.language;
    let names = part(registry::names(&visit.api, [home.person_id], "handovers").await)?.unwrap_or_default();
    let name = who(names.get(&home.person_id), language);
    let title = t::HANDING.with(language, &[name]);
    let released = format::date(home.released_on, language);
    let body = html! {
        h1 { (title) }
        p { (t::HANDING_LEAD.with(language, &[&released, home.reason.label(language)])) }
        @if !home.handovers.is_empty() {
            h2 { (t::EARLIER.to(language)) }
            ul.plain { @for handover in &home.handovers { li { (handed(visit, Some(handover))) } } }
            p { a href={ "/ban-giao/luot/" (home.admission_id) "/bien-ban" } { (minutes::PRINT.to(language)) } }
        }
        @if home.is_to_hand_over() { (form(visit, home, province, values, errors)) }
    };
    Ok(page(visit, Page::new(Nav::Returns, title, body).under("/ban-giao", t::RETURNS.to(language))))
}

/// The person may go anywhere in the country, so the province comes first: the person's own unless another is asked
/// for, whose codes are those of today where they are still in use.
fn form(visit: &Visit, home: &Return, province: &str, values: &Fields, errors: &Errors) -> Markup {
    let language = visit.language;
    let today = visit.today();
    let address = format!("/ban-giao/luot/{}", home.admission_id);
    let known = areas::province_now(home.commune_code.as_deref(), &visit.account.grants, today);
    let province = if province.is_empty() { known.unwrap_or_default() } else { province.to_owned() };
    let form = Form { visit, values, errors, names: &NAMES, suffix: "" };
    let communes = areas::communes(Some(province.as_str()).filter(|province| !province.is_empty()), today);
    html! {
        (province_first(visit, &address, t::PROVINCE, &province))
        (form.summary())
        form.stack method="post" action=(with_query(&address, [("tinh", province.as_str())])) data-guard novalidate {
            (form.hidden())
            fieldset {
                legend { (t::HANDOVER.to(language)) }
                (form.field(COMMUNE).required().select_grouped(communes))
                (form.field(ON).required().date())
                (form.field(PAPERS).required().check(choices::<HandoverPaper>(visit)))
                (form.field(NUMBER).hint(t::NUMBER_HINT))
            }
            p.actions {
                button.primary { (t::HAND_OVER.to(language)) }
                a.button.quiet href="/ban-giao" { (shell::CANCEL.to(language)) }
            }
        }
    }
}
