//! A projection of `registry.person` that several services keep: what they may know of a person.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::Sex;
use domain::ids::PersonId;
use domain::person::{Birth, PersonSnapshot};
use events::registry::{PersonCorrected, PersonRegistered};
use events::{Envelope, Event};
use messaging::HandlerError;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

/// The noun to subscribe to.
pub const NOUN: &str = "registry.person";
/// The types [`apply`] acts on.
pub const TYPES: [&str; 2] = [PersonRegistered::TYPE, PersonCorrected::TYPE];

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

/// Takes over the person events among these; others are passed over.
pub async fn apply(tx: &impl ConnectionTrait, events: &[Envelope]) -> Result<(), HandlerError> {
    // The newest snapshot of each person; two rows of one person can't stand in one statement.
    let mut newest: HashMap<PersonId, PersonSnapshot> = HashMap::new();
    for event in events {
        let person = if let Some(registered) = event.read::<PersonRegistered>() {
            registered?.person
        } else if let Some(corrected) = event.read::<PersonCorrected>() {
            corrected?.person
        } else {
            continue;
        };
        newest.insert(person.person_id, person);
    }
    if newest.is_empty() {
        return Ok(());
    }
    let rows = newest.into_values().map(|person| ActiveModel {
        person_id: Set(person.person_id.0),
        sex: Set(person.sex.as_str().to_owned()),
        birth_year: Set(person.birth.year),
        birth_date: Set(person.birth.date),
        commune_code: Set(person.commune_code),
        province_code: Set(person.province_code),
    });
    let columns = [Column::Sex, Column::BirthYear, Column::BirthDate, Column::CommuneCode, Column::ProvinceCode];
    Entity::insert_many(rows)
        .on_conflict(OnConflict::column(Column::PersonId).update_columns(columns).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Empties the projection.
pub async fn reset(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many().exec(tx).await?;
    Ok(())
}

/// The known ones among these persons.
pub async fn find(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, PersonSnapshot>, DbErr> {
    let rows = Entity::find().filter(Column::PersonId.is_in(ids.into_iter().map(|id| id.0))).all(db).await?;
    rows.into_iter().map(|row| row.read().map(|person| (person.person_id, person))).collect()
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
