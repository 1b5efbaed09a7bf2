//! The inbox: applies each event once, in its subject's order, in the transaction of its effect.
//!
//! One row per subject holds the last sequence applied. For an event of sequence `n`:
//! - `n` ≤ last: a duplicate, nothing happens;
//! - `n` = last + 1: it is handled, and whatever was held behind it follows;
//! - `n` > last + 1: an earlier one is missing (still under way, or parked): it is held.
//!
//! A batch is handled in one transaction. When the handler fails, the batch is rolled back and taken one
//! by one, so that only the event that can't be handled is parked. A parked event does not advance its
//! subject, which by itself holds the later ones back.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use events::{Envelope, noun_of};
use futures_util::FutureExt;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, DatabaseConnection, DatabaseTransaction, DbBackend, SqlErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::Notify;
use tracing::{Instrument, info_span, warn};

use crate::{parking, trace};

/// After so many failed tries an event that is not refused outright is parked too.
const TRIES: u32 = 8;

/// Why a handler did not handle.
#[derive(Debug, thiserror::Error)]
pub enum HandlerError {
    /// This event can't be handled; trying again would not help.
    #[error("{0}")]
    Reject(String),
    /// Infrastructure failed; the same event is tried again.
    #[error(transparent)]
    Retry(DbErr),
}

impl From<DbErr> for HandlerError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(what) | SqlErr::ForeignKeyConstraintViolation(what)) => {
                Self::Reject(format!("the database refuses it: {what}"))
            }
            _ => Self::Retry(error),
        }
    }
}

impl From<serde_json::Error> for HandlerError {
    fn from(error: serde_json::Error) -> Self {
        Self::Reject(format!("the data don't fit the event type: {error}"))
    }
}

/// The inbox's database is away; deliver the same events again later.
#[derive(Debug, thiserror::Error)]
#[error("the inbox can't take events now: {0}")]
pub struct Unavailable(String);

impl From<DbErr> for Unavailable {
    fn from(error: DbErr) -> Self {
        Self(error.to_string())
    }
}

/// What a service does with the events it subscribes to.
#[async_trait]
pub trait Handler: Send + Sync {
    /// Handles events in their order, on the inbox's transaction. Types the service has no use for are
    /// to be passed over; a new major version of one it does handle never gets here.
    async fn handle(&self, tx: &DatabaseTransaction, events: &[Envelope]) -> Result<(), HandlerError>;

    /// Empties what the handler built, before it is built again from the journals.
    async fn reset(&self, tx: &DatabaseTransaction) -> Result<(), DbErr>;
}

/// Which events a service takes, and what it does with them.
#[derive(Clone)]
pub struct Subscription {
    /// `service.noun`; all events of a noun are taken, so that sequences have no gaps.
    pub nouns: Vec<&'static str>,
    /// The types the handler acts on.
    pub types: Vec<&'static str>,
    pub handler: Arc<dyn Handler>,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inbox_subjects")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    pub noun: String,
    pub last_sequence: i64,
}

impl ActiveModelBehavior for ActiveModel {}

pub struct Inbox {
    pub service: &'static str,
    pub(crate) db: DatabaseConnection,
    pub subscription: Subscription,
    wake: Arc<Notify>,
    pub(crate) now: fn() -> DateTime<Utc>,
    failures: Mutex<HashMap<Uuid, u32>>,
}

/// What is to happen with a batch, decided from the rows of its subjects.
#[derive(Default)]
struct Plan {
    ready: Vec<Envelope>,
    held: Vec<Envelope>,
    /// Parked rows that `ready` takes over.
    released: Vec<Uuid>,
    last: HashMap<String, i64>,
}

enum Applied {
    Committed,
    /// Rolled back: the handler won't have it.
    Refused(String),
    /// Rolled back: the handler could not.
    Failing(String),
}

impl Inbox {
    /// `wake` is signalled after a commit, because a handler may have appended events of its own.
    pub fn new(
        service: &'static str,
        db: DatabaseConnection,
        subscription: Subscription,
        wake: Arc<Notify>,
        now: fn() -> DateTime<Utc>,
    ) -> Self {
        Self { service, db, subscription, wake, now, failures: Mutex::default() }
    }

    pub fn wants(&self, event: &Envelope) -> bool {
        self.subscription.nouns.contains(&event.noun())
    }

    /// Applies, holds or parks these events; returns when all of that is committed.
    ///
    /// # Errors
    /// [`Unavailable`] when the database is away or the handler asks for another try; deliver again.
    pub async fn deliver(&self, events: &[Envelope]) -> Result<(), Unavailable> {
        if events.len() > 1 && matches!(self.apply(events, None).await?, Applied::Committed) {
            return Ok(());
        }
        for event in events {
            self.deliver_one(event).await?;
        }
        Ok(())
    }

