//! `/nguoi/{id}/ly-lich`: the statutory personal summary, its 25 fields in the order of the form.

pub mod edit;
mod reading;

use axum::extract::Path;
use domain::ids::PersonId;
use maud::{Markup, html};
use web::{Language, Right};

use super::glance;
use crate::api::registry::forms::Of;
use crate::api::registry::particulars::{self, Earlier, Record, Relative, Summary};
use crate::api::registry::{self, Person};
use crate::areas;
use crate::failure::Failure;
use crate::format;
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, particulars as t, shell};
use crate::layout::{Nav, Page, page};
use crate::pages::printed;
use crate::parts::{Tone, notice, print_button};
use crate::visit::{Asked, Visit};

/// What is known of a field; nothing where it is not known.
type Value = Option<String>;

pub async fn show(visit: Visit, Path(id): Path<PersonId>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let (person, summary, forms) = tokio::join!(
        registry::person(&visit.api, id),
        particulars::summary(&visit.api, id),
        printed::of(&visit, Of::Person(id)),
    );
    let (person, (summary, _), forms) = (person?, summary?, forms?);
    let language = visit.language;
    let title = t::SUMMARY_OF.with(language, &[&person.summary.name]);
    let fields = fields(&visit, &person, &summary);
    let known = fields.iter().filter(|(_, value)| value.is_some()).count();
    let body = html! {
        div.head {
            h1 #summary { (title) }
            p.actions {
                (print_button(language))
                @if visit.may(Right::RegisterPersons) {
                    a.button.primary href={ "/nguoi/" (id) "/ly-lich/sua" } { (t::SUMMARY_EDIT.to(language)) }
                }
            }
        }
        @if asked.text("xong") == "ghi" { (notice(Tone::Good, t::SUMMARY_SAVED.to(language))) }
        p.hint { (t::SUMMARY_HINT.to(language)) }
        p.sum { strong { (t::SUMMARY_KNOWN.with(language, &[&known.to_string()])) } }
        dl.summary {
            @for (place, (name, value)) in fields.iter().enumerate() {
                div {
                    dt { (place + 1) ". " (name.to(language)) }
                    dd {
                        @match value {
                            Some(value) => (value),
                            None => span.none { (t::UNKNOWN.to(language)) },
                        }
                    }
                }
            }
            @if let Some(guardian) = &summary.guardian {
                div {
                    dt { (t::GUARDIAN.to(language)) }
                    dd { (joined([Some(guardian.name.clone()), Some(guardian.kind.label(language).to_owned()), guardian.phone.clone()]).unwrap_or_default()) }
                }
            }
        }
        (forms)
    };
    let (href, name) = glance::way_back(&person);
    let page_ = Page::new(Nav::Persons, title, body).under("/nguoi", shell::PERSON_LIST.to(language));
    Ok(page(&visit, page_.under(href, name)))
}

/// The 25 fields in the order of the form: those of the register's own tables, and those of the summary.
fn fields(visit: &Visit, person: &Person, summary: &Summary) -> [(Text, Value); 25] {
    let language = visit.language;
    let who = &person.summary;
    let label = |code: Option<&'static str>| code.map(str::to_owned);
    let aliases = person.aliases.iter().map(|alias| Some(alias.name.clone()));
    let numbers = person.numbers.iter().map(|number| Some(number.masked.clone()));
    let ethnicity = summary.ethnicity.map(|one| one.label(language).to_owned());
    [
        (t::F1, Some(who.name.clone())),
        (t::F2, joined(aliases)),
        (t::F3, Some(format::birth(&who.birth, language))),
        (t::F4, Some(who.sex.label(language).to_owned())),
        (t::F5, summary.home_town.clone()),
        (t::F6, lives(person, &["permanent", "temporary"], language)),
        (t::F7, lives(person, &["dwelling"], language).or_else(|| person.address.clone())),
        (t::F8, joined(numbers).or_else(|| who.official_number_masked.clone())),
        (t::F9, summary.ethnicity_name.clone().or(ethnicity)),
        (t::F10, said(summary.religious, language)),
        (t::F11, label(summary.schooling.map(|one| one.label(language)))),
        (t::F12, summary.nationality.clone()),
        (t::F13, relative(summary.father.as_ref())),
        (t::F14, relative(summary.mother.as_ref())),
        (t::F15, joined([summary.occupation.clone(), summary.workplace.clone()])),
        (t::F16, joined(summary.records.iter().map(|record| record_line(record, language)))),
        (t::F17, said(summary.psychotic_signs, language)),
        (t::F18, summary.first_use.clone()),
        (t::F19, summary.first_detected_on.map(|on| format::date(on, language))),
        (t::F20, joined(summary.drugs.iter().map(|drug| Some(drug.label(language).to_owned())))),
        (t::F21, label(summary.route.map(|one| one.label(language)))),
        (t::F22, joined(summary.earlier_rehabilitations.iter().map(|one| earlier_line(one, language)))),
        (t::F23, summary.frequency.map(|often| format!("{} {}", often.times, often.period.label(language)))),
        (t::F24, summary.dose.clone()),
        (t::F25, joined([summary.phone.clone(), summary.social_account.clone()])),
    ]
}

/// What there is, one after the other.
fn joined(values: impl IntoIterator<Item = Value>) -> Value {
    let known: Vec<String> = values.into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.join("; "))
}

fn said(known: Option<bool>, language: Language) -> Value {
    known.map(|yes| if yes { t::YES } else { t::NO }.to(language).to_owned())
}

/// Where somebody lives now, by kinds of residence.
fn lives(person: &Person, kinds: &[&str], language: Language) -> Value {
    let now = person.residences.iter().filter(|stay| stay.until.is_none() && kinds.contains(&stay.kind.code()));
    joined(now.map(|stay| {
        let commune = areas::commune(&stay.commune_code, &stay.province_code, stay.since);
        let place = joined([stay.address.clone(), Some(commune)])?;
        Some(format!("{place} ({})", stay.kind.label(language)))
    }))
}

fn relative(known: Option<&Relative>) -> Value {
    joined([known.map(|one| one.name.clone()), known.and_then(|one| one.official_number.clone())])
}

fn record_line(record: &Record, language: Language) -> Value {
    let on = record.decided_on.map(|on| format::date(on, language));
    let parts =
        [Some(record.kind.label(language).to_owned()), record.decision_number.clone(), on, record.issuer.clone()];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn earlier_line(earlier: &Earlier, language: Language) -> Value {
    let year = earlier.year.map(|year| year.to_string());
    let parts =
        [Some(earlier.form.label(language).to_owned()), year, earlier.place.clone(), earlier.decision_number.clone()];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}
