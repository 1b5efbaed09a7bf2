//! `…/giay-chung-nhan`: the certificate of a completed stay, treatment or aftercare case, to be printed, and its
//! revocation.

pub mod about;
pub mod sheet;

use ::certificates::{RevocationReason, Status};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use maud::{Markup, html};

use crate::api::certificates::{self, Revoke};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name};
use crate::i18n::{certificates as t, facilities};
use crate::layout::page;
use crate::parts::{Tone, notice, print_button};
use crate::visit::{Asked, Posted, Visit};
use about::About;
use sheet::{Known, sheet};

const REASON: Name = ("reason", t::REASON);
const ON: Name = ("occurred_on", facilities::ON);
const NUMBER: Name = ("replacement_number", t::REPLACEMENT);
const FIELDS: [Name; 3] = [REASON, ON, NUMBER];

pub async fn show<A: Into<About>>(visit: Visit, Path(about): Path<A>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let values = Fields::default().set("occurred_on", format::typed(visit.today()));
    let done = match asked.text("xong") {
        "thu-hoi" => Some(t::REVOKED_NOW),
        "cap-lai" => Some(t::REPLACED_NOW),
        _ => None,
    };
    let done = html! { @if let Some(done) = done { (notice(Tone::Good, done.to(visit.language))) } };
    render(&visit, about.into(), &values, &Errors::default(), &done).await
}

/// The form's own address, asked for without a form.
pub async fn back<A: Into<About>>(Path(about): Path<A>) -> Redirect {
    Redirect::to(&about.into().address())
}

pub async fn submit_revocation<A: Into<About>>(
    visit: Visit,
    Path(about): Path<A>,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let about = about.into();
    let missing = Errors::not_entered(&values, &[REASON, ON], &visit);
    let result = match missing.unless(Errors::or_date(&values, ON.0, &visit)) {
        Ok(occurred_on) => Errors::or_page(&visit, revoke(&visit, about, &values, occurred_on).await)?,
        Err(errors) => Err(errors),
    };
    match result {
        Ok(()) => {
            let what = if values.text("reason") == RevocationReason::Replaced.as_str() { "cap-lai" } else { "thu-hoi" };
            Ok(Redirect::to(&format!("{}?xong={what}", about.address())).into_response())
        }
        Err(errors) => Ok((errors.status(), render(&visit, about, &values, &errors, &html! {}).await?).into_response()),
    }
}

async fn revoke(visit: &Visit, about: About, values: &Fields, occurred_on: Option<NaiveDate>) -> Result<(), Failure> {
    let certificate = certificates::of(&visit.api, about.issuer(), &about.subject()).await?;
    let revoke = Revoke {
        reason: values.text("reason").to_owned(),
        occurred_on,
        replacement_number: values.given("replacement_number"),
    };
    certificates::revoke(&visit.api, about.issuer(), certificate.id, &revoke).await
}

/// The QR code alone, for papers that are printed elsewhere.
pub async fn picture<A: Into<About>>(visit: Visit, Path(about): Path<A>) -> Result<Response, Failure> {
    let about = about.into();
    let png = certificates::picture(&visit.api, about.issuer(), &about.subject()).await?;
    let headers = [(CONTENT_TYPE, "image/png"), (CONTENT_DISPOSITION, "attachment; filename=\"ma-qr.png\"")];
    Ok((headers, png).into_response())
}

async fn render(
    visit: &Visit,
    about: About,
    values: &Fields,
    errors: &Errors,
    done: &Markup,
) -> Result<Markup, Failure> {
    let language = visit.language;
    let known = about.find(visit).await?;
    let Known { certificate, .. } = &known;
    let title = t::OF_STAY.with(language, &[&certificate.number]);
    let form = Form { visit, values, errors, names: &FIELDS, suffix: "" };
    let body = html! {
        div.head {
            h1 { (title) }
            p.actions {
                (print_button(language))
                a.button href={ (about.address()) "/qr" } download { (t::PICTURE.to(language)) }
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
        @if certificate.status == Status::Valid && visit.may(about.right()) {
            (revocation_form(&form, about))
        }
    };
    Ok(page(visit, about.page(visit, &known, title, body)))
}

fn revocation_form(form: &Form<'_>, about: About) -> Markup {
    let language = form.visit.language;
    let reasons = RevocationReason::ALL
        .iter()
        .map(|reason| Choice::new(reason.as_str(), format::capital(language.pick(reason.vi(), reason.en()))));
    html! {
        details.fold.screen open[!form.errors.is_empty()] {
            summary { (t::REVOKE.to(language)) }
            p.hint { (t::REVOKE_HINT.to(language)) }
            form.stack method="post" action={ (about.address()) "/thu-hoi" } data-guard novalidate {
                (form.hidden())
                (form.field(REASON).required().radio(reasons.collect()))
                (form.field(ON).required().date())
                (form.field(NUMBER).hint(t::REPLACEMENT_HINT))
                p.actions { button { (t::REVOKE.to(language)) } }
            }
        }
    }
}
