//! Which form certifies a completed stay.

use chrono::NaiveDate;
use domain::codes::{AdmissionBasis, FacilityKind};
use domain::law::forms::FormKey;
use domain::law::{self, Measure};

const ADULT: u32 = 18;

/// The form by the law of the day of issue; none where the law names none, or the stay was under no measure. Adults
/// and minors under compulsory treatment have the same.
pub fn form(basis: AdmissionBasis, at: FacilityKind, issued_on: NaiveDate) -> Option<FormKey> {
    let completed = Measure::of_stay(basis, ADULT)?;
    law::certificate_form(completed, Some(at), issued_on)
}

#[cfg(test)]
mod tests {
    use super::super::admission::tests::day;
    use super::*;

    #[test]
    fn the_basis_of_the_stay_chooses_the_form() {
        let form = |basis| form(basis, FacilityKind::Public, day(2023, 8, 14)).map(|key| key.number);
        assert_eq!(form(AdmissionBasis::CourtDecision), Some("46"));
        assert_eq!(form(AdmissionBasis::Voluntary), Some("26b"));
        assert_eq!(form(AdmissionBasis::SocialObject), None);
    }
}
