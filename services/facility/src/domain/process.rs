//! How far a stay has come in the process of its law, and what its stages still lack. A finding refuses nothing.

use chrono::NaiveDate;
use domain::codes::care::CareKind;
use domain::codes::{ReleaseReason, StayMovement};
use domain::ids::CourseId;
use domain::law::care::{StageNeed, rehabilitation_plan, stage_needs};
use domain::law::{Article, Measure, Stage};

use super::admission::Admission;
use super::book::Step;
use super::record::Record;

/// One stage of a stay.
#[derive(Clone, Debug, PartialEq)]
pub struct StageState {
    pub stage: &'static Stage,
    /// The measure asks for it.
    pub required: bool,
    pub started_on: Option<NaiveDate>,
    /// The next one began, or the stay was over.
    pub ended_on: Option<NaiveDate>,
    pub findings: Vec<Finding>,
}

/// What is missing, and the article that asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub vi: &'static str,
    pub en: &'static str,
    pub article: Article,
}

/// A course that training tells the person attended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    pub id: CourseId,
    pub attended_on: NaiveDate,
    pub certified: bool,
}

impl Course {
    /// Whether it was attended during a stay.
    pub fn is_of(&self, admission: &Admission) -> bool {
        self.attended_on >= admission.admitted_on && admission.ended_on.is_none_or(|end| self.attended_on <= end)
    }
}

/// What is kept of a stay beside its book.
pub struct Kept<'a> {
    pub records: &'a [Record],
    /// Those of the time of the stay.
    pub courses: &'a [Course],
    /// There is a rehabilitation plan.
    pub planned: bool,
}

/// The stages of a stay by its law; none for who is under no measure. `age` is that at the admission.
pub fn stages(admission: &Admission, age: u32, steps: &[Step<'_>], kept: &Kept<'_>) -> Vec<StageState> {
    let pack = admission.pack();
    let Some(measure) = Measure::of_stay(admission.basis, age) else { return Vec::new() };
    let required = pack.stages(measure).len();
    let begun = |number: u8| {
        let starts = |step: &&Step<'_>| {
            step.entry.movement == StayMovement::StageStarted && step.entry.stage == Some(u32::from(number))
        };
        steps.iter().find(starts).map(|step| step.entry.occurred_on)
    };
    let completed = admission.end_reason == Some(ReleaseReason::TermEnded);
    let state = |stage: &'static Stage| {
        let (started_on, required) = (begun(stage.number), usize::from(stage.number) <= required);
        let findings = match started_on {
            Some(_) => missing(admission, stage.number, kept),
            None if completed && required => {
                let (vi, en) = ("chưa ghi bắt đầu giai đoạn này", "this stage never began");
                vec![Finding { vi, en, article: pack.process_article }]
            }
            None => Vec::new(),
        };
        let ended_on = started_on.and(begun(stage.number + 1).or(admission.ended_on));
        StageState { stage, required, started_on, ended_on, findings }
    };
    pack.process.iter().map(state).collect()
}

fn missing(admission: &Admission, stage: u8, kept: &Kept<'_>) -> Vec<Finding> {
    let regime = admission.pack().regime;
    let held = || kept.records.iter().filter(|record| record.withdrawn.is_none() && record.content.took_place());
    let met = |need: &StageNeed| {
        let by_course = !kept.courses.is_empty() && need.is_met_by(CareKind::Vocational, None);
        by_course || held().any(|record| need.is_met_by(record.content.kind(), record.content.topic()))
    };
    let plan = rehabilitation_plan(regime).filter(|_| stage == 1 && !kept.planned);
    let (vi, en) = ("chưa có kế hoạch cai nghiện", "no rehabilitation plan");
    let needs = stage_needs(regime).iter().filter(|need| need.stage == stage && !met(need));
    let needs = needs.map(|need| Finding { vi: need.vi, en: need.en, article: need.article });
    plan.map(|article| Finding { vi, en, article }).into_iter().chain(needs).collect()
}
