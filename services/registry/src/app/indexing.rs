//! Keeping the search index in step: whatever changes a person's names, numbers, file or commune writes their
//! document anew, in the same transaction.

use std::collections::{HashMap, HashSet};

use domain::ids::PersonId;
use domain::matching::{self, Description, KnownNumber, Profile};
use sea_orm::ConnectionTrait;
use web::Problem;

use crate::State;
use crate::domain::document::Facts;
use crate::domain::file::File;
use crate::domain::number::HeldNumber;
use crate::domain::person::Person;
use crate::domain::summary::{Relative, Summary};
use crate::store;
use crate::store::aliases::Alias;

/// Everything about one record that identifies it.
pub struct Identity<'a> {
    pub person: &'a Person,
    pub numbers: &'a [HeldNumber],
    pub aliases: &'a [Alias],
    pub summary: Option<&'a Summary>,
    pub file_codes: Vec<String>,
}

impl Identity<'_> {
    /// What the record is compared by. Numbers appear as their keyed hashes.
    pub fn profile(&self, state: &State) -> Profile {
        let relative =
            |of: fn(&Summary) -> Option<&Relative>| self.summary.and_then(of).map(|relative| relative.name.clone());
        let numbers = self.numbers.iter().map(|held| {
            let token = state.vault.index(&held.number);
            let known = if held.current { KnownNumber::current } else { KnownNumber::former };
            known(&held.number, token)
        });
        Profile::of(Description {
            name: self.person.name.clone(),
            other_names: self.aliases.iter().map(|alias| alias.name.clone()).collect(),
            sex: Some(self.person.sex),
            birth: Some(self.person.birth),
            numbers: numbers.collect(),
            father: relative(|summary| summary.father.as_ref()),
            mother: relative(|summary| summary.mother.as_ref()),
            commune: Some(self.person.residence.commune_code.clone()),
            former_communes: Vec::new(),
            home_town: self.summary.and_then(|summary| summary.home_town.clone()),
            file_codes: self.file_codes.clone(),
        })
    }
}

/// The document of a person who is being registered.
pub fn facts_of_new(
    state: &State,
    person: &Person,
    numbers: &[HeldNumber],
    aliases: &[Alias],
    summary: Option<&Summary>,
    file: Option<&File>,
) -> Facts {
    let file_codes: Vec<String> = file.iter().map(|file| file.file_code.clone()).collect();
    let identity = Identity { person, numbers, aliases, summary, file_codes: file_codes.clone() };
    Facts {
        person_id: person.id,
        names: std::iter::once(person.name.clone()).chain(aliases.iter().map(|alias| alias.name.clone())).collect(),
        birth_years: vec![person.birth.year],
        residences: vec![person.residence.clone()],
        file_codes,
        drugs: file.and_then(|file| file.drug).into_iter().collect(),
        blocking_keys: matching::blocking_keys(&identity.profile(state)),
    }
}

/// Writes the documents of these persons anew; of a record that stands for another, the other's.
pub async fn reindex(
    state: &State,
    tx: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<(), Problem> {
    let mut roots = HashSet::new();
    for person in persons {
        roots.insert(store::persons::root(tx, person).await?);
    }
    let roots: Vec<PersonId> = roots.into_iter().collect();
    let merged = store::persons::merged_into(tx, &roots).await?;
    let facts = facts(state, tx, &roots, &merged).await?;
    store::search::index(tx, &facts).await?;
    store::search::forget(tx, &merged.into_keys().collect::<Vec<_>>()).await?;
    Ok(())
}

async fn facts(
    state: &State,
    tx: &impl ConnectionTrait,
    roots: &[PersonId],
    merged: &HashMap<PersonId, PersonId>,
) -> Result<Vec<Facts>, Problem> {
    let all: Vec<PersonId> = roots.iter().chain(merged.keys()).copied().collect();
    let records = Records::load(state, tx, &all).await?;
    let mut facts: HashMap<PersonId, Facts> = HashMap::new();
    // The survivor first, so that its own name leads.
    for id in &all {
        let root = merged.get(id).copied().unwrap_or(*id);
        let Some(person) = records.persons.get(id) else { continue };
        let identity = records.identity(person);
        let entry = facts.entry(root).or_insert_with(|| Facts {
            person_id: root,
            names: Vec::new(),
            birth_years: Vec::new(),
            residences: Vec::new(),
            file_codes: Vec::new(),
            drugs: Vec::new(),
            blocking_keys: Vec::new(),
        });
        entry.names.push(person.name.clone());
        entry.names.extend(identity.aliases.iter().map(|alias| alias.name.clone()));
        entry.birth_years.push(person.birth.year);
        if *id == root {
            // Who may see somebody follows from where the surviving record lives.
            entry.residences.push(person.residence.clone());
        }
        entry.drugs.extend(records.files.get(id).into_iter().flatten().filter_map(|file| file.drug));
        entry.blocking_keys.extend(matching::blocking_keys(&identity.profile(state)));
        entry.file_codes.extend(identity.file_codes);
    }
    Ok(facts.into_values().collect())
}

/// All that identifies some records, loaded together.
#[derive(Default)]
pub struct Records {
    pub persons: HashMap<PersonId, Person>,
    numbers: HashMap<PersonId, Vec<HeldNumber>>,
    aliases: HashMap<PersonId, Vec<Alias>>,
    summaries: HashMap<PersonId, (i64, Summary)>,
    files: HashMap<PersonId, Vec<File>>,
}

impl Records {
    pub async fn load(state: &State, db: &impl ConnectionTrait, ids: &[PersonId]) -> Result<Self, Problem> {
        let mut records = Self::default();
        for some in ids.chunks(store::persons::IDS_PER_STATEMENT) {
            let some = || some.iter().copied();
            let numbers = store::numbers::of(db, some(), &state.vault).await?;
            records.persons.extend(store::persons::all_with(db, some(), &numbers, &state.vault).await?);
            records.numbers.extend(numbers);
            records.aliases.extend(store::aliases::of(db, some()).await?);
            records.summaries.extend(store::summaries::of(db, some(), &state.vault).await?);
            for file in store::files::of_persons(db, some()).await? {
                records.files.entry(file.person_id).or_default().push(file);
            }
        }
        Ok(records)
    }

    pub fn identity<'a>(&'a self, person: &'a Person) -> Identity<'a> {
        let none: &[_] = &[];
        Identity {
            person,
            numbers: self.numbers.get(&person.id).map_or(&[], Vec::as_slice),
            aliases: self.aliases.get(&person.id).map_or(none, Vec::as_slice),
            summary: self.summaries.get(&person.id).map(|(_, summary)| summary),
            file_codes: self.files.get(&person.id).into_iter().flatten().map(|file| file.file_code.clone()).collect(),
        }
    }
}
