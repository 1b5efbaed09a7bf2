//! The closed loop of a referral: no referral is left without an answer.
//!
//! draft → sent → received → accepted | rejected; accepted → in progress → done | failed; cancelled from
//! any state that is not final.

use chrono::NaiveDate;
use domain::codes::ReferralState;
use domain::person::PersonSnapshot;
use domain::{FieldError, Refusal};
use events::aftercare::ReferralMoved;

use super::referral::Referral;
use super::{Declined, before};

/// The states a referral may go to from this one; none when it is final.
pub fn next(state: ReferralState) -> &'static [ReferralState] {
    use ReferralState::*;
    match state {
        Draft => &[Sent, Cancelled],
        Sent => &[Received, Cancelled],
        Received => &[Accepted, Rejected, Cancelled],
        Accepted => &[InProgress, Cancelled],
        InProgress => &[Done, Failed, Cancelled],
        Rejected | Done | Failed | Cancelled => &[],
    }
}

impl Referral {
    /// Moves the referral on.
    ///
    /// # Errors
    /// When the loop has no such step, the date does not fit, or the person's consent is missing.
    pub fn go_to(
        mut self,
        to: ReferralState,
        on: NaiveDate,
        person: &PersonSnapshot,
        today: NaiveDate,
    ) -> Result<(Self, ReferralMoved), Declined> {
        let from = self.state;
        if !next(from).contains(&to) {
            return Err(no_such_step(from, to).into());
        }
        if on > today {
            return Err(FieldError::future_date("occurred_on").into());
        }
        if on < self.last_step_on {
            return Err(before("date.before_last_step", "bước gần nhất", "the last step", self.last_step_on).into());
        }
        if to == ReferralState::Sent && self.consent_on.is_none_or(|consent| consent > on) {
            return Err(Refusal::new(
                "referral.consent_missing",
                "Chưa có sự đồng ý của người này vào ngày gửi. Không chuyển thông tin cho đơn vị tiếp nhận.",
                "The person had not consented by that day; nothing is sent to the partner.",
            )
            .into());
        }
        self.state = to;
        self.last_step_on = on;
        self.version += 1;
        let event = ReferralMoved {
            occurred_on: on,
            person: person.clone(),
            case_id: self.case_id,
            referral_id: self.id,
            kind: self.kind,
            from,
            to,
            amount: self.amount,
        };
        Ok((self, event))
    }
}

fn no_such_step(from: ReferralState, to: ReferralState) -> Refusal {
    let list = |label: fn(ReferralState) -> &'static str| {
        next(from).iter().map(|state| format!("“{}”", label(*state))).collect::<Vec<_>>().join(", ")
    };
    let (vi, en) = if next(from).is_empty() {
        ("đây là trạng thái cuối".to_owned(), "that is a final state".to_owned())
    } else {
        (format!("chỉ có thể sang {}", list(ReferralState::vi)), format!("it may go to {}", list(ReferralState::en)))
    };
    Refusal::new(
        "referral.no_such_step",
        format!("Không chuyển được từ “{}” sang “{}”: {vi}.", from.vi(), to.vi()),
        format!("A referral can't go from “{}” to “{}”: {en}.", from.en(), to.en()),
    )
}

#[cfg(test)]
mod tests {
    use super::super::case::tests::case;
    use super::super::referral::Draft;
    use super::super::referral::tests::draft;
    use super::super::testing::{code, day, person};
    use super::*;
    use ReferralState::*;

    fn drafted(consent_on: Option<NaiveDate>) -> Referral {
        let case = case();
        Referral::draft(Draft { consent_on, ..draft(&case) }).unwrap().0
    }

    fn go(referral: Referral, to: ReferralState, on: NaiveDate) -> Result<Referral, String> {
        referral.go_to(to, on, &person(), day(2024, 1, 1)).map(|(referral, _)| referral).map_err(code)
    }

    fn along(states: &[ReferralState]) -> Result<Referral, String> {
        let first = drafted(Some(day(2023, 4, 1)));
        states.iter().try_fold(first, |referral, to| go(referral, *to, day(2023, 5, 1)))
    }

    #[test]
    fn a_referral_goes_round_the_loop_to_done_or_failed_or_is_rejected() {
        for path in [
            &[Sent, Received, Accepted, InProgress, Done][..],
            &[Sent, Received, Accepted, InProgress, Failed],
            &[Sent, Received, Rejected],
        ] {
            let referral = along(path).unwrap();
            assert_eq!(Some(&referral.state), path.last());
            assert_eq!(referral.version, 1 + i64::try_from(path.len()).unwrap());
        }
    }

    #[test]
    fn every_step_that_is_not_in_the_loop_is_refused() {
        for from in ReferralState::ALL {
            for to in ReferralState::ALL.iter().filter(|to| !next(*from).contains(to)) {
                let referral = Referral { state: *from, ..drafted(Some(day(2023, 4, 1))) };
                assert_eq!(go(referral, *to, day(2023, 5, 1)), Err("referral.no_such_step".into()), "{from} {to}");
            }
        }
    }

    #[test]
    fn a_referral_can_be_cancelled_until_it_is_final() {
        for state in ReferralState::ALL {
            let is_final = matches!(state, Rejected | Done | Failed | Cancelled);
            assert_eq!(next(*state).contains(&Cancelled), !is_final, "{state}");
            assert_eq!(next(*state).is_empty(), is_final, "{state}");
        }
    }

    #[test]
    fn nothing_is_sent_without_consent_by_that_day() {
        assert_eq!(go(drafted(None), Sent, day(2023, 5, 1)), Err("referral.consent_missing".into()));
        let later = drafted(Some(day(2023, 5, 2)));
        assert_eq!(go(later.clone(), Sent, day(2023, 5, 1)), Err("referral.consent_missing".into()));
        assert!(go(later, Sent, day(2023, 5, 2)).is_ok());
    }

    #[test]
    fn a_referral_without_consent_can_still_be_cancelled() {
        assert!(go(drafted(None), Cancelled, day(2023, 5, 1)).is_ok());
    }

    #[test]
    fn steps_follow_one_another_in_time_and_not_into_the_future() {
        let sent = along(&[Sent]).unwrap();
        assert_eq!(go(sent.clone(), Received, day(2023, 4, 30)), Err("date.before_last_step".into()));
        assert_eq!(go(sent, Received, day(2024, 1, 2)), Err("date.future".into()));
    }

    #[test]
    fn the_event_names_both_states() {
        let (_, event) =
            drafted(Some(day(2023, 4, 1))).go_to(Sent, day(2023, 5, 1), &person(), day(2024, 1, 1)).unwrap();
        assert_eq!((event.from, event.to), (Draft, Sent));
    }
}
