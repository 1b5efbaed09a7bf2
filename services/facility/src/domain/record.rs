//! What is recorded of a resident beside the book: care by stage, drug tests, discipline and reward.
//!
//! There is no free text: everything is a code, a day, a number of hours or the number of a document.

use chrono::{DateTime, NaiveDate, Utc};
use domain::FieldError;
use domain::codes::care::{
    CareKind, CounsellingForm, CounsellingTopic, DetoxOutcome, DetoxProtocol, DisciplineMeasure, EducationClass,
    PlanGoal, RewardMeasure, TestOccasion, Trade, TreatedCondition, WithdrawalSeverity,
};
use domain::codes::community::TestResult;
use domain::codes::{CorrectionReason, DrugKind, StayMovement, StayStatus};
use domain::ids::AccountId;
use domain::law::care::stage_of;
use domain::law::{self, Regime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::admission::Admission;
use super::book::Step;
use super::finding::Finding;
use super::reference::reference;

/// What was done or found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Content {
    Examination {
        drugs: Vec<DrugKind>,
        withdrawal: WithdrawalSeverity,
        mental_disorder: bool,
        infection: bool,
    },
    Detox {
        protocol: DetoxProtocol,
        outcome: DetoxOutcome,
    },
    Treatment {
        condition: TreatedCondition,
    },
    Counselling {
        form: CounsellingForm,
        topic: CounsellingTopic,
        minutes: u32,
        attended: bool,
    },
    Education {
        class: EducationClass,
        hours: u32,
        attended: bool,
    },
    /// Hours of one day.
    Labour {
        hours: u32,
    },
    Vocational {
        trade: Trade,
        hours: u32,
        attended: bool,
    },
    /// Against the goals of the plan.
    Evaluation {
        reached: Vec<PlanGoal>,
        not_reached: Vec<PlanGoal>,
    },
    ReintegrationPlan {
        /// Whether it is known where the person will live.
        residence_known: bool,
        document_number: String,
    },
    DrugTest {
        occasion: TestOccasion,
        result: TestResult,
        /// What was found, for a positive result.
        #[serde(default)]
        drugs: Vec<DrugKind>,
    },
    Discipline {
        measure: DisciplineMeasure,
        document_number: String,
        /// The last day in the disorder zone, where the measure is that.
        #[serde(default)]
        until: Option<NaiveDate>,
    },
    Reward {
        reward: RewardMeasure,
        document_number: String,
    },
    /// The decision to look for somebody who escaped.
    Pursuit {
        document_number: String,
    },
}

/// One record of a stay.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub id: Uuid,
    pub occurred_on: NaiveDate,
    pub content: Content,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: AccountId,
    pub withdrawn: Option<TakenOut>,
}

/// Somebody on the run for whom no pursuit decision was recorded since the escape.
pub fn pursuit_missing(stay: &Admission, steps: &[Step<'_>], records: &[Record]) -> Option<Finding> {
    let article = law::care::pursuit(stay.pack().regime).filter(|_| stay.status == StayStatus::Escaped)?;
    let escaped = steps.iter().rev().find(|step| step.entry.movement == StayMovement::Escaped)?.entry.occurred_on;
    let decided = |record: &Record| {
        record.withdrawn.is_none() && record.content.kind() == CareKind::Pursuit && record.occurred_on >= escaped
    };
    let on = escaped.format("%d/%m/%Y");
    (!records.iter().any(decided)).then(|| Finding {
        code: "pursuit.missing",
        vi: format!("Trốn ngày {on}, chưa ghi quyết định truy tìm."),
        en: format!("Escaped on {on}, and no pursuit decision is recorded."),
        article: Some(article),
    })
}

/// Who took a record out, when and why; it stays readable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TakenOut {
    pub at: DateTime<Utc>,
    pub by: AccountId,
    pub reason: CorrectionReason,
}

