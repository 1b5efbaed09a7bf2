//! Dossiers in lists and counts.

use domain::law::procedure::Running;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::app::dossiers::look_up::Listed;
use crate::http::labels::{DueAt, LimitView};
use crate::http::views::DossierView;
use crate::store::dossiers::lists::AgencyCount;
use web::label;
use web::labels::{Label, StandingView};

/// A dossier and what it awaits.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ListedView {
    #[serde(flatten)]
    pub dossier: DossierView,
    /// Whose turn it is; none at the end of the path.
    pub agency: Option<Label>,
    /// What that agency must do next.
    pub awaited_step: Option<Label>,
    pub due_at: DueAt,
    pub standing: Option<StandingView>,
    /// What gives the due time.
    pub rule: Option<RuleView>,
    /// The pack the due time was derived under.
    pub governing_pack: String,
}

impl From<Listed> for ListedView {
    fn from(listed: Listed) -> Self {
        let Listed { dossier, awaits, clock } = listed;
        let (running, standing) = clock.unzip();
        Self {
            dossier: dossier.into(),
            agency: awaits.step.map(|(_, agency)| label!(agency)),
            awaited_step: awaits.step.map(|(step, _)| label!(step)),
            due_at: awaits.due_at,
            standing: standing.map(StandingView::from),
            rule: running.map(RuleView::from),
            governing_pack: awaits.pack.as_str().to_owned(),
        }
    }
}

/// A rule with a limit: what must be done, in what time, by which article.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct RuleView {
    /// Usually the awaited step; another one of the same agency when that is due earlier.
    pub step: Label,
    pub limit: LimitView,
}

impl From<Running> for RuleView {
    fn from(running: Running) -> Self {
        Self { step: label!(running.rule.step), limit: running.due.limit.into() }
    }
}

/// What waits for an agency.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct AgencyCountView {
    pub agency: Label,
    pub waiting: u64,
    pub overdue: u64,
    /// Due by the end of the next working day and not overdue.
    pub soon: u64,
}

impl From<AgencyCount> for AgencyCountView {
    fn from(count: AgencyCount) -> Self {
        let AgencyCount { agency, waiting, overdue, soon } = count;
        Self { agency: label!(agency), waiting, overdue, soon }
    }
}
