//! Drafting a referral to a job, a loan, a vocational place or social support.

use chrono::NaiveDate;
use domain::codes::{ReferralKind, ReferralState};
use domain::ids::{AftercareCaseId, PersonId, ReferralId};
use domain::money::Vnd;
use domain::{FieldError, Refusal, text};
use events::aftercare::ReferralDrafted;

use super::case::{Case, Status};
use super::{Declined, before};

/// A referral on its way through the closed loop; see [`super::transition`].
#[derive(Clone, Debug, PartialEq)]
pub struct Referral {
    pub id: ReferralId,
    pub version: i64,
    pub case_id: AftercareCaseId,
    pub person_id: PersonId,
    /// As its case's: see [`Case::origin_person_id`].
    pub origin_person_id: PersonId,
    pub kind: ReferralKind,
    pub state: ReferralState,
    /// To whom: an employment service, a bank's branch, a school.
    pub partner: String,
    pub amount: Option<Vnd>,
    pub purpose: Option<String>,
    /// When the person agreed that the partner may be told.
    pub consent_on: Option<NaiveDate>,
    pub drafted_on: NaiveDate,
    pub last_step_on: NaiveDate,
}

/// What is asked for, with everything the rule needs to know.
pub struct Draft<'a> {
    pub id: ReferralId,
    pub case: &'a Case,
    pub kind: ReferralKind,
    pub partner: &'a str,
    pub occurred_on: NaiveDate,
    pub consent_on: Option<NaiveDate>,
    pub amount: Option<Vnd>,
    pub purpose: Option<&'a str>,
    pub today: NaiveDate,
}

impl Referral {
    /// Drafts a referral within an open case.
    ///
    /// # Errors
    /// Fields that can't be accepted, or a case that is closed.
    pub fn draft(draft: Draft<'_>) -> Result<(Self, ReferralDrafted), Declined> {
        if draft.case.status != Status::Open {
            return Err(Refusal::new(
                "referral.case_closed",
                "Việc quản lý sau cai đã kết thúc, không lập giới thiệu mới.",
                "The aftercare case is closed; no new referral is drafted.",
            )
            .into());
        }
        let partner = text::tidy(draft.partner);
        check_fields(&draft, &partner)?;
        let referral = Self {
            id: draft.id,
            version: 1,
            case_id: draft.case.id,
            person_id: draft.case.person.person_id,
            origin_person_id: draft.case.origin_person_id,
            kind: draft.kind,
            state: ReferralState::Draft,
            partner,
            amount: draft.amount,
            purpose: draft.purpose.map(text::tidy).filter(|purpose| !purpose.is_empty()),
            consent_on: draft.consent_on,
            drafted_on: draft.occurred_on,
            last_step_on: draft.occurred_on,
        };
        let event = ReferralDrafted {
            occurred_on: draft.occurred_on,
            person: draft.case.as_recorded(),
            case_id: referral.case_id,
            referral_id: referral.id,
            kind: referral.kind,
            amount: referral.amount,
        };
        Ok((referral, event))
    }
}

fn check_fields(draft: &Draft<'_>, partner: &str) -> Result<(), Declined> {
    let mut errors = Vec::new();
    if partner.is_empty() {
        errors.push(FieldError::required("partner"));
    }
    if draft.occurred_on > draft.today {
        errors.push(FieldError::future_date("occurred_on"));
    }
    if draft.occurred_on < draft.case.opened_on {
        let (vi, en) = ("ngày bắt đầu quản lý sau cai", "the case was opened");
        errors.push(before("date.before_case", vi, en, draft.case.opened_on));
    }
    if draft.consent_on.is_some_and(|on| on > draft.today) {
        errors.push(FieldError::future_date("consent_on"));
    }
    match draft.amount {
        None if draft.kind == ReferralKind::Loan => errors.push(FieldError::required("amount")),
        Some(Vnd(amount)) if amount <= 0 => {
            let vi = "Số tiền phải lớn hơn 0.";
            errors.push(FieldError::new("amount", "amount.not_positive", vi, "An amount is more than 0."));
        }
        _ => {}
    }
    if errors.is_empty() { Ok(()) } else { Err(Declined::Fields(errors)) }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::case::tests::case;
    use super::super::testing::{code, day};
    use super::*;
    use uuid::Uuid;

    pub fn draft(case: &Case) -> Draft<'_> {
        Draft {
            id: ReferralId(Uuid::from_u128(7)),
            case,
            kind: ReferralKind::Job,
            partner: "Trung tâm  dịch vụ việc làm",
            occurred_on: day(2023, 4, 1),
            consent_on: Some(day(2023, 4, 1)),
            amount: None,
            purpose: None,
            today: day(2024, 1, 1),
        }
    }

    fn refused(draft: Draft<'_>) -> String {
        code(Referral::draft(draft).unwrap_err())
    }

    #[test]
    fn a_referral_begins_as_a_draft() {
        let case = case();
        let (referral, event) = Referral::draft(draft(&case)).unwrap();
        assert_eq!((referral.state, referral.version), (ReferralState::Draft, 1));
        assert_eq!(referral.partner, "Trung tâm dịch vụ việc làm");
        assert_eq!((event.case_id, event.person), (case.id, case.person));
    }

    #[test]
    fn a_loan_needs_an_amount_above_zero() {
        let case = case();
        let loan = |amount| Draft { kind: ReferralKind::Loan, amount, ..draft(&case) };
        assert_eq!(refused(loan(None)), "required");
        assert_eq!(refused(loan(Some(Vnd(0)))), "amount.not_positive");
        assert!(Referral::draft(loan(Some(Vnd(20_000_000)))).is_ok());
    }

    #[test]
    fn a_referral_is_drafted_within_an_open_case() {
        let (closed, _) = case().superseded(day(2023, 8, 1));
        assert_eq!(refused(draft(&closed)), "referral.case_closed");
        let case = case();
        assert_eq!(refused(Draft { occurred_on: day(2023, 2, 28), ..draft(&case) }), "date.before_case");
    }

    #[test]
    fn neither_a_draft_nor_a_consent_lies_in_the_future() {
        let case = case();
        assert_eq!(refused(Draft { occurred_on: day(2024, 1, 2), ..draft(&case) }), "date.future");
        assert_eq!(refused(Draft { consent_on: Some(day(2024, 1, 2)), ..draft(&case) }), "date.future");
    }

    #[test]
    fn a_referral_names_its_partner() {
        let case = case();
        assert_eq!(refused(Draft { partner: "  ", ..draft(&case) }), "required");
    }
}
