//! The forms of a dossier: a step, a paper, a stop and its end, the court's decision.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::CourtOutcome;
use domain::ids::DossierId;
use maud::{Markup, html};

use super::{Refused, render};
use crate::api::registry::dossiers::{self, Case, EndPause, MakePause, ReceivePaper, RecordDecision, RecordStep};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::{Choice, Errors, Form, Name, choices};
use crate::i18n::{Text, dossiers as t, shell};
use crate::visit::{Posted, Visit};

const STEP: Name = ("step", t::STEP);
const ON: Name = ("at", t::ON);
const TIME: Name = ("time", t::TIME);
const NOTE: Name = ("note", t::NOTE);
const PAPER: Name = ("paper", t::PAPER);
const NUMBER: Name = ("number", t::PAPER_NUMBER);
const DATED: Name = ("dated_on", t::DATED_ON);
const REASON: Name = ("reason", t::PAUSE_REASON);
const OUTCOME: Name = ("outcome", t::OUTCOME);
const DECIDED: Name = ("occurred_on", t::ON);
const DECISION: Name = ("decision_number", t::DECISION_NUMBER);
const COURT: Name = ("court", t::COURT);
const TERM: Name = ("term_months", t::TERM);

const REASONS: [(&str, Text); 5] = [
    ("evasion", t::REASON_EVASION),
    ("illness", t::REASON_ILLNESS),
    ("proceedings", t::REASON_PROCEEDINGS),
    ("force_majeure", t::REASON_FORCE_MAJEURE),
    ("other_lawful", t::REASON_OTHER),
];

/// Which of the page's forms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    Step,
    Paper,
    Pause,
    Resume,
    Decision,
}

impl Sent {
    fn names(self) -> &'static [Name] {
        match self {
            Self::Step => &[STEP, ON, TIME, NOTE],
            Self::Paper => &[PAPER, NUMBER, DATED],
            Self::Pause => &[REASON, ON, TIME],
            Self::Resume => &[ON, TIME],
            Self::Decision => &[OUTCOME, DECIDED, DECISION, COURT, TERM],
        }
    }

    /// The last part of its address; it also keeps the ids of the forms' fields apart.
    fn part(self) -> &'static str {
        match self {
            Self::Step => "buoc",
            Self::Paper => "giay-to",
            Self::Pause => "tam-dung",
            Self::Resume => "chay-tiep",
            Self::Decision => "quyet-dinh",
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Self::Step => "-step",
            Self::Paper => "-paper",
            Self::Pause => "-pause",
            Self::Resume => "-resume",
            Self::Decision => "-decision",
        }
    }

    fn title(self) -> Text {
        match self {
            Self::Step => t::RECORD_STEP,
            Self::Paper => t::RECEIVE_PAPER,
            Self::Pause => t::PAUSE,
            Self::Resume => t::RESUME,
            Self::Decision => t::DECIDE,
        }
    }
}

/// A form's own address, asked for without a form.
pub async fn back(Path(id): Path<DossierId>) -> Redirect {
    Redirect::to(&format!("/ho-so/{id}"))
}

pub async fn record(visit: Visit, Path(id): Path<DossierId>, Posted(values): Posted) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[STEP], &visit);
    let result = match missing.unless(Errors::or_moment(&values, ON.0, TIME.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(at) => {
            let step = RecordStep { step: values.text(STEP.0).to_owned(), at, note: values.given(NOTE.0) };
            Errors::or_page(&visit, dossiers::record_step(&visit.api, values.text("key"), id, &step).await)?
        }
    };
    answer(&visit, id, Sent::Step, &values, result).await
}

pub async fn receive(visit: Visit, Path(id): Path<DossierId>, Posted(values): Posted) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[PAPER], &visit);
    let result = match missing.unless(Errors::or_date(&values, DATED.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(dated_on) => {
            let paper = values.text(PAPER.0).to_owned();
            let paper = ReceivePaper { paper, number: values.given(NUMBER.0), dated_on };
            Errors::or_page(&visit, dossiers::receive_paper(&visit.api, values.text("key"), id, &paper).await)?
        }
    };
    answer(&visit, id, Sent::Paper, &values, result).await
}

pub async fn pause(visit: Visit, Path(id): Path<DossierId>, Posted(values): Posted) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[REASON], &visit);
    let result = match missing.unless(Errors::or_moment(&values, ON.0, TIME.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(at) => {
            let pause = MakePause { reason: values.text(REASON.0).to_owned(), at };
            Errors::or_page(&visit, dossiers::pause(&visit.api, values.text("key"), id, &pause).await)?
        }
    };
    answer(&visit, id, Sent::Pause, &values, result).await
}

pub async fn resume(visit: Visit, Path(id): Path<DossierId>, Posted(values): Posted) -> Result<Response, Failure> {
    let result = match Errors::or_moment(&values, ON.0, TIME.0, &visit) {
        Err(errors) => Err(errors),
        Ok(at) => {
            Errors::or_page(&visit, dossiers::resume(&visit.api, values.text("key"), id, &EndPause { at }).await)?
        }
    };
    answer(&visit, id, Sent::Resume, &values, result).await
}

