//! `/co-so/{id}/danh-sach-cho`: who waits for a place, and how the waiting ends.

use std::collections::HashMap;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::facility::{WaitReason, WaitingEnd, WaitingPriority};
use domain::ids::{FacilityId, PersonId};
use maud::{Markup, html};
use web::Right;

use super::recording::{Refused, Sent, dates, fold};
use crate::api::facility::waiting::{ListPerson, Waiting, Withdraw};
use crate::api::facility::{self, register, waiting};
use crate::api::registry::{self, NameCard};
use crate::failure::{Failure, part};
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name, choices};
use crate::i18n::{Text, facilities as words, shell, waiting as t};
use crate::layout::{Nav, Page, page};
use crate::pages::admission;
use crate::parts::{Tone, article, day, notice, print_button, scroll, standing};
use crate::visit::{Asked, Posted, Visit};

const WHO: Name = ("who", t::PERSON);
const PERSON: Name = ("person_id", words::WHO_CHOOSE);
const DECISION: Name = ("decision_number", t::DECISION_NUMBER);
const DECIDED: Name = ("decided_on", t::DECIDED_ON);
const PRIORITY: Name = ("priority", t::PRIORITY);
const REASON: Name = ("reason", t::REASON);
const ENTRY: Name = ("entry", t::WHO_LEAVES);
const OFF_ON: Name = ("on", t::OFF_ON);
const OFF_REASON: Name = ("reason", t::OFF_REASON);

/// Which of the page's forms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FormKind {
    Listing,
    Withdrawal,
}

impl Sent for FormKind {
    fn all() -> &'static [Self] {
        &[Self::Listing, Self::Withdrawal]
    }

    fn names(self) -> &'static [Name] {
        match self {
            Self::Listing => &[WHO, PERSON, DECISION, DECIDED, PRIORITY, REASON],
            Self::Withdrawal => &[ENTRY, OFF_ON, OFF_REASON],
        }
    }

    fn required(self) -> &'static [Name] {
        match self {
            Self::Listing => &[DECISION, DECIDED, PRIORITY, REASON],
            Self::Withdrawal => self.names(),
        }
    }

    fn part(self) -> &'static str {
        match self {
            Self::Listing => "dua-vao",
            Self::Withdrawal => "dua-ra",
        }
    }

    fn title(self) -> Text {
        match self {
            Self::Listing => t::ADD,
            Self::Withdrawal => t::WITHDRAW,
        }
    }
}

fn address(id: FacilityId) -> String {
    format!("/co-so/{id}/danh-sach-cho")
}

pub async fn show(visit: Visit, Path(id): Path<FacilityId>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let done = match asked.text("xong") {
        "dua-vao" => Some(t::LISTED),
        "dua-ra" => Some(t::TAKEN_OFF),
        _ => None,
    };
    render(&visit, id, done, None, &[]).await
}

/// A form's own address, asked for without a form.
pub async fn back(Path((id, _)): Path<(FacilityId, String)>) -> Redirect {
    Redirect::to(&address(id))
}

pub async fn submit(
    visit: Visit,
    Path((id, part)): Path<(FacilityId, String)>,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let sent = FormKind::of(&part).ok_or(Failure::Missing)?;
    let mut matches = Vec::new();
    let recorded = match sent {
        FormKind::Listing => {
            let (known, unknown) = admission::who(&visit, &values).await?;
            let person = known.first().filter(|_| unknown.is_empty()).map(|person| person.id);
            matches =
                known.iter().map(|one| Choice::new(one.id.to_string(), admission::describe(&visit, one))).collect();
            list_person(&visit, id, &values, person, unknown).await?
        }
        FormKind::Withdrawal => withdraw(&visit, &values).await?,
    };
    let Err(errors) = recorded else {
        return Ok(Redirect::to(&format!("{}?xong={part}", address(id))).into_response());
    };
    let refused = Refused { sent, values: &values, errors: &errors };
    Ok((refused.status(), render(&visit, id, None, Some(refused), &matches).await?).into_response())
}

