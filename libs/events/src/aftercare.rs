//! Events of `aftercare`.

use chrono::NaiveDate;
use domain::codes::{AftercareClosureReason, AftercareOrigin, ReferralKind, ReferralState};
use domain::ids::{AftercareCaseId, ReferralId};
use domain::money::Vnd;
use domain::person::PersonSnapshot;

use crate::event;

event! {
    /// Post-rehabilitation management began.
    CaseOpened = "aftercare.case.opened.v1", subject "aftercare/case" case_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, case_id: AftercareCaseId, origin: AftercareOrigin,
        law_pack: String, ends_on: NaiveDate,
    }
}

event! {
    /// Post-rehabilitation management ended.
    CaseClosed = "aftercare.case.closed.v1", subject "aftercare/case" case_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, case_id: AftercareCaseId, reason: AftercareClosureReason }
}

event! {
    /// A referral was drafted.
    ReferralDrafted = "aftercare.referral.drafted.v1", subject "aftercare/referral" referral_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, case_id: AftercareCaseId, referral_id: ReferralId,
        kind: ReferralKind, amount: Option<Vnd>,
    }
}

event! {
    /// A referral went from one state to the next.
    ReferralMoved = "aftercare.referral.moved.v1", subject "aftercare/referral" referral_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, case_id: AftercareCaseId, referral_id: ReferralId,
        kind: ReferralKind, from: ReferralState, to: ReferralState, amount: Option<Vnd>,
    }
}
