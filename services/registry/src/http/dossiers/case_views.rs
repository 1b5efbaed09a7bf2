//! One dossier in full.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::law::clock::{Due, Line};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::dossiers::WarningView;
use crate::domain::dossier::{Case, PaperState, Pipeline, ReceivedPaper, RecordedPause, RecordedStep, StepState};
use crate::http::labels::{DueAt, FormView, LimitView};
use crate::http::views::DossierView;
use web::label;
use web::labels::{ArticleView, Label, StandingView};

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct CaseView {
    #[serde(flatten)]
    pub dossier: DossierView,
    pub version: i64,
    pub age_group: Label,
    /// The pack that governs now or, once decided, governed the decision.
    pub governing_pack: Label,
    /// Why another pack governs than the one it was opened under.
    pub transition: Option<ArticleView>,
    pub facts: FactsView,
    /// Whose turn it is.
    pub agency: Option<Label>,
    pub awaited_step: Option<Label>,
    /// What may be recorded now.
    pub allowed: Vec<Label>,
    pub steps: Vec<StepView>,
    pub papers: Vec<PaperView>,
    pub pauses: Vec<PauseView>,
    /// The clocks stand still.
    pub stopped: bool,
    /// When the time to apply the measure runs out.
    pub limitation: Option<DueView>,
    pub warnings: Vec<WarningView>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct FactsView {
    pub discovered_at: DateTime<FixedOffset>,
    pub last_violation_on: Option<NaiveDate>,
    pub evasion_ended_on: Option<NaiveDate>,
    pub ground: Option<Label>,
    pub exclusions: Vec<Label>,
    pub conditions: Vec<Label>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct StepView {
    pub step: Label,
    pub owner: Label,
    pub other_owner: Option<Label>,
    pub form: Option<FormView>,
    pub article: ArticleView,
    pub done: Vec<DoneView>,
    /// When it is due, or was.
    pub due: Option<DueView>,
    /// What is left, while its clock runs.
    pub standing: Option<StandingView>,
    /// Whether it was done in time, where it was done and had a due time.
    pub in_time: Option<bool>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct DoneView {
    pub id: Uuid,
    pub at: DateTime<FixedOffset>,
    pub law_pack: String,
    pub note: Option<String>,
}

/// A derived due time with its derivation.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct DueView {
    pub started_at: DateTime<FixedOffset>,
    pub limit: LimitView,
    /// None while the clock stands still.
    pub due_at: DueAt,
    /// The last day within the term.
    pub last_day: Option<NaiveDate>,
    /// How far the days off it rests on are known.
    pub certainty: Label,
    pub derivation: Vec<Line>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct PaperView {
    pub paper: Label,
    pub required: bool,
    /// It, or one that does as well, is there.
    pub met: bool,
    pub form: Option<FormView>,
    pub article: ArticleView,
    pub received: Vec<ReceivedView>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ReceivedView {
    pub id: Uuid,
    pub number: Option<String>,
    pub dated_on: Option<NaiveDate>,
    pub received_at: DateTime<FixedOffset>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct PauseView {
    pub id: Uuid,
    pub reason: Label,
    pub from: DateTime<FixedOffset>,
    pub to: Option<DateTime<FixedOffset>>,
}

impl CaseView {
    pub fn of(case: Case, pipeline: Pipeline) -> Self {
        let facts = FactsView::of(&case);
        Self {
            version: case.dossier.version,
            age_group: label!(pipeline.group),
            governing_pack: label!(pipeline.governing.pack.id),
            transition: pipeline.governing.transition.map(ArticleView::from),
            facts,
            agency: pipeline.awaited.map(|rule| label!(rule.owner)),
            awaited_step: pipeline.awaited.map(|rule| label!(rule.step)),
            allowed: pipeline.allowed.iter().map(|step| label!(step)).collect(),
            steps: pipeline.steps.into_iter().map(StepView::from).collect(),
            papers: pipeline.papers.into_iter().map(PaperView::from).collect(),
            stopped: case.stopped().is_some(),
            pauses: case.pauses.into_iter().map(PauseView::from).collect(),
            limitation: pipeline.limitation.map(DueView::from),
            warnings: pipeline.warnings.into_iter().map(WarningView::from).collect(),
            dossier: case.dossier.into(),
        }
    }
}

impl FactsView {
    fn of(case: &Case) -> Self {
        let facts = &case.dossier.facts;
        Self {
            discovered_at: case.discovered_at(),
            last_violation_on: facts.last_violation_on,
            evasion_ended_on: facts.evasion_ended_on,
            ground: facts.ground.map(|ground| label!(ground)),
            exclusions: facts.exclusions.iter().map(|exclusion| label!(exclusion)).collect(),
            conditions: facts.conditions.iter().map(|condition| label!(condition)).collect(),
        }
    }
}

impl From<StepState> for StepView {
    fn from(state: StepState) -> Self {
        let StepState { rule, done, due, standing, in_time } = state;
        Self {
            step: label!(rule.step),
            owner: label!(rule.owner),
            other_owner: rule.other_owner.map(|other| label!(other)),
            form: rule.form.map(FormView::from),
            article: rule.article.into(),
            done: done.into_iter().map(DoneView::from).collect(),
            due: due.map(DueView::from),
            standing: standing.map(StandingView::from),
            in_time,
        }
    }
}

impl From<RecordedStep> for DoneView {
    fn from(step: RecordedStep) -> Self {
        Self { id: step.id, at: step.at, law_pack: step.law_pack.as_str().to_owned(), note: step.note }
    }
}

impl From<Due> for DueView {
    fn from(due: Due) -> Self {
        Self {
            started_at: due.start,
            limit: due.limit.into(),
            due_at: due.at(),
            last_day: due.last_day(),
            certainty: label!(due.certainty),
            derivation: due.derivation,
        }
    }
}

impl From<PaperState> for PaperView {
    fn from(state: PaperState) -> Self {
        let PaperState { rule, required, met, received } = state;
        Self {
            paper: label!(rule.paper),
            required,
            met,
            form: rule.form.map(FormView::from),
            article: rule.article.into(),
            received: received.into_iter().map(ReceivedView::from).collect(),
        }
    }
}

impl From<ReceivedPaper> for ReceivedView {
    fn from(paper: ReceivedPaper) -> Self {
        let ReceivedPaper { id, number, dated_on, received_at, .. } = paper;
        Self { id, number, dated_on, received_at }
    }
}

impl From<RecordedPause> for PauseView {
    fn from(pause: RecordedPause) -> Self {
        let RecordedPause { id, reason, from, to } = pause;
        Self { id, reason: label!(reason), from, to }
    }
}
