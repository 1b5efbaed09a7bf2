//! What a service is given: its database, the time, new ids, the settings.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, Utc};
use messaging::{Recorder, trace};
use sea_orm::{
    DatabaseConnection, DatabaseConnectionType, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use tokio::sync::Notify;
use uuid::Uuid;
use web::Caller;

use crate::client::Client;
use crate::secrets::MasterKey;
use crate::{Clock, Settings};

/// Cheap to clone; every handler gets one.
#[derive(Clone)]
pub struct Context {
    pub service: &'static str,
    pub db: DatabaseConnection,
    pub settings: Arc<Settings>,
    pub key: MasterKey,
    pub clock: Clock,
    /// Wakes this service's relay.
    pub wake: Arc<Notify>,
    /// Wakes the sealer of this service's audit log.
    pub unsealed: Arc<Notify>,
    /// The nouns this service takes events of.
    pub subscribed: Vec<&'static str>,
    pub http: Client,
}

/// The system's time, to the microsecond: PostgreSQL keeps no more. Use cases ask [`Context::now`], which a
/// test can set; only the bookkeeping of messages, which decides nothing, takes it from here.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

/// A new time-ordered id.
#[expect(clippy::disallowed_methods, reason = "the one place that makes ids")]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// A new id that says nothing of when it was made: for what leaves the house on paper.
pub fn new_random_id() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}

impl Context {
    /// The time by this context's clock, to the microsecond.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Today in Vietnam (UTC+7 all year), which is the day the law means.
    pub fn today(&self) -> NaiveDate {
        let vietnam = FixedOffset::east_opt(7 * 3600).expect("seven hours is a valid offset");
        self.now().with_timezone(&vietnam).date_naive()
    }

    pub fn new_id(&self) -> Uuid {
        new_id()
    }

    /// Begins a writing transaction.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.db.begin_with_options(options).await
    }

    /// Commits and wakes the relay.
    pub async fn commit(&self, tx: DatabaseTransaction) -> Result<(), DbErr> {
        tx.commit().await?;
        self.wake.notify_one();
        Ok(())
    }

    /// Commits a recorded read and wakes the sealer.
    pub async fn commit_read(&self, tx: DatabaseTransaction) -> Result<(), DbErr> {
        tx.commit().await?;
        self.unsealed.notify_one();
        Ok(())
    }

    /// Records the events of one request.
    pub fn recorder(&self, caller: &Caller) -> Recorder {
        Recorder {
            source: self.source(),
            now: self.now(),
            actor: Some(caller.account),
            correlation: new_id(),
            causation: None,
            trace: trace::current(),
            new_id,
        }
    }

    /// Records the events that an event causes.
    pub fn recorder_after(&self, cause: &events::Envelope) -> Recorder {
        Recorder {
            source: self.source(),
            now: self.now(),
            actor: cause.actor,
            correlation: cause.correlationid,
            causation: Some(cause.id),
            trace: trace::current_of(cause),
            new_id,
        }
    }

    /// Whether the service keeps data; the console does not.
    pub fn has_database(&self) -> bool {
        !matches!(self.db.inner, DatabaseConnectionType::Disconnected)
    }

    fn source(&self) -> String {
        format!("/hoanhap/{}/{}", self.settings.deployment.name, self.service)
    }
}
