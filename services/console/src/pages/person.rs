//! `/nguoi/{id}`: who it is, at which step, and everything that happened, from all services together.

mod dossiers;
mod glance;
pub mod looks;
pub mod particulars;
mod stages;
pub mod summary;
mod timeline;
mod waiting;

use std::collections::HashMap;

use axum::extract::Path;
use domain::ids::{FacilityId, PersonId};
use maud::{Markup, html};
use web::Right;

use crate::api::aftercare::{self, CaseFile};
use crate::api::community::{self, Treatment};
use crate::api::facility::{self, Facility, History};
use crate::api::registry::dossiers::Case;
use crate::api::registry::particulars::Guardian;
use crate::api::registry::{self, Person};
use crate::areas;
use crate::failure::{Failure, part};
use crate::format;
use crate::i18n::codes::{Labelled, label};
use crate::i18n::{Text, certificates, community as words, persons as t, shell, transfers};
use crate::layout::{Nav, Page, page};
use crate::pages::dossier_opening::group;
use crate::pages::emergency;
use crate::pages::persons::file_state;
use crate::parts::{Tone, badge, day, deadline, fact, notice};
use crate::visit::{Asked, Visit};

use stages::Step;
use timeline::Entry;

/// A person as all services together know them.
struct Life {
    person: Person,
    stays: Vec<History>,
    treatments: Vec<Treatment>,
    cases: Vec<CaseFile>,
    facilities: Vec<Facility>,
    /// The open dossier in full, where there is one and the caller keeps dossiers.
    dossier: Option<Result<Case, Failure>>,
    /// Parts that could not be had, in the reader's words.
    missing: Vec<String>,
}

pub async fn show(visit: Visit, Path(id): Path<PersonId>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let life = gather(&visit, id).await?;
    let guardian = guardian(&visit, &life.person).await?;
    let language = visit.language;
    let names: HashMap<FacilityId, String> =
        life.facilities.iter().map(|facility| (facility.id, facility.name.clone())).collect();
    let banner = emergency::banner(&visit, &life.person.summary).await?;
    let entries = timeline::of(&life, &names, language);
    let body = html! {
        @if asked.text("xong") == "dang-ky" { (notice(Tone::Good, t::REGISTERED.to(language))) }
        (glance::notices(&visit, &life.person))
        (banner)
        (identity(&visit, &life.person, guardian.as_ref().map(Option::as_ref)))
        (strip(&visit, &stages::of(&life)))
        @if !life.missing.is_empty() {
            div.notice.warning role="status" {
                p { "! " (t::PARTS_MISSING.to(language)) }
                ul { @for part in &life.missing { li { (part) } } }
            }
        }
        div.columns {
            section.main-column aria-labelledby="timeline" {
                h2 #timeline { (t::TIMELINE.to(language)) }
                p.hint { (t::TIMELINE_HINT.to(language)) }
                (events(&visit, &entries))
            }
            div.side-column {
                (waiting::section(&visit, &life))
                (actions(&visit, &life))
                (dossiers::section(&visit, &life.person))
                (files(&visit, &life.person))
                (services(&visit, &life.cases))
                (glance::more(&life.person, language))
            }
        }
    };
    let page_ = Page::new(Nav::Persons, life.person.summary.name.clone(), body);
    Ok(page(&visit, page_.under("/nguoi", shell::PERSON_LIST.to(language))))
}

/// Asks all services at the same time; only the registry's answer is indispensable.
async fn gather(visit: &Visit, id: PersonId) -> Result<Life, Failure> {
    let api = &visit.api;
    let (person, stays, treatments, cases, facilities) = tokio::join!(
        registry::person(api, id),
        open_to(visit, Right::ReadFacilities, facility::stays_of(api, id)),
        open_to(visit, Right::ReadTreatments, community::treatments_of(api, id)),
        open_to(visit, Right::ReadAftercare, aftercare::cases_of(api, id)),
        open_to(visit, Right::ReadFacilities, facility::facilities(api)),
    );
    let mut missing = Vec::new();
    let person = person?;
    let dossier = waiting::open_dossier(visit, &person).await?;
    Ok(Life {
        stays: have(visit, stays, t::PART_FACILITY, &mut missing)?,
        treatments: have(visit, treatments, t::PART_COMMUNITY, &mut missing)?,
        cases: have(visit, cases, t::PART_AFTERCARE, &mut missing)?,
        facilities: facilities.unwrap_or_default(),
        person,
        dossier,
        missing,
    })
}

