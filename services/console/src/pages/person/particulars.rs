//! `/nguoi/{id}/nhan-than`: names, numbers and residences over time, with forms to add to them.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::summary::{AliasKind, ResidenceKind};
use domain::ids::PersonId;
use maud::{Markup, html};
use web::{Language, Right};

use super::glance;
use crate::api::registry::particulars::{self, AssessStability, BeginResidence, Findings, NewAlias};
use crate::api::registry::{self, Person};
use crate::areas;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name, choices};
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, particulars as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, badge, notice};
use crate::visit::{Asked, Posted, Visit};

const KIND: Name = ("kind", t::ALIAS_KIND);
const NAME: Name = ("name", t::ALIAS_NAME);
const PLACE: Name = ("kind", t::RESIDENCE_KIND);
const COMMUNE: Name = ("commune_code", t::COMMUNE_CODE);
const ADDRESS: Name = ("address", t::ADDRESS);
const SINCE: Name = ("since", t::SINCE_DAY);
const TESTED: Name = ("occurred_on", t::TEST_DAY);
const FOUND: Name = ("findings", t::FINDINGS);
const DAYS: Name = ("findings.days_at_dwelling", t::DWELLING_DAYS);

/// What may be found out about a residence.
const FINDINGS: [(&str, Text); 5] = [
    ("registered", t::FOUND_REGISTERED),
    ("lives_there", t::FOUND_LIVES),
    ("whereabouts_unknown", t::FOUND_UNKNOWN),
    ("family_and_databases_know_nothing", t::FOUND_NOTHING),
    ("dwelling_confirmed", t::FOUND_CONFIRMED),
];

/// Which of the page's forms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Alias,
    Residence,
    Stability,
}

impl Sent {
    const ALL: [Self; 3] = [Self::Alias, Self::Residence, Self::Stability];

    fn names(self) -> &'static [Name] {
        match self {
            Self::Alias => &[KIND, NAME],
            Self::Residence => &[PLACE, COMMUNE, ADDRESS, SINCE],
            Self::Stability => &[TESTED, DAYS, FOUND],
        }
    }

    fn part(self) -> &'static str {
        match self {
            Self::Alias => "ten-khac",
            Self::Residence => "noi-o",
            Self::Stability => "on-dinh",
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Self::Alias => "-alias",
            Self::Residence => "-residence",
            Self::Stability => "-stability",
        }
    }

    fn title(self) -> Text {
        match self {
            Self::Alias => t::ADD_ALIAS,
            Self::Residence => t::ADD_RESIDENCE,
            Self::Stability => t::TEST_STABILITY,
        }
    }

    fn saved(self) -> Text {
        match self {
            Self::Alias => t::ALIAS_SAVED,
            Self::Residence => t::RESIDENCE_SAVED,
            Self::Stability => t::STABILITY_SAVED,
        }
    }
}

pub async fn show(visit: Visit, Path(id): Path<PersonId>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let done = Sent::ALL.into_iter().find(|sent| sent.part() == asked.text("xong"));
    render(&visit, id, done.map(Sent::saved), None).await
}

/// A form's own address, asked for without a form.
pub async fn back(Path(id): Path<PersonId>) -> Redirect {
    Redirect::to(&format!("/nguoi/{id}/nhan-than"))
}

pub async fn add_alias(visit: Visit, Path(id): Path<PersonId>, Posted(values): Posted) -> Result<Response, Failure> {
    let errors = Errors::not_entered(&values, &[KIND, NAME], &visit);
    let result = if errors.is_empty() {
        let alias = NewAlias { kind: values.text(KIND.0).to_owned(), name: values.text(NAME.0).to_owned() };
        let result = particulars::add_alias(&visit.api, values.text("key"), id, &alias).await;
        // The service counts the names of a list; this form has one.
        Errors::or_page(&visit, result.map(drop))?.map_err(|errors| errors.renamed("aliases.0.name", NAME.0))
    } else {
        Err(errors)
    };
    answer(&visit, id, Sent::Alias, &values, result).await
}

pub async fn begin_residence(
    visit: Visit,
    Path(id): Path<PersonId>,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[PLACE, COMMUNE, SINCE], &visit);
    let result = match missing.unless(Errors::or_date(&values, SINCE.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(since) => {
            let begin = BeginResidence {
                kind: values.text(PLACE.0).to_owned(),
                commune_code: values.text(COMMUNE.0).to_owned(),
                address: values.given(ADDRESS.0),
                since,
            };
            let result = particulars::begin_residence(&visit.api, values.text("key"), id, &begin).await;
            Errors::or_page(&visit, result.map(drop))?
        }
    };
    answer(&visit, id, Sent::Residence, &values, result).await
}