impl Content {
    pub fn kind(&self) -> CareKind {
        match self {
            Self::Examination { .. } => CareKind::Examination,
            Self::Detox { .. } => CareKind::Detox,
            Self::Treatment { .. } => CareKind::Treatment,
            Self::Counselling { .. } => CareKind::Counselling,
            Self::Education { .. } => CareKind::Education,
            Self::Labour { .. } => CareKind::Labour,
            Self::Vocational { .. } => CareKind::Vocational,
            Self::Evaluation { .. } => CareKind::Evaluation,
            Self::ReintegrationPlan { .. } => CareKind::ReintegrationPlan,
            Self::DrugTest { .. } => CareKind::DrugTest,
            Self::Discipline { .. } => CareKind::Discipline,
            Self::Reward { .. } => CareKind::Reward,
            Self::Pursuit { .. } => CareKind::Pursuit,
        }
    }

    /// Of counselling.
    pub fn topic(&self) -> Option<CounsellingTopic> {
        if let Self::Counselling { topic, .. } = self { Some(*topic) } else { None }
    }

    /// The stage it belongs to under a law.
    pub fn stage(&self, regime: Regime) -> Option<u8> {
        stage_of(regime, self.kind(), self.topic())
    }

    /// Whether the person had it, and did not stay away.
    pub fn took_place(&self) -> bool {
        match self {
            Self::Counselling { attended, .. } | Self::Education { attended, .. } => *attended,
            Self::Vocational { attended, .. } => *attended,
            _ => true,
        }
    }

    /// Whether what is said fits together.
    ///
    /// # Errors
    /// With the field that does not.
    pub fn check(&self, on: NaiveDate) -> Result<(), FieldError> {
        match self {
            Self::Counselling { minutes, .. } => within("content.minutes", *minutes, 5, 480),
            Self::Education { hours, .. } | Self::Vocational { hours, .. } => within("content.hours", *hours, 1, 12),
            // Only the law sets how many more there may be.
            Self::Labour { hours } => within("content.hours", *hours, 1, 24),
            Self::Evaluation { reached, not_reached } => check_goals(reached, not_reached),
            Self::DrugTest { result, drugs, .. } => check_test(*result, drugs),
            Self::Discipline { measure, until, document_number } => {
                check_number(document_number)?;
                check_until(*measure, *until, on)
            }
            Self::ReintegrationPlan { document_number, .. }
            | Self::Reward { document_number, .. }
            | Self::Pursuit { document_number } => check_number(document_number),
            Self::Examination { .. } | Self::Detox { .. } | Self::Treatment { .. } => Ok(()),
        }
    }

    /// Whether it can happen to somebody in this state.
    fn fits(&self, status: StayStatus) -> bool {
        match self.kind() {
            CareKind::Examination | CareKind::Detox | CareKind::Treatment => {
                matches!(status, StayStatus::Present | StayStatus::InHospital)
            }
            CareKind::Discipline | CareKind::Reward | CareKind::ReintegrationPlan => status.is_counted(),
            CareKind::Pursuit => status == StayStatus::Escaped,
            _ => status == StayStatus::Present,
        }
    }

