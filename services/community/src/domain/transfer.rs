//! A treatment on its way to the commune the person moved to: sent, then accepted, sent back or recalled. The
//! sending commune runs it until it is accepted, so that it never has two and never none.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use domain::codes::community::TransferReason;
use domain::codes::summary::TransferState;
use domain::ids::TreatmentId;
use domain::law::clock::{self, Due, Limit, Standing};
use domain::law::{community_rules, pack_in_force};
use domain::person::PersonSnapshot;
use domain::{FieldError, Refusal};
use events::community::{TreatmentTransferAnswered, TreatmentTransferSent};

use super::treatment::{Declined, Place, Treatment};

domain::id_type! {
    /// One sending of one treatment.
    TransferId,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Transfer {
    pub id: TransferId,
    pub version: i64,
    pub treatment: TreatmentId,
    pub from: Place,
    pub to: Place,
    pub state: TransferState,
    /// When the person moved.
    pub moved_on: NaiveDate,
    pub sent_at: DateTime<Utc>,
    /// Until when the law wants it handed over; none where no limit was found.
    pub due_at: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
    pub reason: Option<TransferReason>,
}

fn due(moved_on: NaiveDate) -> Option<Due> {
    let limit = community_rules(pack_in_force(moved_on).regime).handover?;
    Some(clock::due(clock::start_of_day(moved_on), limit, &[]))
}

impl Transfer {
    /// The rule that `due_at` follows from.
    pub fn limit(&self) -> Option<Limit> {
        due(self.moved_on).map(|due| due.limit)
    }

    /// What is left, while nobody has answered.
    pub fn standing(&self, now: DateTime<FixedOffset>) -> Option<Standing> {
        due(self.moved_on).filter(|_| self.state == TransferState::Sent).map(|due| clock::left(&due, now))
    }

    /// Sends an active treatment to another commune.
    ///
    /// # Errors
    /// When it is over, goes where it is already, or the day does not fit.
    pub fn send(
        id: TransferId,
        (treatment, person): (&Treatment, &PersonSnapshot),
        to: Place,
        moved_on: NaiveDate,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Result<(Self, Treatment, TreatmentTransferSent), Declined> {
        treatment.require_active()?;
        let of_move = |error| FieldError { field: "moved_on".to_owned(), ..error };
        treatment.check_day(moved_on, today).map_err(of_move)?;
        if to.commune_code == treatment.commune_code {
            let vi = "Nơi đến là xã đang tổ chức cai nghiện.";
            let en = "That commune runs the treatment already.";
            return Err(FieldError::new("to_commune_code", "transfer.same_commune", vi, en).into());
        }
        let treatment = Treatment { version: treatment.version + 1, ..treatment.clone() };
        let event = TreatmentTransferSent {
            occurred_on: moved_on,
            person: person.clone(),
            treatment: treatment.facts(),
            to_commune_code: to.commune_code.clone(),
            to_province_code: to.province_code.clone(),
        };
        let from =
            Place { commune_code: treatment.commune_code.clone(), province_code: treatment.province_code.clone() };
        let transfer = Self {
            id,
            version: 1,
            treatment: treatment.id,
            from,
            to,
            state: TransferState::Sent,
            moved_on,
            sent_at: now,
            due_at: due(moved_on).and_then(|due| due.expiry()).map(|at| at.to_utc()),
            answered_at: None,
            reason: None,
        };
        Ok((transfer, treatment, event))
    }

    /// Answers a treatment under way: accepted or sent back by where it goes, recalled by where it comes from.
    ///
    /// # Errors
    /// When it is not under way, was ended meanwhile, or a reason is missing.
    pub fn answer(
        &self,
        (treatment, person): (&Treatment, &PersonSnapshot),
        answer: TransferState,
        reason: Option<TransferReason>,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Result<(Self, Treatment, TreatmentTransferAnswered), Declined> {
        if self.state != TransferState::Sent || answer == TransferState::Sent {
            let vi = "Lần chuyển này không còn trên đường chuyển.";
            return Err(Refusal::new("transfer.not_under_way", vi, "This treatment is not under way.").into());
        }
        let mut treatment = Treatment { version: treatment.version + 1, ..treatment.clone() };
        if answer == TransferState::Accepted {
            treatment.require_active()?;
            treatment.commune_code.clone_from(&self.to.commune_code);
            treatment.province_code.clone_from(&self.to.province_code);
        } else if reason.is_none() {
            return Err(FieldError::required("reason").into());
        }
        let answered =
            Self { version: self.version + 1, state: answer, answered_at: Some(now), reason, ..self.clone() };
        let event = TreatmentTransferAnswered {
            occurred_on: today,
            person: person.clone(),
            treatment: treatment.facts(),
            state: answer,
            from_commune_code: self.from.commune_code.clone(),
            from_province_code: self.from.province_code.clone(),
            to_commune_code: self.to.commune_code.clone(),
            to_province_code: self.to.province_code.clone(),
        };
        Ok((answered, treatment, event))
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::tests::started;
    use super::super::treatment::Status;
    use super::super::treatment::tests::{code, day, person};
    use super::*;
    use uuid::Uuid;

    fn place(commune: &str) -> Place {
        Place { commune_code: commune.into(), province_code: "87".into() }
    }

    fn send(treatment: &Treatment, to: &str) -> Result<(Transfer, Treatment, TreatmentTransferSent), Declined> {
        let (id, moved_on) = (TransferId(Uuid::from_u128(3)), day(2024, 6, 3));
        Transfer::send(id, (treatment, &person(1992)), place(to), moved_on, DateTime::UNIX_EPOCH, day(2024, 6, 4))
    }

    fn answer(
        transfer: &Transfer,
        treatment: &Treatment,
        state: TransferState,
        reason: Option<TransferReason>,
    ) -> Result<(Transfer, Treatment, TreatmentTransferAnswered), Declined> {
        transfer.answer((treatment, &person(1992)), state, reason, DateTime::UNIX_EPOCH, day(2024, 6, 5))
    }

    #[test]
    fn the_sending_commune_runs_the_treatment_until_the_other_accepts() {
        let (transfer, treatment, _) = send(&started(day(2024, 5, 6)), "29872").unwrap();
        assert_eq!(treatment.commune_code, "29869");
        let (transfer, treatment, event) = answer(&transfer, &treatment, TransferState::Accepted, None).unwrap();
        assert_eq!((treatment.commune_code.as_str(), transfer.state), ("29872", TransferState::Accepted));
        assert_eq!((event.from_commune_code.as_str(), event.treatment.commune_code.as_str()), ("29869", "29872"));
    }

    #[test]
    fn what_is_sent_back_or_recalled_stays_and_says_why() {
        let (transfer, treatment, _) = send(&started(day(2024, 5, 6)), "29872").unwrap();
        for state in [TransferState::Rejected, TransferState::Recalled] {
            assert_eq!(code(answer(&transfer, &treatment, state, None).unwrap_err()), "required");
            let reason = Some(TransferReason::NotResident);
            let (answered, stayed, _) = answer(&transfer, &treatment, state, reason).unwrap();
            assert_eq!((stayed.commune_code.as_str(), answered.reason), ("29869", reason));
        }
    }

    #[test]
    fn it_is_answered_once() {
        let (transfer, treatment, _) = send(&started(day(2024, 5, 6)), "29872").unwrap();
        let (answered, treatment, _) = answer(&transfer, &treatment, TransferState::Accepted, None).unwrap();
        let again = answer(&answered, &treatment, TransferState::Recalled, Some(TransferReason::Stayed));
        assert_eq!(code(again.unwrap_err()), "transfer.not_under_way");
    }

    #[test]
    fn a_treatment_that_is_over_is_neither_sent_nor_accepted() {
        let (transfer, treatment, _) = send(&started(day(2024, 5, 6)), "29872").unwrap();
        let over = Treatment { status: Status::Completed, ..treatment };
        assert_eq!(code(send(&over, "29872").unwrap_err()), "treatment.not_active");
        assert_eq!(code(answer(&transfer, &over, TransferState::Accepted, None).unwrap_err()), "treatment.not_active");
        assert!(answer(&transfer, &over, TransferState::Recalled, Some(TransferReason::Stayed)).is_ok());
    }

    #[test]
    fn it_goes_to_another_commune() {
        assert_eq!(code(send(&started(day(2024, 5, 6)), "29869").unwrap_err()), "transfer.same_commune");
    }
}
