//! `/co-so/{id}/{date}/diem-danh?ca=&khu=`: the roll-call of a shift.

use std::collections::HashMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::ids::{AdmissionId, FacilityId, PersonId};
use maud::{Markup, html};
use uuid::Uuid;
use web::Right;

use super::marking::{self, Line, Mark, QUICK, Row, joined, lines};
use crate::api::facility::{self, CallRoll, Marked, Roll, RollRow, Zone};
use crate::api::registry::NameCard;
use crate::failure::Failure;
use crate::fields::{Fields, with_query};
use crate::format;
use crate::forms::{Errors, Form};
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, facilities as f, persons as tp, rolls as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, badge, notice, print_button, scroll};
use crate::visit::{Asked, Posted, Visit};

/// Rows of a page; a form can't be longer.
const ROWS: usize = 500;
const MARKS: [Mark; 4] = [
    ("present", 'c', t::PRESENT),
    ("in_hospital", 'b', t::IN_HOSPITAL),
    ("excused", 'p', t::EXCUSED),
    ("missing", 'v', t::MISSING),
];
const SHIFTS: [(&str, &str, Text); 3] =
    [("sang", "morning", t::MORNING), ("chieu", "afternoon", t::AFTERNOON), ("dem", "night", t::NIGHT)];

type Place = (FacilityId, NaiveDate);

/// What the address asks for.
struct Asking {
    place: Place,
    /// As in the address.
    shift: &'static str,
    zone: Option<Uuid>,
}

impl Asking {
    fn of(place: Place, values: &Fields) -> Self {
        let asked = values.text("ca");
        let (shift, ..) = SHIFTS.iter().find(|(code, ..)| *code == asked).unwrap_or(&SHIFTS[0]);
        Self { place, shift, zone: values.parsed("khu") }
    }

    /// As the service names it.
    fn code(&self) -> &'static str {
        SHIFTS.iter().find(|(code, ..)| *code == self.shift).map_or("morning", |(_, code, _)| code)
    }

    fn with(&self, shift: &str, zone: Option<Uuid>) -> String {
        let (facility, on) = self.place;
        let zone = zone.map(|zone| zone.to_string()).unwrap_or_default();
        with_query(&format!("/co-so/{facility}/{on}/diem-danh"), [("ca", shift), ("khu", &zone)])
    }

    fn address(&self) -> String {
        self.with(self.shift, self.zone)
    }
}

pub async fn show(visit: Visit, Path(place): Path<Place>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let asking = Asking::of(place, &asked);
    render(&visit, &asking, &Fields::default(), &Errors::default(), asked.text("xong")).await
}

