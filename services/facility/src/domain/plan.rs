//! The rehabilitation plan of a stay (form 20 of Decree 116/2021; form 18 of Decree 163/2026, Annex V).
//!
//! No source says by when a plan must be there, so its absence is no finding.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::care::PlanGoal;
use uuid::Uuid;

use super::admission::Admission;
use super::classification::day_of_stay;

/// More than one plan can hold.
const MOST_GOALS: usize = 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The stage of the process in which it is to be reached.
    pub stage: u32,
    pub goal: PlanGoal,
    pub target_on: NaiveDate,
}

/// A plan; the last one of a stay holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub id: Uuid,
    pub planned_on: NaiveDate,
    pub goals: Vec<Goal>,
}

impl Plan {
    /// Plans a stay.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn make(plan: Self, stay: &Admission, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut errors: Vec<FieldError> =
            day_of_stay("planned_on", plan.planned_on, stay, today).err().into_iter().collect();
        if plan.goals.is_empty() {
            errors.push(FieldError::required("goals"));
        }
        if plan.goals.len() > MOST_GOALS {
            errors.push(FieldError::new("goals", "plan.too_many", "Nhiều nhất 40 mục tiêu.", "40 goals at most."));
        }
        for (number, goal) in plan.goals.iter().enumerate() {
            let field = |name: &str| format!("goals[{number}].{name}");
            if !(1..=5).contains(&goal.stage) {
                let vi = "Quy trình có năm giai đoạn.";
                errors.push(FieldError::new(&field("stage"), "stage.unknown", vi, "The process has five stages."));
            }
            if goal.target_on < plan.planned_on {
                let vi = "Ngày cần đạt trước ngày lập kế hoạch.";
                let en = "To be reached before the plan is made.";
                errors.push(FieldError::new(&field("target_on"), "date.reversed", vi, en));
            }
            if plan.goals[..number].iter().any(|other| (other.stage, other.goal) == (goal.stage, goal.goal)) {
                let vi = "Mục tiêu này đã có ở giai đoạn đó.";
                errors.push(FieldError::new(&field("goal"), "plan.twice", vi, "The stage has this goal already."));
            }
        }
        if errors.is_empty() { Ok(plan) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::admission::tests::{admit, day, facility, person};
    use super::*;

    #[test]
    fn a_plan_has_goals_by_stage_that_lie_ahead_of_it() {
        let (person, facility) = (person(1992), facility());
        let (stay, ..) = Admission::record(admit(&person, &facility)).unwrap();
        let goal = |stage, goal, target_on| Goal { stage, goal, target_on };
        let codes = |planned_on, goals: Vec<Goal>| {
            let made = Plan::make(Plan { id: Uuid::nil(), planned_on, goals }, &stay, day(2020, 1, 1));
            made.err().into_iter().flatten().map(|error| error.code).collect::<Vec<_>>()
        };
        let (detox, trade) = (PlanGoal::Detox, PlanGoal::Trade);
        let fine = vec![goal(2, detox, day(2019, 3, 1)), goal(4, trade, day(2019, 9, 1))];
        assert!(codes(day(2019, 2, 1), fine).is_empty());
        assert_eq!(codes(day(2019, 1, 1), vec![]), ["date.outside_stay", "required"]);
        let twice =
            vec![goal(2, detox, day(2019, 3, 1)), goal(2, detox, day(2019, 1, 1)), goal(6, trade, day(2019, 9, 1))];
        assert_eq!(codes(day(2019, 2, 1), twice), ["date.reversed", "plan.twice", "stage.unknown"]);
    }
}
