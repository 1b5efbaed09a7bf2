//! `/doi-chieu/{pair}`: two records side by side, and what is decided about them.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::ids::PersonId;
use maud::{Markup, html};
use uuid::Uuid;

use super::{sign, under, verdict};
use crate::api::registry::duplicates::{self, Pair, Reason};
use crate::api::registry::{self, Person};
use crate::areas;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name};
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, duplicates as t, persons};
use crate::layout::{Nav, Page, page};
use crate::pages::persons::file_state;
use crate::parts::{Tone, badge, notice, scroll};
use crate::visit::{Asked, Posted, Visit};

const INTO: Name = ("into", t::KEEP);
const ON: Name = ("occurred_on", t::ON);
const REASON: Name = ("reason", t::REASON);
const AFTER: Name = ("after", t::UNMERGE_AS);

/// One of the forms of the page, so that an error stands in its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decision {
    Merge,
    NotSame,
    Unmerge,
}

/// What was sent, and what is wrong with it.
struct Sent<'a> {
    decision: Decision,
    values: &'a Fields,
    errors: &'a Errors,
}

pub async fn show(visit: Visit, Path(id): Path<Uuid>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let pair = duplicates::one(&visit.api, id).await?;
    whole(&visit, &pair, asked.text("xong"), None).await
}

pub async fn back(Path(id): Path<Uuid>) -> Redirect {
    Redirect::to(&format!("/doi-chieu/{id}"))
}

pub async fn merge(visit: Visit, Path(id): Path<Uuid>, Posted(values): Posted) -> Result<Response, Failure> {
    let pair = duplicates::one(&visit.api, id).await?;
    let errors = match entered(&visit, &values, &[INTO, ON, REASON]) {
        Err(errors) => errors,
        Ok(on) => {
            // Whoever does not stay is merged; the service refuses a third one.
            let (person, into) = if values.text(INTO.0) == pair.first.id.to_string() {
                (pair.second.id, pair.first.id)
            } else {
                (pair.first.id, pair.second.id)
            };
            match duplicates::merge(&visit.api, person, into, on, values.text(REASON.0)).await {
                Ok(_) => return Ok(done(&pair, "gop")),
                Err(failure) => Errors::of(failure, &visit)?,
            }
        }
    };
    refused(&visit, &pair, &Sent { decision: Decision::Merge, values: &values, errors: &errors }).await
}

pub async fn not_same(visit: Visit, Path(id): Path<Uuid>, Posted(values): Posted) -> Result<Response, Failure> {
    let pair = duplicates::one(&visit.api, id).await?;
    let errors = match entered(&visit, &values, &[REASON]) {
        Err(errors) => errors,
        Ok(_) => match duplicates::not_same(&visit.api, id, values.text(REASON.0)).await {
            Ok(()) => return Ok(done(&pair, "khac-nguoi")),
            Err(failure) => Errors::of(failure, &visit)?,
        },
    };
    refused(&visit, &pair, &Sent { decision: Decision::NotSame, values: &values, errors: &errors }).await
}

pub async fn unmerge(visit: Visit, Path(id): Path<Uuid>, Posted(values): Posted) -> Result<Response, Failure> {
    let pair = duplicates::one(&visit.api, id).await?;
    let merged = merged_side(&pair).ok_or(Failure::Missing)?;
    let errors = match entered(&visit, &values, &[ON, REASON]) {
        Err(errors) => errors,
        Ok(on) => {
            let two = values.text(AFTER.0) == "not_same";
            match duplicates::unmerge(&visit.api, merged, on, values.text(REASON.0), two).await {
                Ok(_) => return Ok(done(&pair, "huy-gop")),
                Err(failure) => Errors::of(failure, &visit)?,
            }
        }
    };
    refused(&visit, &pair, &Sent { decision: Decision::Unmerge, values: &values, errors: &errors }).await
}

/// The record of the pair that stands for the other.
fn merged_side(pair: &Pair) -> Option<PersonId> {
    let sides = [&pair.first, &pair.second];
    sides.into_iter().find(|side| side.merged_into.is_some()).map(|side| side.id)
}

/// What must be entered, and the date where there is one.
fn entered(visit: &Visit, values: &Fields, names: &[Name]) -> Result<Option<NaiveDate>, Errors> {
    let missing = Errors::not_entered(values, names, visit);
    let on = Errors::or_date(values, ON.0, visit);
    match on {
        Ok(on) if missing.is_empty() => Ok(on),
        Ok(_) => Err(missing),
        Err(wrong) => Err(missing.and(wrong)),
    }
}

fn done(pair: &Pair, what: &str) -> Response {
    Redirect::to(&format!("/doi-chieu/{}?xong={what}", pair.id)).into_response()
}