/// Does not ask where the answer can only be no.
async fn open_to<T>(visit: &Visit, right: Right, call: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    if visit.may(right) { call.await } else { Err(Failure::Forbidden) }
}

fn have<T>(
    visit: &Visit,
    result: Result<Vec<T>, Failure>,
    name: Text,
    missing: &mut Vec<String>,
) -> Result<Vec<T>, Failure> {
    match part(result)? {
        Ok(items) => Ok(items),
        Err(failure) => {
            let text = if matches!(failure, Failure::Forbidden) { t::PART_CLOSED } else { t::PART_AWAY };
            missing.push(text.with(visit.language, &[name.to(visit.language)]));
            Ok(Vec::new())
        }
    }
}

/// The guardian of a minor; nobody else's is asked for.
async fn guardian(visit: &Visit, person: &Person) -> Result<Option<Option<Guardian>>, Failure> {
    if person.summary.birth.age_on(visit.today()) >= 18 {
        return Ok(None);
    }
    let summary = part(registry::particulars::summary(&visit.api, person.summary.id).await)?;
    Ok(summary.ok().map(|(summary, _)| summary.guardian))
}

fn identity(visit: &Visit, person: &Person, guardian: Option<Option<&Guardian>>) -> Markup {
    let language = visit.language;
    let who = &person.summary;
    let age = who.birth.age_on(visit.today());
    let commune = areas::commune(&who.commune_code, &who.province_code, visit.today());
    html! {
        section.identity aria-label=(t::IDENTITY.to(language)) {
            div.name {
                @if let Some(code) = &who.file_code { span.code { (code) } }
                h1 { (who.name) }
            }
            dl.facts {
                (fact(t::SEX, &html! { (who.sex.label(language)) }, language))
                (fact(t::BORN_ON, &html! {
                    (format::birth(&who.birth, language)) " · "
                    (shell::YEARS_OLD.with(language, &[&age.to_string()]))
                }, language))
                (fact(t::COMMUNE, &html! {
                    (commune) @if let Some(address) = &person.address { ", " (address) }
                }, language))
                (fact(t::FILE_STATE, &html! { (file_state(who, language)) }, language))
                @if let Some(number) = &who.official_number_masked {
                    (fact(t::OFFICIAL_NUMBER, &html! { span.code { (number) } }, language))
                }
                (glance::facts(person, guardian, language))
            }
        }
    }
}

fn strip(visit: &Visit, steps: &[(Text, Step)]) -> Markup {
    let language = visit.language;
    html! {
        nav.stages aria-label=(t::STAGES.to(language)) {
            ol {
                @for (position, (name, step)) in steps.iter().enumerate() {
                    @let (class, mark, words) = match step {
                        Step::Done => ("done", "✓", t::STEP_DONE),
                        Step::Current => ("current", "▶", t::STEP_CURRENT),
                        Step::ToDo => ("todo", "", t::STEP_TODO),
                    };
                    li class=(class) aria-current=[(*step == Step::Current).then_some("step")] {
                        span.mark aria-hidden="true" { (mark) }
                        " " (position + 1) " " (name.to(language))
                        span.hidden { " (" (words.to(language)) ")" }
                    }
                }
            }
        }
    }
}

fn events(visit: &Visit, entries: &[Entry]) -> Markup {
    let language = visit.language;
    html! {
        @if entries.is_empty() {
            p.empty { (t::TIMELINE_EMPTY.to(language)) }
        } @else {
            ol.timeline {
                @for entry in entries {
                    li class=(if entry.due { "due" } else { "past" }) {
                        div.when { (day(entry.on, language)) }
                        div.what {
                            div.title {
                                p {
                                    strong { (entry.title) } " "
                                    @if entry.due { (deadline(entry.on, visit.today(), language)) }
                                }
                                span.source { (entry.source.to(language)) }
                            }
                            @if !entry.details.is_empty() { p.detail { (entry.details.join(" · ")) } }
                        }
                    }
                }
            }
        }
    }
}

