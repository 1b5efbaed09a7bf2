//! The forms of a treatment: its steps, a line of its book, its end, its way to another commune.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::DrugKind;
use domain::codes::community::{DetoxSite, SessionKind, TestResult, ViolationKind};
use domain::ids::TreatmentId;
use domain::law::Authority;
use maud::{Markup, html};
use serde_json::{Value, json};
use uuid::Uuid;
use web::{Language, Scope};

use super::PATH;
use super::course::render;
use crate::api::community::courses::{self, Course};
use crate::areas;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name, choices};
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, community as t, persons, shell};
use crate::visit::{Asked, Posted, Visit};

const ON: Name = ("occurred_on", t::ON);
const NUMBER: Name = ("step.number", t::DECISION_NUMBER);
const AUTHORITY: Name = ("step.authority", t::AUTHORITY);
const DETOX: Name = ("step.detox_site", t::DETOX_SITE);
const ENTRY: Name = ("entry", t::ENTRY);
const DRUG: Name = ("entry.drug", t::DRUG);
const MINUTES: Name = ("entry.minutes_number", t::MINUTES);
const CERTIFICATE: Name = ("certificate_number", t::CERTIFICATE);
const COMMUNE: Name = ("to_commune_code", t::TO_COMMUNE);
const MOVED: Name = ("moved_on", t::MOVED_ON);

/// Which of the page's forms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    Decision,
    Plan,
    Start,
    Entry,
    Completion,
    Termination,
    Transfer,
}

impl Sent {
    fn names(self) -> &'static [Name] {
        match self {
            Self::Decision => &[NUMBER, ON, AUTHORITY],
            Self::Plan => &[DETOX, ON],
            Self::Start | Self::Termination => &[ON],
            Self::Entry => &[ENTRY, ON, DRUG, MINUTES],
            Self::Completion => &[CERTIFICATE, ON],
            Self::Transfer => &[COMMUNE, MOVED],
        }
    }

    /// The last part of its address; it also keeps the ids of the forms' fields apart.
    fn part(self) -> &'static str {
        match self {
            Self::Decision => "quyet-dinh",
            Self::Plan => "ke-hoach",
            Self::Start => "bat-dau",
            Self::Entry => "so",
            Self::Completion => "hoan-thanh",
            Self::Termination => "cham-dut",
            Self::Transfer => "chuyen",
        }
    }

    /// What the page says afterwards.
    fn done(self) -> &'static str {
        match self {
            Self::Decision | Self::Plan | Self::Start => "buoc",
            other => other.part(),
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Self::Decision => "-decision",
            Self::Plan => "-plan",
            Self::Start => "-start",
            Self::Entry => "-entry",
            Self::Completion => "-completion",
            Self::Termination => "-termination",
            Self::Transfer => "-transfer",
        }
    }

    fn title(self) -> Text {
        match self {
            Self::Decision => t::DECIDE,
            Self::Plan => t::PLAN,
            Self::Start => t::START,
            Self::Entry => t::ENTER,
            Self::Completion => t::COMPLETE,
            Self::Termination => t::TERMINATE,
            Self::Transfer => t::SEND,
        }
    }
}

/// A form that was not taken: which, what it held, and what was wrong.
pub struct Refused<'a> {
    sent: Sent,
    values: &'a Fields,
    errors: &'a Errors,
}

/// A form's own address, asked for without a form.
pub async fn back(Path(id): Path<TreatmentId>) -> Redirect {
    Redirect::to(&format!("{PATH}/{id}"))
}

type FormKind = (Visit, TreatmentId, Fields);

async fn step(
    (visit, id, values): FormKind,
    sent: Sent,
    required: &[Name],
    step: impl FnOnce(&Fields) -> Value,
) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, required, &visit);
    let result = match missing.unless(Errors::or_date(&values, ON.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(on) => {
            let recorded = courses::step(&visit.api, values.text("key"), id, on, step(&values)).await;
            Errors::or_page(&visit, recorded)?
        }
    };
    answer(&visit, id, sent, &values, result).await
}

pub async fn decide(visit: Visit, Path(id): Path<TreatmentId>, Posted(values): Posted) -> Result<Response, Failure> {
    step(
        (visit, id, values),
        Sent::Decision,
        &[NUMBER, ON],
        |values| json!({ "kind": "decided", "number": values.text(NUMBER.0), "authority": values.given(AUTHORITY.0) }),
    )
    .await
}