async fn refused(visit: &Visit, pair: &Pair, sent: &Sent<'_>) -> Result<Response, Failure> {
    Ok((sent.errors.status(), whole(visit, pair, "", Some(sent)).await?).into_response())
}

async fn whole(visit: &Visit, pair: &Pair, said: &str, sent: Option<&Sent<'_>>) -> Result<Markup, Failure> {
    let language = visit.language;
    let (first, second) =
        tokio::join!(registry::person(&visit.api, pair.first.id), registry::person(&visit.api, pair.second.id));
    let sides = [first?, second?];
    let body = html! {
        @match said {
            "gop" => (notice(Tone::Good, t::DONE_MERGE.to(language))),
            "khac-nguoi" => (notice(Tone::Good, t::DONE_NOT_SAME.to(language))),
            "huy-gop" => (notice(Tone::Good, t::DONE_UNMERGE.to(language))),
            _ => {}
        }
        div.head {
            h1 { (t::PAIR.to(language)) }
            p { (verdict(visit, pair)) " " strong { (t::SCORE.to(language)) " " (format::percent(pair.score.into(), language)) } }
        }
        (decided(visit, pair))
        h2.hidden #compared { (t::COMPARED.to(language)) }
        (scroll("compared", &compare(visit, pair, &sides)))
        div.columns.even {
            (reasons(visit, t::SPEAKS_FOR, pair.reasons.iter().filter(|reason| reason.weight > 0)))
            (reasons(visit, t::SPEAKS_AGAINST, pair.reasons.iter().filter(|reason| reason.weight <= 0)))
        }
        (decisions(visit, pair, sent))
    };
    Ok(page(visit, under(Page::new(Nav::Quality, t::PAIR.to(language), body), visit)))
}

/// What was decided before, if anything.
fn decided(visit: &Visit, pair: &Pair) -> Markup {
    let language = visit.language;
    let label = t::state(&pair.state).map_or(pair.state.as_str(), |text| text.to(language));
    html! {
        @if let (Some(at), Some(reason)) = (pair.decided_at, &pair.reason) {
            (notice(Tone::Plain, &t::DECIDED.with(language, &[label, &format::moment(at, language), reason])))
        }
    }
}

/// One item of both records; empty where a record has none.
struct Row {
    label: Text,
    values: [String; 2],
}

fn rows(visit: &Visit, sides: &[Person; 2]) -> Vec<Row> {
    let language = visit.language;
    let today = visit.today();
    let row = |label: Text, of: &dyn Fn(&Person) -> String| Row { label, values: [of(&sides[0]), of(&sides[1])] };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let times = |count: usize| match count {
        0 => String::new(),
        count => t::TIMES.with(language, &[&format::count(count, language)]),
    };
    vec![
        row(persons::NAME, &|p| p.summary.name.clone()),
        row(persons::SEX, &|p| p.summary.sex.label(language).to_owned()),
        row(persons::BORN_ON, &|p| format::birth(&p.summary.birth, language)),
        row(persons::OFFICIAL_NUMBER, &|p| text(&p.summary.official_number_masked)),
        row(persons::COMMUNE, &|p| areas::commune(&p.summary.commune_code, &p.summary.province_code, today)),
        row(t::ADDRESS, &|p| text(&p.address)),
        row(persons::FILE_CODE, &|p| text(&p.summary.file_code)),
        row(persons::FILE_STATE, &|p| file_state(&p.summary, language)),
        row(t::REGISTERED_ON, &|p| format::date(p.registered_on, language)),
        row(t::DETERMINATIONS, &|p| times(p.determinations.len())),
        row(t::DOSSIERS, &|p| times(p.dossiers.len())),
    ]
}

fn compare(visit: &Visit, pair: &Pair, sides: &[Person; 2]) -> Markup {
    let language = visit.language;
    html! {
        table.compare {
            thead { tr {
                th scope="col" { (t::FIELD.to(language)) }
                @for (heading, side) in [(t::FIRST, &pair.first), (t::SECOND, &pair.second)] {
                    th scope="col" {
                        (heading.to(language))
                        @if side.merged_into.is_some() { " " (badge(Tone::Plain, t::STANDS_FOR.to(language))) }
                    }
                }
                th scope="col" { (t::COMPARED.to(language)) }
            } }
            tbody {
                @for Row { label, values: [one, other] } in rows(visit, sides) {
                    @let alike = one == other;
                    @let alone = !alike && (one.is_empty() || other.is_empty());
                    tr class=[(!alike).then_some("differs")] {
                        th scope="row" { (label.to(language)) }
                        @for value in [&one, &other] { td { @if value.is_empty() { "–" } @else { (value) } } }
                        td {
                            @if alike { (t::EQUAL.to(language)) }
                            @else if alone { (badge(Tone::Plain, t::ONE_SIDE.to(language))) }
                            @else { (badge(Tone::Warning, t::DIFFERS.to(language))) }
                        }
                    }
                }
                tr {
                    th scope="row" { (t::OPEN_RECORD.to(language)) }
                    @for side in [&pair.first, &pair.second] { td { a href={ "/nguoi/" (side.id) } { (side.name) } } }
                    td { "–" }
                }
            }
        }
    }
}

