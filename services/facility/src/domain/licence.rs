//! The licence of a facility (giấy phép hoạt động cai nghiện ma túy), with those before it.

use chrono::NaiveDate;
use domain::codes::facility::{LicenceEnd, LicenceIssuer};
use domain::ids::FacilityId;
use domain::{FieldError, Refusal};
use uuid::Uuid;

use super::facility::Facility;
use super::reference::reference;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    pub id: Uuid,
    pub facility_id: FacilityId,
    pub number: String,
    pub issuer: LicenceIssuer,
    /// Which form of Decree 163/2026, Annex V, 01 to 10, the paper is; none for older papers.
    pub form: Option<u32>,
    /// It allows the stages of the process from the first through this one.
    pub through_stage: u32,
    pub issued_on: NaiveDate,
    /// Its last day; none where it has no end.
    pub valid_until: Option<NaiveDate>,
    /// The first day on which it does not hold any more, and why.
    pub ended: Option<(NaiveDate, LicenceEnd)>,
}

impl Licence {
    /// Records a licence.
    ///
    /// # Errors
    /// One error per field that can't be accepted.
    pub fn record(licence: Self, facility: &Facility, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let number = reference("number", &licence.number);
        if !(3..=5).contains(&licence.through_stage) {
            let vi = "Phạm vi: ít nhất ba giai đoạn đầu, nhiều nhất năm giai đoạn.";
            let en = "A licence covers at least the first three stages, and at most five.";
            errors.push(FieldError::new("through_stage", "licence.scope", vi, en));
        }
        if licence.form.is_some_and(|form| !(1..=10).contains(&form)) {
            let vi = "Phụ lục V có các mẫu 01 đến 10 về giấy phép.";
            errors.push(FieldError::new("form", "licence.form", vi, "Annex V has forms 01 to 10 on licences."));
        }
        if licence.issued_on > today {
            errors.push(FieldError::future_date("issued_on"));
        }
        if licence.valid_until.is_some_and(|last| last < licence.issued_on) {
            let vi = "Ngày hết hạn trước ngày cấp.";
            errors.push(FieldError::new("valid_until", "date.reversed", vi, "It ends before it was issued."));
        }
        match (number, errors.is_empty()) {
            (Ok(number), true) => Ok(Self { number, facility_id: facility.id, ended: None, ..licence }),
            (number, _) => {
                errors.extend(number.err());
                Err(errors)
            }
        }
    }

    /// Ends it before its time.
    ///
    /// # Errors
    /// When it has ended already, or that day is before it was issued.
    pub fn end(&mut self, on: NaiveDate, reason: LicenceEnd, today: NaiveDate) -> Result<(), Refusal> {
        if self.ended.is_some() {
            let (vi, en) = ("Giấy phép này đã chấm dứt.", "That licence has ended already.");
            return Err(Refusal::new("licence.ended", vi, en));
        }
        if on < self.issued_on || on > today {
            let vi = "Ngày chấm dứt nằm trước ngày cấp hoặc ở tương lai.";
            let en = "The end lies before the issue or in the future.";
            return Err(Refusal::new("licence.end_day", vi, en));
        }
        self.ended = Some((on, reason));
        Ok(())
    }

    /// The last day on which it holds, unless it has no end.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let ended = self.ended.and_then(|(first_without, _)| first_without.pred_opt());
        [self.valid_until, ended].into_iter().flatten().min()
    }

    pub fn is_in_force(&self, on: NaiveDate) -> bool {
        let void = self.ended.is_some_and(|(_, reason)| reason == LicenceEnd::Mistyped);
        !void && self.issued_on <= on && self.last_day().is_none_or(|last| on <= last)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::admission::tests::{day, facility};
    use super::*;

    pub fn licence(issued_on: NaiveDate, valid_until: Option<NaiveDate>) -> Licence {
        Licence {
            id: Uuid::nil(),
            facility_id: FacilityId(Uuid::nil()),
            number: "03/GP".into(),
            issuer: LicenceIssuer::PoliceDirector,
            form: None,
            through_stage: 3,
            issued_on,
            valid_until,
            ended: None,
        }
    }

    #[test]
    fn a_licence_holds_from_its_issue_through_its_last_day() {
        let mut licence = licence(day(2026, 7, 1), Some(day(2026, 12, 31)));
        let days = [day(2026, 6, 30), day(2026, 7, 1), day(2026, 12, 31), day(2027, 1, 1)];
        assert_eq!(days.map(|day| licence.is_in_force(day)), [false, true, true, false]);
        licence.end(day(2026, 9, 1), LicenceEnd::Revoked, day(2026, 10, 1)).unwrap();
        assert!(licence.is_in_force(day(2026, 8, 31)) && !licence.is_in_force(day(2026, 9, 1)));
        assert_eq!(
            licence.end(day(2026, 9, 1), LicenceEnd::Revoked, day(2026, 10, 1)).unwrap_err().code,
            "licence.ended"
        );
    }

    #[test]
    fn one_recorded_by_mistake_never_held() {
        let mut licence = licence(day(2026, 7, 1), None);
        licence.end(day(2026, 9, 1), LicenceEnd::Mistyped, day(2026, 10, 1)).unwrap();
        assert!(!licence.is_in_force(day(2026, 7, 2)));
    }

    #[test]
    fn a_licence_is_refused_with_every_reason() {
        let wrong = Licence { through_stage: 2, form: Some(11), ..licence(day(2026, 7, 1), Some(day(2026, 6, 1))) };
        let refused = Licence::record(wrong, &facility(), day(2026, 1, 1)).unwrap_err();
        let codes: Vec<&str> = refused.iter().map(|error| error.code.as_str()).collect();
        assert_eq!(codes, ["licence.scope", "licence.form", "date.future", "date.reversed"]);
    }
}
