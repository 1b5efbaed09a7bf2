//! Possible duplicates: while somebody is being registered, and as the list that a scan of the whole register
//! left to be decided.

use std::collections::{HashMap, HashSet};

use domain::FieldError;
use domain::codes::Sex;
use domain::ids::PersonId;
use domain::matching::{self, Candidate, Description, KnownNumber, Profile, Reason, Verdict};
use domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use domain::person::{Birth, OfficialNumber};
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Caller, Problem, Right};

use super::indexing::Records;
use super::look_up::record_read;
use super::scan::LARGEST_BLOCK;
use crate::State;
use crate::domain::document;
use crate::domain::person::Person;
use crate::store;
use crate::store::candidates::{self, State as Decided};

/// So many are shown.
const SHOWN: usize = 10;

/// What is known so far of somebody who is being registered.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckDuplicates {
    pub name: String,
    #[serde(default)]
    pub sex: Option<Sex>,
    #[serde(default)]
    pub birth: Option<Birth>,
    #[serde(default)]
    pub official_number: Option<String>,
    #[serde(default)]
    pub commune_code: Option<String>,
    #[serde(default)]
    pub father: Option<String>,
    #[serde(default)]
    pub mother: Option<String>,
}

impl CheckDuplicates {
    fn profile(self, state: &State) -> Profile {
        let number = self.official_number.and_then(|text| OfficialNumber::parse(&text, "official_number").ok());
        let numbers = number.iter().map(|number| KnownNumber::current(number, state.vault.index(number))).collect();
        Profile::of(Description {
            name: self.name,
            other_names: Vec::new(),
            sex: self.sex,
            birth: self.birth,
            numbers,
            father: self.father,
            mother: self.mother,
            commune: self.commune_code,
            former_communes: Vec::new(),
            home_town: None,
            file_codes: Vec::new(),
        })
    }
}

/// A record that may be the same person, within the caller's areas.
pub struct Alike {
    pub person: Person,
    pub candidate: Candidate,
}

/// Who is alike, the surest first, and how many are alike outside the caller's areas.
pub struct Alikes {
    pub within: Vec<Alike>,
    pub elsewhere: usize,
}

pub async fn check(state: &State, caller: &Caller, command: CheckDuplicates) -> Result<Alikes, Problem> {
    let tx = state.context.begin().await?;
    let alike = find(state, &tx, &command.profile(state)).await?;
    let scope = caller.scope_of(Right::RegisterPersons);
    let seen = store::persons::find(&tx, &scope, alike.iter().map(|(id, _)| *id), &state.vault).await?;
    let elsewhere = alike.iter().filter(|(id, _)| !seen.contains_key(id)).count();
    let mut seen = seen;
    let within: Vec<Alike> = alike
        .into_iter()
        .filter_map(|(id, candidate)| Some(Alike { person: seen.remove(&id)?, candidate }))
        .take(SHOWN)
        .collect();
    let ids: Vec<PersonId> = within.iter().map(|alike| alike.person.id).collect();
    record_read(state, caller, &tx, "duplicate_check", &ids).await?;
    state.context.commit_read(tx).await?;
    Ok(Alikes { within, elsewhere })
}

/// Records that share a key with `profile` and are possibly the same person, the surest first.
pub async fn find(
    state: &State,
    tx: &DatabaseTransaction,
    profile: &Profile,
) -> Result<Vec<(PersonId, Candidate)>, Problem> {
    let tokens = matching::blocking_keys(profile).iter().map(|key| document::blocking_key(key)).collect();
    let met = store::search::meeting(tx, &tokens, LARGEST_BLOCK).await?;
    let met: HashSet<PersonId> = met.into_values().flatten().collect();
    let mut all: Vec<PersonId> = met.into_iter().collect();
    let merged = store::persons::merged_into(tx, &all).await?;
    all.extend(merged.keys());
    let records = Records::load(state, tx, &all).await?;
    let mut best: Vec<(PersonId, Candidate)> = Vec::new();
    for person in records.persons.values() {
        let candidate = matching::score(profile, &records.identity(person).profile(state));
        if candidate.verdict == Verdict::No {
            continue;
        }
        let root = merged.get(&person.id).copied().unwrap_or(person.id);
        match best.iter_mut().find(|(id, _)| *id == root) {
            Some((_, known)) if known.score >= candidate.score => {}
            Some((_, known)) => *known = candidate,
            None => best.push((root, candidate)),
        }
    }
    best.sort_by_key(|(id, candidate)| (std::cmp::Reverse(candidate.score), *id));
    Ok(best)
}