pub async fn plan(visit: Visit, Path(id): Path<TreatmentId>, Posted(values): Posted) -> Result<Response, Failure> {
    step(
        (visit, id, values),
        Sent::Plan,
        &[DETOX, ON],
        |values| json!({ "kind": "planned", "detox_site": values.text(DETOX.0) }),
    )
    .await
}

pub async fn start(visit: Visit, Path(id): Path<TreatmentId>, Posted(values): Posted) -> Result<Response, Failure> {
    step((visit, id, values), Sent::Start, &[ON], |_| json!({ "kind": "started" })).await
}

pub async fn enter(visit: Visit, Path(id): Path<TreatmentId>, Posted(values): Posted) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[ENTRY, ON], &visit);
    let result = match missing.unless(Errors::or_date(&values, ON.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(on) => {
            let entered = courses::enter(&visit.api, values.text("key"), id, on, entry(&values)).await;
            Errors::or_page(&visit, entered)?
        }
    };
    answer(&visit, id, Sent::Entry, &values, result).await
}

/// The line that a choice stands for. What belongs to another kind of line is left out.
fn entry(values: &Fields) -> Value {
    let mut parts = values.text(ENTRY.0).split('.');
    let (kind, what) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    match kind {
        "session" => json!({ "kind": "session", "about": what, "attended": parts.next() == Some("came") }),
        "drug_test" => {
            let drug = values.given(DRUG.0).filter(|_| what == TestResult::Positive.as_str());
            json!({ "kind": "drug_test", "result": what, "drug": drug })
        }
        "violation" => json!({ "kind": "violation", "violation": what, "minutes_number": values.given(MINUTES.0) }),
        other => json!({ "kind": other }),
    }
}

pub async fn complete(visit: Visit, Path(id): Path<TreatmentId>, Posted(values): Posted) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[CERTIFICATE, ON], &visit);
    let result = match missing.unless(Errors::or_date(&values, ON.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(on) => {
            let number = values.text(CERTIFICATE.0);
            Errors::or_page(&visit, courses::complete(&visit.api, values.text("key"), id, on, number).await)?
        }
    };
    answer(&visit, id, Sent::Completion, &values, result).await
}

pub async fn terminate(visit: Visit, Path(id): Path<TreatmentId>, Posted(values): Posted) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[ON], &visit);
    let result = match missing.unless(Errors::or_date(&values, ON.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(on) => {
            let ground = values.given("ground").unwrap_or_else(|| "own_will".to_owned());
            Errors::or_page(&visit, courses::terminate(&visit.api, id, on, &ground).await)?
        }
    };
    answer(&visit, id, Sent::Termination, &values, result).await
}

pub async fn send(
    visit: Visit,
    Path(id): Path<TreatmentId>,
    Asked(asked): Asked,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[COMMUNE, MOVED], &visit);
    let result = match missing.unless(Errors::or_date(&values, MOVED.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(on) => {
            let sent = courses::send(&visit.api, values.text("key"), id, values.text(COMMUNE.0), on).await;
            Errors::or_page(&visit, sent)?
        }
    };
    answer_for(&visit, id, Sent::Transfer, &values, result, asked.text("tinh")).await
}

/// The answer to a treatment on its way; it has no form of its own to come back to.
pub async fn answer_transfer(visit: Visit, Path(id): Path<Uuid>, Posted(values): Posted) -> Result<Response, Failure> {
    let reason = values.given("reason");
    courses::answer(&visit.api, id, values.text("state"), reason.as_deref()).await?;
    Ok(Redirect::to(&format!("{PATH}?xong=tra-loi")).into_response())
}

/// The address of an answer, asked for without a form.
pub async fn back_to_list() -> Redirect {
    Redirect::to(PATH)
}

async fn answer(
    visit: &Visit,
    id: TreatmentId,
    sent: Sent,
    values: &Fields,
    result: Result<(), Errors>,
) -> Result<Response, Failure> {
    answer_for(visit, id, sent, values, result, "").await
}

async fn answer_for(
    visit: &Visit,
    id: TreatmentId,
    sent: Sent,
    values: &Fields,
    result: Result<(), Errors>,
    province: &str,
) -> Result<Response, Failure> {
    let Err(errors) = result else {
        return Ok(Redirect::to(&format!("{PATH}/{id}?xong={}", sent.done())).into_response());
    };
    let status = errors.status();
    let refused = Refused { sent, values, errors: &errors };
    Ok((status, render(visit, id, None, Some(refused), province).await?).into_response())
}

