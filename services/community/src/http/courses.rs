//! How a treatment is shown: what it awaits, what was found, its book.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::TreatmentId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::transfers::TransferView;
use super::treatments::TreatmentView;
use crate::app::treatments::{Course, Listed};
use crate::domain::due::Awaited;
use crate::domain::entry::{Entry, Line};
use crate::domain::finding::Finding;
use web::labels::{ArticleView, Label, StandingView, label};

/// A treatment with what it awaits and what was found in its book.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ListedView {
    #[serde(flatten)]
    pub treatment: TreatmentView,
    /// None when it is over.
    pub awaits: Option<AwaitedView>,
    pub findings: Vec<FindingView>,
}

impl From<Listed> for ListedView {
    fn from(Listed { treatment, awaits, findings }: Listed) -> Self {
        Self {
            treatment: treatment.into(),
            awaits: awaits.map(AwaitedView::from),
            findings: findings.into_iter().map(FindingView::from).collect(),
        }
    }
}

/// The next step. A law without a limit for it leaves the day open.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct AwaitedView {
    pub step: Label,
    /// The last day for it.
    pub due_on: Option<NaiveDate>,
    pub standing: Option<StandingView>,
    pub article: Option<ArticleView>,
}

impl From<Awaited> for AwaitedView {
    fn from(Awaited { step, due_on, standing, article }: Awaited) -> Self {
        Self {
            step: label!(step),
            due_on,
            standing: standing.map(StandingView::from),
            article: article.map(ArticleView::from),
        }
    }
}

/// What a count of the law found: a proposal that a person confirms.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct FindingView {
    pub kind: Label,
    /// The day on which the count was reached.
    pub since: NaiveDate,
    pub counted: u32,
    pub proposal: Label,
    /// To be given to the self-termination; none for a finding that ends nothing.
    pub ground: Option<Label>,
    pub article: ArticleView,
}

impl From<Finding> for FindingView {
    fn from(Finding { kind, since, counted, article }: Finding) -> Self {
        Self {
            kind: label!(kind),
            since,
            counted,
            proposal: label!(kind.proposal()),
            ground: kind.ground().map(|ground| label!(ground)),
            article: article.into(),
        }
    }
}

/// A line of the book.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct LineView {
    pub id: Uuid,
    pub treatment_id: TreatmentId,
    pub occurred_on: NaiveDate,
    pub entry: Entry,
    /// What it says, in words.
    pub vi: String,
    pub en: String,
    pub recorded_at: DateTime<Utc>,
}

impl LineView {
    fn of(treatment_id: TreatmentId, line: Line) -> Self {
        let (vi, en) = words(&line.entry);
        let Line { id, occurred_on, entry, recorded_at } = line;
        Self { id, treatment_id, occurred_on, entry, vi, en, recorded_at }
    }
}

fn words(entry: &Entry) -> (String, String) {
    match entry {
        Entry::Session { about, attended } => {
            let (vi, en) = if *attended { ("có mặt", "came") } else { ("vắng", "missed") };
            (format!("Buổi {}: {vi}", about.vi()), format!("Session, {}: {en}", about.en()))
        }
        Entry::DrugTest { result, drug } => {
            let found = |name: Option<&str>| name.map(|name| format!(" ({name})")).unwrap_or_default();
            (
                format!("Xét nghiệm: {}{}", result.vi(), found(drug.map(|drug| drug.vi()))),
                format!("Drug test: {}{}", result.en(), found(drug.map(|drug| drug.en()))),
            )
        }
        Entry::Violation { violation, minutes_number } => {
            let minutes = minutes_number.as_deref().unwrap_or("–");
            (
                format!("Vi phạm: {} (biên bản số {minutes})", violation.vi()),
                format!("Violation: {} (minutes {minutes})", violation.en()),
            )
        }
        Entry::Left {} => ("Rời nơi cai nghiện".to_owned(), "Left the place of treatment".to_owned()),
        Entry::Returned {} => ("Trở lại nơi cai nghiện".to_owned(), "Back at the place of treatment".to_owned()),
    }
}

/// A treatment with its book and its ways to other communes.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct CourseView {
    #[serde(flatten)]
    pub listed: ListedView,
    /// By day.
    pub book: Vec<LineView>,
    /// Oldest first.
    pub transfers: Vec<TransferView>,
}

impl From<Course> for CourseView {
    fn from(Course { listed, book, transfers }: Course) -> Self {
        let id = listed.treatment.id;
        Self {
            listed: listed.into(),
            book: book.into_iter().map(|line| LineView::of(id, line)).collect(),
            transfers: transfers.into_iter().map(TransferView::from).collect(),
        }
    }
}
