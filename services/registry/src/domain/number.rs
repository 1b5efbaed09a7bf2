//! The official numbers of a person. A CMND and the CCCD that replaced it are one identity: both are kept,
//! both find the person, one is current.

use chrono::NaiveDate;
use domain::codes::summary::NumberKind;
use domain::person::OfficialNumber;
use uuid::Uuid;

/// A number as the register holds it.
#[derive(Clone, Debug)]
pub struct HeldNumber {
    pub id: Uuid,
    pub number: OfficialNumber,
    pub issued_on: Option<NaiveDate>,
    pub issued_by: Option<String>,
    /// The one that papers of today carry.
    pub current: bool,
}

/// What becomes of the number held when another is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Succession {
    /// The same digits: nothing changes.
    Unchanged,
    /// Another kind: the old one is kept beside the new as a former number.
    KeptAsFormer,
    /// The same kind: the old one was wrong and gives way; what it was stands in the corrections.
    Corrected,
}

/// A CCCD never gives way to a CMND: then the CMND is the former one.
pub fn succession(held: &OfficialNumber, written: &OfficialNumber) -> Succession {
    if held == written {
        Succession::Unchanged
    } else if held.kind() == written.kind() {
        Succession::Corrected
    } else {
        Succession::KeptAsFormer
    }
}

/// Whether a number becomes the current one beside what is held.
pub fn becomes_current(held: Option<&OfficialNumber>, written: &OfficialNumber) -> bool {
    held.is_none_or(|held| written.kind() == NumberKind::Cccd || held.kind() == NumberKind::Cmnd)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(digits: &str) -> OfficialNumber {
        OfficialNumber::parse(digits, "n").unwrap()
    }

    #[test]
    fn a_cccd_follows_a_cmnd_and_both_are_kept() {
        let (old, new) = (number("341234567"), number("087092123456"));
        assert_eq!(succession(&old, &new), Succession::KeptAsFormer);
        assert!(becomes_current(Some(&old), &new));
        assert!(!becomes_current(Some(&new), &old));
    }

    #[test]
    fn a_number_of_the_same_kind_corrects_the_old_one() {
        assert_eq!(succession(&number("341234567"), &number("341234568")), Succession::Corrected);
        assert_eq!(succession(&number("341234567"), &number("341 234 567")), Succession::Unchanged);
    }
}
