//! `/co-so/{id}/{date}/luot/{admission}/dieu-tri?loai=&rut=`: a stay's care by stage, with what its law still asks for.

pub mod content;
pub mod session;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::codes::CorrectionReason;
use domain::codes::care::CareKind;
use domain::ids::{AdmissionId, FacilityId};
use domain::law::care::{rehabilitation_plan, stage_needs};
use domain::law::{self, Regime};
use maud::{Markup, html};
use uuid::Uuid;
use web::{Language, Right};

use super::stay::{self, Place};
use crate::api::care::{self, Record, Records, Stage};
use crate::api::facility;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Errors, Form, Name, choices};
use crate::i18n::codes::Labelled;
use crate::i18n::{care as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, article, badge, day, notice, scroll};
use crate::visit::{Asked, Posted, Visit};

const KIND: Name = ("loai", t::KIND);
const ON: Name = ("occurred_on", t::ON);
const WHY: Name = ("reason", t::WHY);

fn address(place: Place) -> String {
    format!("{}/dieu-tri", stay::address(place))
}

/// What the page is asked to show beside the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    Nothing,
    Adding(CareKind),
    Withdrawing(Uuid),
}

pub async fn show(visit: Visit, Path(place): Path<Place>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let doing = match (asked.parsed::<CareKind>(KIND.0), asked.parsed::<Uuid>("rut")) {
        (Some(kind), _) => Doing::Adding(kind),
        (None, Some(record)) => Doing::Withdrawing(record),
        (None, None) => Doing::Nothing,
    };
    let values = Fields::default().set(ON.0, place.1.to_string());
    render(&visit, place, doing, &values, &Errors::default(), !asked.text("xong").is_empty()).await
}

pub async fn submit(visit: Visit, Path(place): Path<Place>, Posted(values): Posted) -> Result<Response, Failure> {
    let Some(kind) = values.parsed::<CareKind>(KIND.0) else {
        return Ok(Redirect::to(&address(place)).into_response());
    };
    let specs = content::specs(kind);
    let missing = Errors::not_entered(&values, &[ON], &visit).and(content::missing(&specs, &values, &visit));
    let result = match missing.unless(Errors::or_date(&values, ON.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(on) => {
            let content = content::content(kind, &specs, &values);
            let recorded = care::record(&visit.api, values.text("key"), place.2, on, &content).await;
            Errors::or_page(&visit, recorded.map(drop))?
        }
    };
    answer(&visit, place, Doing::Adding(kind), &values, result).await
}

pub async fn back_from_record(
    Path((facility, on, stay, record)): Path<(FacilityId, NaiveDate, AdmissionId, Uuid)>,
) -> Redirect {
    Redirect::to(&format!("{}?rut={record}#rut", address((facility, on, stay))))
}

pub async fn withdraw(
    visit: Visit,
    Path((facility, on, stay, record)): Path<(FacilityId, NaiveDate, AdmissionId, Uuid)>,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[WHY], &visit);
    let result = if missing.is_empty() {
        let withdrawn = care::withdraw_record(&visit.api, values.text("key"), record, values.text(WHY.0)).await;
        Errors::or_page(&visit, withdrawn)?
    } else {
        Err(missing)
    };
    answer(&visit, (facility, on, stay), Doing::Withdrawing(record), &values, result).await
}

async fn answer(
    visit: &Visit,
    place: Place,
    doing: Doing,
    values: &Fields,
    result: Result<(), Errors>,
) -> Result<Response, Failure> {
    let Err(errors) = result else {
        return Ok(Redirect::to(&format!("{}?xong=ghi", address(place))).into_response());
    };
    Ok((errors.status(), render(visit, place, doing, values, &errors, false).await?).into_response())
}

async fn render(
    visit: &Visit,
    place: Place,
    doing: Doing,
    values: &Fields,
    errors: &Errors,
    done: bool,
) -> Result<Markup, Failure> {
    let (records, history) =
        tokio::join!(care::records(&visit.api, place.2), facility::stay_history(&visit.api, place.2));
    let (records, history) = (records?, history?);
    let language = visit.language;
    let name = stay::name_of(visit, history.admission.person_id).await?;
    let writable = visit.may(Right::RecordMovements);
    let title = t::RECORDS_OF.with(language, &[&name]);
    let body = html! {
        @if done { (notice(Tone::Good, t::DONE.to(language))) }
        h1 { (title) }
        @match doing {
            Doing::Withdrawing(record) if writable => (withdrawal_form(visit, place, &records, record, (values, errors))),
            Doing::Adding(kind) if writable => (add_form(visit, place, kind, (values, errors))),
            _ if writable => (choose_kind(visit, place)),
            _ => {}
        }
        section {
            h2 #stages { (t::STAGES.with(language, &[history.admission.law_pack.as_str()])) }
            @if records.stages.is_empty() { p.empty { (t::NO_PROCESS.to(language)) } }
            @else { (scroll("stages", &stages(visit, &records.stages, law::pack(history.admission.law_pack).regime))) }
        }
        section {
            h2 #records { (t::LIST.to(language)) }
            @if records.records.is_empty() { p.empty { (t::NONE_YET.to(language)) } }
            @else { (scroll("records", &list(visit, place, &records.records, writable))) }
        }
        @if !records.courses.is_empty() {
            section {
                h2 #courses { (t::COURSES.to(language)) }
                ul { @for course in &records.courses { li {
                    (day(course.attended_on, language))
                    @if course.certified { " " (badge(Tone::Good, t::CERTIFIED.to(language))) }
                } } }
            }
        }
    };
    let page_ = Page::new(Nav::Facilities, t::RECORDS.to(language), body);
    Ok(page(visit, stay::under(page_, place, &name, language)))
}

