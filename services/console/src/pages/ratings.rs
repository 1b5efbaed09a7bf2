//! `/co-so/{id}/{date}/xep-loai?thang=`: the months of a facility's learners, rated.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Datelike, Months, NaiveDate};
use domain::codes::care::CareKind;
use domain::ids::{AdmissionId, FacilityId, PersonId};
use maud::{Markup, html};
use uuid::Uuid;
use web::Right;

use super::marking::{self, Line, Mark, QUICK, Row, joined, lines};
use crate::api::care::{self, RatingRow};
use crate::api::facility;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Errors, Form};
use crate::i18n::codes::Labelled;
use crate::i18n::{care as t, facilities as f, persons as tp, rolls, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, badge, notice, print_button, scroll};
use crate::visit::{Asked, Posted, Visit};

const MARKS: [Mark; 4] =
    [("good", 't', t::GOOD), ("fair", 'k', t::FAIR), ("average", 'b', t::AVERAGE), ("poor", 'y', t::POOR)];
/// As many as one batch takes.
const ROWS: usize = 500;

type Place = (FacilityId, NaiveDate);

impl Row for RatingRow {
    fn stay(&self) -> AdmissionId {
        self.admission_id
    }

    fn person(&self) -> PersonId {
        self.person_id
    }

    fn zone(&self) -> Option<Uuid> {
        None
    }
}

/// The month asked for, or that of the day in the address, by its first day.
fn month(place: Place, values: &Fields) -> NaiveDate {
    let asked = values.text("thang");
    let day = format!("{asked}-01").parse().unwrap_or(place.1);
    day.with_day(1).unwrap_or(day)
}

fn address((facility, on): Place, month: NaiveDate) -> String {
    format!("/co-so/{facility}/{on}/xep-loai?thang={}", month.format("%Y-%m"))
}

pub async fn show(visit: Visit, Path(place): Path<Place>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let month = month(place, &asked);
    render(&visit, place, month, &Fields::default(), &Errors::default(), !asked.text("xong").is_empty()).await
}

pub async fn submit(visit: Visit, Path(place): Path<Place>, Posted(values): Posted) -> Result<Response, Failure> {
    let month = month(place, &values);
    let language = visit.language;
    let result = match marking::read(&values, &MARKS) {
        Err(wrong) => Err(Errors::at(QUICK.0, rolls::QUICK_WRONG.with(language, &[&wrong]))),
        Ok(marked) if marked.is_empty() => Err(Errors::at(QUICK.0, t::NOBODY.to(language))),
        Ok(marked) => match care::rate(&visit.api, month, &marked).await {
            Err(failure) => Err(Errors::of(failure, &visit)?),
            Ok(answer) => match answer.results.iter().find_map(|result| result.problem.as_ref()) {
                Some(problem) => Err(Errors::at(QUICK.0, problem.said().to(language))),
                None => Ok(()),
            },
        },
    };
    let Err(errors) = result else {
        return Ok(Redirect::to(&format!("{}&xong=ghi", address(place, month))).into_response());
    };
    Ok((errors.status(), render(&visit, place, month, &values, &errors, false).await?).into_response())
}

