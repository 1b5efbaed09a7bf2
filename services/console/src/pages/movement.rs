//! `/co-so/{id}/{date}/luot/{admission}`: what happens to a stay, and its end.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::codes::ReleaseReason;
use domain::ids::{AdmissionId, FacilityId};
use maud::{Markup, html};
use web::Right;

use crate::api::facility::{self, Facility, History, RecordMovement, RecordRelease};
use crate::api::registry;
use crate::failure::{Failure, part};
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name, choices};
use crate::i18n::codes::{Labelled, label};
use crate::i18n::{certificates, facilities as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, badge, day, notice};
use crate::visit::{Posted, Visit};

const KIND: Name = ("kind", t::MOVEMENT_KIND);
const ON: Name = ("occurred_on", t::ON);
const TO: Name = ("to_facility_id", t::TO_FACILITY);
const REASON: Name = ("reason", t::REASON);
const CERTIFICATE: Name = ("certificate_number", t::CERTIFICATE);
const OF_MOVEMENT: [Name; 3] = [KIND, ON, TO];
const OF_RELEASE: [Name; 3] = [REASON, ON, CERTIFICATE];

type Place = (FacilityId, NaiveDate, AdmissionId);

/// Which of the page's two forms was sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Movement,
    Release,
}

impl Sent {
    fn names(self) -> &'static [Name] {
        match self {
            Self::Movement => &OF_MOVEMENT,
            Self::Release => &OF_RELEASE,
        }
    }

    /// Both forms have a date; its ids must differ.
    fn suffix(self) -> &'static str {
        match self {
            Self::Movement => "",
            Self::Release => "-release",
        }
    }
}

fn address((facility, on, stay): Place) -> String {
    format!("/co-so/{facility}/{on}/luot/{stay}")
}

/// What can happen next, after the facility's own rules.
fn next_movements(status: &str) -> &'static [&'static str] {
    match status {
        "present" => &["escaped", "hospitalised", "transferred", "died"],
        "in_hospital" => &["back_from_hospital", "escaped", "died"],
        "escaped" => &["returned", "died"],
        _ => &[],
    }
}

fn may_leave(status: &str) -> bool {
    matches!(status, "present" | "in_hospital")
}

pub async fn show(visit: Visit, Path(place): Path<Place>) -> Result<Markup, Failure> {
    let values = Fields::default().set("occurred_on", place.1.to_string());
    render(&visit, place, &values, &Errors::default(), Sent::Movement).await
}

/// A form's own address, asked for without a form.
pub async fn back(Path(place): Path<Place>) -> Redirect {
    Redirect::to(&address(place))
}

pub async fn submit_movement(
    visit: Visit,
    Path(place): Path<Place>,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let occurred_on = match check(&visit, &values, &[KIND, ON]) {
        Ok(day) => day,
        Err(errors) => return refuse(&visit, place, &values, &errors, Sent::Movement).await,
    };
    let kind = values.text("kind").to_owned();
    let movement = RecordMovement { kind, occurred_on, to_facility_id: values.parsed("to_facility_id") };
    let result = facility::move_resident(&visit.api, values.text("key"), place.2, &movement).await;
    answer(&visit, place, &values, result, Sent::Movement).await
}

pub async fn submit_release(
    visit: Visit,
    Path(place): Path<Place>,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let occurred_on = match check(&visit, &values, &[REASON, ON]) {
        Ok(day) => day,
        Err(errors) => return refuse(&visit, place, &values, &errors, Sent::Release).await,
    };
    let release = RecordRelease {
        admission_id: place.2,
        occurred_on,
        reason: values.text("reason").to_owned(),
        certificate_number: values.given("certificate_number"),
    };
    let result = facility::release(&visit.api, values.text("key"), &release).await.map(|_| ());
    answer(&visit, place, &values, result, Sent::Release).await
}

/// The day, when all that must be entered is there.
fn check(visit: &Visit, values: &Fields, required: &[Name]) -> Result<Option<NaiveDate>, Errors> {
    let missing = Errors::not_entered(values, required, visit);
    if missing.is_empty() { Errors::or_date(values, ON.0, visit) } else { Err(missing) }
}

async fn answer(
    visit: &Visit,
    place: Place,
    values: &Fields,
    result: Result<(), Failure>,
    sent: Sent,
) -> Result<Response, Failure> {
    let Err(failure) = result else {
        let what = if sent == Sent::Movement { "bien-dong" } else { "ra" };
        return Ok(Redirect::to(&format!("/co-so/{}/{}?xong={what}", place.0, place.1)).into_response());
    };
    refuse(visit, place, values, &Errors::of(failure, visit)?, sent).await
}

/// The page again, with what was typed and what is wrong with it.
async fn refuse(
    visit: &Visit,
    place: Place,
    values: &Fields,
    errors: &Errors,
    sent: Sent,
) -> Result<Response, Failure> {
    let status = if errors.unsure { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, render(visit, place, values, errors, sent).await?).into_response())
}

