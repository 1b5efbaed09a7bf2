//! `/co-so/{id}/{date}/luot/{admission}/thu-tuc?tt=&viec=`: the proposals of a stay, and their forms.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::codes::AdmissionBasis;
use domain::ids::{AdmissionId, FacilityId};
use domain::law::relief::{ReliefKind, relief as rule_of};
use maud::{Markup, html};
use serde_json::{Value, json};
use uuid::Uuid;
use web::{Language, Right};

use super::forms::{change_form, proposal_form, reduction_form};
use super::{clocks, state, steps};
use crate::api::care::{self, GivenPaper, Relief};
use crate::api::facility;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Errors, Name};
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, reliefs as t};
use crate::layout::{Nav, Page, page};
use crate::pages::stay::{self, Place};
use crate::parts::{Tone, article, notice};
use crate::visit::{Asked, Posted, Visit};

pub const WHAT: Name = ("ground", t::PROPOSE_WHAT);
pub const APPLIED: Name = ("applied_on", t::APPLIED_ON);
pub const PAPER: Name = ("paper", t::PAPER);
pub const NUMBER: Name = ("document_number", t::NUMBER);
pub const DATED: Name = ("dated_on", t::DATED_ON);
pub const STEP: Name = ("step", t::WHICH);
pub const ON: Name = ("occurred_on", t::ON);
pub const TO: Name = ("to", t::DECIDER);
pub const OUTCOME: Name = ("granted", t::OUTCOME);
pub const DECIDED: Name = ("decided_on", t::ON);
pub const DECISION: Name = ("decision_number", t::NUMBER);
pub const MONTHS: Name = ("months", t::MONTHS);
pub const EFFECTIVE: Name = ("effective_on", t::EFFECTIVE_ON);
pub const REASON: Name = ("reason", t::REASON);
pub const GROUND: Name = ("merit_ground", t::GROUND);
pub const OF_REDUCTION: [Name; 4] = [GROUND, MONTHS, DECIDED, DECISION];

/// What is done with a proposal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    Give,
    Step,
    Decide,
    Withdraw,
}

impl Doing {
    pub const ALL: [Self; 4] = [Self::Give, Self::Step, Self::Decide, Self::Withdraw];

    /// As in the address.
    pub fn part(self) -> &'static str {
        match self {
            Self::Give => "giay-to",
            Self::Step => "buoc",
            Self::Decide => "quyet-dinh",
            Self::Withdraw => "rut",
        }
    }

    fn of(part: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|doing| doing.part() == part)
    }

    /// As the service names it.
    fn path(self) -> &'static str {
        match self {
            Self::Give => "papers",
            Self::Step => "steps",
            Self::Decide => "decision",
            Self::Withdraw => "withdrawal",
        }
    }

    pub fn title(self) -> Text {
        match self {
            Self::Give => t::GIVE,
            Self::Step => t::STEP,
            Self::Decide => t::DECIDE,
            Self::Withdraw => t::WITHDRAW,
        }
    }

    fn needed(self) -> &'static [Name] {
        match self {
            Self::Give => &[PAPER, DATED],
            Self::Step => &[STEP, ON],
            Self::Decide => &[OUTCOME, DECIDED, DECISION],
            Self::Withdraw => &[REASON],
        }
    }

    pub fn names(self) -> &'static [Name] {
        match self {
            Self::Give => &[PAPER, NUMBER, DATED],
            Self::Step => &[STEP, ON, TO],
            Self::Decide => &[OUTCOME, DECIDED, DECISION, MONTHS, EFFECTIVE],
            Self::Withdraw => &[REASON],
        }
    }

    fn body(self, values: &Fields) -> Value {
        match self {
            Self::Give => json!({
                "paper": values.text(PAPER.0), "document_number": values.given(NUMBER.0), "dated_on": values.date(DATED.0),
            }),
            Self::Step => {
                json!({ "step": values.text(STEP.0), "occurred_on": values.date(ON.0), "to": values.given(TO.0) })
            }
            Self::Decide => json!({
                "granted": values.text(OUTCOME.0) == "true", "decided_on": values.date(DECIDED.0),
                "decision_number": values.text(DECISION.0), "months": values.parsed::<u32>(MONTHS.0),
                "effective_on": values.date(EFFECTIVE.0),
            }),
            Self::Withdraw => json!({ "reason": values.text(REASON.0) }),
        }
    }
}

