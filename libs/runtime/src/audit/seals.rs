//! Seals, and the sealer that makes them.

use std::time::Duration;

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbBackend, QueryOrder, QuerySelect, Statement};
use tokio::sync::watch;
use tracing::warn;

use super::chain::{self, Hash};
use super::entries;
use crate::Context;

const BATCH: u64 = 500;
const PERIOD: Duration = Duration::from_secs(1);
/// After a wake, for the reads of the same moment to be sealed together.
const GATHER: Duration = Duration::from_millis(100);

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_seals")]
pub struct Model {
    /// From 1 without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    pub entry_id: Uuid,
    /// As [`chain::to_text`] writes it.
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// Entries that have no seal yet.
pub mod waiting {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_waiting")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_id: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The newest seal; sequence 0 and the service's constant before the first.
///
/// # Errors
/// When the database fails, or the hash of the newest seal is none.
pub async fn tip(db: &impl ConnectionTrait, service: &str) -> Result<(i64, Hash), DbErr> {
    let Some(last) = Entity::find().order_by_desc(Column::Sequence).one(db).await? else {
        return Ok((0, chain::first(service)));
    };
    let unreadable = || DbErr::Custom(format!("seal {} of {service} holds no hash", last.sequence));
    Ok((last.sequence, chain::from_text(&last.hash).ok_or_else(unreadable)?))
}

/// Seals the oldest of what waits, in one transaction; answers how many were sealed.
///
/// # Errors
/// When the database fails; nothing is sealed then.
pub async fn seal_batch(context: &Context) -> Result<usize, DbErr> {
    if waiting::Entity::find().one(&context.db).await?.is_none() {
        return Ok(0);
    }
    let tx = context.begin().await?;
    if !is_the_only_one(&tx).await? {
        return Ok(0);
    }
    let waiting: Vec<Uuid> = waiting::Entity::find()
        .order_by_asc(waiting::Column::EntryId)
        .limit(BATCH)
        .all(&tx)
        .await?
        .into_iter()
        .map(|row| row.entry_id)
        .collect();
    let entries = entries::Entity::find()
        .filter(entries::Column::Id.is_in(waiting))
        .order_by_asc(entries::Column::Id)
        .all(&tx)
        .await?;
    if entries.is_empty() {
        return Ok(0);
    }
    let (mut sequence, mut hash) = tip(&tx, context.service).await?;
    let mut seals = Vec::with_capacity(entries.len());
    for entry in &entries {
        sequence += 1;
        hash = chain::next(&hash, entry, sequence);
        seals.push(ActiveModel { sequence: Set(sequence), entry_id: Set(entry.id), hash: Set(chain::to_text(&hash)) });
    }
    Entity::insert_many(seals).exec_without_returning(&tx).await?;
    waiting::Entity::delete_many()
        .filter(waiting::Column::EntryId.is_in(entries.iter().map(|entry| entry.id)))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(entries.len())
}

/// Whether no other replica seals at this moment; the lock ends with the transaction.
async fn is_the_only_one(tx: &DatabaseTransaction) -> Result<bool, DbErr> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(true);
    }
    let lock = "SELECT pg_try_advisory_xact_lock(hashtextextended('hoanhap.seal.' || current_schema(), 0))";
    let answer = tx.query_one_raw(Statement::from_string(DbBackend::Postgres, lock)).await?;
    answer.map_or(Ok(false), |row| row.try_get_by_index(0))
}

/// Seals until `stop` turns true, and once more then.
pub(crate) async fn run(context: Context, mut stop: watch::Receiver<bool>) {
    loop {
        let stopped = *stop.borrow();
        if let Err(error) = seal_all(&context).await {
            warn!(service = context.service, %error, "entries of the audit log wait for their seals");
        }
        if stopped {
            return;
        }
        tokio::select! {
            () = context.unsealed.notified() => tokio::time::sleep(GATHER).await,
            () = tokio::time::sleep(PERIOD) => {}
            () = async { drop(stop.wait_for(|stopped| *stopped).await) } => {}
        }
    }
}

async fn seal_all(context: &Context) -> Result<(), DbErr> {
    while seal_batch(context).await? > 0 {}
    Ok(())
}
