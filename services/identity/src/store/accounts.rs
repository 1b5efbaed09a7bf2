//! Accounts and their grants.

use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};
use web::Grant;

use crate::domain::account::{Account, PasswordHash};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub username: String,
    pub display_name: String,
    pub password_hash: String,
    pub grants: String,
    pub failed_attempts: i32,
    pub locked_until: Option<DateTime<Utc>>,
    pub disabled_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// An account with what it may do.
#[derive(Clone, Debug)]
pub struct Holder {
    pub account: Account,
    pub grants: Vec<Grant>,
}

fn row(holder: &Holder) -> Result<ActiveModel, DbErr> {
    let account = &holder.account;
    let grants = serde_json::to_string(&holder.grants).map_err(|error| DbErr::Custom(error.to_string()))?;
    Ok(ActiveModel {
        id: Set(account.id.0),
        username: Set(account.username.clone()),
        display_name: Set(account.display_name.clone()),
        password_hash: Set(account.password_hash.0.clone()),
        grants: Set(grants),
        failed_attempts: Set(i32::try_from(account.failed_attempts).unwrap_or(i32::MAX)),
        locked_until: Set(account.locked_until),
        disabled_at: Set(account.disabled_at),
        created_at: NotSet,
    })
}

/// Stores a new account; `false` when the username is taken.
pub async fn insert(tx: &impl ConnectionTrait, holder: &Holder, now: DateTime<Utc>) -> Result<bool, DbErr> {
    let row = ActiveModel { created_at: Set(now), ..row(holder)? };
    let taken = OnConflict::column(Column::Username).do_nothing().to_owned();
    Ok(Entity::insert(row).on_conflict(taken).exec_without_returning(tx).await? == 1)
}

/// Writes an account that [`take`] has given.
pub async fn update(tx: &impl ConnectionTrait, holder: &Holder) -> Result<(), DbErr> {
    Entity::update_many().set(row(holder)?).filter(Column::Id.eq(holder.account.id.0)).exec(tx).await?;
    Ok(())
}

pub async fn by_username(db: &impl ConnectionTrait, username: &str) -> Result<Option<Holder>, DbErr> {
    Entity::find().filter(Column::Username.eq(username)).one(db).await?.map(Model::read).transpose()
}

pub async fn find(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<Holder>, DbErr> {
    Entity::find_by_id(id.0).one(db).await?.map(Model::read).transpose()
}

/// As [`find`], to change it: others who take it wait for this transaction.
pub async fn take(tx: &impl ConnectionTrait, id: AccountId) -> Result<Option<Holder>, DbErr> {
    Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.map(Model::read).transpose()
}

/// A page of accounts by id, and how many there are in all.
pub async fn list(
    db: &impl ConnectionTrait,
    after: Option<AccountId>,
    limit: u64,
) -> Result<(Vec<Holder>, u64), DbErr> {
    let total = Entity::find().count(db).await?;
    let mut query = Entity::find();
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after.0));
    }
    let rows = query.order_by_asc(Column::Id).limit(limit).all(db).await?;
    Ok((rows.into_iter().map(Model::read).collect::<Result<_, _>>()?, total))
}

impl Model {
    fn read(self) -> Result<Holder, DbErr> {
        let grants = serde_json::from_str(&self.grants)
            .map_err(|error| DbErr::Custom(format!("the grants of account {} can't be read: {error}", self.id)))?;
        let account = Account {
            id: AccountId(self.id),
            username: self.username,
            display_name: self.display_name,
            password_hash: PasswordHash(self.password_hash),
            failed_attempts: u32::try_from(self.failed_attempts).unwrap_or(0),
            locked_until: self.locked_until,
            disabled_at: self.disabled_at,
        };
        Ok(Holder { account, grants })
    }
}