pub async fn decide(visit: Visit, Path(id): Path<DossierId>, Posted(values): Posted) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[OUTCOME, DECIDED, DECISION, COURT], &visit);
    let result = match missing.unless(Errors::or_date(&values, DECIDED.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(occurred_on) => {
            let decision = RecordDecision {
                occurred_on,
                outcome: values.text(OUTCOME.0).to_owned(),
                decision_number: values.text(DECISION.0).to_owned(),
                court: values.text(COURT.0).to_owned(),
                term_months: values.parsed(TERM.0),
            };
            Errors::or_page(&visit, dossiers::decide(&visit.api, id, &decision).await)?
        }
    };
    answer(&visit, id, Sent::Decision, &values, result).await
}

async fn answer(
    visit: &Visit,
    id: DossierId,
    sent: Sent,
    values: &Fields,
    result: Result<(), Errors>,
) -> Result<Response, Failure> {
    let Err(errors) = result else {
        return Ok(Redirect::to(&format!("/ho-so/{id}?xong={}", sent.part())).into_response());
    };
    let status = errors.status();
    let refused = Refused { sent, values, errors: &errors };
    Ok((status, render(visit, id, None, Some(refused)).await?).into_response())
}

pub fn summary(visit: &Visit, refused: &Refused<'_>) -> Markup {
    let Refused { sent, values, errors } = *refused;
    Form { visit, values, errors, names: sent.names(), suffix: sent.suffix() }.summary()
}

/// The forms, each folded until it is needed.
pub fn section(visit: &Visit, case: &Case, refused: Option<&Refused<'_>>) -> Markup {
    let open = case.dossier.status == "open";
    // A postponement ends with a further decision.
    let undecided = open || case.dossier.outcome == Some(CourtOutcome::Postponed);
    let clocks = if case.stopped { Sent::Resume } else { Sent::Pause };
    html! {
        section.panel aria-labelledby="record" {
            h2 #record { (t::RECORD.to(visit.language)) }
            @for sent in [Some(Sent::Step), Some(Sent::Paper), open.then_some(clocks), undecided.then_some(Sent::Decision)] {
                @if let Some(sent) = sent { (fold(visit, case, sent, refused)) }
            }
        }
    }
}

fn fold(visit: &Visit, case: &Case, sent: Sent, refused: Option<&Refused<'_>>) -> Markup {
    let language = visit.language;
    let now = visit.site.context.now().with_timezone(&format::vietnam());
    let blank = Fields::default()
        .set(ON.0, now.date_naive().to_string())
        .set(DECIDED.0, now.date_naive().to_string())
        .set(TIME.0, now.format("%H:%M").to_string());
    let none = Errors::default();
    let own = refused.filter(|refused| refused.sent == sent);
    let (values, errors) = own.map_or((&blank, &none), |refused| (refused.values, refused.errors));
    let form = Form { visit, values, errors, names: sent.names(), suffix: sent.suffix() };
    let id = case.dossier.id;
    html! {
        details.fold open[own.is_some()] {
            summary { (sent.title().to(language)) }
            form.stack method="post" action={ "/ho-so/" (id) "/" (sent.part()) } data-guard novalidate {
                (form.hidden())
                (fields(visit, case, sent, &form))
                p.actions { button.primary { (shell::SAVE.to(language)) } }
            }
        }
    }
}

fn fields(visit: &Visit, case: &Case, sent: Sent, form: &Form<'_>) -> Markup {
    let language = visit.language;
    let labels = |all: Vec<&crate::api::registry::labels::Label>| {
        all.into_iter().map(|label| Choice::new(&*label.code, format::capital(label.to(language)))).collect()
    };
    let when = html! {
        (form.field(ON).required().date())
        (form.field(TIME).required().hint(t::TIME_HINT))
    };
    html! {
        @match sent {
            Sent::Step => {
                @if case.allowed.is_empty() { p { (t::NO_STEPS_ALLOWED.to(language)) } }
                (form.field(STEP).required().select(labels(case.allowed.iter().collect())))
                (when)
                (form.field(NOTE).area())
            }
            Sent::Paper => {
                (form.field(PAPER).required().select(labels(case.papers.iter().map(|paper| &paper.paper).collect())))
                (form.field(NUMBER).hint(t::PAPER_NUMBER_HINT))
                (form.field(DATED).date())
            }
            Sent::Pause => {
                (form.field(REASON).required().radio(
                    REASONS.iter().map(|(code, text)| Choice::new(*code, text.to(language))).collect(),
                ))
                (when)
            }
            Sent::Resume => (when),
            Sent::Decision => {
                (form.field(OUTCOME).required().radio(choices::<CourtOutcome>(visit)))
                (form.field(DECIDED).required().date())
                (form.field(DECISION).required())
                (form.field(COURT).required())
                (form.field(TERM).kind("number").hint(t::TERM_HINT))
            }
        }
    }
}