    /// Whether the person was where this happens, at some time of the day.
    ///
    /// # Errors
    /// When the book says otherwise.
    pub fn check_there(&self, steps: &[Step<'_>], on: NaiveDate) -> Result<(), FieldError> {
        let before = steps.iter().take_while(|step| step.entry.occurred_on < on).last().map(|step| step.after.status);
        let that_day = steps.iter().filter(|step| step.entry.occurred_on == on).map(|step| step.after.status);
        if before.into_iter().chain(that_day).any(|status| self.fits(status)) {
            return Ok(());
        }
        let vi = "Theo sổ, ngày đó người này không có mặt ở cơ sở.";
        Err(FieldError::new("occurred_on", "record.not_there", vi, "By the book the person was not there on that day."))
    }
}

fn within(field: &str, given: u32, least: u32, most: u32) -> Result<(), FieldError> {
    if (least..=most).contains(&given) {
        return Ok(());
    }
    let (vi, en) = (format!("Phải từ {least} đến {most}."), format!("This is {least} to {most}."));
    Err(FieldError::new(field, "record.out_of_range", vi, en))
}

fn check_goals(reached: &[PlanGoal], not_reached: &[PlanGoal]) -> Result<(), FieldError> {
    if reached.is_empty() && not_reached.is_empty() {
        return Err(FieldError::required("content.reached"));
    }
    match reached.iter().find(|goal| not_reached.contains(goal)) {
        None => Ok(()),
        Some(goal) => Err(FieldError::new(
            "content.reached",
            "evaluation.both",
            format!("“{}” không thể vừa đạt vừa chưa đạt.", goal.vi()),
            format!("“{}” can't be both reached and not.", goal.en()),
        )),
    }
}

fn check_test(result: TestResult, drugs: &[DrugKind]) -> Result<(), FieldError> {
    match (result, drugs) {
        (TestResult::Negative, [_, ..]) => {
            let vi = "Kết quả âm tính không có loại ma túy.";
            Err(FieldError::new("content.drugs", "test.negative_with_drug", vi, "A negative test finds no drug."))
        }
        (TestResult::Positive, []) => Err(FieldError::required("content.drugs")),
        _ => Ok(()),
    }
}

fn check_until(measure: DisciplineMeasure, until: Option<NaiveDate>, on: NaiveDate) -> Result<(), FieldError> {
    let zone = measure == DisciplineMeasure::DisorderZone;
    match until {
        None if zone => Err(FieldError::required("content.until")),
        Some(_) if !zone => {
            let vi = "Chỉ việc ở khu quản lý người gây rối có ngày kết thúc.";
            Err(FieldError::new(
                "content.until",
                "discipline.no_end",
                vi,
                "Only a stay in the disorder zone has an end.",
            ))
        }
        Some(until) if until < on => {
            let vi = "Ngày kết thúc trước ngày bắt đầu.";
            Err(FieldError::new("content.until", "date.before_start", vi, "The end lies before the beginning."))
        }
        _ => Ok(()),
    }
}

fn check_number(number: &str) -> Result<(), FieldError> {
    reference("content.document_number", number).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_fits_together() {
        let day = NaiveDate::from_ymd_opt(2024, 5, 6).unwrap();
        let code = |content: Content| content.check(day).err().map(|error| error.code);
        let test = |result, drugs: &[DrugKind]| {
            code(Content::DrugTest { occasion: TestOccasion::Sudden, result, drugs: drugs.to_vec() })
        };
        assert_eq!(test(TestResult::Negative, &[]), None);
        assert_eq!(test(TestResult::Negative, &[DrugKind::Heroin]), Some("test.negative_with_drug".into()));
        assert_eq!(test(TestResult::Positive, &[]), Some("required".into()));
        let zone = |measure, until: Option<NaiveDate>| {
            code(Content::Discipline { measure, document_number: "3/QĐ".into(), until })
        };
        assert_eq!(zone(DisciplineMeasure::Warning, None), None);
        assert_eq!(zone(DisciplineMeasure::DisorderZone, None), Some("required".into()));
        assert_eq!(zone(DisciplineMeasure::DisorderZone, day.succ_opt()), None);
        assert_eq!(zone(DisciplineMeasure::DisorderZone, day.pred_opt()), Some("date.before_start".into()));
        assert_eq!(zone(DisciplineMeasure::Criticism, Some(day)), Some("discipline.no_end".into()));
        let goals = |reached: &[PlanGoal], not: &[PlanGoal]| {
            code(Content::Evaluation { reached: reached.to_vec(), not_reached: not.to_vec() })
        };
        assert_eq!(goals(&[], &[]), Some("required".into()));
        assert_eq!(goals(&[PlanGoal::Trade], &[PlanGoal::Trade]), Some("evaluation.both".into()));
        assert_eq!(goals(&[PlanGoal::Trade], &[PlanGoal::Family]), None);
    }
}
