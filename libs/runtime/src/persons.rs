//! A projection of `registry.person` that several services keep: what they may know of a person, and whom a
//! merged person stands for.

mod links;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::codes::Sex;
use domain::ids::PersonId;
use domain::person::{Birth, PersonSnapshot};
use events::registry::{PersonCorrected, PersonMerged, PersonRegistered, PersonUnmerged};
use events::{Envelope, Event};
use messaging::HandlerError;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};

pub use links::{Links, Regrouped, effective, effective_of, recorded_for, regroup, ungroup};

/// The noun to subscribe to.
pub const NOUN: &str = "registry.person";
/// The types [`apply`] acts on.
pub const TYPES: [&str; 4] = [PersonRegistered::TYPE, PersonCorrected::TYPE, PersonMerged::TYPE, PersonUnmerged::TYPE];

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "known_persons")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    pub sex: String,
    pub birth_year: i32,
    pub birth_date: Option<NaiveDate>,
    pub commune_code: String,
    pub province_code: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a batch of events says of persons; later events of a person overwrite earlier ones.
#[derive(Default)]
struct News {
    newest: HashMap<PersonId, PersonSnapshot>,
    /// As somebody else's merge showed them: only for those of whom nothing else is known.
    mentioned: HashMap<PersonId, PersonSnapshot>,
    /// Whom each was merged into last; `None` when that was undone.
    merges: BTreeMap<PersonId, Option<PersonId>>,
}

impl News {
    fn read(events: &[Envelope]) -> Result<Self, serde_json::Error> {
        let mut news = Self::default();
        for event in events {
            let person = if let Some(registered) = event.read::<PersonRegistered>() {
                registered?.person
            } else if let Some(corrected) = event.read::<PersonCorrected>() {
                corrected?.person
            } else if let Some(merged) = event.read::<PersonMerged>() {
                let PersonMerged { person, into, .. } = merged?;
                news.merges.insert(person.person_id, Some(into.person_id));
                news.mentioned.insert(into.person_id, into);
                person
            } else if let Some(unmerged) = event.read::<PersonUnmerged>() {
                let person = unmerged?.person;
                news.merges.insert(person.person_id, None);
                person
            } else {
                continue;
            };
            news.newest.insert(person.person_id, person);
        }
        Ok(news)
    }
}

/// Takes over the person events among these; others are passed over. What is answered goes to [`regroup`] for
/// each table that keeps rows about persons, on the same transaction.
pub async fn apply(tx: &impl ConnectionTrait, events: &[Envelope]) -> Result<Regrouped, HandlerError> {
    let News { newest, mentioned, merges } = News::read(events)?;
    // Two rows of one person can't stand in one statement.
    let columns = [Column::Sex, Column::BirthYear, Column::BirthDate, Column::CommuneCode, Column::ProvinceCode];
    let update = OnConflict::column(Column::PersonId).update_columns(columns).to_owned();
    store(tx, newest, update).await?;
    if merges.is_empty() {
        return Ok(Regrouped::default());
    }
    // Their own events say it better, before or after this one.
    let survivors: Vec<PersonId> = mentioned.keys().copied().collect();
    store(tx, mentioned, OnConflict::column(Column::PersonId).do_nothing().to_owned()).await?;
    let touched = merges.keys().copied().chain(survivors);
    let members = links::hanging_together(tx, touched).await?;
    lock(tx, &members).await?;
    Ok(links::change(tx, &merges, members).await?)
}

async fn store(
    tx: &impl ConnectionTrait,
    persons: HashMap<PersonId, PersonSnapshot>,
    conflict: OnConflict,
) -> Result<(), DbErr> {
    let rows = persons.into_values().map(|person| ActiveModel {
        person_id: Set(person.person_id.0),
        sex: Set(person.sex.as_str().to_owned()),
        birth_year: Set(person.birth.year),
        birth_date: Set(person.birth.date),
        commune_code: Set(person.commune_code),
        province_code: Set(person.province_code),
    });
    Entity::insert_many(rows).on_conflict(conflict).exec_without_returning(tx).await?;
    Ok(())
}

/// Waits for requests that record something for these persons, and makes later ones wait: see [`resolve`].
async fn lock(tx: &impl ConnectionTrait, persons: &BTreeSet<PersonId>) -> Result<(), DbErr> {
    let rows = Entity::find().filter(Column::PersonId.is_in(persons.iter().map(|id| id.0)));
    rows.order_by_asc(Column::PersonId).lock_exclusive().all(tx).await?;
    Ok(())
}

/// Empties the projection.
pub async fn reset(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many().exec(tx).await?;
    links::reset(tx).await
}

/// The known ones among these persons, each as its own record says.
pub async fn find(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, PersonSnapshot>, DbErr> {
    let rows = Entity::find().filter(Column::PersonId.is_in(ids.into_iter().map(|id| id.0))).all(db).await?;
    rows.into_iter().map(|row| row.read().map(|person| (person.person_id, person))).collect()
}

/// The known ones among the persons a request addresses, each with the person it stands for: what is recorded
/// from here on is recorded for that one. Until the transaction ends, no merge of them is taken in.
pub async fn resolve(
    tx: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, PersonSnapshot>, DbErr> {
    let rows = Entity::find()
        .filter(Column::PersonId.is_in(ids.into_iter().map(|id| id.0)))
        .order_by_asc(Column::PersonId)
        .lock(LockType::KeyShare)
        .all(tx)
        .await?;
    let mut known: HashMap<PersonId, PersonSnapshot> = HashMap::new();
    for row in rows {
        let person = row.read()?;
        known.insert(person.person_id, person);
    }
    let merged: HashMap<PersonId, PersonId> = effective(tx, known.keys().copied()).await?;
    let others: Vec<PersonId> = merged.values().copied().filter(|survivor| !known.contains_key(survivor)).collect();
    let survivors = if others.is_empty() { HashMap::new() } else { find(tx, others).await? };
    let stands_for = |person: PersonId| {
        let survivor = merged.get(&person)?;
        known.get(survivor).or_else(|| survivors.get(survivor)).cloned().map(|snapshot| (person, snapshot))
    };
    Ok(known.keys().copied().filter_map(stands_for).collect())
}

impl Model {
    fn read(self) -> Result<PersonSnapshot, DbErr> {
        let sex: Sex = self.sex.parse().map_err(|error| DbErr::Custom(format!("known_persons: {error}")))?;
        Ok(PersonSnapshot {
            person_id: PersonId(self.person_id),
            sex,
            birth: Birth { year: self.birth_year, date: self.birth_date },
            commune_code: self.commune_code,
            province_code: self.province_code,
        })
    }
}
