//! The certificate of completed post-rehabilitation management, which the commune's chair issues.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::AftercareClosureReason;
use domain::law::forms::FormKey;
use domain::law::{self, Measure};
use domain::text::tidy;

/// The form by the law of the day of issue: Decree 116/2021 form 54, Decree 163/2026 Annex V form 56; none under regime
/// A, whose form was not found.
pub fn form(issued_on: NaiveDate) -> Option<FormKey> {
    law::certificate_form(Measure::PostRehabilitation, None, issued_on)
}

/// The number of the certificate that a closure names, if it names one.
///
/// # Errors
/// When the management was not completed.
pub fn number(reason: AftercareClosureReason, given: Option<&str>) -> Result<Option<String>, FieldError> {
    let number = given.map(tidy).filter(|number| !number.is_empty());
    if number.is_some() && reason != AftercareClosureReason::Completed {
        return Err(FieldError::new(
            "certificate_number",
            "certificate.not_completed",
            "Chỉ cấp giấy xác nhận khi đã hoàn thành quản lý sau cai.",
            "A certificate is issued for completed management only.",
        ));
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::super::testing::day;
    use super::*;

    #[test]
    fn the_law_of_the_day_of_issue_chooses_the_form() {
        let number = |on| form(on).map(|key| key.number);
        assert_eq!(number(day(2021, 12, 31)), None);
        assert_eq!(number(day(2024, 3, 1)), Some("54"));
        assert_eq!(number(day(2026, 7, 1)), Some("56"));
    }

    #[test]
    fn only_who_completed_gets_one() {
        let completed = AftercareClosureReason::Completed;
        assert_eq!(number(completed, Some(" 5/GXN ")), Ok(Some("5/GXN".to_owned())));
        assert_eq!(number(completed, Some(" ")), Ok(None));
        assert_eq!(number(AftercareClosureReason::Died, None), Ok(None));
        assert_eq!(number(AftercareClosureReason::Died, Some("5/GXN")).unwrap_err().code, "certificate.not_completed");
    }
}
