//! Dossiers in lists and counts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::labels::{DueAt, Label, StandingView, label};
use crate::app::dossiers::look_up::Listed;
use crate::http::views::DossierView;
use crate::store::dossiers::lists::AgencyCount;

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
    /// The pack the due time was derived under.
    pub governing_pack: String,
}

impl From<Listed> for ListedView {
    fn from(listed: Listed) -> Self {
        let Listed { dossier, awaits, standing } = listed;
        Self {
            dossier: dossier.into(),
            agency: awaits.step.map(|(_, agency)| label!(agency)),
            awaited_step: awaits.step.map(|(step, _)| label!(step)),
            due_at: awaits.due_at,
            standing: standing.map(StandingView::from),
            governing_pack: awaits.pack.as_str().to_owned(),
        }
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
