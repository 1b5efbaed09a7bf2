//! Refresh tokens: each is used once and gives the next. One that comes back after it was spent has been
//! copied, so its whole family is revoked (RFC 9700, section 4.14.2).

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::AccountId;

domain::id_type! {
    RefreshTokenId,
    /// All tokens that came from one sign-in.
    FamilyId,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RefreshToken {
    pub id: RefreshTokenId,
    pub family_id: FamilyId,
    pub account_id: AccountId,
    pub issued_at: DateTime<Utc>,
    /// The same for the whole family: rotating does not prolong it.
    pub expires_at: DateTime<Utc>,
    pub spent_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

/// What a presented token is good for.
#[derive(Clone, Debug, PartialEq)]
pub enum Presented {
    /// It is spent now, and the next takes its place.
    Rotated {
        spent: RefreshToken,
        next: RefreshToken,
    },
    /// It was spent before: revoke the family.
    Reused,
    Over,
}

impl RefreshToken {
    pub fn first(
        id: RefreshTokenId,
        family_id: FamilyId,
        account_id: AccountId,
        now: DateTime<Utc>,
        longest: TimeDelta,
    ) -> Self {
        let expires_at = now + longest;
        Self { id, family_id, account_id, issued_at: now, expires_at, spent_at: None, revoked_at: None }
    }

    /// Presents the token at `now`; `next_id` is for the one that follows.
    pub fn present(mut self, next_id: RefreshTokenId, now: DateTime<Utc>) -> Presented {
        if self.revoked_at.is_some() || now >= self.expires_at {
            return Presented::Over;
        }
        if self.spent_at.is_some() {
            return Presented::Reused;
        }
        let next = Self { id: next_id, issued_at: now, ..self.clone() };
        self.spent_at = Some(now);
        Presented::Rotated { spent: self, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + minute * 60, 0).unwrap()
    }

    fn token() -> RefreshToken {
        let (id, family) = (RefreshTokenId(Uuid::from_u128(1)), FamilyId(Uuid::from_u128(2)));
        RefreshToken::first(id, family, AccountId(Uuid::from_u128(3)), at(0), TimeDelta::hours(1))
    }

    fn next_id() -> RefreshTokenId {
        RefreshTokenId(Uuid::from_u128(4))
    }

    #[test]
    fn a_token_gives_the_next_of_its_family_without_prolonging_it() {
        let Presented::Rotated { spent, next } = token().present(next_id(), at(5)) else { panic!("not rotated") };
        assert_eq!(spent.spent_at, Some(at(5)));
        assert_eq!((next.family_id, next.expires_at, next.spent_at), (spent.family_id, at(60), None));
    }

    #[test]
    fn a_spent_token_that_comes_back_is_a_reuse() {
        let Presented::Rotated { spent, .. } = token().present(next_id(), at(5)) else { panic!("not rotated") };
        assert_eq!(spent.present(next_id(), at(6)), Presented::Reused);
    }

    #[test]
    fn a_revoked_or_expired_token_is_over() {
        let revoked = RefreshToken { revoked_at: Some(at(1)), ..token() };
        assert_eq!(revoked.present(next_id(), at(2)), Presented::Over);
        assert_eq!(token().present(next_id(), at(60)), Presented::Over);
    }
}