/// Which of the page's forms was sent, or is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Proposal,
    Reduction,
    Change(Uuid, Doing),
}

pub fn address(place: Place) -> String {
    format!("{}/thu-tuc", stay::address(place))
}

pub async fn show(visit: Visit, Path(place): Path<Place>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let sent = match (asked.parsed::<Uuid>("tt"), Doing::of(asked.text("viec"))) {
        (Some(relief), Some(doing)) => Sent::Change(relief, doing),
        _ => Sent::Proposal,
    };
    render(&visit, place, sent, &blank(place.1), &Errors::default(), !asked.text("xong").is_empty()).await
}

/// The day of the address in every field for one.
fn blank(on: NaiveDate) -> Fields {
    [APPLIED, DATED, ON, DECIDED].iter().fold(Fields::default(), |values, (name, _)| values.set(name, on.to_string()))
}

pub async fn back(Path(place): Path<Place>) -> Redirect {
    Redirect::to(&address(place))
}

type OfRelief = (FacilityId, NaiveDate, AdmissionId, Uuid, String);

pub async fn back_from_relief(Path((facility, on, stay, relief, what)): Path<OfRelief>) -> Redirect {
    let place = (facility, on, stay);
    match Doing::of(&what) {
        Some(doing) => Redirect::to(&format!("{}?tt={relief}&viec={}#viec", address(place), doing.part())),
        None => Redirect::to(&address(place)),
    }
}

