//! `/co-so/{id}/{date}/tiep-nhan`: taking a person in.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::codes::AdmissionBasis;
use domain::ids::{FacilityId, PersonId};
use maud::{Markup, html};
use web::Right;

use crate::api::facility::{self, Facility, RecordAdmission};
use crate::api::registry::{self, PersonSummary, Search};
use crate::areas;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name, choices};
use crate::i18n::{facilities as t, shell};
use crate::layout::{Nav, Page, page};
use crate::visit::{Asked, Posted, Visit};

const WHO: Name = ("who", t::WHO);
const PERSON: Name = ("person_id", t::WHO_CHOOSE);
const BASIS: Name = ("basis", t::BASIS);
const ON: Name = ("occurred_on", t::ADMITTED_ON);
const DECISION: Name = ("decision_number", t::DECISION_NUMBER);
const TERM: Name = ("term_months", t::TERM_MONTHS);
const ATTEMPT: Name = ("attempt", t::ATTEMPT);
const NAMES: [Name; 7] = [WHO, PERSON, BASIS, ON, DECISION, TERM, ATTEMPT];
/// More matches than this are no choice.
const MATCHES: u64 = 10;

type Place = Path<(FacilityId, NaiveDate)>;

pub async fn blank(visit: Visit, Path((id, on)): Place, Asked(asked): Asked) -> Result<Markup, Failure> {
    if !visit.may(Right::RecordMovements) {
        return Err(Failure::Forbidden);
    }
    let facility = facility::facility(&visit.api, id).await?;
    let mut values = Fields::default().set("occurred_on", on.to_string()).set("attempt", "1");
    let mut known = Vec::new();
    if let Some(person) = asked.parsed::<PersonId>("nguoi") {
        known.push(registry::person(&visit.api, person).await?.summary);
        values = values.set("person_id", person.to_string());
    }
    Ok(show(&visit, &facility, on, &values, &Errors::default(), &known))
}

pub async fn submit(visit: Visit, Path((id, on)): Place, Posted(values): Posted) -> Result<Response, Failure> {
    let facility = facility::facility(&visit.api, id).await?;
    let (known, mut errors) = who(&visit, &values).await?;
    let values = match known.as_slice() {
        [one] => values.set("person_id", one.id.to_string()),
        _ => values,
    };
    errors = errors.and(Errors::not_entered(&values, &[BASIS, ON, ATTEMPT], &visit));
    let on_day = Errors::or_date(&values, ON.0, &visit);
    match (known.first(), on_day) {
        (_, Err(wrong)) => errors.fields.extend(wrong.fields),
        (Some(person), Ok(on_day)) if errors.is_empty() => {
            let admission = command(id, &values, person, on_day);
            match facility::admit(&visit.api, values.text("key"), &admission).await {
                Ok(_) => return Ok(Redirect::to(&format!("/co-so/{id}/{on}?xong=tiep-nhan")).into_response()),
                Err(failure) => errors = Errors::of(failure, &visit)?,
            }
        }
        _ => {}
    }
    Ok((errors.status(), show(&visit, &facility, on, &values, &errors, &known)).into_response())
}

/// Who is meant: the chosen person, or everybody who matches the words.
pub(super) async fn who(visit: &Visit, values: &Fields) -> Result<(Vec<PersonSummary>, Errors), Failure> {
    if let Some(chosen) = values.parsed::<PersonId>("person_id") {
        return Ok((vec![registry::person(&visit.api, chosen).await?.summary], Errors::default()));
    }
    let language = visit.language;
    let Some(words) = values.given("who") else {
        return Ok((Vec::new(), Errors::at("who", t::WHO_HINT.to(language))));
    };
    let search = Search { q: Some(words), limit: MATCHES, ..Search::default() };
    let found = registry::search(&visit.api, &search).await?;
    let errors = match found.items.len() {
        0 => Errors::at("who", t::WHO_NONE.to(language)),
        1 => Errors::default(),
        _ => Errors::at("person_id", t::WHO_MANY.with(language, &[&format::total(found.total, language)])),
    };
    Ok((found.items, errors))
}

fn command(id: FacilityId, values: &Fields, person: &PersonSummary, on: Option<NaiveDate>) -> RecordAdmission {
    RecordAdmission {
        person_id: person.id,
        facility_id: id,
        basis: values.text("basis").to_owned(),
        occurred_on: on,
        decision_number: values.given("decision_number"),
        term_months: values.parsed("term_months"),
        attempt: values.parsed("attempt").unwrap_or(1),
    }
}

pub(super) fn describe(visit: &Visit, person: &PersonSummary) -> String {
    let commune = areas::commune(&person.commune_code, &person.province_code, visit.today());
    let code = person.file_code.as_deref().unwrap_or("–");
    format!("{} · {} · {} · {commune}", person.name, format::birth(&person.birth, visit.language), code)
}

fn show(
    visit: &Visit,
    facility: &Facility,
    on: NaiveDate,
    values: &Fields,
    errors: &Errors,
    known: &[PersonSummary],
) -> Markup {
    let language = visit.language;
    let form = Form { visit, values, errors, names: &NAMES, suffix: "" };
    let board = format!("/co-so/{}/{on}", facility.id);
    let action = format!("{board}/tiep-nhan");
    let title = t::ADMIT_TITLE.with(language, &[&facility.name]);
    let body = html! {
        h1 { (title) }
        (form.summary())
        form.stack method="post" action=(action) data-guard novalidate {
            (form.hidden())
            fieldset {
                legend { (t::WHO.to(language)) }
                @match known {
                    [] => (form.field(WHO).required().hint(t::WHO_HINT)),
                    [one] => {
                        p { strong { (describe(visit, one)) } }
                        input type="hidden" name="person_id" value=(one.id);
                        p { a href=(action) { (t::WHO_OTHER.to(language)) } }
                    }
                    many => {
                        input type="hidden" name="who" value=(values.text("who"));
                        (form.field(PERSON).required().radio(
                            many.iter().map(|one| Choice::new(one.id.to_string(), describe(visit, one))).collect(),
                        ))
                        p { a href=(action) { (t::WHO_OTHER.to(language)) } }
                    }
                }
            }
            fieldset {
                legend { (t::STAY.to(language)) }
                (form.field(BASIS).required().radio(choices::<AdmissionBasis>(visit)))
                (form.field(ON).required().date())
                (form.field(DECISION).hint(t::DECISION_HINT))
                (form.field(TERM).kind("number").hint(t::TERM_HINT))
                (form.field(ATTEMPT).required().kind("number"))
            }
            p.actions {
                button.primary { (shell::SAVE.to(language)) }
                a.button.quiet href=(board) { (shell::CANCEL.to(language)) }
            }
        }
    };
    let page_ = Page::new(Nav::Facilities, title.clone(), body);
    page(visit, page_.under("/co-so", shell::FACILITIES.to(language)).under(board, facility.name.clone()))
}
