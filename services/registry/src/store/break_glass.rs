//! Who may read whom in an emergency, and until when. The reason is sealed: it may name people.

use chrono::{DateTime, Utc};
use domain::ids::{AccountId, PersonId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, QueryOrder, QuerySelect};
use web::Scope;

use super::{keys, persons};
use crate::domain::break_glass::EmergencyAccess;
use crate::vault::{self, Vault};

/// As the list of sealed columns names it.
const REASON: &str = "emergency_reason";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "emergency_access")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub person_id: Uuid,
    pub reason_sealed: String,
    pub since: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert(tx: &impl ConnectionTrait, access: &EmergencyAccess, vault: &Vault) -> Result<(), DbErr> {
    keys::refresh(tx, vault).await?;
    let row = ActiveModel {
        id: Set(access.id),
        account_id: Set(access.account.0),
        person_id: Set(access.person.0),
        reason_sealed: Set(vault.seal(REASON, access.person, &access.reason)),
        since: Set(access.since),
        until: Set(access.until),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

fn open_to(account: AccountId, now: DateTime<Utc>) -> Condition {
    Condition::all().add(Column::AccountId.eq(account.0)).add(Column::Since.lte(now)).add(Column::Until.gt(now))
}

/// Selects the persons who are open to `account` at `now`.
pub fn persons_open_to(account: AccountId, now: DateTime<Utc>) -> SelectStatement {
    Query::select().column(Column::PersonId).from(Entity).cond_where(open_to(account, now)).to_owned()
}

/// The persons who are open to `account` at `now`.
pub async fn open_persons(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<PersonId>, DbErr> {
    let rows = Entity::find().filter(open_to(account, now)).all(db).await?;
    Ok(rows.into_iter().map(|row| PersonId(row.person_id)).collect())
}

/// Whether `person` is open to `account` at `now`.
pub async fn is_open(
    db: &impl ConnectionTrait,
    account: AccountId,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let open = Entity::find().filter(open_to(account, now)).filter(Column::PersonId.eq(person.0)).one(db).await?;
    Ok(open.is_some())
}

/// What is open to `account` at `now`, newest first.
pub async fn active(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: DateTime<Utc>,
    vault: &Vault,
) -> Result<Vec<EmergencyAccess>, DbErr> {
    let rows = Entity::find().filter(open_to(account, now)).order_by_desc(Column::Id).all(db).await?;
    read(db, rows, vault).await
}

/// A page of who opened persons of `scope`, newest first, and how many there are in all.
pub async fn notices(
    db: &impl ConnectionTrait,
    scope: &Scope,
    after: Option<Uuid>,
    limit: u64,
    vault: &Vault,
) -> Result<(Vec<EmergencyAccess>, u64), DbErr> {
    let mut query = Entity::find().filter(Column::PersonId.in_subquery(persons::ids_within(scope)));
    let total = query.clone().count(db).await?;
    if let Some(after) = after {
        query = query.filter(Column::Id.lt(after));
    }
    let rows = query.order_by_desc(Column::Id).limit(limit).all(db).await?;
    Ok((read(db, rows, vault).await?, total))
}

async fn read(db: &impl ConnectionTrait, rows: Vec<Model>, vault: &Vault) -> Result<Vec<EmergencyAccess>, DbErr> {
    let needed = vault::newest_of(rows.iter().map(|row| row.reason_sealed.as_str()));
    keys::learn(db, vault, needed).await?;
    let read = |row: Model| {
        let person = PersonId(row.person_id);
        let reason = vault.open(REASON, person, &row.reason_sealed).map_err(|e| DbErr::Custom(e.to_string()))?;
        let (id, account) = (row.id, AccountId(row.account_id));
        Ok(EmergencyAccess { id, account, person, reason, since: row.since, until: row.until })
    };
    rows.into_iter().map(read).collect()
}
