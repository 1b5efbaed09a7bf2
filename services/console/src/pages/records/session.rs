//! `/co-so/{id}/{date}/theo-nhom?loai=&khu=`: one session of many learners, recorded once.

use std::collections::HashMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use domain::codes::StayStatus;
use domain::codes::care::CareKind;
use domain::ids::{AdmissionId, FacilityId, PersonId};
use maud::{Markup, html};
use serde_json::{Value, json};
use uuid::Uuid;
use web::Right;

use super::content::{self, OF_GROUPS};
use crate::api::care::{self, BatchAnswer};
use crate::api::facility::{self, RollRow, Zone};
use crate::api::registry::NameCard;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name};
use crate::i18n::codes::Labelled;
use crate::i18n::{care as t, persons as tp, rolls, shell};
use crate::layout::{Nav, Page, page};
use crate::pages::marking::{self, Line, Mark, QUICK, joined, lines};
use crate::parts::{Tone, notice, scroll};
use crate::visit::{Asked, Posted, Visit};

const KIND: Name = ("loai", t::KIND);
const ZONE: Name = ("khu", rolls::ZONE);
const MARKS: [Mark; 2] = [("came", 'c', t::CAME), ("missed", 'v', t::MISSED)];
/// As many as one batch takes.
const ROWS: usize = 500;

type Place = (FacilityId, NaiveDate);

fn address((facility, on): Place) -> String {
    format!("/co-so/{facility}/{on}/theo-nhom")
}

/// What became of the last try.
enum Said {
    Nothing,
    Wrong(Errors),
    Recorded(BatchAnswer, Vec<AdmissionId>),
}

pub async fn show(visit: Visit, Path(place): Path<Place>, Asked(asked): Asked) -> Result<Markup, Failure> {
    if !visit.may(Right::RecordMovements) {
        return Err(Failure::Forbidden);
    }
    render(&visit, place, &asked, &Said::Nothing).await
}

