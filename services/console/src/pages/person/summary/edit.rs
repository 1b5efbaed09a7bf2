//! `/nguoi/{id}/ly-lich/sua`: the summary is written as a whole, if nobody wrote it meanwhile.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::DrugKind;
use domain::codes::summary::{
    DrugRoute, EarlierRehabilitation, Ethnicity, GuardianKind, RecordKind, Schooling, UsePeriod,
};
use domain::ids::PersonId;
use maud::{Markup, html};
use web::Right;

use super::reading::{Reader, rows, to_fields};
use crate::api::registry::{self, particulars};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::forms::{Choice, Errors, Form, Name, choices};
use crate::i18n::{particulars as t, shell};
use crate::layout::{Nav, Page, page};
use crate::pages::person::glance;
use crate::visit::{Posted, Visit};

/// The version that was read, which the form gives back.
const VERSION: &str = "version";

/// The names for the summary of errors. Rows of repeated fields are named by their heading.
const NAMES: [Name; 29] = [
    ("home_town", t::F5),
    ("ethnicity_name", t::F9_NAME),
    ("ethnicity", t::F9),
    ("religious", t::F10),
    ("schooling", t::F11),
    ("nationality", t::F12),
    ("father.name", t::F13),
    ("father.official_number", t::F13_NUMBER),
    ("mother.name", t::F14),
    ("mother.official_number", t::F14_NUMBER),
    ("occupation", t::F15),
    ("workplace", t::F15_PLACE),
    ("records.0.kind", t::F16),
    ("records.0.decided_on", t::DECIDED_ON),
    ("psychotic_signs", t::F17),
    ("first_use", t::F18),
    ("first_detected_on", t::F19),
    ("drugs", t::F20),
    ("route", t::F21),
    ("earlier_rehabilitations.0.form", t::F22),
    ("earlier_rehabilitations.0.year", t::F22_YEAR),
    ("frequency.times", t::F23),
    ("frequency.period", t::F23_PERIOD),
    ("dose", t::F24),
    ("phone", t::F25),
    ("social_account", t::F25_ACCOUNT),
    ("guardian.kind", t::GUARDIAN_KIND),
    ("guardian.name", t::GUARDIAN_NAME),
    ("guardian.phone", t::GUARDIAN_PHONE),
];

pub async fn blank(visit: Visit, Path(id): Path<PersonId>) -> Result<Markup, Failure> {
    if !visit.may(Right::RegisterPersons) {
        return Err(Failure::Forbidden);
    }
    let (summary, version) = particulars::summary(&visit.api, id).await?;
    show(&visit, id, &to_fields(&summary).set(VERSION, version), &Errors::default()).await
}

pub async fn submit(visit: Visit, Path(id): Path<PersonId>, Posted(values): Posted) -> Result<Response, Failure> {
    let mut reader = Reader { values: &values, language: visit.language, errors: Errors::default() };
    let summary = reader.summary();
    let errors = if reader.errors.is_empty() {
        let result = particulars::replace_summary(&visit.api, id, values.text(VERSION), &summary).await;
        match Errors::or_page(&visit, result)? {
            Ok(()) => return Ok(Redirect::to(&format!("/nguoi/{id}/ly-lich?xong=ghi")).into_response()),
            Err(errors) => errors,
        }
    } else {
        reader.errors
    };
    Ok((errors.status(), show(&visit, id, &values, &errors).await?).into_response())
}

async fn show(visit: &Visit, id: PersonId, values: &Fields, errors: &Errors) -> Result<Markup, Failure> {
    let language = visit.language;
    let person = registry::person(&visit.api, id).await?;
    let title = t::SUMMARY_OF.with(language, &[&person.summary.name]);
    let form = Form { visit, values, errors, names: &NAMES, suffix: "" };
    let body = html! {
        h1 { (title) }
        p.hint { (t::SUMMARY_HINT.to(language)) }
        (form.summary())
        form.stack method="post" action={ "/nguoi/" (id) "/ly-lich/sua" } data-guard novalidate {
            (form.hidden())
            input type="hidden" name=(VERSION) value=(values.text(VERSION));
            (identity(visit, &form))
            (records(visit, &form))
            (drug_use(visit, &form))
            fieldset {
                legend { (t::GROUP_CONTACT.to(language)) }
                (form.field(("phone", t::F25)))
                (form.field(("social_account", t::F25_ACCOUNT)))
            }
            fieldset {
                legend { (t::GROUP_GUARDIAN.to(language)) }
                (form.field(("guardian.kind", t::GUARDIAN_KIND)).select(choices::<GuardianKind>(visit)))
                (form.field(("guardian.name", t::GUARDIAN_NAME)))
                (form.field(("guardian.phone", t::GUARDIAN_PHONE)))
            }
            p.actions {
                button.primary { (shell::SAVE.to(language)) }
                a.button.quiet href={ "/nguoi/" (id) "/ly-lich" } { (shell::CANCEL.to(language)) }
            }
        }
    };
    let (href, name) = glance::way_back(&person);
    let page_ = Page::new(Nav::Persons, title, body).under("/nguoi", shell::PERSON_LIST.to(language));
    Ok(page(visit, page_.under(href, name).under(format!("/nguoi/{id}/ly-lich"), t::SUMMARY.to(language))))
}

