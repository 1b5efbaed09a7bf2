//! Finding and reading people. Every read is recorded with its purpose.

use std::collections::HashMap;

use domain::FieldError;
use domain::ids::{FacilityId, PersonId};
use domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use domain::person::OfficialNumber;
use domain::text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Caller, Problem, Right};

use crate::State;
use crate::domain::dossier::Dossier;
use crate::domain::file::{Determination, File};
use crate::domain::person::Person;
use crate::store;
use crate::store::audit::Read;
use crate::store::persons::corrections;

/// A search. What is searched for travels in a body, never in an address.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchPersons {
    /// Words of a name (any order, diacritics or not), a file code, or an official number.
    #[serde(default)]
    pub q: Option<String>,
    #[serde(default)]
    pub commune_code: Option<String>,
    #[serde(default)]
    pub cursor: Option<PersonId>,
    #[serde(default)]
    pub limit: Option<u64>,
}

/// A person as a list shows them.
pub struct Listed {
    pub person: Person,
    /// The newest file.
    pub file: Option<File>,
    pub facility: Option<FacilityId>,
}

pub async fn search(state: &State, caller: &Caller, query: SearchPersons) -> Result<Page<Listed>, Problem> {
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let mut filter = store::persons::Filter {
        commune_code: query.commune_code,
        after: query.cursor,
        limit,
        ..store::persons::Filter::default()
    };
    let q = query.q.unwrap_or_default();
    if let Ok(number) = OfficialNumber::parse(&q, "q") {
        filter.number_index = Some(state.vault.index(&number));
    } else if is_file_code(q.trim()) {
        filter.file_code = Some(q.trim().to_owned());
    } else {
        filter.words = text::fold(&q).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    }
    let scope = caller.scope_of(Right::ReadPersons);
    let tx = state.context.begin().await?;
    let (persons, total) = store::persons::list(&tx, &scope, &filter, &state.vault).await?;
    let ids: Vec<PersonId> = persons.iter().map(|person| person.id).collect();
    record_read(state, caller, &tx, "search", &ids).await?;
    let listed = with_files(&tx, persons).await?;
    tx.commit().await?;
    let full = u64::try_from(listed.len()).unwrap_or(0) == limit;
    let next = listed.last().filter(|_| full).map(|last| last.person.id.to_string());
    Ok(Page { items: listed, total, next })
}

fn is_file_code(text: &str) -> bool {
    let mut parts = text.split('-');
    let digits =
        |part: Option<&str>, length| part.is_some_and(|p| p.len() == length && p.bytes().all(|b| b.is_ascii_digit()));
    digits(parts.next(), 2) && digits(parts.next(), 4) && digits(parts.next(), 6) && parts.next().is_none()
}

async fn with_files(tx: &sea_orm::DatabaseTransaction, persons: Vec<Person>) -> Result<Vec<Listed>, Problem> {
    let ids: Vec<PersonId> = persons.iter().map(|person| person.id).collect();
    let files = store::files::of_persons(tx, ids.iter().copied()).await?;
    let mut newest: HashMap<PersonId, File> = files.into_iter().map(|file| (file.person_id, file)).collect();
    let places = store::places::of(tx, ids).await?;
    let listed = persons.into_iter().map(|person| Listed {
        file: newest.remove(&person.id),
        facility: places.get(&person.id).copied(),
        person,
    });
    Ok(listed.collect())
}

async fn record_read(
    state: &State,
    caller: &Caller,
    tx: &sea_orm::DatabaseTransaction,
    purpose: &str,
    persons: &[PersonId],
) -> Result<(), Problem> {
    let read = Read { account: caller.account, purpose, at: state.context.now(), new_id: runtime::context::new_id };
    Ok(store::audit::record(tx, &read, persons).await?)
}

/// Everything the register holds on one person.
pub struct Dossiered {
    pub listed: Listed,
    pub files: Vec<File>,
    pub determinations: Vec<Determination>,
    pub dossiers: Vec<Dossier>,
    pub corrections: Vec<corrections::Model>,
}

pub async fn read(state: &State, caller: &Caller, id: PersonId) -> Result<Dossiered, Problem> {
    let scope = caller.scope_of(Right::ReadPersons);
    let tx = state.context.begin().await?;
    let person =
        store::persons::find(&tx, &scope, [id], &state.vault).await?.remove(&id).ok_or_else(Problem::not_found)?;
    record_read(state, caller, &tx, "view", &[id]).await?;
    let found = Dossiered {
        files: store::files::of_persons(&tx, [id]).await?,
        determinations: store::files::determinations_of(&tx, id).await?,
        dossiers: store::dossiers::of_person(&tx, id).await?,
        corrections: store::persons::corrections_of(&tx, id).await?,
        listed: with_files(&tx, vec![person]).await?.into_iter().next().ok_or_else(Problem::internal)?,
    };
    tx.commit().await?;
    Ok(found)
}

/// Names to join to ids that another service gave.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LookUpNames {
    /// At most 500.
    pub ids: Vec<PersonId>,
    /// Why they are needed, e.g. `facility_board`; stays in the record of reads.
    pub purpose: String,
}

/// The persons in scope among the asked; others are left out without a word.
pub async fn names(state: &State, caller: &Caller, query: LookUpNames) -> Result<Vec<Listed>, Problem> {
    if query.ids.len() > web::batch::MAX_ITEMS {
        return Err(FieldError::new("ids", "batch.size", "Tối đa 500 mã mỗi lần.", "At most 500 ids at a time.").into());
    }
    if query.purpose.trim().is_empty() {
        return Err(FieldError::required("purpose").into());
    }
    let scope = caller.scope_of(Right::ReadPersons);
    let tx = state.context.begin().await?;
    let found = store::persons::find(&tx, &scope, query.ids, &state.vault).await?;
    let ids: Vec<PersonId> = found.keys().copied().collect();
    record_read(state, caller, &tx, &query.purpose, &ids).await?;
    let listed = with_files(&tx, found.into_values().collect()).await?;
    tx.commit().await?;
    Ok(listed)
}
