//! An account, and what its failed sign-ins do to it.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::AccountId;
use domain::{FieldError, text};

/// So many failed sign-ins in a row lock the account.
pub const MOST_FAILURES: u32 = 10;
/// For so long a locked account lets nobody in, not even with the right password.
pub const LOCKED_FOR: TimeDelta = TimeDelta::minutes(15);
/// Length in characters; no rule asks for digits or signs (OWASP ASVS 5.0, V6.2).
pub const SHORTEST_PASSWORD: usize = 12;
pub const LONGEST_PASSWORD: usize = 256;
const LONGEST_NAME: usize = 100;

/// An Argon2id hash in PHC form.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub String);

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub id: AccountId,
    /// As [`fold_username`] leaves it.
    pub username: String,
    pub display_name: String,
    pub password_hash: PasswordHash,
    /// Failed sign-ins since the last one that succeeded or locked.
    pub failed_attempts: u32,
    pub locked_until: Option<DateTime<Utc>>,
    pub disabled_at: Option<DateTime<Utc>>,
}

/// What became of an attempt to sign in. Whoever tries is only told whether it was granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    Granted,
    WrongPassword,
    /// The wrong password that locked the account.
    NowLocked,
    Locked,
    Disabled,
}

impl Account {
    pub fn is_enabled(&self) -> bool {
        self.disabled_at.is_none()
    }

    /// Counts an attempt to sign in. While the account is locked or disabled nothing is counted and nobody
    /// gets in.
    pub fn attempt(mut self, password_is_right: bool, now: DateTime<Utc>) -> (Self, Attempt) {
        if !self.is_enabled() {
            return (self, Attempt::Disabled);
        }
        if self.locked_until.is_some_and(|until| now < until) {
            return (self, Attempt::Locked);
        }
        self.locked_until = None;
        if password_is_right {
            self.failed_attempts = 0;
            return (self, Attempt::Granted);
        }
        self.failed_attempts += 1;
        if self.failed_attempts < MOST_FAILURES {
            return (self, Attempt::WrongPassword);
        }
        self.failed_attempts = 0;
        self.locked_until = Some(now + LOCKED_FOR);
        (self, Attempt::NowLocked)
    }

    /// Disables for good; the day of the first time stays.
    pub fn disable(mut self, now: DateTime<Utc>) -> Self {
        self.disabled_at.get_or_insert(now);
        self
    }

    /// A new password also lifts a lock.
    pub fn change_password(mut self, hash: PasswordHash) -> Self {
        self.password_hash = hash;
        self.failed_attempts = 0;
        self.locked_until = None;
        self
    }
}

/// The one form of a username, however it is typed.
pub fn fold_username(typed: &str) -> String {
    text::tidy(typed).to_lowercase()
}

/// Checks the names of a new account; `username` is folded already.
pub fn check_names(username: &str, display_name: &str) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '@');
    if username.is_empty() {
        errors.push(FieldError::required("username"));
    } else if username.len() > LONGEST_NAME || !username.chars().all(allowed) {
        errors.push(FieldError::new(
            "username",
            "username.malformed",
            format!("Tên đăng nhập có tối đa {LONGEST_NAME} ký tự: chữ không dấu, chữ số và . - _ @"),
            format!("A username has at most {LONGEST_NAME} characters: letters a–z, digits and . - _ @"),
        ));
    }
    if display_name.is_empty() {
        errors.push(FieldError::required("display_name"));
    } else if display_name.chars().count() > LONGEST_NAME {
        errors.push(FieldError::new(
            "display_name",
            "display_name.too_long",
            format!("Tên hiển thị có tối đa {LONGEST_NAME} ký tự."),
            format!("A display name has at most {LONGEST_NAME} characters."),
        ));
    }
    errors
}

/// Checks the length of a password.
pub fn check_password(password: &str) -> Option<FieldError> {
    let length = password.chars().count();
    (!(SHORTEST_PASSWORD..=LONGEST_PASSWORD).contains(&length)).then(|| {
        FieldError::new(
            "password",
            "password.length",
            format!("Mật khẩu phải có từ {SHORTEST_PASSWORD} đến {LONGEST_PASSWORD} ký tự."),
            format!("A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn account() -> Account {
        Account {
            id: AccountId(Uuid::from_u128(1)),
            username: "lan".into(),
            display_name: "Lan".into(),
            password_hash: PasswordHash("$argon2id$secret".into()),
            failed_attempts: 0,
            locked_until: None,
            disabled_at: None,
        }
    }

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + minute * 60, 0).unwrap()
    }

    fn after_failures(count: u32) -> (Account, Attempt) {
        (0..count).fold((account(), Attempt::Granted), |(account, _), _| account.attempt(false, at(0)))
    }

    #[test]
    fn the_tenth_failure_in_a_row_locks() {
        assert_eq!(after_failures(9).1, Attempt::WrongPassword);
        let (account, attempt) = after_failures(10);
        assert_eq!(attempt, Attempt::NowLocked);
        assert_eq!(account.locked_until, Some(at(15)));
    }

    #[test]
    fn a_locked_account_refuses_the_right_password() {
        let (locked, attempt) = after_failures(10).0.attempt(true, at(14));
        assert_eq!(attempt, Attempt::Locked);
        assert_eq!(locked.locked_until, Some(at(15)), "trying does not lengthen the lock");
    }

    #[test]
    fn a_lock_ends_after_fifteen_minutes() {
        let (account, attempt) = after_failures(10).0.attempt(true, at(15));
        assert_eq!((attempt, account.locked_until), (Attempt::Granted, None));
    }

    #[test]
    fn a_success_forgets_the_failures_before_it() {
        let (account, _) = after_failures(9).0.attempt(true, at(1));
        assert_eq!(account.attempt(false, at(2)).1, Attempt::WrongPassword);
    }

    #[test]
    fn a_disabled_account_refuses_the_right_password() {
        assert_eq!(account().disable(at(0)).attempt(true, at(1)).1, Attempt::Disabled);
    }

    #[test]
    fn a_username_is_the_same_in_capitals() {
        assert_eq!(fold_username("  Lan.TRAN "), "lan.tran");
        assert_eq!(check_names("lan tran", "Lan")[0].code, "username.malformed");
    }

    #[test]
    fn a_password_has_at_least_twelve_characters() {
        assert!(check_password("mười một kt").is_some());
        assert!(check_password("mười hai kt.").is_none());
    }

    #[test]
    fn a_password_hash_is_not_printed_by_debug() {
        assert!(!format!("{:?}", account()).contains("argon2id"));
    }
}
