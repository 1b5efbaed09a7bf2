//! A new data key, and sealing everything again with it, one batch a call.
//!
//! Actors: the operator's loop calls [`rotate`] until nothing is left; use cases go on reading and writing.
//! Guarantees:
//! - a key is committed before anything is sealed with it;
//! - every batch is one transaction that also keeps how far it got, so a loop that was stopped goes on where
//!   it was, whoever starts it again;
//! - a text that somebody wrote meanwhile is left alone, and looked at again before the rotation counts as done;
//! - keys are never deleted: a backup may bring back texts that need them.

use anyhow::bail;
use chrono::{DateTime, Utc};
use runtime::Context;
use runtime::audit::Act;
use runtime::secrets::WrongMasterKey;
use schemars::JsonSchema;
use sea_orm::{DatabaseTransaction, TransactionTrait};
use serde::{Deserialize, Serialize};
use web::{Caller, Problem};

use crate::State;
use crate::store::keys::{self, Progress};
use crate::store::sealed_columns::{self, SealedColumn};
use crate::vault::{self, Vault};

const LARGEST_BATCH: u64 = 2_000;

/// One step of a rotation.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rotate {
    /// How many texts to seal again at most, 1 to 2,000.
    #[serde(default = "batch")]
    pub batch: u64,
}

fn batch() -> u64 {
    500
}

/// How far a rotation has got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rotated {
    /// The key's version.
    pub version: i32,
    /// Texts sealed again by this step; none by the step that makes the key.
    pub resealed: i64,
    /// Texts still to be sealed again; 0 ends the rotation.
    pub left: i64,
    /// Texts that no key opens, left as they are.
    pub unreadable: i64,
}

/// Refuses a master key that is not the one the register was written with, before anything is sealed with it or
/// found by it.
///
/// # Errors
/// [`WrongMasterKey`], or the database's.
pub async fn check_master(context: &Context) -> anyhow::Result<()> {
    let vault = Vault::new(&context.key);
    let tx = context.db.begin().await?;
    let versions = keys::lock(&tx).await?;
    let mut marks = versions.iter().filter_map(|key| Some((key.version, key.sealed_key.as_deref()?)));
    if !marks.all(|(version, mark)| vault.recognises(version, mark)) {
        bail!(WrongMasterKey(context.service));
    }
    if versions.iter().any(|key| key.version == vault::FIRST && key.sealed_key.is_none()) {
        // A new register, or one from before there were marks: then any text tells.
        keys::refresh(&tx, &vault).await?;
        if !sealed_columns::opens_with(&tx, &vault).await? {
            bail!(WrongMasterKey(context.service));
        }
        keys::mark(&tx, vault.make_key(vault::FIRST)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Makes a new key where none is under way, else seals the next batch with it.
pub async fn rotate(state: &State, caller: &Caller, command: &Rotate) -> Result<Rotated, Problem> {
    let tx = state.context.begin().await?;
    let versions = keys::lock(&tx).await?;
    let Some((newest, older)) = versions.split_last() else { return Err(Problem::internal()) };
    if older.iter().all(|key| key.retired_at.is_some()) {
        return begin(state, caller, tx, newest.version + 1).await;
    }
    keys::refresh(&tx, &state.vault).await?;
    let mut step = Step { state, tx: &tx, version: newest.version, progress: newest.progress(), resealed: 0 };
    let walked = step.reseal(command.batch.clamp(1, LARGEST_BATCH)).await?;
    let Step { progress, resealed, version, .. } = step;
    let (unreadable, left) = (progress.unreadable, finish(state, &tx, version, progress, walked).await?);
    tx.commit().await?;
    Ok(Rotated { version, resealed, left, unreadable })
}

async fn begin(state: &State, caller: &Caller, tx: DatabaseTransaction, version: i32) -> Result<Rotated, Problem> {
    let context = &state.context;
    let left = sealed_columns::count_others(&tx, version).await?;
    keys::insert(&tx, version, state.vault.make_key(version), context.now(), left).await?;
    let detail = Some(format!("version {version}"));
    let act = Act { account: caller.account, action: "key.made", purpose: "rotation", detail };
    context.audit_alone(&tx, &act).await?;
    if left == 0 {
        keys::retire_before(&tx, version, context.now()).await?;
    }
    context.commit_read(tx).await?;
    tracing::info!(version, left, "a data key was made");
    Ok(Rotated { version, resealed: 0, left, unreadable: 0 })
}

/// Keeps the progress; where the walk seems to be over, counts what is really left: texts may have been written
/// with an older key behind its back.
async fn finish(
    state: &State,
    tx: &DatabaseTransaction,
    version: i32,
    mut progress: Progress,
    walked: bool,
) -> Result<i64, Problem> {
    if walked || progress.left <= 0 {
        progress.left = sealed_columns::count_others(tx, version).await? - progress.unreadable;
        if progress.left <= 0 {
            progress.left = 0;
            keys::retire_before(tx, version, state.context.now()).await?;
        } else if walked {
            progress = Progress { left: progress.left, ..Progress::default() };
        }
    }
    keys::save_progress(tx, version, &progress).await?;
    Ok(progress.left)
}

struct Step<'a> {
    state: &'a State,
    tx: &'a DatabaseTransaction,
    version: i32,
    progress: Progress,
    resealed: i64,
}

impl Step<'_> {
    /// Looks at the next texts, over columns; answers whether the last column is done.
    async fn reseal(&mut self, mut budget: u64) -> Result<bool, Problem> {
        while budget > 0 {
            let Some(column) = sealed_columns::ALL.get(self.progress.column) else { return Ok(true) };
            let texts = column.older_than(self.tx, self.version, self.progress.after, budget).await?;
            let Some(last) = texts.last().map(|text| text.key) else {
                self.progress = Progress { column: self.progress.column + 1, after: None, ..self.progress };
                continue;
            };
            budget -= u64::try_from(texts.len()).unwrap_or(budget).min(budget);
            for text in texts {
                self.progress.left -= 1;
                self.one(column, &text).await?;
            }
            self.progress.after = Some(last);
        }
        Ok(false)
    }

    async fn one(&mut self, column: &SealedColumn, old: &sealed_columns::SealedText) -> Result<(), Problem> {
        let vault = &self.state.vault;
        let Ok(text) = vault.open(column.name, old.person, &old.text) else {
            tracing::warn!(table = column.table, column = column.sealed, "a sealed text does not open");
            self.progress.unreadable += 1;
            return Ok(());
        };
        let new = vault.seal(column.name, old.person, &text);
        if column.replace(self.tx, old, new).await? {
            self.resealed += 1;
        }
        Ok(())
    }
}

/// A version of the data key.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct KeyVersion {
    pub version: i32,
    pub created_at: DateTime<Utc>,
    /// When nothing was left that it had sealed; absent while it is in use.
    pub retired_at: Option<DateTime<Utc>>,
    /// Texts that it has sealed.
    pub texts: i64,
}

/// Every version with what it has sealed, oldest first. Counts through all sealed columns.
pub async fn status(state: &State) -> Result<Vec<KeyVersion>, Problem> {
    let db = &state.context.db;
    let mut versions = Vec::new();
    for key in keys::list(db).await? {
        let mut texts = 0;
        for column in sealed_columns::ALL {
            texts += column.count(db, key.version).await?;
        }
        let keys::Model { version, created_at, retired_at, .. } = key;
        versions.push(KeyVersion { version, created_at, retired_at, texts });
    }
    Ok(versions)
}