pub async fn assess(visit: Visit, Path(id): Path<PersonId>, Posted(values): Posted) -> Result<Response, Failure> {
    let mut missing = Errors::not_entered(&values, &[TESTED], &visit);
    let days = values.given(DAYS.0).map(|text| text.parse());
    if matches!(days, Some(Err(_))) {
        missing = missing.and(Errors::at(DAYS.0, t::NUMBER_WRONG.to(visit.language)));
    }
    let result = match missing.unless(Errors::or_date(&values, TESTED.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(occurred_on) => {
            let found = values.all(FOUND.0);
            let has = |code: &str| found.iter().any(|known| known == code);
            let findings = Findings {
                registered: has("registered"),
                lives_there: has("lives_there"),
                whereabouts_unknown: has("whereabouts_unknown"),
                family_and_databases_know_nothing: has("family_and_databases_know_nothing"),
                days_at_dwelling: days.and_then(Result::ok).unwrap_or(0),
                dwelling_confirmed: has("dwelling_confirmed"),
            };
            let result = particulars::assess(&visit.api, id, &AssessStability { occurred_on, findings }).await;
            Errors::or_page(&visit, result.map(drop))?
        }
    };
    answer(&visit, id, Sent::Stability, &values, result).await
}

async fn answer(
    visit: &Visit,
    id: PersonId,
    sent: Sent,
    values: &Fields,
    result: Result<(), Errors>,
) -> Result<Response, Failure> {
    let Err(errors) = result else {
        return Ok(Redirect::to(&format!("/nguoi/{id}/nhan-than?xong={}", sent.part())).into_response());
    };
    Ok((errors.status(), render(visit, id, None, Some((sent, values, &errors))).await?).into_response())
}

type Refused<'a> = (Sent, &'a Fields, &'a Errors);

async fn render(
    visit: &Visit,
    id: PersonId,
    done: Option<Text>,
    refused: Option<Refused<'_>>,
) -> Result<Markup, Failure> {
    let person = registry::person(&visit.api, id).await?;
    let language = visit.language;
    let title = t::PARTICULARS_OF.with(language, &[&person.summary.name]);
    let body = html! {
        h1 { (title) }
        (glance::line(visit, &person))
        @if let Some(done) = done { (notice(Tone::Good, done.to(language))) }
        @if let Some((sent, values, errors)) = refused {
            (Form { visit, values, errors, names: sent.names(), suffix: sent.suffix() }.summary())
        }
        div.columns {
            div.side-column {
                (residences(&person, visit))
                (numbers(&person, language))
                (aliases(&person, language))
                (merges(&person, language))
            }
            @if visit.may(Right::RegisterPersons) {
                section.panel aria-labelledby="record" {
                    h2 #record { (crate::i18n::dossiers::RECORD.to(language)) }
                    @for sent in Sent::ALL { (fold(visit, id, sent, refused)) }
                }
            }
        }
    };
    let (href, name) = glance::way_back(&person);
    let page_ = Page::new(Nav::Persons, title, body).under("/nguoi", shell::PERSON_LIST.to(language));
    Ok(page(visit, page_.under(href, name)))
}

fn residences(person: &Person, visit: &Visit) -> Markup {
    let language = visit.language;
    html! {
        section.panel aria-labelledby="residences" {
            h2 #residences { (t::RESIDENCES.to(language)) }
            p { (t::STABLE.to(language)) ": " (glance::stable(person.stability.as_ref(), language)) }
            @if let Some(test) = &person.stability {
                p {
                    (format::capital(language.pick(test.ground_vi.as_str(), test.ground_en.as_str()))) ". "
                    (t::TESTED.with(language, &[&format::date(test.occurred_on, language)]))
                }
                p.hint lang="vi" { (test.article) }
            }
            @if person.residences.is_empty() { p { (t::NO_RESIDENCES.to(language)) } }
            ul.checklist {
                @for stay in &person.residences {
                    @let since = format::date(stay.since, language);
                    li {
                        p { strong { (format::capital(stay.kind.label(language))) } ", "
                            @match stay.until {
                                Some(until) => (t::SINCE_UNTIL.with(language, &[&since, &format::date(until, language)])),
                                None => (t::SINCE.with(language, &[&since])),
                            }
                        }
                        p {
                            (areas::commune(&stay.commune_code, &stay.province_code, stay.since))
                            @if let Some(address) = &stay.address { ", " (address) }
                        }
                    }
                }
            }
        }
    }
}

fn numbers(person: &Person, language: Language) -> Markup {
    html! {
        section.panel aria-labelledby="numbers" {
            h2 #numbers { (t::NUMBERS.to(language)) }
            @if person.numbers.is_empty() { p { (t::NO_NUMBERS.to(language)) } }
            ul.checklist {
                @for number in &person.numbers {
                    @let (tone, state) = if number.current { (Tone::Good, t::CURRENT) } else { (Tone::Plain, t::FORMER) };
                    li {
                        p { span.code { (number.masked) } " " (badge(tone, state.to(language))) }
                        p.hint {
                            (number.kind.label(language))
                            @if let Some(on) = number.issued_on { ", " (t::ISSUED.with(language, &[&format::date(on, language)])) }
                            @if let Some(by) = &number.issued_by { ", " (t::ISSUED_BY.with(language, &[by])) }
                        }
                    }
                }
            }
        }
    }
}

fn aliases(person: &Person, language: Language) -> Markup {
    html! {
        section.panel aria-labelledby="aliases" {
            h2 #aliases { (t::ALIASES.to(language)) }
            @if person.aliases.is_empty() { p { (t::NO_ALIASES.to(language)) } }
            ul.plain {
                @for alias in &person.aliases { li { (alias.name) " (" (alias.kind.label(language)) ")" } }
            }
        }
    }
}

fn merges(person: &Person, language: Language) -> Markup {
    html! {
        @if !person.merges.is_empty() {
            section.panel aria-labelledby="merges" {
                h2 #merges { (t::MERGES.to(language)) }
                ul.plain {
                    @for merge in &person.merges {
                        @let other = if merge.person_id == person.summary.id { merge.into_id } else { merge.person_id };
                        li {
                            a href={ "/nguoi/" (other) } {
                                (t::MERGE_LINE.with(language, &[&format::date(merge.occurred_on, language), &merge.reason]))
                            }
                            @if let Some(at) = merge.undone_at {
                                small.wrap {
                                    (t::MERGE_UNDONE.with(language, &[
                                        &format::moment(at, language), merge.undone_reason.as_deref().unwrap_or("–"),
                                    ]))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn fold(visit: &Visit, id: PersonId, sent: Sent, refused: Option<Refused<'_>>) -> Markup {
    let language = visit.language;
    let today = visit.today().to_string();
    let blank = Fields::default().set(SINCE.0, &*today).set(TESTED.0, &*today);
    let none = Errors::default();
    let own = refused.filter(|(which, ..)| *which == sent);
    let (values, errors) = own.map_or((&blank, &none), |(_, values, errors)| (values, errors));
    let form = Form { visit, values, errors, names: sent.names(), suffix: sent.suffix() };
    html! {
        details.fold open[own.is_some()] {
            summary { (sent.title().to(language)) }
            form.stack method="post" action={ "/nguoi/" (id) "/nhan-than/" (sent.part()) } data-guard novalidate {
                (form.hidden())
                (fields(visit, sent, &form))
                p.actions { button.primary { (shell::SAVE.to(language)) } }
            }
        }
    }
}

fn fields(visit: &Visit, sent: Sent, form: &Form<'_>) -> Markup {
    let language = visit.language;
    html! {
        @match sent {
            Sent::Alias => {
                (form.field(KIND).required().radio(choices::<AliasKind>(visit)))
                (form.field(NAME).required())
            }
            Sent::Residence => {
                p.hint { (t::RESIDENCE_HINT.to(language)) }
                (form.field(PLACE).required().radio(choices::<ResidenceKind>(visit)))
                (form.field(COMMUNE).required().select_grouped(communes(visit)))
                (form.field(ADDRESS))
                (form.field(SINCE).required().date())
            }
            Sent::Stability => {
                p.hint { (t::TEST_HINT.to(language)) }
                (form.field(TESTED).required().date())
                (form.field(FOUND).check(
                    FINDINGS.iter().map(|(code, text)| Choice::new(*code, format::capital(text.to(language)))).collect(),
                ))
                (form.field(DAYS).kind("number"))
            }
        }
    }
}

/// The communes below the account's areas; those of the whole country for one without bounds.
fn communes(visit: &Visit) -> Vec<(String, Vec<Choice>)> {
    let scope = visit.scope(Right::RegisterPersons).unwrap_or_default();
    let today = visit.today();
    if !scope.everywhere {
        return areas::communes(scope.areas.iter().map(String::as_str), today);
    }
    let provinces = areas::provinces(&scope, today);
    let below = |province: Choice| {
        let communes = areas::communes([&*province.value], today);
        (province.label, communes.into_iter().flat_map(|(_, choices)| choices).collect())
    };
    provinces.into_iter().map(below).collect()
}