pub async fn submit(visit: Visit, Path(place): Path<Place>, Posted(values): Posted) -> Result<Response, Failure> {
    let kind = values.parsed(KIND.0).filter(|kind| OF_GROUPS.contains(kind)).unwrap_or(OF_GROUPS[0]);
    let specs = content::specs_of_group(kind);
    let missing = content::missing(&specs, &values, &visit);
    let marked = match marking::read(&values, &MARKS) {
        Err(wrong) => Err(Errors::at(QUICK.0, rolls::QUICK_WRONG.with(visit.language, &[&wrong]))),
        Ok(marked) if marked.is_empty() => Err(Errors::at(QUICK.0, t::NOBODY.to(visit.language))),
        Ok(marked) => Ok(marked),
    };
    let said = match missing.unless(marked) {
        Err(errors) => Said::Wrong(errors),
        Ok(marked) => {
            let (stays, items) = items(place.1, kind, &content::content(kind, &specs, &values), &marked);
            match care::record_all(&visit.api, values.text("key"), &items).await {
                Ok(answer) => Said::Recorded(answer, stays),
                Err(failure) => Said::Wrong(Errors::of(failure, &visit)?),
            }
        }
    };
    let status = match &said {
        Said::Wrong(errors) => errors.status(),
        Said::Recorded(answer, _) if answer.done == 0 => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    Ok((status, render(&visit, place, &values, &said).await?).into_response())
}

/// An item for each who is marked. Who missed labour did not work.
fn items(
    on: NaiveDate,
    kind: CareKind,
    content: &Value,
    marked: &[(AdmissionId, &'static str)],
) -> (Vec<AdmissionId>, Vec<Value>) {
    let attendance = content::has_attendance(kind);
    let meant = marked.iter().filter(|(_, mark)| attendance || *mark == "came");
    meant
        .map(|(stay, mark)| {
            let mut content = content.clone();
            if attendance {
                content["attended"] = json!(*mark == "came");
            }
            (*stay, json!({ "admission_id": stay, "occurred_on": on, "content": content }))
        })
        .unzip()
}

async fn render(visit: &Visit, place: Place, values: &Fields, said: &Said) -> Result<Markup, Failure> {
    let (id, on) = place;
    let (facility, roll, zones) = tokio::join!(
        facility::facility(&visit.api, id),
        facility::roll(&visit.api, id, on, "morning"),
        facility::zones(&visit.api, id),
    );
    let (facility, roll, zones) = (facility?, roll?, zones?);
    let (kind, zone) = (values.parsed::<CareKind>(KIND.0), values.parsed::<Uuid>(ZONE.0));
    let kind = kind.filter(|kind| OF_GROUPS.contains(kind));
    let there = |row: &&RollRow| {
        row.status == StayStatus::Present && row.category.is_learner() && (zone.is_none() || row.zone_id == zone)
    };
    let rows: Vec<&RollRow> = roll.rows.iter().filter(there).collect();
    let names = marking::names(visit, rows.iter().map(|row| row.person_id).collect()).await?;
    let lines = lines(&rows, &names, &zones, ROWS);
    let language = visit.language;
    let title = t::SESSION_TITLE.with(language, &[&facility.name, &format::date(on, language)]);
    let none = Errors::default();
    let errors = if let Said::Wrong(errors) = said { errors } else { &none };
    let blank = Fields::default();
    // What was recorded is not offered again.
    let values = if matches!(said, Said::Recorded(..)) { &blank } else { values };
    let body = html! {
        h1 { (title) }
        p.hint { (t::SESSION_HINT.to(language)) }
        @if let Said::Recorded(answer, stays) = said { (outcome(visit, answer, stays, &roll.rows, &names)) }
        (choose(visit, place, kind, (zone, &zones)))
        @if let Some(kind) = kind {
            @if lines.is_empty() { p.empty { (t::NOBODY_PRESENT.to(language)) } }
            @else { (session_form(visit, place, kind, zone, &lines, (values, errors))) }
        }
    };
    let page_ = Page::new(Nav::Facilities, title.clone(), body);
    let page_ = page_.under("/co-so", shell::FACILITIES.to(language));
    Ok(page(visit, page_.under(format!("/co-so/{id}/{on}"), facility.name.clone())))
}

fn choose(visit: &Visit, place: Place, kind: Option<CareKind>, (zone, zones): (Option<Uuid>, &[Zone])) -> Markup {
    let language = visit.language;
    let zone = zone.map(|zone| zone.to_string()).unwrap_or_default();
    let values = Fields::default().set(ZONE.0, zone).set(KIND.0, kind.map_or("", CareKind::as_str));
    let errors = Errors::default();
    let form = Form { visit, values: &values, errors: &errors, names: &[KIND, ZONE], suffix: "-choice" };
    html! {
        form.stack.panel method="get" action=(address(place)) {
            (form.field(KIND).required().radio(
                OF_GROUPS.iter().map(|kind| Choice::new(kind.as_str(), kind.label(language))).collect(),
            ))
            @if !zones.is_empty() {
                (form.field(ZONE).select(
                    zones.iter().map(|zone| Choice::new(zone.id.to_string(), zone.name.clone())).collect(),
                ))
            }
            p.actions { button { (t::GO_ON.to(language)) } }
        }
    }
}

fn session_form(
    visit: &Visit,
    place: Place,
    kind: CareKind,
    zone: Option<Uuid>,
    lines: &[Line<'_, RollRow>],
    (values, errors): (&Fields, &Errors),
) -> Markup {
    let language = visit.language;
    let specs = content::specs_of_group(kind);
    let names: Vec<Name> = specs.iter().map(|spec| spec.name).chain([QUICK]).collect();
    let form = Form { visit, values, errors, names: &names, suffix: "" };
    html! {
        (form.summary())
        form.roll #session method="post" action=(address(place)) data-guard novalidate {
            (form.hidden())
            input type="hidden" name=(KIND.0) value=(kind.as_str());
            @if let Some(zone) = zone { input type="hidden" name=(ZONE.0) value=(zone); }
            input type="hidden" name="stays" value=(joined(lines));
            div.stack.panel {
                h2 { (format::capital(kind.label(language))) }
                @for spec in &specs { (spec.field(&form)) }
                (form.field(QUICK).hint(t::QUICK_HINT))
                p.actions { button.primary { (shell::SAVE.to(language)) } }
            }
            (scroll("learners", &table(visit, values, lines)))
        }
    }
}

fn table(visit: &Visit, values: &Fields, lines: &[Line<'_, RollRow>]) -> Markup {
    let language = visit.language;
    html! {
        table.rows.roll {
            caption.hidden #learners { (t::WHO.to(language)) }
            thead { tr {
                @for heading in [rolls::NUMBER, tp::FILE_CODE, tp::NAME, rolls::ZONE, t::ATTENDED] {
                    th scope="col" { (heading.to(language)) }
                }
            } }
            tbody { @for (number, line) in (1..).zip(lines) { tr {
                td.number { (number) }
                td.code { (line.code) }
                th scope="row" { (line.name) }
                td { (line.zone.map_or(rolls::NO_ZONE.to(language), |zone| zone.name.as_str())) }
                td.nowrap { (marking::radios(visit, values, &MARKS, (number, t::ATTENDED, &line.name), None)) }
            } } }
        }
    }
}

/// How many were recorded, and who was not, with the reason.
fn outcome(
    visit: &Visit,
    answer: &BatchAnswer,
    stays: &[AdmissionId],
    rows: &[RollRow],
    names: &HashMap<PersonId, NameCard>,
) -> Markup {
    let language = visit.language;
    let who = |stay: AdmissionId| {
        let person = rows.iter().find(|row| row.admission_id == stay).map(|row| row.person_id);
        let card = person.and_then(|person| names.get(&person));
        card.map_or_else(|| format::short_id(stay), |card| card.name.clone())
    };
    let refused: Vec<(String, &str)> = stays
        .iter()
        .zip(&answer.results)
        .filter_map(|(stay, result)| Some((who(*stay), result.problem.as_ref()?.said().to(language))))
        .collect();
    html! {
        @if answer.done > 0 {
            (notice(Tone::Good, &t::SESSION_DONE.with(language, &[&format::count(answer.done, language)])))
        }
        @if !refused.is_empty() {
            div.errors #errors role="alert" tabindex="-1" {
                h2 { (t::SESSION_REFUSED.with(language, &[&format::count(refused.len(), language)])) }
                ul { @for (name, why) in &refused { li { (name) ": " (why) } } }
            }
        }
    }
}