    async fn deliver_one(&self, event: &Envelope) -> Result<(), Unavailable> {
        match self.apply(std::slice::from_ref(event), None).await? {
            Applied::Committed => self.follow(&event.subject).await,
            problem => {
                let (reason, tries) = self.settle(event, problem)?;
                Ok(parking::park(&self.db, event, parking::State::Rejected, &reason, tries, (self.now)()).await?)
            }
        }
    }

    /// Applies what is held of a subject and whose turn has come, up to the first that can't be handled.
    async fn follow(&self, subject: &str) -> Result<(), Unavailable> {
        let row = Entity::find_by_id(subject).one(&self.db).await?;
        let mut reached = row.map_or(0, |row| row.last_sequence);
        while let Some(next) = parking::held(&self.db, subject, reached + 1).await? {
            match self.apply(std::slice::from_ref(&next), Some(next.id)).await? {
                Applied::Committed => reached += 1,
                problem => {
                    let (reason, tries) = self.settle(&next, problem)?;
                    return Ok(parking::refuse(&self.db, next.id, &reason, tries).await?);
                }
            }
        }
        Ok(())
    }

    /// Applies held events whose turn came without them: a replay was cut off behind its own event.
    ///
    /// # Errors
    /// [`Unavailable`] as in [`Inbox::deliver`].
    pub async fn catch_up(&self) -> Result<(), Unavailable> {
        for subject in parking::waiting_subjects(&self.db).await? {
            self.follow(&subject).await?;
        }
        Ok(())
    }