/// What must be there and is not, and dates that can't be read.
fn check(values: &Fields, needed: &[Name], days: &[Name], visit: &Visit) -> Result<(), Errors> {
    let wrong = days.iter().filter_map(|(name, _)| Errors::or_date(values, name, visit).err());
    let errors = wrong.fold(Errors::not_entered(values, needed, visit), Errors::and);
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

pub async fn propose(visit: Visit, Path(place): Path<Place>, Posted(values): Posted) -> Result<Response, Failure> {
    let result = match check(&values, &[WHAT, APPLIED], &[APPLIED], &visit) {
        Err(errors) => Err(errors),
        Ok(()) => {
            let (kind, ground) = values.text(WHAT.0).split_once('.').unwrap_or_default();
            let body = json!({ "kind": kind, "ground": ground, "applied_on": values.date(APPLIED.0) });
            let proposed = care::propose(&visit.api, values.text("key"), place.2, &body).await;
            Errors::or_page(&visit, proposed)?
        }
    };
    answer(&visit, place, Sent::Proposal, &values, result).await
}

pub async fn change(
    visit: Visit,
    Path((facility, on, stay, relief, what)): Path<OfRelief>,
    Posted(values): Posted,
) -> Result<Response, Failure> {
    let doing = Doing::of(&what).ok_or(Failure::Missing)?;
    let result = match check(&values, doing.needed(), &[DATED, ON, DECIDED, EFFECTIVE], &visit) {
        Err(errors) => Err(errors),
        Ok(()) => {
            let key = values.text("key");
            let changed = care::change_relief(&visit.api, key, relief, doing.path(), &doing.body(&values)).await;
            Errors::or_page(&visit, changed)?
        }
    };
    answer(&visit, (facility, on, stay), Sent::Change(relief, doing), &values, result).await
}

pub async fn reduce(visit: Visit, Path(place): Path<Place>, Posted(values): Posted) -> Result<Response, Failure> {
    let result = match check(&values, &OF_REDUCTION, &[DECIDED], &visit) {
        Err(errors) => Err(errors),
        Ok(()) => {
            let body = json!({
                "decided_on": values.date(DECIDED.0), "months": values.parsed::<u32>(MONTHS.0),
                "ground": values.text(GROUND.0), "decision_number": values.text(DECISION.0),
            });
            let reduced = care::reduce(&visit.api, values.text("key"), place.2, &body).await;
            Errors::or_page(&visit, reduced)?.map_err(|errors| errors.renamed("ground", GROUND.0))
        }
    };
    answer(&visit, place, Sent::Reduction, &values, result).await
}

async fn answer(
    visit: &Visit,
    place: Place,
    sent: Sent,
    values: &Fields,
    result: Result<(), Errors>,
) -> Result<Response, Failure> {
    let Err(errors) = result else {
        return Ok(Redirect::to(&format!("{}?xong=ghi", address(place))).into_response());
    };
    Ok((errors.status(), render(visit, place, sent, values, &errors, false).await?).into_response())
}

async fn render(
    visit: &Visit,
    place: Place,
    sent: Sent,
    values: &Fields,
    errors: &Errors,
    done: bool,
) -> Result<Markup, Failure> {
    let (reliefs, history) =
        tokio::join!(care::reliefs(&visit.api, place.2), facility::stay_history(&visit.api, place.2));
    let (reliefs, history) = (reliefs?, history?);
    let name = stay::name_of(visit, history.admission.person_id).await?;
    let language = visit.language;
    let stay = &history.admission;
    let decided = stay.basis == AdmissionBasis::CourtDecision;
    let writable = visit.may(Right::RecordMovements) && decided;
    let (none, fresh) = (Errors::default(), blank(place.1));
    let typed_into = |form: Sent| if form == sent { (values, errors) } else { (&fresh, &none) };
    let body = html! {
        @if done { (notice(Tone::Good, t::DONE.to(language))) }
        h1 { (t::TITLE_OF.with(language, &[&name])) }
        @if !decided { (notice(Tone::Plain, t::NOT_FOR.to(language))) }
        @if let Sent::Change(relief, doing) = sent {
            @if let Some(relief) = reliefs.iter().find(|one| writable && one.id == relief && one.is_open()) {
                (change_form(visit, place, stay, (relief, doing), (values, errors)))
            }
        }
        @if reliefs.is_empty() { p.empty { (t::NONE_OF_STAY.to(language)) } }
        @for relief in &reliefs { (section(visit, place, relief, writable)) }
        @if writable && stay.is_open() {
            div.columns.even {
                (proposal_form(visit, place, stay, typed_into(Sent::Proposal)))
                @if rule_of(stay.law_pack, ReliefKind::Reduction).is_some() {
                    (reduction_form(visit, place, typed_into(Sent::Reduction)))
                }
            }
        }
    };
    let page_ = Page::new(Nav::Facilities, t::TITLE.to(language), body);
    Ok(page(visit, stay::under(page_, place, &name, language)))
}

fn section(visit: &Visit, place: Place, relief: &Relief, writable: bool) -> Markup {
    let language = visit.language;
    html! {
        section.panel {
            h2 { (format::capital(relief.kind.label(language))) " " (state(relief, language)) }
            dl.facts {
                div { dt { (t::GROUND.to(language)) } dd {
                    (relief.ground.label(language))
                    @if let Some(of) = &relief.article { " " (article(of, language)) }
                } }
                div { dt { (t::STEPS.to(language)) } dd { (steps(relief, language)) } }
                div { dt { (t::PAPERS.to(language)) } dd {
                    @for given in &relief.papers { small { (paper(given, language)) } }
                    @for missing in &relief.missing {
                        small {
                            (t::MISSING.to(language)) ": " (missing.paper.label(language))
                            @if let Some(form) = &missing.form { " (" (form.to(language)) ")" }
                        }
                    }
                } }
                div { dt { (t::TIMES.to(language)) } dd { (clocks(&relief.clocks, language)) } }
                @if let Some(withdrawn) = &relief.withdrawn {
                    div { dt { (t::REASON.to(language)) } dd { (withdrawn.reason.label(language)) } }
                }
            }
            @if writable && relief.is_open() {
                p.actions { @for doing in Doing::ALL {
                    a.button href={ (address(place)) "?tt=" (relief.id) "&viec=" (doing.part()) "#viec" } {
                        (doing.title().to(language))
                    }
                } }
            }
        }
    }
}

fn paper(given: &GivenPaper, language: Language) -> String {
    let number = given.document_number.as_deref().map(|number| format!(" {}", t::NUMBERED.with(language, &[number])));
    let dated = format::date(given.dated_on, language);
    format!("{}{}, {dated}", given.paper.label(language), number.unwrap_or_default())
}
