//! `/co-so/{id}/{date}/diem-danh?ca=&khu=`: the roll-call of a shift.

use std::collections::HashMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::text::given_name_key;
use maud::{Markup, html};
use uuid::Uuid;
use web::Right;

use crate::api::facility::{self, CallRoll, Marked, Roll, RollRow, Zone};
use crate::api::registry::{self, NameCard};
use crate::failure::{Failure, part};
use crate::fields::{Fields, with_query};
use crate::format;
use crate::forms::{Errors, Form, Name};
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, facilities as f, persons as tp, rolls as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, badge, notice, print_button, scroll};
use crate::visit::{Asked, Posted, Visit};

/// Rows of a page; a form can't be longer.
const ROWS: usize = 500;
const QUICK: Name = ("quick", t::QUICK);
/// A mark's code, its letter in quick entry, and its name.
const MARKS: [(&str, char, Text); 4] = [
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
    let marks = match marks(&values) {
        Ok(marks) => marks,
        Err(wrong) => {
            let errors = Errors::at(QUICK.0, t::QUICK_WRONG.with(visit.language, &[&wrong]));
            let page = render(&visit, &asking, &values, &errors, "").await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let (rest_as_booked, closes) = (values.given("rest").is_some(), values.given("close").is_some());
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

/// What was marked in the rows and by quick entry, which says it later; or the piece that is not understood.
fn marks(values: &Fields) -> Result<Vec<Marked>, String> {
    let stays: Vec<AdmissionId> =
        values.text("stays").split(',').filter_map(|id| id.parse().ok().map(AdmissionId)).collect();
    let mut marks: HashMap<AdmissionId, &'static str> = HashMap::new();
    for (number, stay) in (1..).zip(&stays) {
        let said = values.text(&format!("m{number}"));
        if let Some((mark, ..)) = MARKS.iter().find(|(mark, ..)| *mark == said) {
            marks.insert(*stay, mark);
        }
    }
    for piece in values.text(QUICK.0).split([' ', ',', ';']).filter(|piece| !piece.is_empty()) {
        let (stay, mark) = quick(piece, &stays).ok_or_else(|| piece.to_owned())?;
        marks.insert(stay, mark);
    }
    Ok(marks.into_iter().map(|(admission_id, mark)| Marked { admission_id, mark }).collect())
}

/// `15v`: row 15 is missing.
fn quick(piece: &str, stays: &[AdmissionId]) -> Option<(AdmissionId, &'static str)> {
    let letter = piece.chars().next_back()?.to_ascii_lowercase();
    let (mark, ..) = MARKS.iter().find(|(_, known, _)| *known == letter)?;
    let number: usize = piece[..piece.len() - 1].parse().ok()?;
    Some((*stays.get(number.checked_sub(1)?)?, mark))
}

/// A resident as the page shows it.
struct Line<'a> {
    row: &'a RollRow,
    name: String,
    code: &'a str,
    zone: Option<&'a Zone>,
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
    let names = if visit.may(Right::ReadPersons) {
        part(registry::names(&visit.api, named.collect::<Vec<_>>(), "roll_call").await)?.unwrap_or_default()
    } else {
        HashMap::new()
    };
    let lines = lines(&rows, &names, &zones);
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

/// By zone and given name, as numbered on the page.
fn lines<'a>(rows: &[&'a RollRow], names: &'a HashMap<PersonId, NameCard>, zones: &'a [Zone]) -> Vec<Line<'a>> {
    let line = |row: &'a RollRow| {
        let card = names.get(&row.person_id);
        Line {
            row,
            name: card.map_or_else(|| format::short_id(row.person_id), |card| card.name.clone()),
            code: card.and_then(|card| card.file_code.as_deref()).unwrap_or("–"),
            zone: zones.iter().find(|zone| Some(zone.id) == row.zone_id),
        }
    };
    let mut lines: Vec<Line<'a>> = rows.iter().map(|row| line(row)).collect();
    lines.sort_by_cached_key(|line| (line.zone.map(|zone| zone.name.clone()), given_name_key(&line.name)));
    lines.truncate(ROWS);
    lines
}

fn joined(lines: &[Line<'_>]) -> String {
    lines.iter().map(|line| line.row.admission_id.to_string()).collect::<Vec<_>>().join(",")
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

fn table(visit: &Visit, values: &Fields, lines: &[Line<'_>], writable: bool) -> Markup {
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
                td.nowrap { (marking(visit, values, number, line, writable)) }
            } } }
        }
    }
}

fn marking(visit: &Visit, values: &Fields, number: usize, line: &Line<'_>, writable: bool) -> Markup {
    let language = visit.language;
    let name = format!("m{number}");
    let typed = values.given(&name);
    let mark = typed.as_deref().or(line.row.mark.as_deref());
    html! {
        @if writable {
            fieldset.marks {
                legend.hidden { (t::SEEN.to(language)) ": " (line.name) }
                @for (code, _, text) in MARKS {
                    label { input type="radio" name=(name) value=(code) checked[mark == Some(code)]; " " (text.to(language)) }
                }
            }
        } @else {
            (mark.map_or("–", |mark| mark_name(mark, visit)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stay(number: u128) -> AdmissionId {
        AdmissionId(Uuid::from_u128(number))
    }

    #[test]
    fn quick_entry_is_a_number_and_a_letter() {
        let stays = [stay(1), stay(2)];
        assert_eq!(quick("2v", &stays), Some((stay(2), "missing")));
        assert_eq!(quick("1B", &stays), Some((stay(1), "in_hospital")));
        for wrong in ["3v", "0v", "v", "2x", "2", "hai v", "2ă"] {
            assert_eq!(quick(wrong, &stays), None, "{wrong}");
        }
    }

    #[test]
    fn quick_entry_says_it_later_than_the_rows() {
        let values = Fields::default()
            .set("stays", format!("{},{}", stay(1), stay(2)))
            .set("m1", "present")
            .set("m2", "present")
            .set("quick", "2v");
        let marks = marks(&values).unwrap();
        let of = |id| marks.iter().find(|mark| mark.admission_id == id).map(|mark| mark.mark);
        assert_eq!((of(stay(1)), of(stay(2))), (Some("present"), Some("missing")));
    }
}