async fn list_person(
    visit: &Visit,
    id: FacilityId,
    values: &Fields,
    person: Option<PersonId>,
    unknown: Errors,
) -> Result<Result<(), Errors>, Failure> {
    let read = unknown.unless(dates(visit, values, FormKind::Listing, [DECIDED]));
    let (Ok([decided_on]), Some(person_id)) = (&read, person) else { return Ok(read.map(|_| ())) };
    let body = ListPerson {
        person_id,
        decision_number: values.text(DECISION.0).to_owned(),
        decided_on: *decided_on,
        priority: values.text(PRIORITY.0).to_owned(),
        reason: values.text(REASON.0).to_owned(),
    };
    Errors::or_page(visit, register::record(&visit.api, values.text("key"), id, "waiting", &body).await)
}

async fn withdraw(visit: &Visit, values: &Fields) -> Result<Result<(), Errors>, Failure> {
    let on = match dates(visit, values, FormKind::Withdrawal, [OFF_ON]) {
        Ok([on]) => on,
        Err(errors) => return Ok(Err(errors)),
    };
    let entry: uuid::Uuid = values.parsed(ENTRY.0).ok_or(Failure::Missing)?;
    let body = Withdraw { on, reason: values.text(OFF_REASON.0).to_owned() };
    Errors::or_page(visit, register::say(&visit.api, &format!("waiting/{entry}/withdrawal"), &body).await)
}

/// Names by the persons' ids.
type Names = HashMap<PersonId, NameCard>;

async fn render(
    visit: &Visit,
    id: FacilityId,
    done: Option<Text>,
    refused: Option<Refused<'_, FormKind>>,
    matches: &[Choice],
) -> Result<Markup, Failure> {
    let (facility, count, open, closed) = tokio::join!(
        facility::facility(&visit.api, id),
        facility::headcount(&visit.api, id, visit.today()),
        waiting::list(&visit.api, id, false),
        waiting::list(&visit.api, id, true),
    );
    let (facility, count, open, closed) = (facility?, count?, open?, closed?);
    let persons = open.iter().chain(&closed).map(|waiting| waiting.person_id);
    let names: Names = if visit.may(Right::ReadPersons) {
        part(registry::names(&visit.api, persons, "facility_board").await)?.unwrap_or_default()
    } else {
        HashMap::new()
    };
    let language = visit.language;
    let number = |value| format::number(value, language);
    let title = t::LIST_OF.with(language, &[&facility.name]);
    let body = html! {
        @if let Some(done) = done { (notice(Tone::Good, done.to(language))) }
        div.head { h1 { (title) } p.actions { (print_button(language)) } }
        @if let Some(refused) = &refused { (refused.summary(visit)) }
        p.hint { (t::LEAD.to(language)) }
        p { (t::FREE.with(language, &[&number(count.closing), &number(count.capacity)])) }
        section {
            h2 #waiting { (t::WAITING.with(language, &[&format::count(open.len(), language)])) }
            @if open.is_empty() { p.empty { (t::NOBODY.to(language)) } }
            @else { (scroll("waiting", &who_waits(visit, id, &open, &names))) }
        }
        @if visit.may(Right::RecordMovements) {
            (forms(visit, id, (&open, &names), refused.as_ref(), matches))
        }
        @if !closed.is_empty() {
            section {
                h2 #over { (t::OVER.with(language, &[&format::count(closed.len(), language)])) }
                (scroll("over", &who_waited(visit, &closed, &names)))
            }
        }
    };
    let page_ = Page::new(Nav::Facilities, t::LIST.to(language), body);
    let board = format!("/co-so/{id}/{}", visit.today());
    Ok(page(visit, page_.under("/co-so", shell::FACILITIES.to(language)).under(board, facility.name.clone())))
}

fn name(names: &Names, person: PersonId) -> String {
    names.get(&person).map_or_else(|| format::short_id(person), |card| card.name.clone())
}

