//! `/nguoi/{id}/lap-ho-so`: a dossier is opened for a person.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::PersonId;
use domain::law::{self, AgeGroup};
use maud::{Markup, html};
use web::{Language, Right};

use crate::api::registry::dossiers::{self, Open, Procedure, Substance};
use crate::api::registry::labels::Label;
use crate::api::registry::{self, Person};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name};
use crate::i18n::{dossiers as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, notice};
use crate::visit::{Posted, Visit};

const ON: Name = ("occurred_on", t::OPENED_ON);
const FOUND: Name = ("discovered_at", t::DISCOVERED_ON);
const FOUND_TIME: Name = ("discovered_time", t::DISCOVERED_TIME);
const VIOLATION: Name = ("last_violation_on", t::LAST_VIOLATION);
const EVASION: Name = ("evasion_ended_on", t::EVASION_ENDED);
const GROUND: Name = ("ground", t::GROUND);
const CONDITIONS: Name = ("conditions", t::CONDITIONS);
const EXCLUSIONS: Name = ("exclusions", t::EXCLUSIONS);
const NAMES: [Name; 8] = [ON, FOUND, FOUND_TIME, VIOLATION, EVASION, GROUND, CONDITIONS, EXCLUSIONS];

pub async fn blank(visit: Visit, Path(id): Path<PersonId>) -> Result<Markup, Failure> {
    let values = Fields::default().set(ON.0, visit.today().to_string());
    show(&visit, id, &values, &Errors::default()).await
}

pub async fn submit(visit: Visit, Path(id): Path<PersonId>, Posted(values): Posted) -> Result<Response, Failure> {
    let errors = match check(&visit, &values) {
        Err(errors) => errors,
        Ok(dossier) => match dossiers::open(&visit.api, values.text("key"), id, &dossier).await {
            Ok(opened) => return Ok(Redirect::to(&format!("/ho-so/{}?xong=mo", opened.id)).into_response()),
            Err(failure) => Errors::of(failure, &visit)?,
        },
    };
    Ok((errors.status(), show(&visit, id, &values, &errors).await?).into_response())
}

fn check(visit: &Visit, values: &Fields) -> Result<Open, Errors> {
    let mut errors = Errors::not_entered(values, &[ON], visit);
    let mut date = |name: Name| {
        Errors::or_date(values, name.0, visit).unwrap_or_else(|wrong| {
            errors.fields.extend(wrong.fields);
            None
        })
    };
    let (occurred_on, last_violation_on, evasion_ended_on) = (date(ON), date(VIOLATION), date(EVASION));
    let found = values.given(FOUND.0).or_else(|| values.given(FOUND_TIME.0));
    let discovered_at = found.and_then(|_| match Errors::or_moment(values, FOUND.0, FOUND_TIME.0, visit) {
        Ok(at) => Some(at),
        Err(wrong) => {
            errors.fields.extend(wrong.fields);
            None
        }
    });
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Open {
        occurred_on,
        discovered_at,
        last_violation_on,
        evasion_ended_on,
        ground: values.given(GROUND.0),
        exclusions: values.all(EXCLUSIONS.0),
        conditions: values.all(CONDITIONS.0),
    })
}

async fn show(visit: &Visit, id: PersonId, values: &Fields, errors: &Errors) -> Result<Markup, Failure> {
    if !visit.may(Right::KeepDossiers) {
        return Err(Failure::Forbidden);
    }
    let language = visit.language;
    let person = registry::person(&visit.api, id).await?;
    let name = &person.summary.name;
    let title = t::OPEN_DOSSIER_FOR.with(language, &[name]);
    let body = html! {
        h1 { (title) }
        @match group(visit, &person) {
            None => (notice(Tone::Warning, t::TOO_YOUNG.to(language))),
            Some(group) => {
                @let pack = law::pack_in_force(visit.today()).id;
                @let procedure = dossiers::procedure(&visit.api, pack.as_str(), group.as_str()).await?;
                p.hint {
                    (t::OPEN_LEAD.with(language, &[language.pick(pack.vi(), pack.en()), language.pick(group.vi(), group.en())]))
                }
                (form(visit, id, &procedure, (values, errors)))
            }
        }
    };
    let page_ = Page::new(Nav::Dossiers, title, body).under("/ho-so", t::DOSSIERS.to(language));
    Ok(page(visit, page_.under(format!("/nguoi/{id}"), name)))
}

/// Nobody under 12 belongs to a group: there is no measure.
pub fn group(visit: &Visit, person: &Person) -> Option<AgeGroup> {
    AgeGroup::of_age(u32::try_from(person.summary.birth.age_on(visit.today())).unwrap_or(0))
}

fn form(visit: &Visit, id: PersonId, procedure: &Procedure, (values, errors): (&Fields, &Errors)) -> Markup {
    let language = visit.language;
    let form = Form { visit, values, errors, names: &NAMES, suffix: "" };
    let circumstances: Vec<&Label> = procedure.papers.iter().filter_map(|paper| paper.condition.as_ref()).collect();
    html! {
        (form.summary())
        form.stack method="post" action={ "/nguoi/" (id) "/lap-ho-so" } data-guard novalidate {
            (form.hidden())
            fieldset {
                legend { (t::DISCOVERED.to(language)) }
                (form.field(ON).required().date())
                (form.field(FOUND).hint(t::DISCOVERED_HINT).date())
                (form.field(FOUND_TIME).hint(t::TIME_HINT))
                (form.field(VIOLATION).hint(t::VIOLATION_HINT).date())
                (form.field(EVASION).date())
            }
            fieldset {
                legend { (t::FACTS.to(language)) }
                @if !procedure.grounds.is_empty() {
                    (form.field(GROUND).radio(cited(&procedure.grounds, language)))
                }
                @if !circumstances.is_empty() {
                    (form.field(CONDITIONS).check(
                        circumstances.iter().map(|label| Choice::new(&*label.code, format::capital(label.to(language)))).collect(),
                    ))
                }
                @if !procedure.exclusions.is_empty() {
                    (form.field(EXCLUSIONS).check(cited(&procedure.exclusions, language)))
                }
            }
            p.actions {
                button.primary { (t::OPEN_SUBMIT.to(language)) }
                a.button.quiet href={ "/nguoi/" (id) } { (shell::CANCEL.to(language)) }
            }
        }
    }
}

/// Each with its article.
fn cited(all: &[Substance], language: Language) -> Vec<Choice> {
    let cited = |one: &Substance| {
        Choice::new(&*one.what.code, format!("{} ({})", format::capital(one.what.to(language)), one.article.citation))
    };
    all.iter().map(cited).collect()
}