/// Which pairs to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListDuplicates {
    pub state: Option<Decided>,
    #[serde(default)]
    pub offset: u64,
    pub limit: Option<u64>,
}

/// A pair that was found, both sides within the caller's areas.
pub struct FoundPair {
    pub row: candidates::Model,
    pub reasons: Vec<Reason>,
    pub first: Person,
    pub second: Person,
}

impl FoundPair {
    /// Nothing where one of the two is outside the areas.
    fn of(row: candidates::Model, persons: &HashMap<PersonId, Person>) -> Option<Self> {
        Some(Self {
            first: persons.get(&PersonId(row.first_id))?.clone(),
            second: persons.get(&PersonId(row.second_id))?.clone(),
            reasons: serde_json::from_str(&row.reasons).unwrap_or_default(),
            row,
        })
    }
}

pub async fn list(state: &State, caller: &Caller, query: ListDuplicates) -> Result<Page<FoundPair>, Problem> {
    let scope = caller.scope_of(Right::RegisterPersons);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let wanted = query.state.unwrap_or(Decided::Open);
    let tx = state.context.begin().await?;
    let visible = (!scope.everywhere).then(|| store::persons::ids_within(&scope));
    let (rows, total) = candidates::list(&tx, wanted, visible, query.offset, limit).await?;
    let ids: Vec<PersonId> = rows.iter().flat_map(|row| [PersonId(row.first_id), PersonId(row.second_id)]).collect();
    let persons = store::persons::find(&tx, &scope, ids.iter().copied(), &state.vault).await?;
    record_read(state, caller, &tx, "duplicates", &persons.keys().copied().collect::<Vec<_>>()).await?;
    state.context.commit_read(tx).await?;
    let shown = query.offset + u64::try_from(rows.len()).unwrap_or(0);
    let items = rows.into_iter().filter_map(|row| FoundPair::of(row, &persons)).collect();
    Ok(Page { items, total, next: (shown < total).then(|| shown.to_string()) })
}

/// One pair; it does not exist for whom one of the two does not.
pub async fn one(state: &State, caller: &Caller, id: Uuid) -> Result<FoundPair, Problem> {
    let scope = caller.scope_of(Right::RegisterPersons);
    let tx = state.context.begin().await?;
    let row = candidates::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    let pair = [PersonId(row.first_id), PersonId(row.second_id)];
    let persons = store::persons::find(&tx, &scope, pair, &state.vault).await?;
    let found = FoundPair::of(row, &persons).ok_or_else(Problem::not_found)?;
    record_read(state, caller, &tx, "duplicates", &pair).await?;
    state.context.commit_read(tx).await?;
    Ok(found)
}

/// Remembers that two records are two people.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideNotSame {
    pub reason: String,
}

pub async fn not_same(state: &State, caller: &Caller, id: Uuid, command: DecideNotSame) -> Result<(), Problem> {
    let reason = domain::text::tidy(&command.reason);
    if reason.is_empty() {
        return Err(FieldError::required("reason").into());
    }
    let scope = caller.scope_of(Right::RegisterPersons);
    let tx = state.context.begin().await?;
    let row = candidates::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    let pair = (PersonId(row.first_id), PersonId(row.second_id));
    if store::persons::find(&tx, &scope, [pair.0, pair.1], &state.vault).await?.len() != 2 {
        return Err(Problem::not_found());
    }
    if row.state == Decided::Merged.as_str() {
        let vi = "Hai hồ sơ này đã gộp. Hãy hủy gộp trước.";
        return Err(Problem::conflict("duplicate.merged", vi, "Both are merged. Undo the merge first."));
    }
    candidates::decide(&tx, pair, Decided::NotSame, &reason, caller.account, state.context.now()).await?;
    state.context.commit(tx).await?;
    Ok(())
}