pub async fn submit(visit: Visit, Path(place): Path<Place>, Posted(values): Posted) -> Result<Response, Failure> {
    let asking = Asking::of(place, &values);
    let (facility, on) = place;
    let marks = match marking::read(&values, &MARKS) {
        Ok(marks) => marks,
        Err(wrong) => {
            let errors = Errors::at(QUICK.0, t::QUICK_WRONG.with(visit.language, &[&wrong]));
            let page = render(&visit, &asking, &values, &errors, "").await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let (rest_as_booked, closes) = (values.given("rest").is_some(), values.given("close").is_some());
    let marked = |(admission_id, mark)| Marked { admission_id, mark };
    let marks: Vec<Marked> = marks.into_iter().map(marked).collect();
    let mut result = Ok("ghi");
    if !closes || !marks.is_empty() {
        let called = CallRoll { on, shift: asking.code(), marks, rest_as_booked, zone_id: asking.zone };
        result = facility::call_roll(&visit.api, facility, &called).await.map(|_| "ghi");
    }
    if closes && result.is_ok() {
        result = facility::close_shift(&visit.api, facility, on, asking.code()).await.map(|_| "chot");
    }
    match result {
        Ok(done) => Ok(Redirect::to(&format!("{}&xong={done}", asking.address())).into_response()),
        Err(failure) => {
            let errors = Errors::of(failure, &visit)?;
            let page = render(&visit, &asking, &values, &errors, "").await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

impl Row for RollRow {
    fn stay(&self) -> AdmissionId {
        self.admission_id
    }

    fn person(&self) -> PersonId {
        self.person_id
    }

    fn zone(&self) -> Option<Uuid> {
        self.zone_id
    }
}

async fn render(
    visit: &Visit,
    asking: &Asking,
    values: &Fields,
    errors: &Errors,
    done: &str,
) -> Result<Markup, Failure> {
    let (id, on) = asking.place;
    let (facility, roll, zones) = tokio::join!(
        facility::facility(&visit.api, id),
        facility::roll(&visit.api, id, on, asking.code()),
        facility::zones(&visit.api, id),
    );
    let (facility, roll, zones) = (facility?, roll?, zones?);
    let of_zone = |row: &&RollRow| asking.zone.is_none() || row.zone_id == asking.zone;
    let rows: Vec<&RollRow> = roll.rows.iter().filter(of_zone).collect();
    let differing = |row: &&RollRow| roll.differences.iter().any(|one| one.admission_id == row.admission_id);
    let named = rows.iter().copied().take(ROWS).chain(roll.rows.iter().filter(differing)).map(|row| row.person_id);
    let names = marking::names(visit, named.collect()).await?;
    let lines = lines(&rows, &names, &zones, ROWS);
    let language = visit.language;
    let title = t::TITLE.with(language, &[&facility.name, &format::date(on, language)]);
    let board = format!("/co-so/{id}/{on}");
    let writable = visit.may(Right::RecordMovements) && roll.closed_at.is_none();
    let form = Form { visit, values, errors, names: &[QUICK], suffix: "" };
    let body = html! {
        (said(visit, done))
        div.head { h1 { (title) } p.actions { (print_button(language)) } }
        (shifts(visit, asking))
        (choose_zone(visit, asking, &roll, &zones))
        (form.summary())
        (standing(visit, &roll))
        (differences(visit, &board, &roll, &names))
        @if rows.len() > lines.len() {
            (notice(Tone::Warning, &t::TOO_MANY.with(language, &[&format::count(lines.len(), language)])))
        }
        @if lines.is_empty() {
            p.empty { (t::EMPTY.to(language)) }
        } @else if writable {
            form.roll method="post" action=(asking.with("", None)) data-guard novalidate {
                (form.hidden())
                input type="hidden" name="ca" value=(asking.shift);
                @if let Some(zone) = asking.zone { input type="hidden" name="khu" value=(zone); }
                input type="hidden" name="stays" value=(joined(&lines));
                (form.field(QUICK).hint(t::QUICK_HINT).first())
                p.actions {
                    button.primary name="rest" value="1" { (t::REST.to(language)) }
                    button name="record" value="1" { (t::RECORD.to(language)) }
                    button name="close" value="1" { (t::CLOSE.to(language)) }
                }
                (scroll("roll", &table(visit, values, &lines, true)))
            }
        } @else {
            (scroll("roll", &table(visit, values, &lines, false)))
        }
    };
    let page_ = Page::new(Nav::Facilities, title.clone(), body);
    Ok(page(visit, page_.under("/co-so", shell::FACILITIES.to(language)).under(board, facility.name.clone())))
}

fn said(visit: &Visit, done: &str) -> Markup {
    let text = match done {
        "ghi" => Some(t::RECORDED),
        "chot" => Some(t::CLOSED_NOW),
        _ => None,
    };
    html! { @if let Some(text) = text { (notice(Tone::Good, text.to(visit.language))) } }
}

fn shifts(visit: &Visit, asking: &Asking) -> Markup {
    let language = visit.language;
    html! {
        nav.days aria-label=(t::SHIFT.to(language)) {
            (t::SHIFT.to(language)) ": "
            @for (code, _, name) in SHIFTS {
                @if code == asking.shift { strong aria-current="page" { (name.to(language)) } }
                @else { a.button href=(asking.with(code, asking.zone)) { (name.to(language)) } }
            }
        }
    }
}

fn choose_zone(visit: &Visit, asking: &Asking, roll: &Roll, zones: &[Zone]) -> Markup {
    let language = visit.language;
    let placed = |zone: Uuid| roll.rows.iter().filter(|row| row.zone_id == Some(zone)).count();
    html! {
        @if !zones.is_empty() {
            nav.days aria-label=(t::ZONE.to(language)) {
                (t::ZONE.to(language)) ": "
                @if asking.zone.is_none() { strong aria-current="page" { (t::ALL_ZONES.to(language)) } }
                @else { a.button href=(asking.with(asking.shift, None)) { (t::ALL_ZONES.to(language)) } }
                @for zone in zones {
                    @let beds = t::BEDS.with(language, &[
                        &format::count(placed(zone.id), language), &format::number(zone.beds, language),
                    ]);
                    @if asking.zone == Some(zone.id) { strong aria-current="page" { (zone.name) " (" (beds) ")" } }
                    @else { a.button href=(asking.with(asking.shift, Some(zone.id))) { (zone.name) " (" (beds) ")" } }
                }
            }
        }
    }
}

fn standing(visit: &Visit, roll: &Roll) -> Markup {
    let language = visit.language;
    html! {
        @match roll.closed_at {
            Some(at) => p { (badge(Tone::Good, &t::CLOSED.with(language, &[&format::moment(at, language)]))) },
            None if roll.unrecorded == 0 => p { (badge(Tone::Good, t::COMPLETE.to(language))) },
            None => p {
                (badge(Tone::Warning, &t::UNRECORDED.with(language, &[&format::count(roll.unrecorded, language)])))
            },
        }
    }
}

fn differences(visit: &Visit, board: &str, roll: &Roll, names: &HashMap<PersonId, NameCard>) -> Markup {
    let language = visit.language;
    let who = |stay: AdmissionId| {
        let person = roll.rows.iter().find(|row| row.admission_id == stay).map(|row| row.person_id);
        let name = person.and_then(|person| names.get(&person)).map(|card| card.name.clone());
        name.unwrap_or_else(|| format::short_id(stay))
    };
    html! {
        @if !roll.differences.is_empty() {
            section.notice {
                h2 { (t::DIFFERENCES.with(language, &[&format::count(roll.differences.len(), language)])) }
                ul { @for one in &roll.differences { li {
                    a href={ (board) "/luot/" (one.admission_id) } { (who(one.admission_id)) } ": "
                    @let expected = one.expected.as_deref().map_or(t::NOT_COUNTED.to(language), |mark| mark_name(mark, visit));
                    (t::DIFFERENCE.with(language, &[expected, mark_name(&one.mark, visit)]))
                } } }
                p.hint { (t::DIFFERENCE_ADVICE.to(language)) }
            }
        }
    }
}

fn mark_name<'a>(mark: &'a str, visit: &Visit) -> &'a str {
    MARKS.iter().find(|(code, ..)| *code == mark).map_or(mark, |(.., name)| name.to(visit.language))
}

fn table(visit: &Visit, values: &Fields, lines: &[Line<'_, RollRow>], writable: bool) -> Markup {
    let language = visit.language;
    let zoned = lines.iter().any(|line| line.zone.is_some());
    let zone = zoned.then_some(t::ZONE);
    let headings =
        [t::NUMBER, tp::FILE_CODE, tp::NAME].into_iter().chain(zone).chain([f::CATEGORY, t::BY_BOOK, t::SEEN]);
    html! {
        table.rows.roll {
            caption.hidden #roll { (t::ROLL.to(language)) }
            thead { tr { @for heading in headings { th scope="col" { (heading.to(language)) } } } }
            tbody { @for (number, line) in (1..).zip(lines) { tr {
                td.number { (number) }
                td.code { (line.code) }
                th scope="row" { (line.name) }
                @if zoned { td { (line.zone.map_or(t::NO_ZONE.to(language), |zone| zone.name.as_str())) } }
                td.nowrap { (line.row.category.label(language)) }
                td { (line.row.status.label(language)) }
                td.nowrap { (mark_cell(visit, values, number, line, writable)) }
            } } }
        }
    }
}

fn mark_cell(visit: &Visit, values: &Fields, number: usize, line: &Line<'_, RollRow>, writable: bool) -> Markup {
    let mark = line.row.mark.as_deref();
    html! {
        @if writable {
            (marking::radios(visit, values, &MARKS, (number, t::SEEN, &line.name), mark))
        } @else {
            (mark.map_or("–", |mark| mark_name(mark, visit)))
        }
    }
}
