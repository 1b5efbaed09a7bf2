//! Reading somebody outside one's area in an emergency: with a reason, for some hours, and not unseen.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{AccountId, PersonId};
use domain::{FieldError, Refusal, text};
use uuid::Uuid;

const SHORTEST_REASON: usize = 10;
const LONGEST_REASON: usize = 500;
const LASTS: TimeDelta = TimeDelta::hours(3);

/// One account's access to one person until a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmergencyAccess {
    pub id: Uuid,
    pub account: AccountId,
    pub person: PersonId,
    pub reason: String,
    pub since: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

/// The reason as it is kept.
///
/// # Errors
/// When it says too little, or more than a reason does.
pub fn reason(given: &str) -> Result<String, FieldError> {
    let reason = text::tidy(given);
    let length = reason.chars().count();
    if length < SHORTEST_REASON {
        return Err(FieldError::new(
            "reason",
            "break_glass.reason_too_short",
            format!("Hãy nêu lý do, ít nhất {SHORTEST_REASON} ký tự: đơn vị quản lý hồ sơ sẽ đọc."),
            format!("Give the reason in at least {SHORTEST_REASON} characters: the record's own office will read it."),
        ));
    }
    if length > LONGEST_REASON {
        return Err(FieldError::new(
            "reason",
            "break_glass.reason_too_long",
            format!("Lý do dài quá {LONGEST_REASON} ký tự."),
            format!("At most {LONGEST_REASON} characters."),
        ));
    }
    Ok(reason)
}

/// Nothing is to be broken where the door is open.
pub fn within_scope() -> Refusal {
    Refusal::new(
        "break_glass.within_scope",
        "Bạn đã có quyền xem người này, không cần mở khẩn cấp.",
        "You may read this person already; no emergency access is needed.",
    )
}

impl EmergencyAccess {
    /// Opens a person to an account from `since` on, for three hours.
    pub fn open(id: Uuid, account: AccountId, person: PersonId, reason: String, since: DateTime<Utc>) -> Self {
        Self { id, account, person, reason, since, until: since + LASTS }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_something() {
        for empty in ["", "          ", "cấp cứu", "a\n\n\n\n\n\n\n\n\n\nb"] {
            assert_eq!(reason(empty).unwrap_err().code, "break_glass.reason_too_short", "{empty:?}");
        }
        assert_eq!(reason(&"x".repeat(501)).unwrap_err().code, "break_glass.reason_too_long");
        assert_eq!(reason("  Cấp cứu  tại bệnh viện ").unwrap(), "Cấp cứu tại bệnh viện");
    }

    #[test]
    fn access_ends_after_three_hours() {
        let since = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let (account, person) = (AccountId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let access = EmergencyAccess::open(Uuid::nil(), account, person, "Cấp cứu tại bệnh viện".to_owned(), since);
        assert_eq!(access.until, since + TimeDelta::minutes(180));
    }
}
