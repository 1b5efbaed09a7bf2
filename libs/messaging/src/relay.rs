//! The relay: takes what the outbox holds unpublished to the transport and marks what was confirmed.
//!
//! One relay per service is active at a time: on PostgreSQL it holds a session advisory lock, on SQLite
//! there is one process. It selects by state (`published_at IS NULL`), never by a cursor, so a
//! transaction that commits late is not skipped. A row whose predecessor of the same subject failed
//! stays behind it. After a crash between confirm and mark a batch is sent again; the inboxes know it.
//!
//! A commit wakes the relay of its own process. Where that is not the active one, it passes the news on
//! with NOTIFY, in a statement of its own and a few times a second at most: a NOTIFY inside the use
//! case's transaction would make PostgreSQL commit all such transactions one after the other.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::sqlx::postgres::{PgListener, Postgres};
use sea_orm::sqlx::{self, pool::PoolConnection};
use sea_orm::{DatabaseConnection, DbBackend, DbErr};
use tokio::sync::{Notify, watch};
use tracing::field::Empty;
use tracing::{Instrument, debug, info, info_span, warn};

use crate::{Transport, metrics, outbox, trace};

const BATCH: u64 = 500;
const POLL: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Between two messages to the active relay, and between two tries to become it.
const PASS_ON: Duration = Duration::from_millis(50);
const TAKE_OVER: Duration = Duration::from_secs(1);

pub struct Relay {
    pub service: &'static str,
    pub db: DatabaseConnection,
    pub transport: Arc<dyn Transport>,
    pub wake: Arc<Notify>,
    pub now: fn() -> DateTime<Utc>,
}

impl Relay {
    /// Runs until `stop` turns true.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut pause = Duration::ZERO;
        while !*stop.borrow() {
            let result = tokio::select! {
                result = self.run_as_the_active_one(stop.clone()) => result,
                _ = stop.wait_for(|stopped| *stopped) => return,
            };
            if let Err(error) = result {
                warn!(service = self.service, %error, "relay lost its database, trying again");
            }
            pause = (pause * 2).clamp(Duration::from_millis(100), LONGEST_PAUSE);
            tokio::time::sleep(pause).await;
        }
    }

    async fn run_as_the_active_one(&self, stop: watch::Receiver<bool>) -> Result<(), DbErr> {
        let mut lock = self.become_the_active_one().await?;
        let mut listener = self.listener().await?;
        let mut pause = Duration::ZERO;
        while !*stop.borrow() {
            if let Some(connection) = &mut lock {
                // The lock lives and dies with this connection.
                sqlx::query("SELECT 1").execute(&mut **connection).await.map_err(lost)?;
            }
            match self.publish_batch().await? {
                Outcome::Idle => {
                    pause = Duration::ZERO;
                    self.wait_for_work(listener.as_mut()).await?;
                }
                Outcome::Published => pause = Duration::ZERO,
                Outcome::Failed => {
                    pause = (pause * 2).clamp(Duration::from_millis(100), LONGEST_PAUSE);
                    tokio::time::sleep(pause).await;
                }
            }
        }
        Ok(())
    }

    async fn publish_batch(&self) -> Result<Outcome, DbErr> {
        let rows = outbox::waiting(&self.db, BATCH).await?;
        if rows.is_empty() {
            return Ok(Outcome::Idle);
        }
        let (positions, envelopes): (Vec<i64>, Vec<_>) = rows.into_iter().unzip();
        let spans: Vec<_> = envelopes
            .iter()
            .map(|event| {
                let span = info_span!(
                    "send", otel.name = format!("send hoanhap.events:{}", event.r#type), otel.kind = "producer",
                    messaging.system = self.transport.system(), messaging.operation.type = "send",
                    messaging.operation.name = "send", messaging.destination.name = format!("hoanhap.events:{}", event.r#type),
                    messaging.message.id = %event.id, service = self.service, "error.type" = Empty, otel.status_code = Empty,
                );
                trace::join(&span, event);
                span
            })
            .collect();
        let results = self.transport.publish(&envelopes).in_current_span().await;
        metrics::sent(self.transport.system(), &envelopes, &results);
        for (span, result) in spans.into_iter().zip(&results) {
            if let Err(error) = result {
                span.record("error.type", error.code()).record("otel.status_code", "ERROR");
            }
        }

        let failure = results.iter().find_map(|result| result.as_ref().err().cloned());
        let confirmed: Vec<i64> =
            positions.into_iter().zip(&results).filter(|(_, result)| result.is_ok()).map(|(at, _)| at).collect();
        debug!(service = self.service, confirmed = confirmed.len(), "published");
        if !confirmed.is_empty() {
            outbox::mark_published(&self.db, confirmed, (self.now)()).await?;
        }
        Ok(match failure {
            Some(error) => {
                warn!(service = self.service, %error, "some events wait in the outbox");
                Outcome::Failed
            }
            None => Outcome::Published,
        })
    }

    /// Waits for the advisory lock on PostgreSQL; on SQLite this process is the only one.
    async fn become_the_active_one(&self) -> Result<Option<PoolConnection<Postgres>>, DbErr> {
        if self.db.get_database_backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let mut connection = self.db.get_postgres_connection_pool().acquire().await.map_err(lost)?;
        // Back in the pool it would go on holding the lock, and this relay would wait for itself.
        connection.close_on_drop();
        let lock = "SELECT pg_try_advisory_lock(hashtextextended('hoanhap.relay.' || current_schema(), 0))";
        while !sqlx::query_scalar::<_, bool>(lock).fetch_one(&mut *connection).await.map_err(lost)? {
            tokio::select! {
                () = self.wake.notified() => {
                    let notify = sqlx::query("SELECT pg_notify($1, '')").bind(self.channel());
                    notify.execute(&mut *connection).await.map_err(lost)?;
                    tokio::time::sleep(PASS_ON).await;
                }
                () = tokio::time::sleep(TAKE_OVER) => {}
            }
        }
        info!(service = self.service, "this relay is the active one");
        Ok(Some(connection))
    }

    async fn listener(&self) -> Result<Option<PgListener>, DbErr> {
        if self.db.get_database_backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let mut listener = PgListener::connect_with(self.db.get_postgres_connection_pool()).await.map_err(lost)?;
        listener.listen(&self.channel()).await.map_err(lost)?;
        Ok(Some(listener))
    }

    fn channel(&self) -> String {
        format!("hoanhap_outbox_{}", self.service)
    }

    /// Returns at a commit in this process or another, or after the poll interval.
    async fn wait_for_work(&self, listener: Option<&mut PgListener>) -> Result<(), DbErr> {
        let notified = async {
            match listener {
                Some(listener) => listener.recv().await.map(drop).map_err(lost),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = self.wake.notified() => Ok(()),
            result = notified => result,
            () = tokio::time::sleep(POLL) => Ok(()),
        }
    }
}

enum Outcome {
    Idle,
    Published,
    Failed,
}

fn lost(error: sqlx::Error) -> DbErr {
    DbErr::Custom(error.to_string())
}
