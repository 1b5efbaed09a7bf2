//! Who went home and has not been taken over by a commune, or has not come to it.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::codes::{FacilityKind, ReleaseReason};
use domain::law::clock::{self, Limit};
use domain::law::{Article, arrival_limit};
use uuid::Uuid;

domain::code_list! {
    /// What is known to have become of a hand-over.
    HandoverStep {
        Sent = "sent", "đã bàn giao, chờ xã xác nhận", "handed over, awaiting the commune";
        Acknowledged = "acknowledged", "xã đã xác nhận", "acknowledged by the commune";
        Refused = "refused", "xã trả lại", "sent back by the commune";
        Withdrawn = "withdrawn", "không còn hiệu lực do sửa sổ", "void, the release was corrected";
        Arrived = "arrived", "đã trình diện", "arrived";
    }
}

domain::code_list! {
    /// What is wrong with somebody's way home.
    ReturnFinding {
        NotArrived = "not_arrived", "ra khỏi cơ sở, quá hạn chưa về trình diện", "released, has not come to the commune in time";
        Unacknowledged = "unacknowledged", "đã về, xã chưa xác nhận bàn giao", "arrived, hand-over not acknowledged in time";
    }
}

/// A step of a hand-over.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub handover_id: Uuid,
    pub sequence: i64,
    pub step: HandoverStep,
    pub commune_code: String,
    pub province_code: String,
    pub occurred_on: NaiveDate,
}

/// Where a stay's last hand-over stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Handed {
    pub step: HandoverStep,
    pub commune_code: String,
    pub province_code: String,
    pub arrived_on: Option<NaiveDate>,
}

/// Folds a stay's steps; ids of hand-overs follow time. None where nothing stands.
pub fn handed(mut steps: Vec<Step>) -> Option<Handed> {
    let last = steps.iter().map(|step| step.handover_id).max()?;
    steps.retain(|step| step.handover_id == last);
    steps.sort_by_key(|step| step.sequence);
    let mut handed: Option<Handed> = None;
    for step in steps {
        let arrived_on = handed.as_ref().and_then(|handed| handed.arrived_on);
        let before = handed.as_ref().map_or(HandoverStep::Sent, |handed| handed.step);
        let (commune_code, province_code) = (step.commune_code, step.province_code);
        handed = Some(match step.step {
            HandoverStep::Arrived => {
                Handed { step: before, commune_code, province_code, arrived_on: Some(step.occurred_on) }
            }
            answered => Handed { step: answered, commune_code, province_code, arrived_on },
        });
    }
    handed.filter(|handed| handed.step != HandoverStep::Withdrawn)
}

/// What is found of a release at a moment, and by which limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    pub finding: ReturnFinding,
    pub due_on: NaiveDate,
    pub article: Article,
    /// Until the moment, or until the arrival.
    pub days_since_release: i64,
}

/// No source gives the commune a time of its own to answer in, so the person's limit counts for both. Where the law
/// has none, nothing is found.
pub fn found(
    released_on: NaiveDate,
    from: FacilityKind,
    handed: Option<&Handed>,
    now: DateTime<FixedOffset>,
) -> Option<Found> {
    let limit: Limit = arrival_limit(ReleaseReason::TermEnded, from, released_on)?;
    let due_on = clock::due(clock::start_of_day(released_on), limit, &[]).last_day()?;
    let today = now.with_timezone(&clock::VIETNAM).date_naive();
    if today <= due_on {
        return None;
    }
    let arrived_on = handed.and_then(|handed| handed.arrived_on);
    let acknowledged = handed.is_some_and(|handed| handed.step == HandoverStep::Acknowledged);
    let finding = match (arrived_on, acknowledged) {
        (None, _) => ReturnFinding::NotArrived,
        (Some(_), false) => ReturnFinding::Unacknowledged,
        (Some(_), true) => return None,
    };
    let days_since_release = (arrived_on.unwrap_or(today) - released_on).num_days();
    Some(Found { finding, due_on, article: limit.article, days_since_release })
}

#[cfg(test)]
mod tests {
    use super::*;
    use HandoverStep::{Acknowledged, Arrived, Refused, Sent, Withdrawn};

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 5, d).unwrap()
    }

    fn steps(steps: &[(u128, HandoverStep)]) -> Option<Handed> {
        let step = |(at, (handover, step)): (i64, &(u128, HandoverStep))| Step {
            handover_id: Uuid::from_u128(*handover),
            sequence: at,
            step: *step,
            commune_code: handover.to_string(),
            province_code: "87".into(),
            occurred_on: day(10),
        };
        handed((1..).zip(steps).map(step).collect())
    }

    fn finding(handed: Option<&Handed>, d: u32) -> Option<ReturnFinding> {
        // Released on a Thursday: five working days end on the 16th.
        let now = clock::start_of_day(day(d));
        found(day(9), FacilityKind::Public, handed, now).map(|found| found.finding)
    }

    #[test]
    fn the_last_hand_over_is_what_stands() {
        let of = |all: &[(u128, HandoverStep)]| steps(all).map(|handed| (handed.commune_code, handed.step));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[(1, Sent), (1, Refused), (2, Sent)]), Some(("2".into(), Sent)));
        assert_eq!(of(&[(1, Sent), (1, Arrived), (1, Acknowledged)]), Some(("1".into(), Acknowledged)));
        assert_eq!(of(&[(1, Sent), (1, Withdrawn)]), None);
    }

    #[test]
    fn nothing_is_found_before_the_limit_is_over() {
        for d in [9, 16] {
            assert_eq!(finding(None, d), None);
        }
        assert_eq!(finding(None, 17), Some(ReturnFinding::NotArrived));
    }

    #[test]
    fn who_came_and_was_acknowledged_is_found_no_more() {
        let sent = steps(&[(1, Sent)]);
        assert_eq!(finding(sent.as_ref(), 20), Some(ReturnFinding::NotArrived));
        let arrived = steps(&[(1, Sent), (1, Arrived)]);
        assert_eq!(finding(arrived.as_ref(), 20), Some(ReturnFinding::Unacknowledged));
        let done = steps(&[(1, Sent), (1, Arrived), (1, Acknowledged)]);
        assert_eq!(finding(done.as_ref(), 20), None);
    }

    #[test]
    fn a_law_without_a_limit_finds_nothing() {
        let released = NaiveDate::from_ymd_opt(2019, 5, 9).unwrap();
        assert_eq!(found(released, FacilityKind::Public, None, clock::start_of_day(day(9))), None);
    }
}