fn yes_or_no(visit: &Visit) -> Vec<Choice> {
    vec![Choice::new("yes", t::YES.to(visit.language)), Choice::new("no", t::NO.to(visit.language))]
}

fn identity(visit: &Visit, form: &Form<'_>) -> Markup {
    html! {
        fieldset {
            legend { (t::GROUP_PERSON.to(visit.language)) }
            (form.field(("home_town", t::F5)))
            (form.field(("ethnicity", t::F9)).select(choices::<Ethnicity>(visit)))
            (form.field(("ethnicity_name", t::F9_NAME)))
            (form.field(("religious", t::F10)).select(yes_or_no(visit)))
            (form.field(("schooling", t::F11)).select(choices::<Schooling>(visit)))
            (form.field(("nationality", t::F12)).hint(t::F12_HINT))
            (form.field(("father.name", t::F13)))
            (form.field(("father.official_number", t::F13_NUMBER)))
            (form.field(("mother.name", t::F14)))
            (form.field(("mother.official_number", t::F14_NUMBER)))
            (form.field(("occupation", t::F15)))
            (form.field(("workplace", t::F15_PLACE)))
        }
    }
}

fn records(visit: &Visit, form: &Form<'_>) -> Markup {
    html! {
        fieldset {
            legend { (t::GROUP_RECORDS.to(visit.language)) }
            @for row in 0..rows(form.values, "records") {
                (repeated(visit, row, html! {
                    (form.field((&*format!("records.{row}.kind"), t::F16_KIND)).select(choices::<RecordKind>(visit)))
                    (form.field((&*format!("records.{row}.decision_number"), t::DECISION_NUMBER)))
                    (form.field((&*format!("records.{row}.decided_on"), t::DECIDED_ON)).date())
                    (form.field((&*format!("records.{row}.issuer"), t::ISSUER)))
                }))
            }
        }
    }
}

fn drug_use(visit: &Visit, form: &Form<'_>) -> Markup {
    let earlier = |row: usize, part: &str| format!("earlier_rehabilitations.{row}.{part}");
    html! {
        fieldset {
            legend { (t::GROUP_USE.to(visit.language)) }
            (form.field(("psychotic_signs", t::F17)).select(yes_or_no(visit)))
            (form.field(("first_use", t::F18)).hint(t::F18_HINT))
            (form.field(("first_detected_on", t::F19)).date())
            (form.field(("drugs", t::F20)).check(choices::<DrugKind>(visit)))
            (form.field(("route", t::F21)).select(choices::<DrugRoute>(visit)))
            p.field { strong { (t::F22.to(visit.language)) } }
            @for row in 0..rows(form.values, "earlier_rehabilitations") {
                (repeated(visit, row, html! {
                    (form.field((&*earlier(row, "form"), t::F22_FORM)).select(choices::<EarlierRehabilitation>(visit)))
                    (form.field((&*earlier(row, "place"), t::F22_PLACE)))
                    (form.field((&*earlier(row, "year"), t::F22_YEAR)).kind("number"))
                    (form.field((&*earlier(row, "decision_number"), t::DECISION_NUMBER)))
                }))
            }
            (form.field(("frequency.times", t::F23)).kind("number"))
            (form.field(("frequency.period", t::F23_PERIOD)).select(choices::<UsePeriod>(visit)))
            (form.field(("dose", t::F24)))
        }
    }
}

/// One row of a repeated field.
fn repeated(visit: &Visit, row: usize, fields: Markup) -> Markup {
    html! {
        fieldset.row {
            legend { (t::ROW.with(visit.language, &[&(row + 1).to_string()])) }
            (fields)
        }
    }
}
