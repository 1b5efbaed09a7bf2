//! Roll-call (điểm danh): who was seen, beside who is there by the books.

use std::collections::BTreeMap;

use domain::Refusal;
use domain::codes::StayStatus;
use domain::ids::AdmissionId;

domain::code_list! {
    Shift {
        Morning = "morning", "sáng", "morning";
        Afternoon = "afternoon", "chiều", "afternoon";
        Night = "night", "đêm", "night";
    }
}

domain::code_list! {
    /// What the roll-call says of somebody.
    Mark {
        Present = "present", "có mặt", "present";
        InHospital = "in_hospital", "đi viện", "in hospital";
        /// Away for a known reason: leave, suspension, proceedings, prison.
        Excused = "excused", "vắng có lý do", "excused";
        Missing = "missing", "vắng chưa rõ", "missing";
    }
}

impl Mark {
    /// What is expected by the book.
    pub fn by_book(status: StayStatus) -> Self {
        match status {
            StayStatus::InHospital => Self::InHospital,
            StayStatus::OnFuneralLeave | StayStatus::Suspended | StayStatus::InProceedings | StayStatus::InPrison => {
                Self::Excused
            }
            StayStatus::Present
            | StayStatus::Escaped
            | StayStatus::Released
            | StayStatus::Died
            | StayStatus::Withdrawn => Self::Present,
        }
    }
}

/// What differs between the roll-call and the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    pub admission_id: AdmissionId,
    /// By the book; none for somebody it does not count.
    pub expected: Option<Mark>,
    pub mark: Mark,
}

/// Compares the marks with whom the books count at the end of the day, and where.
pub fn differences(
    marks: &BTreeMap<AdmissionId, Mark>,
    residents: &BTreeMap<AdmissionId, StayStatus>,
) -> Vec<Difference> {
    let differs = |(id, mark): (&AdmissionId, &Mark)| {
        let expected = residents.get(id).map(|status| Mark::by_book(*status));
        let agrees = match expected {
            Some(expected) => expected == *mark,
            // Who left in the course of the day was seen or not, as it happened.
            None => true,
        };
        (!agrees).then_some(Difference { admission_id: *id, expected, mark: *mark })
    };
    marks.iter().filter_map(differs).collect()
}

/// A shift is closed when everybody is recorded.
///
/// # Errors
/// With how many are not.
pub fn check_close(unrecorded: usize) -> Result<(), Refusal> {
    if unrecorded == 0 {
        return Ok(());
    }
    Err(Refusal::new(
        "roll.unrecorded",
        format!("Còn {unrecorded} người chưa ghi. Ghi đủ rồi mới chốt ca."),
        format!("{unrecorded} residents are not recorded. Record all of them, then close the shift."),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(number: u128) -> AdmissionId {
        AdmissionId(Uuid::from_u128(number))
    }

    #[test]
    fn a_difference_is_what_the_book_does_not_expect() {
        let residents = BTreeMap::from([
            (id(1), StayStatus::Present),
            (id(2), StayStatus::InHospital),
            (id(3), StayStatus::Present),
        ]);
        let marks = BTreeMap::from([
            (id(1), Mark::Missing),
            (id(2), Mark::InHospital),
            (id(3), Mark::Present),
            (id(4), Mark::Present),
        ]);
        let found = differences(&marks, &residents);
        assert_eq!(found, [Difference { admission_id: id(1), expected: Some(Mark::Present), mark: Mark::Missing }]);
    }

    #[test]
    fn a_shift_with_gaps_stays_open() {
        assert_eq!(check_close(1).unwrap_err().code, "roll.unrecorded");
        assert!(check_close(0).is_ok());
    }
}
