//! `/nguoi/moi`

use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::{DrugKind, FileKind, Sex};
use maud::{Markup, html};
use web::Right;

use crate::api::registry::{self, OpenFile, RegisterPerson};
use crate::areas;
use crate::failure::Failure;
use crate::fields::{Fields, with_query};
use crate::format::parse_birth;
use crate::forms::{Errors, Form, Name, choices};
use crate::i18n::{persons as t, shell};
use crate::layout::{Nav, Page, page};
use crate::visit::{Asked, Posted, Visit};

const NAME: Name = ("name", t::NAME);
const SEX: Name = ("sex", t::SEX);
const BIRTH: Name = ("birth", t::BIRTH);
const NUMBER: Name = ("official_number", t::OFFICIAL_NUMBER);
const COMMUNE: Name = ("commune_code", t::COMMUNE);
const ADDRESS: Name = ("address", t::ADDRESS);
const ON: Name = ("occurred_on", t::REGISTERED_ON);
const KIND: Name = ("file.kind", t::FILE_KIND);
const DRUG: Name = ("file.drug", t::DRUG);
const BASIS: Name = ("file.legal_basis", t::LEGAL_BASIS);
const NAMES: [Name; 10] = [NAME, SEX, BIRTH, NUMBER, COMMUNE, ADDRESS, ON, KIND, DRUG, BASIS];
const REQUIRED: [Name; 5] = [NAME, SEX, BIRTH, COMMUNE, ON];

pub async fn blank(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    if !visit.may(Right::RegisterPersons) {
        return Err(Failure::Forbidden);
    }
    let values = Fields::default().set("occurred_on", visit.today().to_string());
    Ok(show(&visit, asked.text("tinh"), &values, &Errors::default()))
}

pub async fn submit(visit: Visit, Asked(asked): Asked, Posted(values): Posted) -> Result<Response, Failure> {
    let errors = match check(&visit, &values) {
        Err(errors) => errors,
        Ok(person) => match registry::register(&visit.api, values.text("key"), &person).await {
            Ok(created) => return Ok(Redirect::to(&format!("/nguoi/{}?xong=dang-ky", created.id)).into_response()),
            Err(failure) => Errors::of(failure, &visit)?,
        },
    };
    Ok((errors.status(), show(&visit, asked.text("tinh"), &values, &errors)).into_response())
}

/// Reads the form. What is missing or can't be read is said all at once;
/// the rules are the service's.
fn check(visit: &Visit, values: &Fields) -> Result<RegisterPerson, Errors> {
    let mut errors = Errors::not_entered(values, &REQUIRED, visit);
    let birth = parse_birth(values.text(BIRTH.0));
    if birth.is_none() && values.given(BIRTH.0).is_some() {
        errors = errors.and(Errors::at(BIRTH.0, t::BIRTH_WRONG.to(visit.language)));
    }
    let occurred_on = Errors::or_date(values, ON.0, visit).unwrap_or_else(|wrong| {
        errors.fields.extend(wrong.fields);
        None
    });
    if !errors.is_empty() {
        return Err(errors);
    }
    let file = values.given("file.kind").map(|kind| OpenFile {
        kind,
        drug: values.given("file.drug"),
        legal_basis: values.given("file.legal_basis"),
    });
    Ok(RegisterPerson {
        name: values.text("name").to_owned(),
        sex: values.text("sex").to_owned(),
        birth,
        official_number: values.given("official_number"),
        commune_code: values.text("commune_code").to_owned(),
        address: values.given("address"),
        occurred_on,
        file,
    })
}

fn show(visit: &Visit, province: &str, values: &Fields, errors: &Errors) -> Markup {
    let language = visit.language;
    let scope = visit.scope(Right::RegisterPersons).unwrap_or_default();
    let today = visit.today();
    let within: Vec<&str> = match province {
        "" => scope.areas.iter().map(String::as_str).collect(),
        province => vec![province],
    };
    let communes = areas::communes(within, today);
    let form = Form { visit, values, errors, names: &NAMES, suffix: "" };
    let commune = form.field(COMMUNE).required();
    let body = html! {
        h1 { (shell::REGISTER.to(language)) }
        @if scope.everywhere {
            form.filters method="get" action="/nguoi/moi" {
                label { (t::PROVINCE.to(language))
                    select name="tinh" required {
                        option value="" { (shell::CHOOSE.to(language)) }
                        @for choice in areas::provinces(&scope, today) {
                            option value=(choice.value) selected[choice.value == province] { (choice.label) }
                        }
                    }
                }
                button { (t::SHOW_COMMUNES.to(language)) }
            }
        }
        (form.summary())
        form.stack method="post" action=(with_query("/nguoi/moi", [("tinh", province)])) data-guard novalidate {
            (form.hidden())
            fieldset {
                legend { (t::GROUP_PERSON.to(language)) }
                (form.field(NAME).required())
                (form.field(SEX).required().radio(choices::<Sex>(visit)))
                (form.field(BIRTH).required().hint(t::BIRTH_HINT))
                (form.field(NUMBER).hint(t::NUMBER_HINT))
            }
            fieldset {
                legend { (t::GROUP_RESIDENCE.to(language)) }
                @if communes.is_empty() {
                    (commune.hint(t::PROVINCE_FIRST).select(Vec::new()))
                } @else {
                    (commune.select_grouped(communes))
                }
                (form.field(ADDRESS))
            }
            fieldset {
                legend { (t::GROUP_FILE.to(language)) }
                (form.field(ON).required().date())
                (form.field(KIND).select(choices::<FileKind>(visit)))
                (form.field(DRUG).select(choices::<DrugKind>(visit)))
                (form.field(BASIS))
            }
            p.actions {
                button.primary { (t::REGISTER_SUBMIT.to(language)) }
                a.button.quiet href="/nguoi" { (shell::CANCEL.to(language)) }
            }
        }
    };
    let page_ = Page::new(Nav::Register, shell::REGISTER.to(language), body);
    page(visit, page_.under("/nguoi", shell::PERSON_LIST.to(language)))
}