    /// Decides between another try and parking.
    fn settle(&self, event: &Envelope, problem: Applied) -> Result<(String, u32), Unavailable> {
        let (reason, tries) = match problem {
            Applied::Failing(reason) => {
                let tries = self.count_failure(event.id);
                if tries < TRIES {
                    return Err(Unavailable(reason));
                }
                (format!("failed {tries} times, last: {reason}"), tries)
            }
            Applied::Refused(reason) => (reason, 1),
            Applied::Committed => (String::new(), 0),
        };
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(&event.id);
        warn!(service = self.service, event.id = %event.id, "event.type" = event.r#type, reason, "event parked");
        Ok((reason, tries))
    }

    /// Handles a parked event again, and what is held behind it.
    ///
    /// # Errors
    /// The outer error when the database is away; the inner one says why it was refused again.
    pub async fn replay(&self, event: &Envelope) -> Result<Result<(), String>, Unavailable> {
        match self.apply(std::slice::from_ref(event), Some(event.id)).await? {
            Applied::Committed => Ok(Ok(self.follow(&event.subject).await?)),
            Applied::Refused(reason) | Applied::Failing(reason) => {
                parking::refuse(&self.db, event.id, &reason, 1).await?;
                Ok(Err(reason))
            }
        }
    }

    /// Passes over a parked event: its subject goes on behind it.
    pub async fn skip(&self, event: &Envelope) -> Result<(), Unavailable> {
        let tx = self.begin().await?;
        if parking::find(&tx, event.id).await?.is_none() {
            // Somebody else has handled it since: its subject must not be set back.
            return Ok(());
        }
        let last = HashMap::from([(event.subject.clone(), event.sequence)]);
        self.remember(&tx, &Plan { released: vec![event.id], last, ..Plan::default() }).await?;
        tx.commit().await?;
        self.follow(&event.subject).await
    }

    /// Forgets all that was applied, so that the journals can be applied again from their start.
    pub async fn reset(&self) -> Result<(), DbErr> {
        let tx = self.begin().await?;
        self.subscription.handler.reset(&tx).await?;
        Entity::delete_many().exec(&tx).await?;
        parking::clear(&tx).await?;
        tx.commit().await
    }

    /// Plans and handles events in one transaction. `resumed` names a parked event that is meant.
    async fn apply(&self, events: &[Envelope], resumed: Option<Uuid>) -> Result<Applied, Unavailable> {
        let tx = self.begin().await?;
        let plan = self.plan(&tx, events, resumed).await?;
        for event in &plan.held {
            let reason = "waits for an earlier event of its subject";
            parking::park(&tx, event, parking::State::Held, reason, 0, (self.now)()).await?;
        }
        if let Some(problem) = self.handle(&tx, &plan.ready).await? {
            tx.rollback().await?;
            return Ok(problem);
        }
        self.remember(&tx, &plan).await?;
        tx.commit().await?;
        self.wake.notify_one();
        Ok(Applied::Committed)
    }

    async fn plan(&self, tx: &DatabaseTransaction, events: &[Envelope], resumed: Option<Uuid>) -> Result<Plan, DbErr> {
        let mut subjects: Vec<&str> = events.iter().map(|event| event.subject.as_str()).collect();
        subjects.sort_unstable();
        subjects.dedup();
        let rows = Entity::find().filter(Column::Subject.is_in(subjects.iter().copied())).all(tx).await?;
        let mut last: HashMap<String, i64> = rows.into_iter().map(|row| (row.subject, row.last_sequence)).collect();
        let mut parked = parking::of_subjects(tx, &subjects).await?;

        // What is too early may have its predecessor further on in the same batch.
        let mut arrived: HashMap<(String, i64), Envelope> = HashMap::new();
        let mut plan = Plan::default();
        for event in events {
            let applied = last.get(&event.subject).copied().unwrap_or(0);
            let known = parked.contains_key(&(event.subject.clone(), event.sequence)) && resumed != Some(event.id);
            if event.sequence > applied && !known {
                arrived.insert((event.subject.clone(), event.sequence), event.clone());
            }
            let mut reached = applied;
            loop {
                let next = (event.subject.clone(), reached + 1);
                if let Some(follower) = arrived.remove(&next) {
                    plan.ready.push(follower);
                // With one event at a time, what is held behind it follows on its own.
                } else if events.len() > 1
                    && let Some(Some(follower)) = parked.remove(&next)
                {
                    plan.released.push(follower.id);
                    plan.ready.push(follower);
                } else {
                    break;
                }
                reached += 1;
            }
            if event.sequence <= reached {
                plan.released.extend(resumed);
            }
            if reached > applied {
                last.insert(event.subject.clone(), reached);
                plan.last.insert(event.subject.clone(), reached);
            }
        }
        plan.held.extend(arrived.into_values());
        Ok(plan)
    }

    /// `None` when all were handled.
    async fn handle(&self, tx: &DatabaseTransaction, ready: &[Envelope]) -> Result<Option<Applied>, Unavailable> {
        if ready.is_empty() {
            return Ok(None);
        }
        if let Some(newer) = ready.iter().find(|event| self.is_unknown_version(event)) {
            return Ok(Some(Applied::Refused(format!("this service does not know version {}", newer.r#type))));
        }
        let spans: Vec<_> = ready.iter().map(|event| self.span(event)).collect();
        let work = AssertUnwindSafe(self.subscription.handler.handle(tx, ready)).catch_unwind();
        // Events that a handler appends belong to the trace of what caused them.
        Ok(match work.instrument(spans[0].clone()).await {
            Ok(Ok(())) => None,
            Ok(Err(HandlerError::Reject(reason))) => Some(Applied::Refused(reason)),
            Ok(Err(HandlerError::Retry(error))) if is_connection_loss(&error) => {
                return Err(Unavailable(error.to_string()));
            }
            Ok(Err(HandlerError::Retry(error))) => Some(Applied::Failing(error.to_string())),
            Err(_) => Some(Applied::Refused("the handler panicked".to_owned())),
        })
    }

    fn is_unknown_version(&self, event: &Envelope) -> bool {
        let types = &self.subscription.types;
        let stem = |name: &str| name.rsplit_once(".v").map(|(stem, _)| stem.to_owned());
        !types.contains(&event.r#type.as_str()) && types.iter().any(|known| stem(known) == stem(&event.r#type))
    }

    async fn remember(&self, tx: &DatabaseTransaction, plan: &Plan) -> Result<(), DbErr> {
        if !plan.last.is_empty() {
            let rows = plan.last.iter().map(|(subject, last)| ActiveModel {
                subject: Set(subject.clone()),
                noun: Set(noun_of_subject(subject)),
                last_sequence: Set(*last),
            });
            Entity::insert_many(rows)
                .on_conflict(OnConflict::column(Column::Subject).update_column(Column::LastSequence).to_owned())
                .exec_without_returning(tx)
                .await?;
        }
        parking::remove(tx, &plan.released).await
    }

    /// One inbox transaction per service at a time, whoever holds the queue: a second consumer that
    /// takes over while the first still works waits here and then sees duplicates.
    async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = self.db.begin_with_options(options).await?;
        if tx.get_database_backend() == DbBackend::Postgres {
            let lock = "SELECT pg_advisory_xact_lock(hashtextextended('hoanhap.inbox.' || current_schema(), 0))";
            tx.execute_raw(Statement::from_string(DbBackend::Postgres, lock)).await?;
        }
        Ok(tx)
    }

    fn span(&self, event: &Envelope) -> tracing::Span {
        let span = info_span!(
            "process", otel.name = format!("process hoanhap.events:{}:hoanhap.{}", event.r#type, self.service),
            otel.kind = "consumer", messaging.operation.type = "process", messaging.operation.name = "process",
            messaging.destination.name = format!("hoanhap.events:{}:hoanhap.{}", event.r#type, self.service),
            messaging.message.id = %event.id, service = self.service,
        );
        trace::join(&span, event);
        span
    }

    fn count_failure(&self, event: Uuid) -> u32 {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let count = failures.entry(event).or_insert(0);
        *count += 1;
        *count
    }
}

/// `registry/person/{id}` → `registry.person`.
fn noun_of_subject(subject: &str) -> String {
    noun_of(&subject.replace('/', ".")).to_owned()
}

fn is_connection_loss(error: &DbErr) -> bool {
    matches!(error, DbErr::Conn(_) | DbErr::ConnectionAcquire(_))
}
