//! The rules of a procedure for screens.

use domain::law::procedure::{Clock, Need, PaperRule, Procedure, Start, StepRule};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::http::labels::{FormView, LimitView};
use web::label;
use web::labels::{ArticleView, Label};

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ProcedureView {
    pub law_pack: Label,
    pub age_group: Label,
    /// In their usual order.
    pub steps: Vec<StepRuleView>,
    /// The steps of a dossier that meets no obstacle.
    pub regular_path: Vec<String>,
    pub papers: Vec<PaperRuleView>,
    pub limitation: Option<LimitationView>,
    pub grounds: Vec<SubstanceView>,
    pub exclusions: Vec<SubstanceView>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct StepRuleView {
    pub step: Label,
    pub owner: Label,
    /// Who acts with the owner, or in its place in some cases.
    pub other_owner: Option<Label>,
    /// The steps that may follow, the regular one first.
    pub next: Vec<String>,
    /// It happens beside the path and moves nothing on.
    pub beside: bool,
    /// The required papers must be there before it.
    pub needs_papers: bool,
    pub clock: Option<ClockView>,
    pub form: Option<FormView>,
    pub article: ArticleView,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ClockView {
    pub limit: LimitView,
    /// The events that start it: the latest counts.
    pub starts: Vec<StartView>,
    pub extended_by: Option<String>,
    pub extended_limit: Option<LimitView>,
    /// A right that runs out by itself.
    pub lapses: bool,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct StartView {
    /// `done`: the step was done; `term_of`: the term of this right ran out.
    pub event: String,
    pub step: String,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct PaperRuleView {
    pub paper: Label,
    /// Papers that do as well.
    pub or: Vec<String>,
    /// `always`, `if` (with a condition) or `optional`.
    pub need: String,
    pub condition: Option<Label>,
    pub form: Option<FormView>,
    pub article: ArticleView,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct LimitationView {
    pub limit: LimitView,
    pub restarted_by_evasion: Option<ArticleView>,
}

/// A ground or an exclusion.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct SubstanceView {
    pub what: Label,
    pub article: ArticleView,
}

impl From<&Procedure> for ProcedureView {
    fn from(procedure: &Procedure) -> Self {
        Self {
            law_pack: label!(procedure.pack),
            age_group: label!(procedure.group),
            steps: procedure.steps.iter().map(StepRuleView::from).collect(),
            regular_path: procedure.regular_path().iter().map(|step| step.as_str().to_owned()).collect(),
            papers: procedure.papers.iter().map(PaperRuleView::from).collect(),
            limitation: procedure.limitation.map(|limitation| LimitationView {
                limit: limitation.limit.into(),
                restarted_by_evasion: limitation.restarted_by_evasion.map(ArticleView::from),
            }),
            grounds: procedure
                .grounds
                .iter()
                .map(|rule| SubstanceView { what: label!(rule.ground), article: rule.article.into() })
                .collect(),
            exclusions: procedure
                .exclusions
                .iter()
                .map(|rule| SubstanceView { what: label!(rule.exclusion), article: rule.article.into() })
                .collect(),
        }
    }
}

impl From<&StepRule> for StepRuleView {
    fn from(rule: &StepRule) -> Self {
        Self {
            step: label!(rule.step),
            owner: label!(rule.owner),
            other_owner: rule.other_owner.map(|other| label!(other)),
            next: rule.next.iter().map(|step| step.as_str().to_owned()).collect(),
            beside: rule.beside,
            needs_papers: rule.needs_papers,
            clock: rule.clock.map(ClockView::from),
            form: rule.form.map(FormView::from),
            article: rule.article.into(),
        }
    }
}

impl From<Clock> for ClockView {
    fn from(clock: Clock) -> Self {
        let starts = clock.starts.iter().map(|start| StartView {
            event: match start {
                Start::Done(_) => "done",
                Start::TermOf(_) => "term_of",
            }
            .to_owned(),
            step: start.step().as_str().to_owned(),
        });
        Self {
            limit: clock.limit.into(),
            starts: starts.collect(),
            extended_by: clock.extension.map(|extension| extension.by.as_str().to_owned()),
            extended_limit: clock.extension.map(|extension| extension.limit.into()),
            lapses: clock.lapses,
        }
    }
}

impl From<&PaperRule> for PaperRuleView {
    fn from(rule: &PaperRule) -> Self {
        let (need, condition) = match rule.need {
            Need::Always => ("always", None),
            Need::If(condition) => ("if", Some(label!(condition))),
            Need::Optional => ("optional", None),
        };
        Self {
            paper: label!(rule.paper),
            or: rule.or.iter().map(|paper| paper.as_str().to_owned()).collect(),
            need: need.to_owned(),
            condition,
            form: rule.form.map(FormView::from),
            article: rule.article.into(),
        }
    }
}