async fn render(
    visit: &Visit,
    place: Place,
    month: NaiveDate,
    values: &Fields,
    errors: &Errors,
    done: bool,
) -> Result<Markup, Failure> {
    let (id, on) = place;
    let (facility, rows) = tokio::join!(facility::facility(&visit.api, id), care::ratings(&visit.api, id, month));
    let (facility, rows) = (facility?, rows?);
    let names = marking::names(visit, rows.iter().take(ROWS).map(|row| row.person_id).collect()).await?;
    let all: Vec<&RatingRow> = rows.iter().collect();
    let lines = lines(&all, &names, &[], ROWS);
    let language = visit.language;
    let title = t::RATINGS_TITLE.with(language, &[&facility.name, &month.format("%m/%Y").to_string()]);
    let writable = visit.may(Right::RecordMovements) && month <= visit.today();
    let form = Form { visit, values, errors, names: &[QUICK], suffix: "" };
    let unrated = rows.iter().filter(|row| row.rating.is_none()).count();
    let body = html! {
        @if done { (notice(Tone::Good, t::DONE.to(language))) }
        div.head { h1 { (title) } p.actions { (print_button(language)) } }
        (months(visit, place, month))
        (form.summary())
        @if lines.is_empty() {
            p.empty { (t::NO_LEARNERS.to(language)) }
        } @else {
            @if rows.len() > lines.len() {
                (notice(Tone::Warning, &rolls::TOO_MANY.with(language, &[&format::count(lines.len(), language)])))
            }
            p {
                @if unrated == 0 { (badge(Tone::Good, t::ALL_RATED.to(language))) }
                @else { (badge(Tone::Warning, &t::NOT_RATED.with(language, &[&format::count(unrated, language)]))) }
            }
            @if writable {
                form.roll method="post" action=(address(place, month)) data-guard novalidate {
                    (form.hidden())
                    input type="hidden" name="thang" value=(month.format("%Y-%m"));
                    input type="hidden" name="stays" value=(joined(&lines));
                    (form.field(QUICK).hint(t::RATE_HINT).first())
                    p.actions { button.primary { (shell::SAVE.to(language)) } }
                    (scroll("ratings", &table(visit, place, values, &lines, true)))
                }
            } @else {
                (scroll("ratings", &table(visit, place, values, &lines, false)))
            }
        }
    };
    let page_ = Page::new(Nav::Facilities, title.clone(), body);
    let page_ = page_.under("/co-so", shell::FACILITIES.to(language));
    Ok(page(visit, page_.under(format!("/co-so/{id}/{on}"), facility.name.clone())))
}

fn months(visit: &Visit, place: Place, month: NaiveDate) -> Markup {
    let language = visit.language;
    let before = month.checked_sub_months(Months::new(1));
    let after = month.checked_add_months(Months::new(1)).filter(|after| *after <= visit.today());
    html! {
        nav.days aria-label=(t::MONTH.to(language)) {
            @if let Some(before) = before {
                a.button rel="prev" href=(address(place, before)) { "◀ " (t::PREVIOUS_MONTH.to(language)) }
            }
            strong { (month.format("%m/%Y")) }
            @if let Some(after) = after {
                a.button rel="next" href=(address(place, after)) { (t::NEXT_MONTH.to(language)) " ▶" }
            }
        }
    }
}

fn table(
    visit: &Visit,
    (facility, on): Place,
    values: &Fields,
    lines: &[Line<'_, RatingRow>],
    writable: bool,
) -> Markup {
    let language = visit.language;
    let count = |row: &RatingRow, kind| row.records.get(&kind).copied().unwrap_or(0);
    let headings =
        [rolls::NUMBER, tp::FILE_CODE, tp::NAME, f::CATEGORY, f::STATUS, t::DISCIPLINED, t::REWARDED, t::RATING];
    html! {
        table.rows.roll {
            caption.hidden #ratings { (t::RATINGS.to(language)) }
            thead { tr { @for heading in headings { th scope="col" { (heading.to(language)) } } } }
            tbody { @for (number, line) in (1..).zip(lines) { tr {
                td.number { (number) }
                td.code { (line.code) }
                th scope="row" { a href={ "/co-so/" (facility) "/" (on) "/luot/" (line.row.admission_id) "/dieu-tri" } { (line.name) } }
                td.nowrap { (line.row.category.label(language)) }
                td { (line.row.status.label(language)) }
                td.number { (format::number(count(line.row, CareKind::Discipline), language)) }
                td.number { (format::number(count(line.row, CareKind::Reward), language)) }
                td.nowrap {
                    @let rating = line.row.rating.as_deref();
                    @if writable { (marking::radios(visit, values, &MARKS, (number, t::RATING, &line.name), rating)) }
                    @else {
                        (MARKS.iter().find(|(code, ..)| Some(*code) == rating).map_or("–", |(.., name)| name.to(language)))
                    }
                }
            } } }
        }
    }
}
