//! What a treatment awaits next, and until when.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::law::clock::{self, Due, Standing};
use domain::law::{self, Article};

use super::step::regime_of;
use super::treatment::{Phase, Treatment};

domain::code_list! {
    /// The next step of a treatment.
    NextStep {
        Decide = "decide", "ra quyết định cai nghiện", "decide";
        Start = "start", "bắt đầu cai nghiện", "start";
        Complete = "complete", "cấp giấy xác nhận hoàn thành", "certify completion";
    }
}

/// A step that is awaited. A law that sets no limit for it leaves the day open.
#[derive(Clone, Debug, PartialEq)]
pub struct Awaited {
    pub step: NextStep,
    /// The last day for it.
    pub due_on: Option<NaiveDate>,
    pub standing: Option<Standing>,
    pub article: Option<Article>,
}

/// The next step of a treatment at a moment; none when it is over.
pub fn awaited(treatment: &Treatment, now: DateTime<FixedOffset>) -> Option<Awaited> {
    let rules = regime_of(&treatment.law_pack).map(law::community_rules);
    let clocked = |step, from: NaiveDate, limit: Option<clock::Limit>| {
        let due = limit.map(|limit| clock::due(clock::start_of_day(from), limit, &[]));
        Awaited {
            step,
            due_on: due.as_ref().and_then(Due::last_day),
            standing: due.as_ref().map(|due| clock::left(due, now)),
            article: limit.map(|limit| limit.article),
        }
    };
    match treatment.phase() {
        Phase::Completed | Phase::SelfTerminated | Phase::Superseded => None,
        Phase::Registered => {
            let limit = rules.and_then(|rules| rules.decision);
            Some(clocked(NextStep::Decide, treatment.registered_on, limit))
        }
        Phase::Decided => {
            let decided_on = treatment.decision.as_ref().map_or(treatment.registered_on, |decision| decision.on);
            Some(clocked(NextStep::Start, decided_on, rules.and_then(|rules| rules.start)))
        }
        Phase::UnderWay => Some(Awaited {
            step: NextStep::Complete,
            due_on: Some(treatment.term_ends_on),
            standing: Some(clock::until(treatment.term_ends_on, now.with_timezone(&clock::VIETNAM).date_naive())),
            article: rules.map(|rules| rules.term_start_article),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::tests::started;
    use super::super::step::tests::{decision, registered, take};
    use super::super::treatment::tests::day;
    use super::*;

    fn at(on: NaiveDate) -> DateTime<FixedOffset> {
        clock::start_of_day(on) + chrono::Duration::hours(9)
    }

    fn told(treatment: &Treatment, on: NaiveDate) -> (NextStep, Option<NaiveDate>, String) {
        let awaited = awaited(treatment, at(on)).unwrap();
        (awaited.step, awaited.due_on, awaited.standing.map(Standing::en).unwrap_or_default())
    }

    #[test]
    fn a_decision_is_due_three_working_days_after_the_registration() {
        // Thursday: Friday is the first, then the weekend, Tuesday the third.
        let treatment = registered(day(2024, 5, 9));
        let due = Some(day(2024, 5, 14));
        assert_eq!(told(&treatment, day(2024, 5, 10)), (NextStep::Decide, due, "2 working days left".into()));
        assert_eq!(told(&treatment, day(2024, 5, 16)), (NextStep::Decide, due, "2 days overdue".into()));
    }

    #[test]
    fn the_start_is_due_five_working_days_after_the_decision() {
        let treatment = take(registered(day(2024, 5, 9)), decision(), day(2024, 5, 10)).unwrap();
        assert_eq!(told(&treatment, day(2024, 5, 17)), (NextStep::Start, Some(day(2024, 5, 17)), "due today".into()));
    }

    #[test]
    fn a_treatment_under_way_awaits_the_end_of_its_term() {
        let treatment = started(day(2024, 5, 6));
        let awaited = told(&treatment, day(2024, 11, 1));
        assert_eq!(awaited, (NextStep::Complete, Some(day(2024, 11, 6)), "5 days left".into()));
    }

    #[test]
    fn where_the_law_sets_no_limit_the_step_is_awaited_without_one() {
        assert_eq!(told(&registered(day(2026, 7, 6)), day(2026, 7, 7)), (NextStep::Decide, None, String::new()));
    }
}