fn stages(visit: &Visit, stages: &[Stage], regime: Regime) -> Markup {
    let language = visit.language;
    // Where nothing is asked for, nothing is complete either.
    let planned = rehabilitation_plan(regime).is_some();
    let asks = |stage: &Stage| {
        (planned && stage.number == 1) || stage_needs(regime).iter().any(|need| need.stage == stage.number)
    };
    let on = |on: Option<NaiveDate>| html! { @if let Some(on) = on { (day(on, language)) } @else { "–" } };
    html! {
        table.rows {
            thead { tr {
                @for heading in [t::STAGE, t::FROM, t::TO, t::LACKS] { th scope="col" { (heading.to(language)) } }
            } }
            tbody { @for stage in stages { tr {
                th scope="row" {
                    (stage.number) ". " (stage.name.to(language))
                    @if !stage.required { small { (t::NOT_REQUIRED.to(language)) } }
                }
                td.nowrap { (on(stage.started_on)) }
                td.nowrap { (on(stage.ended_on)) }
                td {
                    @for finding in &stage.findings {
                        p { (badge(Tone::Warning, finding.text.to(language))) " " (article(&finding.article, language)) }
                    }
                    @if stage.findings.is_empty() {
                        @if stage.started_on.is_none() { (t::NOT_BEGUN.to(language)) }
                        @else if asks(stage) { (badge(Tone::Good, t::COMPLETE.to(language))) }
                        @else { "–" }
                    }
                }
            } } }
        }
    }
}

fn list(visit: &Visit, place: Place, records: &[Record], writable: bool) -> Markup {
    let language = visit.language;
    html! {
        table.rows {
            thead { tr {
                @for heading in [t::ON, t::STAGE, t::WHAT, t::DETAIL] { th scope="col" { (heading.to(language)) } }
                @if writable { th scope="col" { (t::WITHDRAW.to(language)) } }
            } }
            tbody { @for record in records { tr {
                td.nowrap { (day(record.occurred_on, language)) }
                td.number { @if let Some(stage) = record.stage { (stage) } @else { "–" } }
                @let what = record.kind.label(language);
                @match &record.withdrawn {
                    None => { td { (what) } td { (content::told(record.kind, &record.content, language)) } }
                    Some(withdrawn) => {
                        td { s { (what) } " " (badge(Tone::Warning, &t::WITHDRAWN.with(language, &[withdrawn.reason.label(language)]))) }
                        td { s { (content::told(record.kind, &record.content, language)) } }
                    }
                }
                @if writable { td { @if record.withdrawn.is_none() {
                    a href={ (address(place)) "?rut=" (record.id) "#rut" } aria-label=(withdraw_title(record, language)) {
                        (t::WITHDRAW.to(language))
                    }
                } } }
            } } }
        }
    }
}

fn withdraw_title(record: &Record, language: Language) -> String {
    t::WITHDRAW_ONE.with(language, &[record.kind.label(language), &format::date(record.occurred_on, language)])
}

fn choose_kind(visit: &Visit, place: Place) -> Markup {
    let language = visit.language;
    let (values, errors) = (Fields::default(), Errors::default());
    let form = Form { visit, values: &values, errors: &errors, names: &[KIND], suffix: "" };
    html! {
        form.stack.panel method="get" action=(address(place)) {
            h2 { (t::ADD.to(language)) }
            (form.field(KIND).required().select(choices::<CareKind>(visit)))
            p.actions { button.primary { (t::GO_ON.to(language)) } }
        }
    }
}

fn add_form(visit: &Visit, place: Place, kind: CareKind, (values, errors): (&Fields, &Errors)) -> Markup {
    let language = visit.language;
    let specs = content::specs(kind);
    let names: Vec<Name> = std::iter::once(ON).chain(specs.iter().map(|spec| spec.name)).collect();
    let form = Form { visit, values, errors, names: &names, suffix: "" };
    html! {
        (form.summary())
        form.stack.panel method="post" action=(address(place)) data-guard novalidate {
            h2 { (t::ADD.to(language)) ": " (kind.label(language)) }
            (form.hidden())
            input type="hidden" name=(KIND.0) value=(kind.as_str());
            (form.field(ON).required().date())
            @for spec in &specs { (spec.field(&form)) }
            p.actions {
                button.primary { (shell::SAVE.to(language)) }
                a.button.quiet href=(address(place)) { (shell::CANCEL.to(language)) }
            }
        }
    }
}

fn withdrawal_form(
    visit: &Visit,
    place: Place,
    records: &Records,
    record: Uuid,
    (values, errors): (&Fields, &Errors),
) -> Markup {
    let language = visit.language;
    let held = records.records.iter().find(|held| held.id == record && held.withdrawn.is_none());
    let Some(held) = held else { return html! {} };
    let form = Form { visit, values, errors, names: &[WHY], suffix: "" };
    html! {
        (form.summary())
        form.stack.panel #rut method="post" action={ (address(place)) "/" (record) } data-guard novalidate {
            h2 { (withdraw_title(held, language)) }
            p { (content::told(held.kind, &held.content, language)) }
            (form.hidden())
            (form.field(WHY).required().select(choices::<CorrectionReason>(visit)))
            p.actions {
                button.primary { (t::WITHDRAW.to(language)) }
                a.button.quiet href=(address(place)) { (shell::CANCEL.to(language)) }
            }
        }
    }
}
