//! Who looked at whom, when and why. Written in the transaction of the read: no name is shown unrecorded.

use chrono::{DateTime, Utc};
use domain::ids::{AccountId, PersonId};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_reads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub person_id: Uuid,
    pub purpose: String,
    pub read_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// One read of several persons by one account.
pub struct Read<'a> {
    pub account: AccountId,
    pub purpose: &'a str,
    pub at: DateTime<Utc>,
    pub new_id: fn() -> Uuid,
}

pub async fn record(tx: &impl ConnectionTrait, read: &Read<'_>, persons: &[PersonId]) -> Result<(), DbErr> {
    if persons.is_empty() {
        return Ok(());
    }
    let rows = persons.iter().map(|person| ActiveModel {
        id: Set((read.new_id)()),
        account_id: Set(read.account.0),
        person_id: Set(person.0),
        purpose: Set(read.purpose.to_owned()),
        read_at: Set(read.at),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}
