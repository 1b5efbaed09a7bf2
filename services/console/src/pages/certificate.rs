//! `/co-so/{id}/{date}/luot/{admission}/giay-chung-nhan`: the certificate of a completed stay, to be printed, and its
//! revocation.

mod sheet;

use ::certificates::{RevocationReason, Status};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::ids::{AdmissionId, FacilityId};
use maud::{Markup, html};
use web::Right;

use crate::api::certificates::{self, Revoke};
use crate::api::facility;
use crate::api::registry;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name};
use crate::i18n::{certificates as t, facilities, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, notice, print_button};
use crate::visit::{Asked, Posted, Visit};
use sheet::{Known, sheet};

const REASON: Name = ("reason", t::REASON);
const ON: Name = ("occurred_on", facilities::ON);
const NUMBER: Name = ("replacement_number", t::REPLACEMENT);
const FIELDS: [Name; 3] = [REASON, ON, NUMBER];

type Place = (FacilityId, NaiveDate, AdmissionId);

fn stay_address((facility, on, stay): Place) -> String {
    format!("/co-so/{facility}/{on}/luot/{stay}")
}

fn address(place: Place) -> String {
    format!("{}/giay-chung-nhan", stay_address(place))
}

pub async fn show(visit: Visit, Path(place): Path<Place>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let values = Fields::default().set("occurred_on", format::typed(visit.today()));
    let done = match asked.text("xong") {
        "thu-hoi" => Some(t::REVOKED_NOW),
        "cap-lai" => Some(t::REPLACED_NOW),
        _ => None,
    };
    let done = html! { @if let Some(done) = done { (notice(Tone::Good, done.to(visit.language))) } };
    render(&visit, place, &values, &Errors::default(), &done).await
}

/// The form's own address, asked for without a form.
pub async fn back(Path(place): Path<Place>) -> Redirect {
    Redirect::to(&address(place))
}

pub async fn submit_revocation(
    visit: Visit,
    Path(place): Path<Place>,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[REASON, ON], &visit);
    let result = match missing.unless(Errors::or_date(&values, ON.0, &visit)) {
        Ok(occurred_on) => Errors::or_page(&visit, revoke(&visit, place, &values, occurred_on).await)?,
        Err(errors) => Err(errors),
    };
    match result {
        Ok(()) => {
            let what = if values.text("reason") == RevocationReason::Replaced.as_str() { "cap-lai" } else { "thu-hoi" };
            Ok(Redirect::to(&format!("{}?xong={what}", address(place))).into_response())
        }
        Err(errors) => {
            let status = if errors.unsure { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok((status, render(&visit, place, &values, &errors, &html! {}).await?).into_response())
        }
    }
}

async fn revoke(visit: &Visit, place: Place, values: &Fields, occurred_on: Option<NaiveDate>) -> Result<(), Failure> {
    let certificate = certificates::of_stay(&visit.api, place.2).await?;
    let revoke = Revoke {
        reason: values.text("reason").to_owned(),
        occurred_on,
        replacement_number: values.given("replacement_number"),
    };
    certificates::revoke(&visit.api, certificate.id, &revoke).await
}

/// The QR code alone, for papers that are printed elsewhere.
pub async fn picture(visit: Visit, Path((_, _, stay)): Path<Place>) -> Result<Response, Failure> {
    let png = certificates::picture(&visit.api, stay).await?;
    let headers = [(CONTENT_TYPE, "image/png"), (CONTENT_DISPOSITION, "attachment; filename=\"ma-qr.png\"")];
    Ok((headers, png).into_response())
}

async fn find(visit: &Visit, stay: AdmissionId) -> Result<Known, Failure> {
    let api = &visit.api;
    let (certificate, history) = tokio::join!(certificates::of_stay(api, stay), facility::stay_history(api, stay));
    let (certificate, stay) = (certificate?, history?.admission);
    // Registry records that the person was opened, as with every reading of a name.
    let (facility, person) =
        tokio::join!(facility::facility(api, stay.facility_id), registry::person(api, stay.person_id));
    Ok(Known { certificate, stay, facility: facility?, person: person? })
}

async fn render(
    visit: &Visit,
    place: Place,
    values: &Fields,
    errors: &Errors,
    done: &Markup,
) -> Result<Markup, Failure> {
    let language = visit.language;
    let known = find(visit, place.2).await?;
    let Known { certificate, facility, .. } = &known;
    let title = t::OF_STAY.with(language, &[&certificate.number]);
    let form = Form { visit, values, errors, names: &FIELDS, suffix: "" };
    let body = html! {
        div.head {
            h1 { (title) }
            p.actions {
                (print_button(language))
                a.button href={ (address(place)) "/qr" } download { (t::PICTURE.to(language)) }
            }
        }
        (done)
        (form.summary())
        @match (certificate.status, certificate.revoked_on) {
            (Status::Revoked, Some(on)) => {
                @let reason = certificate.reason.map_or("", |reason| language.pick(reason.vi(), reason.en()));
                (notice(Tone::Bad, &t::REVOKED_ON.with(language, &[&format::date(on, language), reason])))
            }
            _ => p.notice.warning.screen { (t::WORDING.to(language)) },
        }
        (sheet(&known, visit.today())?)
        @if certificate.status == Status::Valid && visit.may(Right::RecordMovements) {
            (revocation_form(&form, place))
        }
    };
    let page_ = Page::new(Nav::Facilities, title, body).under("/co-so", shell::FACILITIES.to(language));
    let page_ = page_.under(format!("/co-so/{}/{}", place.0, place.1), &facility.name);
    Ok(page(visit, page_.under(stay_address(place), facilities::STAY.to(language))))
}

fn revocation_form(form: &Form<'_>, place: Place) -> Markup {
    let language = form.visit.language;
    let reasons = RevocationReason::ALL
        .iter()
        .map(|reason| Choice::new(reason.as_str(), format::capital(language.pick(reason.vi(), reason.en()))));
    html! {
        details.fold.screen open[!form.errors.is_empty()] {
            summary { (t::REVOKE.to(language)) }
            p.hint { (t::REVOKE_HINT.to(language)) }
            form.stack method="post" action={ (address(place)) "/thu-hoi" } data-guard novalidate {
                (form.hidden())
                (form.field(REASON).required().radio(reasons.collect()))
                (form.field(ON).required().date())
                (form.field(NUMBER).hint(t::REPLACEMENT_HINT))
                p.actions { button { (t::REVOKE.to(language)) } }
            }
        }
    }
}