async fn render(visit: &Visit, place: Place, values: &Fields, errors: &Errors, sent: Sent) -> Result<Markup, Failure> {
    let (id, on, stay) = place;
    let (history, facilities) =
        tokio::join!(facility::stay_history(&visit.api, stay), facility::facilities(&visit.api));
    let (history, facilities) = (history?, facilities?);
    let person = history.admission.person_id;
    let names = part(registry::names(&visit.api, [person], "facility_board").await)?.unwrap_or_default();
    let name = names.get(&person).map_or_else(|| format::short_id(person), |card| card.name.clone());
    let at =
        facilities.iter().find(|facility| facility.id == id).map_or_else(|| format::short_id(id), |f| f.name.clone());
    let language = visit.language;
    let none = Errors::default();
    let blank = Fields::default().set("occurred_on", on.to_string());
    let (of_movement, of_release) = match sent {
        Sent::Movement => ((values, errors), (&blank, &none)),
        Sent::Release => ((&blank, &none), (values, errors)),
    };
    let status = history.admission.status.as_str();
    let writable = visit.may(Right::RecordMovements);
    let body = html! {
        h1 { (t::MOVE_TITLE.to(language)) ": " (name) }
        (stay_so_far(visit, &history, &facilities))
        @if !history.admission.is_open() {
            @let ended = history.admission.ended_on.map_or_else(String::new, |on| format::date(on, language));
            @let reason = history.admission.end_reason.as_deref().map_or_else(String::new, |code| label(code, language));
            (notice(Tone::Plain, &t::STAY_OVER.with(language, &[&ended, &reason])))
            @if history.admission.certificate_number.is_some() {
                p { a href={ (address(place)) "/giay-chung-nhan" } { (certificates::OPEN.to(language)) } }
            }
        }
        (Form { visit, values, errors, names: sent.names(), suffix: sent.suffix() }.summary())
        div.columns.even {
            @if writable && !next_movements(status).is_empty() {
                (movement_form(visit, place, &history, &facilities, of_movement))
            }
            @if writable && may_leave(status) { (release_form(visit, place, of_release)) }
        }
    };
    let page_ = Page::new(Nav::Facilities, t::MOVE_TITLE.to(language), body);
    Ok(page(visit, page_.under("/co-so", shell::FACILITIES.to(language)).under(format!("/co-so/{id}/{on}"), at)))
}

fn stay_so_far(visit: &Visit, history: &History, facilities: &[Facility]) -> Markup {
    let language = visit.language;
    let stay = &history.admission;
    let at = |id: FacilityId| {
        facilities.iter().find(|facility| facility.id == id).map_or_else(|| format::short_id(id), |f| f.name.clone())
    };
    html! {
        dl.facts {
            div { dt { (t::STATUS.to(language)) } dd { (badge(Tone::Plain, &label(&stay.status, language))) } }
            div { dt { (t::BASIS.to(language)) } dd { (stay.basis.label(language)) } }
            div { dt { (t::ADMITTED_ON.to(language)) } dd { (day(stay.admitted_on, language)) } }
            div { dt { (t::TERM_ENDS.to(language)) } dd { (day(stay.term_ends_on, language)) } }
        }
        details {
            summary { (t::MOVES_SO_FAR.to(language)) " (" (history.movements.len()) ")" }
            ol {
                @for movement in &history.movements {
                    li {
                        (day(movement.occurred_on, language)) ": " (label(&movement.cause, language)) " ("
                        (label(&movement.direction, language)) "), " (at(movement.facility_id))
                    }
                }
            }
        }
    }
}

fn movement_form(
    visit: &Visit,
    place: Place,
    history: &History,
    facilities: &[Facility],
    (values, errors): (&Fields, &Errors),
) -> Markup {
    let language = visit.language;
    let form = Form { visit, values, errors, names: &OF_MOVEMENT, suffix: Sent::Movement.suffix() };
    let kinds = next_movements(&history.admission.status);
    let others = facilities.iter().filter(|facility| facility.id != history.admission.facility_id);
    html! {
        form.stack.panel method="post" action={ (address(place)) "/bien-dong" } data-guard novalidate {
            h2 { (t::MOVEMENT.to(language)) }
            (form.hidden())
            (form.field(KIND).required().radio(
                kinds.iter().map(|kind| Choice::new(*kind, label(kind, language))).collect(),
            ))
            (form.field(ON).required().date())
            @if kinds.contains(&"transferred") {
                (form.field(TO).hint(t::TO_FACILITY_HINT).select(
                    others.map(|facility| Choice::new(facility.id.to_string(), facility.name.clone())).collect(),
                ))
            }
            p.actions { button.primary { (shell::SAVE.to(language)) } }
        }
    }
}

fn release_form(visit: &Visit, place: Place, (values, errors): (&Fields, &Errors)) -> Markup {
    let language = visit.language;
    let form = Form { visit, values, errors, names: &OF_RELEASE, suffix: Sent::Release.suffix() };
    html! {
        form.stack.panel method="post" action={ (address(place)) "/ra" } data-guard novalidate {
            h2 { (t::RELEASE.to(language)) }
            (form.hidden())
            (form.field(REASON).required().radio(choices::<ReleaseReason>(visit)))
            (form.field(ON).required().date())
            (form.field(CERTIFICATE).hint(t::CERTIFICATE_HINT))
            p.actions { button.primary { (shell::SAVE.to(language)) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_follow_depends_on_the_state() {
        assert!(next_movements("escaped").contains(&"returned"));
        assert!(!next_movements("present").contains(&"returned"));
        assert!(next_movements("released").is_empty());
        assert!(may_leave("in_hospital") && !may_leave("escaped"));
    }
}