fn reasons<'a>(visit: &Visit, title: Text, reasons: impl Iterator<Item = &'a Reason>) -> Markup {
    let language = visit.language;
    let mut reasons = reasons.peekable();
    html! {
        section.panel {
            h2 { (title.to(language)) }
            @if reasons.peek().is_none() { p.none { "–" } }
            ul.plain.tight {
                @for reason in reasons {
                    li {
                        (sign(reason.weight)) (reason.text.to(language))
                        " " span.unit { "(" (t::POINTS.with(language, &[&format::signed(reason.weight.into(), language)])) ")" }
                    }
                }
            }
        }
    }
}

fn decisions(visit: &Visit, pair: &Pair, sent: Option<&Sent<'_>>) -> Markup {
    let fresh = Fields::default().set(ON.0, visit.today().to_string()).set(AFTER.0, "open");
    let clean = Errors::default();
    let of = |decision: Decision| match sent {
        Some(sent) if sent.decision == decision => (sent.values, sent.errors),
        _ => (&fresh, &clean),
    };
    html! {
        div.columns.even {
            @if merged_side(pair).is_some() {
                (unmerge_form(visit, pair, of(Decision::Unmerge)))
            } @else {
                (merge_form(visit, pair, of(Decision::Merge)))
                @if pair.state != "not_same" { (not_same_form(visit, pair, of(Decision::NotSame))) }
            }
        }
    }
}

fn merge_form(visit: &Visit, pair: &Pair, (values, errors): (&Fields, &Errors)) -> Markup {
    let language = visit.language;
    let form = Form { visit, values, errors, names: &[INTO, ON, REASON], suffix: "-merge" };
    let side = |label: Text, side: &duplicates::Side| {
        Choice::new(side.id.to_string(), format!("{}: {}", label.to(language), side.name))
    };
    html! {
        section.panel {
            h2 { (t::MERGE.to(language)) }
            (form.summary())
            form method="post" action={ "/doi-chieu/" (pair.id) "/gop" } data-guard novalidate {
                (form.hidden())
                (form.field(INTO).required().hint(t::KEEP_HINT).radio(vec![side(t::FIRST, &pair.first), side(t::SECOND, &pair.second)]))
                (form.field(ON).required().date())
                (form.field(REASON).required().hint(t::REASON_HINT))
                p.actions { button.primary { (t::MERGE_SUBMIT.to(language)) } }
            }
        }
    }
}

fn not_same_form(visit: &Visit, pair: &Pair, (values, errors): (&Fields, &Errors)) -> Markup {
    let language = visit.language;
    let form = Form { visit, values, errors, names: &[REASON], suffix: "-two" };
    html! {
        section.panel {
            h2 { (t::NOT_SAME_TITLE.to(language)) }
            p { (t::NOT_SAME_LEAD.to(language)) }
            (form.summary())
            form method="post" action={ "/doi-chieu/" (pair.id) "/khac-nguoi" } data-guard novalidate {
                (form.hidden())
                (form.field(REASON).required().hint(t::REASON_HINT))
                p.actions { button { (t::NOT_SAME_SUBMIT.to(language)) } }
            }
        }
    }
}

fn unmerge_form(visit: &Visit, pair: &Pair, (values, errors): (&Fields, &Errors)) -> Markup {
    let language = visit.language;
    let form = Form { visit, values, errors, names: &[ON, REASON, AFTER], suffix: "-unmerge" };
    let after =
        vec![Choice::new("open", t::UNMERGE_OPEN.to(language)), Choice::new("not_same", t::UNMERGE_TWO.to(language))];
    html! {
        section.panel {
            h2 { (t::UNMERGE.to(language)) }
            p { (t::UNMERGE_LEAD.to(language)) }
            (form.summary())
            form method="post" action={ "/doi-chieu/" (pair.id) "/huy-gop" } data-guard novalidate {
                (form.hidden())
                (form.field(ON).required().date())
                (form.field(REASON).required().hint(t::REASON_HINT))
                (form.field(AFTER).radio(after))
                p.actions { button.primary { (t::UNMERGE.to(language)) } }
            }
        }
    }
}