fn who_waits(visit: &Visit, id: FacilityId, open: &[Waiting], names: &Names) -> Markup {
    let language = visit.language;
    let admits = visit.may(Right::RecordMovements);
    html! {
        table.rows {
            thead { tr {
                @for heading in [t::PLACE, t::PERSON, t::DECISION, t::PRIORITY, t::REASON, t::DUE] {
                    th scope="col" { (heading.to(language)) }
                }
                @if admits { th scope="col" { (t::ADMIT.to(language)) } }
            } }
            tbody { @for (place, waiting) in open.iter().enumerate() { tr {
                @let name = name(names, waiting.person_id);
                td.number { (place + 1) }
                th scope="row" { (name) }
                td { (waiting.decision_number) small { (day(waiting.decided_on, language)) } }
                td { (format::capital(waiting.priority.to(language))) }
                td { (format::capital(waiting.reason.to(language))) }
                td { (due(waiting, visit)) }
                @if admits {
                    td {
                        a.button href={ "/co-so/" (id) "/" (visit.today()) "/tiep-nhan?nguoi=" (waiting.person_id) }
                            aria-label=(t::ADMIT_WHO.with(language, &[&name])) { (t::ADMIT.to(language)) }
                    }
                }
            } } }
        }
    }
}

fn due(waiting: &Waiting, visit: &Visit) -> Markup {
    let language = visit.language;
    html! {
        @match (waiting.due_on, &waiting.standing) {
            (Some(due_on), Some(left)) => {
                (standing(left, language)) small { (day(due_on, language)) }
                @if let Some(rule) = &waiting.article { small.wrap { (article(rule, language)) } }
            }
            _ => span.none { (t::NO_LIMIT.to(language)) },
        }
    }
}

fn who_waited(visit: &Visit, closed: &[Waiting], names: &Names) -> Markup {
    let language = visit.language;
    html! {
        table {
            thead { tr {
                @for heading in [t::PERSON, t::DECISION, t::OFF_ON, t::OUTCOME] { th scope="col" { (heading.to(language)) } }
            } }
            tbody { @for waiting in closed { tr {
                th scope="row" { (name(names, waiting.person_id)) }
                td { (waiting.decision_number) small { (day(waiting.decided_on, language)) } }
                td { @if let Some(on) = waiting.closed_on { (day(on, language)) } }
                td { (waiting.withdrawn_reason.as_ref().map_or(t::WAS_ADMITTED.to(language), |reason| reason.to(language))) }
            } } }
        }
    }
}

fn forms(
    visit: &Visit,
    id: FacilityId,
    (open, names): (&[Waiting], &Names),
    refused: Option<&Refused<'_, FormKind>>,
    matches: &[Choice],
) -> Markup {
    let action = address(id);
    let today = visit.today().to_string();
    let blank = Fields::default()
        .set(DECIDED.0, today.clone())
        .set(OFF_ON.0, today)
        .set(PRIORITY.0, WaitingPriority::Ordinary.as_str());
    let listing = |form: &Form<'_>| {
        html! {
            @if matches.len() > 1 {
                input type="hidden" name=(WHO.0) value=(form.values.text(WHO.0));
                (form.field(PERSON).required().radio(
                    matches.iter().map(|one| Choice::new(one.value.clone(), one.label.clone())).collect(),
                ))
            } @else {
                (form.field(WHO).required().hint(words::WHO_HINT))
            }
            (form.field(DECISION).required())
            (form.field(DECIDED).required().date())
            (form.field(PRIORITY).required().radio(choices::<WaitingPriority>(visit)))
            (form.field(REASON).required().select(choices::<WaitReason>(visit)))
        }
    };
    let withdrawal = |form: &Form<'_>| {
        let who = open.iter().map(|one| Choice::new(one.id.to_string(), name(names, one.person_id))).collect();
        html! {
            (form.field(ENTRY).required().select(who))
            (form.field(OFF_ON).required().date())
            (form.field(OFF_REASON).required().select(choices::<WaitingEnd>(visit)))
        }
    };
    html! {
        section.panel aria-labelledby="record" {
            h2 #record { (t::RECORD.to(visit.language)) }
            (fold(visit, &action, FormKind::Listing, refused, (&blank, listing)))
            @if !open.is_empty() { (fold(visit, &action, FormKind::Withdrawal, refused, (&blank, withdrawal))) }
        }
    }
}
