//! Correcting what is known of a person; what stood there before is kept, sealed.

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::Sex;
use domain::ids::PersonId;
use domain::person::Birth;
use messaging::outbox;
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use web::version::IfMatch;
use web::{Caller, Problem, Right, Scope, version};

use super::indexing;
use super::persons::number_taken;
use crate::State;
use crate::domain::merge;
use crate::domain::number::{self, HeldNumber, Succession};
use crate::domain::person::{Particulars, Person};
use crate::store;
use crate::store::numbers::New as NewNumber;
use crate::store::persons::{Correction, Why};

/// What is to be corrected; fields left out stay as they are.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectPerson {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub sex: Option<Sex>,
    #[serde(default)]
    pub birth: Option<Birth>,
    #[serde(default)]
    pub official_number: Option<String>,
    #[serde(default)]
    pub address: Option<String>,
    #[serde(default)]
    pub commune_code: Option<String>,
    pub reason: String,
    pub occurred_on: NaiveDate,
}

pub async fn correct(
    state: &State,
    caller: &Caller,
    id: PersonId,
    seen: IfMatch,
    command: CorrectPerson,
) -> Result<Person, Problem> {
    if command.reason.trim().is_empty() {
        return Err(FieldError::required("reason").into());
    }
    let context = &state.context;
    let scope = caller.scope_of(Right::RegisterPersons);
    let tx = context.begin().await?;
    let before =
        store::persons::find(&tx, &scope, [id], &state.vault).await?.remove(&id).ok_or_else(Problem::not_found)?;
    if before.version != seen.0 {
        return Err(version::changed());
    }
    let particulars = Particulars {
        name: command.name.unwrap_or_else(|| before.name.clone()),
        sex: command.sex.unwrap_or(before.sex),
        birth: command.birth.unwrap_or(before.birth),
        official_number: command
            .official_number
            .or_else(|| before.number.as_ref().map(|number| number.as_str().to_owned())),
        address: command.address.or_else(|| before.address.clone()),
        commune_code: command.commune_code.unwrap_or_else(|| before.residence.commune_code.clone()),
    };
    let (after, event) = before.correct(particulars, command.occurred_on, context.today()).map_err(Problem::fields)?;
    Scope::require(scope.covers_area(&after.residence.codes()))?;
    merge::stands_for_itself(&before)?;
    succeed_number(state, &tx, &before, &after).await?;
    if !store::persons::update(&tx, &after, &state.vault).await? {
        return Err(version::changed());
    }
    let why = Why {
        reason: command.reason,
        account: caller.account,
        occurred_on: command.occurred_on,
        recorded_at: context.now(),
    };
    store::persons::insert_corrections(&tx, id, corrected(state, &before, &after), &why, &state.vault).await?;
    indexing::reindex(state, &tx, [id]).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, after.version)).await?;
    context.commit(tx).await?;
    Ok(after)
}

/// Keeps the numbers in step with a correction: another kind stands beside the old one, the same kind
/// replaces it.
async fn succeed_number(
    state: &State,
    tx: &DatabaseTransaction,
    before: &Person,
    after: &Person,
) -> Result<(), Problem> {
    let Some(written) = &after.number else { return Ok(()) };
    let held = store::numbers::of(tx, [before.id], &state.vault).await?.remove(&before.id).unwrap_or_default();
    if held.iter().any(|held| held.current && held.number == *written) {
        return Ok(());
    }
    let holders = store::numbers::holders(tx, vec![state.vault.index(written)]).await?;
    if holders.values().any(|holder| *holder != before.id) {
        return Err(number_taken());
    }
    for old in &held {
        if old.number == *written || number::succession(&old.number, written) == Succession::Corrected {
            store::numbers::remove(tx, old.id).await?;
        }
    }
    let current = held.iter().find(|held| held.current).map(|held| &held.number);
    let becomes_current = number::becomes_current(current, written);
    if becomes_current {
        store::numbers::retire(tx, before.id).await?;
    }
    let new = HeldNumber {
        id: state.context.new_id(),
        number: written.clone(),
        issued_on: None,
        issued_by: None,
        current: becomes_current,
    };
    let new = NewNumber { person: before.id, number: new };
    Ok(store::numbers::insert_all(tx, &[new], state.context.now(), &state.vault).await?)
}

/// The fields that differ, with what stood there before.
fn corrected(state: &State, before: &Person, after: &Person) -> Vec<Correction> {
    let number = |person: &Person| person.number.as_ref().map_or(String::new(), |number| number.as_str().to_owned());
    let birth =
        |person: &Person| person.birth.date.map_or_else(|| person.birth.year.to_string(), |date| date.to_string());
    let commune = |person: &Person| person.residence.commune_code.clone();
    let address = |person: &Person| person.address.clone().unwrap_or_default();
    let fields: [(&'static str, String, String); 6] = [
        ("name", before.name.clone(), after.name.clone()),
        ("sex", before.sex.to_string(), after.sex.to_string()),
        ("birth", birth(before), birth(after)),
        ("official_number", number(before), number(after)),
        ("commune_code", commune(before), commune(after)),
        ("address", address(before), address(after)),
    ];
    fields
        .into_iter()
        .filter(|(_, old, new)| old != new)
        .map(|(field, old_value, _)| Correction { id: state.context.new_id(), field, old_value })
        .collect()
}