pub fn summary(visit: &Visit, refused: &Refused<'_>) -> Markup {
    let Refused { sent, values, errors } = *refused;
    Form { visit, values, errors, names: sent.names(), suffix: sent.suffix() }.summary()
}

/// The forms that fit how far the treatment has come, each folded until it is needed.
pub fn section(visit: &Visit, course: &Course, refused: Option<&Refused<'_>>, province: &str) -> Markup {
    let decided = course.decision.is_some();
    let forms = [
        (!decided).then_some(Sent::Decision),
        (decided && course.plan.is_none()).then_some(Sent::Plan),
        (decided && course.started_on.is_none()).then_some(Sent::Start),
        Some(Sent::Entry),
        Some(Sent::Completion),
        Some(Sent::Termination),
        Some(Sent::Transfer),
    ];
    html! {
        section.panel aria-labelledby="record" {
            h2 #record { (t::RECORD.to(visit.language)) }
            @for sent in forms.into_iter().flatten() { (fold(visit, course, sent, refused, province)) }
        }
    }
}

fn fold(visit: &Visit, course: &Course, sent: Sent, refused: Option<&Refused<'_>>, province: &str) -> Markup {
    let language = visit.language;
    let today = visit.today().to_string();
    let blank = Fields::default().set(ON.0, today.clone()).set(MOVED.0, today);
    let none = Errors::default();
    let own = refused.filter(|refused| refused.sent == sent);
    let (values, errors) = own.map_or((&blank, &none), |refused| (refused.values, refused.errors));
    let form = Form { visit, values, errors, names: sent.names(), suffix: sent.suffix() };
    let address = format!("{PATH}/{}/{}", course.id, sent.part());
    let is_transfer = sent == Sent::Transfer;
    let open = own.is_some() || (is_transfer && !province.is_empty());
    let action = if is_transfer { crate::fields::with_query(&address, [("tinh", province)]) } else { address };
    html! {
        details.fold open[open] {
            summary { (sent.title().to(language)) }
            @if is_transfer { (province_first(visit, course, province)) }
            form.stack method="post" action=(action) data-guard novalidate {
                (form.hidden())
                (fields(visit, course, sent, &form, province))
                p.actions { button.primary { (shell::SAVE.to(language)) } }
            }
        }
    }
}

/// A treatment may go anywhere in the country, so the province comes first.
fn province_first(visit: &Visit, course: &Course, province: &str) -> Markup {
    let language = visit.language;
    let everywhere = Scope { everywhere: true, ..Scope::default() };
    html! {
        form.filters method="get" action={ (PATH) "/" (course.id) } {
            label { (crate::i18n::transfers::TO_PROVINCE.to(language))
                select name="tinh" required {
                    option value="" { (shell::CHOOSE.to(language)) }
                    @for choice in areas::provinces(&everywhere, visit.today()) {
                        option value=(choice.value) selected[choice.value == province] { (choice.label) }
                    }
                }
            }
            button { (persons::SHOW_COMMUNES.to(language)) }
        }
    }
}

fn fields(visit: &Visit, course: &Course, sent: Sent, form: &Form<'_>, province: &str) -> Markup {
    let on = html! { (form.field(ON).required().date()) };
    html! {
        @match sent {
            Sent::Decision => {
                (form.field(NUMBER).required())
                (on)
                (form.field(AUTHORITY).hint(t::AUTHORITY_HINT).select(deciders(visit, course)))
            }
            Sent::Plan => {
                (form.field(DETOX).required().radio(choices::<DetoxSite>(visit)))
                (on)
            }
            Sent::Start | Sent::Termination => (on),
            Sent::Entry => {
                (form.field(ENTRY).required().select_grouped(entries(visit.language)))
                (on)
                (form.field(DRUG).hint(t::DRUG_HINT).select(choices::<DrugKind>(visit)))
                (form.field(MINUTES).hint(t::MINUTES_HINT))
            }
            Sent::Completion => {
                (form.field(CERTIFICATE).required())
                (on)
            }
            Sent::Transfer => {
                @let communes = areas::communes(Some(province).filter(|province| !province.is_empty()), visit.today());
                @if communes.is_empty() {
                    (form.field(COMMUNE).required().hint(persons::PROVINCE_FIRST).select(Vec::new()))
                } @else {
                    (form.field(COMMUNE).required().select_grouped(communes))
                }
                (form.field(MOVED).required().date())
            }
        }
    }
}

