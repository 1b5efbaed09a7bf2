//! Reading and writing the personal summary.

use domain::ids::PersonId;
use web::version::IfMatch;
use web::{Caller, Problem, Right, version};

use super::indexing;
use crate::State;
use crate::domain::summary::Summary;
use crate::store;

/// A summary with its version; version 0 when none was written yet.
pub struct Versioned {
    pub version: i64,
    pub summary: Summary,
}

pub async fn read(state: &State, caller: &Caller, id: PersonId) -> Result<Versioned, Problem> {
    let scope = caller.scope_of(Right::ReadPersons);
    let tx = state.context.begin().await?;
    if !store::persons::find(&tx, &scope, [id], &state.vault).await?.contains_key(&id) {
        return Err(Problem::not_found());
    }
    super::look_up::record_read(state, caller, &tx, "summary", &[id]).await?;
    let found = store::summaries::of(&tx, [id], &state.vault).await?.remove(&id);
    state.context.commit_read(tx).await?;
    let (version, summary) = found.unwrap_or_default();
    Ok(Versioned { version, summary })
}

/// Replaces the summary. `seen` is the version that was read; 0 for the first.
pub async fn write(
    state: &State,
    caller: &Caller,
    id: PersonId,
    seen: IfMatch,
    summary: Summary,
) -> Result<Versioned, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let person = super::own_person(state, caller, &tx, id).await?;
    let summary = summary.check(person.birth.year, context.today()).map_err(Problem::fields)?;
    let version = seen.0 + 1;
    if !store::summaries::set(&tx, id, version, &summary, context.now(), &state.vault).await? {
        return Err(version::changed());
    }
    // Parents' names are among what duplicates meet by.
    indexing::reindex(state, &tx, [id]).await?;
    context.commit(tx).await?;
    Ok(Versioned { version, summary })
}
