//! `/nhap-lieu`: sends a list in for a preview, and lists those sent before.

mod lines;
pub mod preview;
mod profile;
pub mod progress;

pub use profile::save as save_profile;

use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::FileKind;
use maud::{Markup, html};
use web::Right;

use crate::api::registry::imports::{self, Import, Options};
use crate::areas;
use crate::failure::{Failure, part};
use crate::fields::{Fields, with_query};
use crate::format;
use crate::forms::{Choice, Errors, Form, Name, choices};
use crate::i18n::{imports as t, persons, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, badge, missing_part, notice, scroll};
use crate::visit::{Asked, Attached, LIST_PAGE, Posted, Visit};

const FILE: Name = ("file", t::FILE);
const COMMUNE: Name = ("commune_code", t::DEFAULT_COMMUNE);
const ON: Name = ("occurred_on", t::DEFAULT_DAY);
const KIND: Name = ("kind", t::DEFAULT_KIND);
const PROFILE: Name = ("profile", t::PROFILE);
const NAMES: [Name; 5] = [FILE, COMMUNE, ON, KIND, PROFILE];

pub async fn show(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    allowed(&visit)?;
    let profile = asked.text("mau");
    let values = Fields::default()
        .set(ON.0, visit.today().to_string())
        .set(KIND.0, FileKind::Addict.as_str())
        .set(PROFILE.0, profile);
    let saved = (!profile.is_empty()).then(|| t::DONE_PROFILE.with(visit.language, &[profile]));
    let body = form(&visit, asked.text("tinh"), &values, &Errors::default()).await;
    whole(&visit, html! { @if let Some(saved) = saved { (notice(Tone::Good, &saved)) } (body) }).await
}

pub async fn submit(
    visit: Visit,
    Asked(asked): Asked,
    Posted(values): Posted,
    Attached(upload): Attached,
) -> Result<Response, Failure> {
    allowed(&visit)?;
    let errors = match Errors::or_date(&values, ON.0, &visit) {
        Err(errors) => errors,
        Ok(occurred_on) => match upload.filter(|upload| !upload.bytes.is_empty()) {
            None => Errors::at(FILE.0, t::FILE_NOT_CHOSEN.to(visit.language)),
            Some(upload) => {
                let text = |name| values.text(name).to_owned();
                let options = Options {
                    commune_code: text(COMMUNE.0),
                    occurred_on,
                    kind: text(KIND.0),
                    profile: text(PROFILE.0),
                };
                match imports::preview(&visit.api, &options, &upload.name, upload.bytes).await {
                    Ok(created) => return Ok(Redirect::to(&format!("{LIST_PAGE}/{}", created.id)).into_response()),
                    Err(failure) => Errors::of(failure, &visit)?,
                }
            }
        },
    };
    let status = errors.status();
    let body = form(&visit, asked.text("tinh"), &values, &errors).await;
    Ok((status, whole(&visit, body).await?).into_response())
}

fn allowed(visit: &Visit) -> Result<(), Failure> {
    if visit.may(Right::RegisterPersons) { Ok(()) } else { Err(Failure::Forbidden) }
}

async fn whole(visit: &Visit, form: Markup) -> Result<Markup, Failure> {
    let language = visit.language;
    let earlier = part(imports::all(&visit.api).await)?;
    let body = html! {
        h1 { (t::TITLE.to(language)) }
        p { (t::LEAD.to(language)) }
        (form)
        section {
            h2 #earlier { (t::EARLIER.to(language)) }
            @match &earlier {
                Err(failure) => (missing_part(failure, language)),
                Ok(all) if all.is_empty() => p.empty { (t::EARLIER_NONE.to(language)) },
                Ok(all) => (scroll("earlier", &table(visit, all))),
            }
        }
    };
    Ok(page(visit, Page::new(Nav::Imports, t::TITLE.to(language), body)))
}

async fn form(visit: &Visit, province: &str, values: &Fields, errors: &Errors) -> Markup {
    let language = visit.language;
    let today = visit.today();
    let scope = visit.scope(Right::RegisterPersons).unwrap_or_default();
    let within: Vec<&str> = match province {
        "" => scope.areas.iter().map(String::as_str).collect(),
        province => vec![province],
    };
    let form = Form { visit, values, errors, names: &NAMES, suffix: "" };
    // What was chosen stays to choose when registry does not answer.
    let saved = imports::profiles(&visit.api).await.unwrap_or_default().into_iter().map(|profile| profile.name);
    let mut profiles: Vec<String> = saved.collect();
    let chosen = values.text(PROFILE.0);
    if !chosen.is_empty() && !profiles.iter().any(|name| name == chosen) {
        profiles.push(chosen.to_owned());
    }
    let again = if errors.is_empty() { t::FILE_HINT } else { t::FILE_AGAIN };
    html! {
        @if scope.everywhere {
            form.filters method="get" action=(LIST_PAGE) {
                label { (persons::PROVINCE.to(language))
                    select name="tinh" required {
                        option value="" { (shell::CHOOSE.to(language)) }
                        @for choice in areas::provinces(&scope, today) {
                            option value=(choice.value) selected[choice.value == province] { (choice.label) }
                        }
                    }
                }
                button { (persons::SHOW_COMMUNES.to(language)) }
            }
        }
        (form.summary())
        form.stack method="post" action=(with_query(LIST_PAGE, [("tinh", province)])) enctype="multipart/form-data"
            novalidate {
            (form.hidden())
            fieldset {
                legend { (t::SEND_TITLE.to(language)) }
                (form.field(FILE).required().hint(again).file(".xlsx,.xlsm,.xls,.csv,.txt,.tsv"))
            }
            fieldset {
                legend { (t::DEFAULTS.to(language)) }
                (form.field(COMMUNE).select_grouped(areas::communes(within, today)))
                (form.field(ON).date())
                (form.field(KIND).select(choices::<FileKind>(visit)))
                @if !profiles.is_empty() {
                    (form.field(PROFILE).hint(t::PROFILE_HINT).select(profiles.iter().map(|name| Choice::new(name, name)).collect()))
                }
            }
            p.actions { button.primary { (t::PREVIEW.to(language)) } }
        }
    }
}

fn table(visit: &Visit, all: &[Import]) -> Markup {
    let language = visit.language;
    html! {
        table.rows {
            thead { tr {
                @for heading in [t::FILE, t::SENT_AT, t::STATE] { th scope="col" { (heading.to(language)) } }
                @for heading in [t::LINES, t::WRITTEN, t::ASIDE] { th.number scope="col" { (heading.to(language)) } }
            } }
            tbody {
                @for import in all {
                    tr {
                        th scope="row" { a.whole href={ (LIST_PAGE) "/" (import.id) } { (import.file_name) } }
                        td { (format::moment(import.created_at, language)) }
                        td { (state(visit, import)) }
                        td.number { (format::number(import.lines(None, None), language)) }
                        td.number { (format::number(import.lines(None, Some("done")), language)) }
                        td.number { (format::number(import.lines(None, Some("kept")), language)) }
                    }
                }
            }
        }
    }
}

fn state(visit: &Visit, import: &Import) -> Markup {
    let tone = match import.state.as_str() {
        "applied" => Tone::Good,
        "applying" => Tone::Warning,
        "reading" => Tone::Bad,
        _ => Tone::Plain,
    };
    let text = t::state(&import.state).map_or(import.state.as_str(), |text| text.to(visit.language));
    badge(tone, text)
}
