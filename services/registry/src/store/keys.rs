//! Data keys: their versions, wrapped, and how far the sealing under the newest has got.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};

use crate::vault::Vault;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "data_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// Of version 1, whose key follows from the master key, a random text wrapped by that: it tells another
    /// master key apart. Absent before the first start.
    pub sealed_key: Option<String>,
    pub created_at: DateTime<Utc>,
    /// When nothing was left that this version had sealed.
    pub retired_at: Option<DateTime<Utc>>,
    pub column_number: Option<i32>,
    pub after_row: Option<Uuid>,
    pub left_count: Option<i64>,
    pub unreadable: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

/// How far the sealing under a version has got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The column in hand, by its place in the list.
    pub column: usize,
    /// The last row of it that was looked at.
    pub after: Option<Uuid>,
    /// Texts of older versions that are still to be looked at.
    pub left: i64,
    /// Texts that no key opens.
    pub unreadable: i64,
}

impl Model {
    pub fn progress(&self) -> Progress {
        Progress {
            column: self.column_number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0),
            after: self.after_row,
            left: self.left_count.unwrap_or(0),
            unreadable: self.unreadable.unwrap_or(0),
        }
    }
}

/// Gives the vault the keys that are newer than those it knows. Whoever is about to seal calls it, on the
/// connection of the transaction: then nothing is sealed with a version that has been replaced.
pub async fn refresh(db: &impl ConnectionTrait, vault: &Vault) -> Result<(), DbErr> {
    let newer = Entity::find().filter(Column::Version.gt(vault.newest())).order_by_asc(Column::Version).all(db).await?;
    for key in newer {
        let wrapped = key.sealed_key.unwrap_or_default();
        let unopened = |_| DbErr::Custom(format!("data key {} was wrapped by another master key", key.version));
        vault.add(key.version, &wrapped).map_err(unopened)?;
    }
    Ok(())
}

/// Gives the vault the keys up to version `needed`, the newest of the texts that are about to be opened (see
/// [`crate::vault::newest_of`]): another replica may have made it meanwhile.
pub async fn learn(db: &impl ConnectionTrait, vault: &Vault, needed: i32) -> Result<(), DbErr> {
    if needed > vault.newest() { refresh(db, vault).await } else { Ok(()) }
}

/// Every version, oldest first.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_asc(Column::Version).all(db).await
}

/// As [`list`], locked: one rotation step at a time.
pub async fn lock(tx: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_asc(Column::Version).lock_exclusive().all(tx).await
}

/// Stores a new version with all its work before it.
pub async fn insert(
    tx: &impl ConnectionTrait,
    version: i32,
    wrapped: String,
    created_at: DateTime<Utc>,
    left: i64,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        version: Set(version),
        sealed_key: Set(Some(wrapped)),
        created_at: Set(created_at),
        retired_at: NotSet,
        column_number: Set(Some(0)),
        after_row: NotSet,
        left_count: Set(Some(left)),
        unreadable: Set(Some(0)),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

pub async fn save_progress(tx: &impl ConnectionTrait, version: i32, progress: &Progress) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::ColumnNumber, Expr::value(i32::try_from(progress.column).unwrap_or(i32::MAX)))
        .col_expr(Column::AfterRow, Expr::value(progress.after))
        .col_expr(Column::LeftCount, Expr::value(progress.left))
        .col_expr(Column::Unreadable, Expr::value(progress.unreadable))
        .filter(Column::Version.eq(version))
        .exec(tx)
        .await?;
    Ok(())
}

/// Notes that nothing is sealed with the versions before `version` any more. Their keys stay: a backup
/// brings back texts that need them.
pub async fn retire_before(tx: &impl ConnectionTrait, version: i32, at: DateTime<Utc>) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::RetiredAt, Expr::value(at))
        .filter(Column::Version.lt(version))
        .filter(Column::RetiredAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Keeps what tells another master key apart.
pub async fn mark(tx: &impl ConnectionTrait, wrapped: String) -> Result<(), DbErr> {
    let version = Entity::update_many().filter(Column::Version.eq(crate::vault::FIRST));
    version.col_expr(Column::SealedKey, Expr::value(wrapped)).exec(tx).await?;
    Ok(())
}
