//! Use cases: one function is one transaction.

pub mod audit;
pub mod break_glass;
pub mod corrections;
pub mod dossiers;
pub mod duplicates;
pub mod files;
pub mod forms;
pub mod imports;
pub mod indexing;
pub mod keys;
pub mod look_up;
pub mod merges;
pub mod names;
pub mod persons;
pub mod residences;
pub mod scan;
pub mod summary;
pub mod transfers;

use domain::ids::PersonId;
use sea_orm::DatabaseTransaction;
use web::{Caller, Problem, Right};

use crate::State;
use crate::domain::file::NotRecorded;
use crate::domain::merge;
use crate::domain::person::Person;
use crate::store;

impl From<NotRecorded> for Problem {
    fn from(reason: NotRecorded) -> Self {
        match reason {
            NotRecorded::Field(error) => error.into(),
            NotRecorded::Refused(refusal) => refusal.into(),
        }
    }
}

/// A person whom the caller keeps the register of, and who stands for nobody else.
async fn own_person(state: &State, caller: &Caller, tx: &DatabaseTransaction, id: PersonId) -> Result<Person, Problem> {
    let scope = caller.scope_of(Right::RegisterPersons);
    let person = store::persons::find(tx, &scope, [id], &state.vault).await?.remove(&id);
    let person = person.ok_or_else(Problem::not_found)?;
    merge::stands_for_itself(&person)?;
    Ok(person)
}