/// Those whom the laws let decide such a treatment.
fn deciders(visit: &Visit, course: &Course) -> Vec<Choice> {
    let measure = match course.site {
        domain::codes::TreatmentSite::Home => domain::law::Measure::HomeTreatment,
        domain::codes::TreatmentSite::Community => domain::law::Measure::CommunityTreatment,
    };
    let mut known: Vec<Authority> = Vec::new();
    for pack in domain::law::PackId::ALL {
        for decider in domain::law::pack(*pack).deciders(measure) {
            if !known.contains(&decider.authority) {
                known.push(decider.authority);
            }
        }
    }
    known.into_iter().map(|authority| Choice::new(authority.as_str(), authority.label(visit.language))).collect()
}

/// Every line that can be entered, in groups.
fn entries(language: Language) -> Vec<(String, Vec<Choice>)> {
    let sessions = SessionKind::ALL.iter().flat_map(|about| {
        let label = format::capital(about.label(language));
        [("came", t::CAME), ("missed", t::MISSED)]
            .map(|(code, text)| Choice::new(format!("session.{about}.{code}"), text.with(language, &[&label])))
    });
    let tests = TestResult::ALL
        .iter()
        .map(|result| Choice::new(format!("drug_test.{result}"), format::capital(result.label(language))));
    let violations = ViolationKind::ALL
        .iter()
        .map(|kind| Choice::new(format!("violation.{kind}"), format::capital(kind.label(language))));
    let presence = [("left", t::LEFT), ("returned", t::RETURNED)]
        .map(|(code, text)| Choice::new(code, format::capital(text.to(language))));
    vec![
        (t::ENTRY_SESSIONS.to(language).to_owned(), sessions.collect()),
        (t::ENTRY_TESTS.to(language).to_owned(), tests.collect()),
        (t::ENTRY_VIOLATIONS.to(language).to_owned(), violations.collect()),
        (t::ENTRY_PRESENCE.to(language).to_owned(), presence.into()),
    ]
}

/// The form that confirms a finding.
pub fn confirmation(visit: &Visit, course: &Course, ground: &str) -> Markup {
    let language = visit.language;
    let (blank, none) = (Fields::default().set(ON.0, visit.today().to_string()), Errors::default());
    let suffix = format!("-{ground}");
    let form = Form { visit, values: &blank, errors: &none, names: &[ON], suffix: &suffix };
    html! {
        details.fold {
            summary { (t::CONFIRM.to(language)) span.hidden { ": " (ground_name(ground, language)) } }
            form.stack method="post" action={ (PATH) "/" (course.id) "/cham-dut" } novalidate {
                (form.hidden())
                input type="hidden" name="ground" value=(ground);
                (form.field(ON).required().date())
                p.actions { button.primary { (shell::SAVE.to(language)) } }
            }
        }
    }
}

fn ground_name(code: &str, language: Language) -> String {
    crate::i18n::codes::label_of::<domain::codes::community::EndGround>(code, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(entry_: &str) -> Value {
        let values = Fields::default().set(ENTRY.0, entry_).set(DRUG.0, "heroin").set(MINUTES.0, "15/BB");
        entry(&values)
    }

    #[test]
    fn a_choice_stands_for_one_line_without_what_belongs_to_another() {
        let session = json!({ "kind": "session", "about": "counselling", "attended": false });
        assert_eq!(chosen("session.counselling.missed"), session);
        assert_eq!(chosen("drug_test.negative"), json!({ "kind": "drug_test", "result": "negative", "drug": null }));
        assert_eq!(chosen("drug_test.positive")["drug"], "heroin");
        assert_eq!(chosen("violation.refused_test")["minutes_number"], "15/BB");
        assert_eq!(chosen("left"), json!({ "kind": "left" }));
    }

    #[test]
    fn every_choice_has_a_value_of_its_own() {
        let all: Vec<String> = entries(Language::Vietnamese)
            .into_iter()
            .flat_map(|(_, choices)| choices)
            .map(|choice| choice.value)
            .collect();
        let mut unique = all.clone();
        unique.sort();
        unique.dedup();
        assert_eq!((unique.len(), all.len()), (18, 18));
    }
}