fn actions(visit: &Visit, life: &Life) -> Markup {
    let language = visit.language;
    // Nobody is admitted under 12: the law has no measure for that age.
    if !visit.may(Right::RecordMovements) || group(visit, &life.person).is_none() {
        return html! {};
    }
    let today = visit.today();
    let open = life.stays.iter().find(|stay| stay.admission.is_open()).map(|stay| &stay.admission);
    html! {
        section.panel aria-labelledby="actions" {
            h2 #actions { (t::ACTIONS.to(language)) }
            @match open {
                Some(stay) => {
                    @let at = life.facilities.iter().find(|facility| facility.id == stay.facility_id);
                    @let at = at.map_or_else(|| format::short_id(stay.facility_id), |facility| facility.name.clone());
                    p { (t::CURRENT_STAY.with(language, &[&at, &format::date(stay.admitted_on, language)])) }
                    a.button href={ "/co-so/" (stay.facility_id) "/" (today) "/luot/" (stay.id) } {
                        (t::RECORD_MOVEMENT.to(language))
                    }
                },
                None => ul.plain {
                    @for facility in &life.facilities {
                        li {
                            a.button href={ "/co-so/" (facility.id) "/" (today) "/tiep-nhan?nguoi=" (life.person.summary.id) } {
                                (t::ADMIT_AT.with(language, &[&facility.name]))
                            }
                        }
                    }
                },
            }
        }
    }
}

/// Whoever was opened in an emergency is only read.
fn may_register(visit: &Visit, person: &Person) -> bool {
    let codes = [person.summary.commune_code.as_str(), person.summary.province_code.as_str()];
    visit.scope(Right::RegisterPersons).is_some_and(|scope| scope.covers_area(&codes))
}

fn files(visit: &Visit, person: &Person) -> Markup {
    let language = visit.language;
    html! {
        @if !person.files.is_empty() {
            section.panel aria-labelledby="files" {
                h2 #files { (t::FILES.to(language)) }
                ul.plain {
                    @for file in &person.files {
                        li {
                            span.code { (file.file_code) } " "
                            (badge(if file.status == "open" { Tone::Good } else { Tone::Plain }, &label(&file.status, language)))
                            br;
                            (file.kind.label(language))
                            @if let Some(drug) = file.drug { ", " (drug.label(language)) }
                        }
                    }
                }
                @if may_register(visit, person) && person.files.iter().any(|file| file.status == "open") {
                    p.more { a href={ "/nguoi/" (person.summary.id) "/chuyen" } { (transfers::SEND_TITLE.to(language)) } }
                }
                @if visit.may(Right::RecordTreatments) && group(visit, person).is_some() {
                    p.more { a href={ "/nguoi/" (person.summary.id) "/cai-nghien" } { (words::REGISTER.to(language)) } }
                }
            }
        }
    }
}

fn services(visit: &Visit, cases: &[CaseFile]) -> Markup {
    let language = visit.language;
    let referrals: Vec<_> = cases.iter().flat_map(|case| &case.referrals).collect();
    let certified = cases.iter().filter_map(|file| Some((file.case.id, file.certificate_number.as_deref()?)));
    let certified: Vec<_> = certified.collect();
    html! {
        @if !referrals.is_empty() || !certified.is_empty() {
            section.panel aria-labelledby="services" {
                h2 #services { (t::SERVICES.to(language)) }
                @for (case, number) in certified {
                    p { a href={ "/sau-cai/" (case) "/giay-chung-nhan" } { (certificates::OF_CASE.with(language, &[number])) } }
                }
                @if !referrals.is_empty() {
                    ul.plain {
                        @for referral in referrals {
                            li {
                                (referral.kind.label(language)) " – " (referral.partner) " "
                                (badge(Tone::Plain, referral.state.label(language)))
                                @if let Some(amount) = referral.amount { br; (format::money(amount, language)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
