//! Entries: one row for each person looked at, or for an act that concerns nobody in particular.

use chrono::{DateTime, Utc};
use domain::ids::{AccountId, PersonId};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};

use super::seals::waiting;
use crate::Context;

const ROWS_PER_STATEMENT: usize = 500;
/// Characters of a purpose or a detail that are kept.
const LONGEST_TEXT: usize = 500;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entries")]
pub struct Model {
    /// Time-ordered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub account_id: Uuid,
    /// `noun.past-verb`, e.g. `person.viewed`.
    pub action: String,
    pub person_id: Option<Uuid>,
    pub purpose: String,
    pub detail: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What an account did. Neither text may hold a name or a number of a person.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    pub account: AccountId,
    /// `noun.past-verb`, e.g. `person.viewed`.
    pub action: &'static str,
    /// Why, as the caller or the route says.
    pub purpose: &'a str,
    /// What else an inspector needs, e.g. how many were found.
    pub detail: Option<String>,
}

impl Context {
    /// Records an act on each of these persons, in the transaction of the read.
    ///
    /// # Errors
    /// When the database fails; then the read must not be answered.
    pub async fn audit(&self, tx: &impl ConnectionTrait, act: &Act<'_>, persons: &[PersonId]) -> Result<(), DbErr> {
        for chunk in persons.chunks(ROWS_PER_STATEMENT) {
            insert(tx, chunk.iter().map(|person| self.entry(act, Some(*person))).collect()).await?;
        }
        Ok(())
    }

    /// Records an act that concerns nobody in particular, such as a search.
    ///
    /// # Errors
    /// As [`Context::audit`].
    pub async fn audit_alone(&self, tx: &impl ConnectionTrait, act: &Act<'_>) -> Result<(), DbErr> {
        insert(tx, vec![self.entry(act, None)]).await
    }

    fn entry(&self, act: &Act<'_>, person: Option<PersonId>) -> Model {
        Model {
            id: self.new_id(),
            at: self.now(),
            account_id: act.account.0,
            action: act.action.to_owned(),
            person_id: person.map(|id| id.0),
            purpose: plain(act.purpose),
            detail: act.detail.as_deref().map(plain),
        }
    }
}

/// One line of bounded length; PostgreSQL takes no NUL.
fn plain(text: &str) -> String {
    domain::text::tidy(text).chars().filter(|c| !c.is_control()).take(LONGEST_TEXT).collect()
}

async fn insert(tx: &impl ConnectionTrait, entries: Vec<Model>) -> Result<(), DbErr> {
    let waiting: Vec<_> = entries.iter().map(|entry| waiting::ActiveModel { entry_id: Set(entry.id) }).collect();
    Entity::insert_many(entries.into_iter().map(row)).exec_without_returning(tx).await?;
    waiting::Entity::insert_many(waiting).exec_without_returning(tx).await?;
    Ok(())
}

fn row(entry: Model) -> ActiveModel {
    ActiveModel {
        id: Set(entry.id),
        at: Set(entry.at),
        account_id: Set(entry.account_id),
        action: Set(entry.action),
        person_id: Set(entry.person_id),
        purpose: Set(entry.purpose),
        detail: Set(entry.detail),
    }
}

/// Which entries a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub account: Option<AccountId>,
    pub person: Option<PersonId>,
    /// Recorded at this moment or later.
    pub from: Option<DateTime<Utc>>,
    /// Recorded before this moment.
    pub to: Option<DateTime<Utc>>,
    /// The last entry of the page before.
    pub after: Option<Uuid>,
    pub limit: u64,
}

/// A page of entries, newest first, and how many there are in all.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter) -> Result<(Vec<Model>, u64), DbErr> {
    let mut query = Entity::find();
    if let Some(account) = filter.account {
        query = query.filter(Column::AccountId.eq(account.0));
    }
    if let Some(person) = filter.person {
        query = query.filter(Column::PersonId.eq(person.0));
    }
    if let Some(from) = filter.from {
        query = query.filter(Column::At.gte(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(Column::At.lt(to));
    }
    let total = query.clone().count(db).await?;
    if let Some(after) = filter.after {
        query = query.filter(Column::Id.lt(after));
    }
    Ok((query.order_by_desc(Column::Id).limit(filter.limit).all(db).await?, total))
}
