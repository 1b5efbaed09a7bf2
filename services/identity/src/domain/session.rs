//! A browser's session: it ends when it is left alone, and at the latest after its full time.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::AccountId;

domain::id_type! {
    /// A session of the console.
    SessionId,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub id: SessionId,
    pub account_id: AccountId,
    pub started_at: DateTime<Utc>,
    pub last_used_at: DateTime<Utc>,
    /// The latest end, however busy the session is.
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// The session or refresh token lets nobody in any more; signing in again does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Over;

impl Session {
    pub fn start(id: SessionId, account_id: AccountId, now: DateTime<Utc>, longest: TimeDelta) -> Self {
        Self { id, account_id, started_at: now, last_used_at: now, expires_at: now + longest, ended_at: None }
    }

    /// Uses the session at `now`.
    ///
    /// # Errors
    /// When it was ended, has run its full time, or was idle for longer than `idle`.
    pub fn use_at(mut self, now: DateTime<Utc>, idle: TimeDelta) -> Result<Self, Over> {
        if self.ended_at.is_some() || now >= self.expires_at || now - self.last_used_at > idle {
            return Err(Over);
        }
        self.last_used_at = now;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const IDLE: TimeDelta = TimeDelta::minutes(30);

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + minute * 60, 0).unwrap()
    }

    fn session() -> Session {
        Session::start(SessionId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)), at(0), TimeDelta::hours(1))
    }

    #[test]
    fn a_session_left_alone_is_over() {
        assert!(session().use_at(at(30), IDLE).is_ok());
        assert_eq!(session().use_at(at(31), IDLE), Err(Over));
    }

    #[test]
    fn use_keeps_a_session_alive_until_its_full_time() {
        let session = session().use_at(at(29), IDLE).unwrap().use_at(at(58), IDLE).unwrap();
        assert_eq!(session.use_at(at(60), IDLE), Err(Over));
    }

    #[test]
    fn an_ended_session_is_over() {
        let ended = Session { ended_at: Some(at(1)), ..session() };
        assert_eq!(ended.use_at(at(2), IDLE), Err(Over));
    }
}
