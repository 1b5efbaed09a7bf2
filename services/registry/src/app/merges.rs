//! Merging two records of one human being, and taking it back.

use chrono::NaiveDate;
use domain::FieldError;
use domain::ids::PersonId;
use messaging::outbox;
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use web::{Caller, Problem, Right, version};

use super::indexing;
use crate::State;
use crate::domain::merge;
use crate::domain::person::Person;
use crate::store;
use crate::store::candidates::State as Decided;
use crate::store::merges::Merge;

/// Says that a record is another one.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeInto {
    /// The record that stands for both from now on.
    pub into: PersonId,
    pub occurred_on: NaiveDate,
    /// How it is known that both are one person.
    pub reason: String,
}

pub async fn merge(state: &State, caller: &Caller, id: PersonId, command: MergeInto) -> Result<PersonId, Problem> {
    let reason = reason(&command.reason)?;
    let context = &state.context;
    let tx = context.begin().await?;
    let merged = within(state, caller, &tx, id).await?;
    let into = within(state, caller, &tx, command.into).await?;
    let (merged, event) = merge::merge(&merged, &into, command.occurred_on, context.today())?;
    write(state, &tx, &merged).await?;
    let record = Merge {
        id: context.new_id(),
        person: id,
        into: into.id,
        occurred_on: command.occurred_on,
        reason: reason.clone(),
        account: caller.account,
        recorded_at: context.now(),
    };
    store::merges::insert(&tx, &record).await?;
    store::candidates::decide(&tx, (id, into.id), Decided::Merged, &reason, caller.account, context.now()).await?;
    indexing::reindex(state, &tx, [into.id]).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, merged.version)).await?;
    context.commit(tx).await?;
    Ok(into.id)
}

/// Takes a merge back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unmerge {
    pub occurred_on: NaiveDate,
    pub reason: String,
    /// Also remember that both are two people, so that the pair is not proposed again.
    #[serde(default)]
    pub not_same: bool,
}

pub async fn unmerge(state: &State, caller: &Caller, id: PersonId, command: Unmerge) -> Result<PersonId, Problem> {
    let reason = reason(&command.reason)?;
    let context = &state.context;
    let tx = context.begin().await?;
    let merged = within(state, caller, &tx, id).await?;
    let (restored, event) = merge::unmerge(&merged, command.occurred_on, context.today())?;
    write(state, &tx, &restored).await?;
    store::merges::undo(&tx, id, &reason, caller.account, context.now()).await?;
    let decided = if command.not_same { Decided::NotSame } else { Decided::Open };
    store::candidates::decide(&tx, (id, event.from), decided, &reason, caller.account, context.now()).await?;
    indexing::reindex(state, &tx, [id, event.from]).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, restored.version)).await?;
    context.commit(tx).await?;
    Ok(id)
}

fn reason(text: &str) -> Result<String, FieldError> {
    let reason = domain::text::tidy(text);
    if reason.is_empty() { Err(FieldError::required("reason")) } else { Ok(reason) }
}

/// A record within the caller's areas, merged or not.
async fn within(state: &State, caller: &Caller, tx: &DatabaseTransaction, id: PersonId) -> Result<Person, Problem> {
    let scope = caller.scope_of(Right::RegisterPersons);
    store::persons::find(tx, &scope, [id], &state.vault).await?.remove(&id).ok_or_else(Problem::not_found)
}

async fn write(state: &State, tx: &DatabaseTransaction, person: &Person) -> Result<(), Problem> {
    if store::persons::update(tx, person, &state.vault).await? { Ok(()) } else { Err(version::changed()) }
}
