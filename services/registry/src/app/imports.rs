//! Lists that provinces have: read and compared with the register, then written batch by batch, and taken
//! back where that is still possible.
//!
//! Nothing is written to the register before [`apply`]. Each batch is one transaction that writes people and
//! what became of their lines together, so that a run that is cut off goes on where it stopped. A line that
//! can't be taken stays with its reason; the others go on.

mod apply;
mod classify;
mod plan;
mod preview;
mod rejected;
mod undo;

pub use apply::{Apply, apply};
pub use plan::Plan;
pub use preview::{Upload, preview};
pub use rejected::rejected;
pub use undo::{Undo, undo};

use documents::lists::header::Profile;
use documents::lists::{Cell, Field};
use domain::FieldError;
use domain::ids::PersonId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{Caller, Problem, Right};

use crate::State;
use crate::domain::import::Draft;
use crate::store;
use crate::store::imports::{Line, Model, Outcome, RowState};

/// What a line holds, sealed: its cells as they stood, and what was made of them.
#[derive(Serialize, Deserialize)]
struct Content {
    cells: Vec<Cell>,
    draft: Option<Draft>,
}

impl Content {
    fn of(line: &Line) -> Result<Self, Problem> {
        serde_json::from_str(&line.content).map_err(|_| {
            tracing::error!(line = line.line, "a line of an import can't be read");
            Problem::internal()
        })
    }
}

/// An import with its counts.
pub struct Standing {
    pub import: Model,
    pub counts: Vec<(Outcome, RowState, i64)>,
}

/// An import of the caller's; somebody else's is as if it did not exist.
async fn own(state: &State, caller: &Caller, id: Uuid) -> Result<Model, Problem> {
    let found = store::imports::find(&state.context.db, id).await?;
    let everywhere = caller.scope_of(Right::RegisterPersons).everywhere;
    found.filter(|import| everywhere || import.account_id == caller.account.0).ok_or_else(Problem::not_found)
}

pub async fn standing(state: &State, caller: &Caller, id: Uuid) -> Result<Standing, Problem> {
    let import = own(state, caller, id).await?;
    let counts = store::imports::counts(&state.context.db, id).await?;
    Ok(Standing { import, counts })
}

/// The caller's imports, newest first.
pub async fn list(state: &State, caller: &Caller) -> Result<Vec<Standing>, Problem> {
    const SHOWN: u64 = 50;
    let mut all = Vec::new();
    for import in store::imports::list(&state.context.db, Some(caller.account), SHOWN).await? {
        let counts = store::imports::counts(&state.context.db, import.id).await?;
        all.push(Standing { import, counts });
    }
    Ok(all)
}

/// Which lines to show.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListLines {
    pub outcome: Option<Outcome>,
    #[serde(default)]
    pub offset: u64,
    pub limit: Option<u64>,
}

/// A line for its reader.
pub struct ReadLine {
    pub line: Line,
    pub draft: Option<Draft>,
}

pub async fn lines(state: &State, caller: &Caller, id: Uuid, query: ListLines) -> Result<Vec<ReadLine>, Problem> {
    own(state, caller, id).await?;
    let limit = query.limit.unwrap_or(domain::paging::DEFAULT_LIMIT).clamp(1, domain::paging::MAX_LIMIT);
    let outcomes: Vec<Outcome> = query.outcome.into_iter().collect();
    let lines = store::imports::lines(&state.context.db, id, &[], &outcomes, query.offset, limit, &state.vault).await?;
    lines.into_iter().map(|line| Ok(ReadLine { draft: Content::of(&line)?.draft, line })).collect()
}

/// What the headers of an office's lists mean; `null` for a column to be left aside.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportProfile {
    pub name: String,
    pub headers: BTreeMap<String, Option<Field>>,
}

pub async fn save_profile(state: &State, caller: &Caller, command: ImportProfile) -> Result<(), Problem> {
    let name = domain::text::tidy(&command.name);
    if name.is_empty() {
        return Err(FieldError::required("name").into());
    }
    let mut profile = Profile::default();
    for (header, field) in &command.headers {
        profile.set(header, *field);
    }
    let text = serde_json::to_string(&profile).map_err(|_| Problem::internal())?;
    let context = &state.context;
    let tx = context.begin().await?;
    store::imports::save_profile(&tx, context.new_id(), caller.account, &name, &text, context.now()).await?;
    context.commit(tx).await?;
    Ok(())
}

/// The caller's profiles by name, with headers as they are compared: small letters without marks.
pub async fn profiles(state: &State, caller: &Caller) -> Result<Vec<ImportProfile>, Problem> {
    let saved = store::imports::profiles(&state.context.db, caller.account).await?;
    let read = |(name, profile): (String, String)| {
        let headers = serde_json::from_str(&profile).map_err(|_| Problem::internal())?;
        Ok(ImportProfile { name, headers })
    };
    saved.into_iter().map(read).collect()
}

/// Lines a batch takes at most.
const BATCH: u64 = 500;

fn conflict(code: &str, vi: &str, en: &str) -> Problem {
    Problem::conflict(code, vi, en)
}

/// Ends a line with a person.
fn done(line: Line, person: PersonId) -> Line {
    Line { state: RowState::Done, person: Some(person), ..line }
}
