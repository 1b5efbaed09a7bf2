//! Official numbers: sealed, found by a keyed hash, one person each.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::PersonId;
use domain::person::OfficialNumber;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};

use super::keys;
use crate::domain::number::HeldNumber;
use crate::vault::{self, Vault};

/// The column that is authenticated with a sealed number.
const SEALED_AS: &str = "official_number";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_numbers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub number_sealed: String,
    pub number_index: String,
    pub issued_on: Option<NaiveDate>,
    pub issued_by: Option<String>,
    pub current: bool,
    pub recorded_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// A number to keep for a person.
pub struct New {
    pub person: PersonId,
    pub number: HeldNumber,
}

pub async fn insert_all(
    tx: &impl ConnectionTrait,
    numbers: &[New],
    now: DateTime<Utc>,
    vault: &Vault,
) -> Result<(), DbErr> {
    if numbers.is_empty() {
        return Ok(());
    }
    keys::refresh(tx, vault).await?;
    let rows = numbers.iter().map(|new| ActiveModel {
        id: Set(new.number.id),
        person_id: Set(new.person.0),
        number_sealed: Set(vault.seal(SEALED_AS, new.person, new.number.number.as_str())),
        number_index: Set(vault.index(&new.number.number)),
        issued_on: Set(new.number.issued_on),
        issued_by: Set(new.number.issued_by.clone()),
        current: Set(new.number.current),
        recorded_at: Set(now),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Makes all numbers of a person former ones.
pub async fn retire(tx: &impl ConnectionTrait, person: PersonId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Current, Expr::value(false))
        .filter(Column::PersonId.eq(person.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Makes a former number the current one again.
pub async fn reinstate(tx: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    Entity::update_many().col_expr(Column::Current, Expr::value(true)).filter(Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

/// Takes a wrong number away; what it was stands in the corrections.
pub async fn remove(tx: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// Whose numbers these are, by their index.
pub async fn holders(tx: &impl ConnectionTrait, indexes: Vec<String>) -> Result<HashMap<String, PersonId>, DbErr> {
    if indexes.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(String, Uuid)> = Entity::find()
        .select_only()
        .column(Column::NumberIndex)
        .column(Column::PersonId)
        .filter(Column::NumberIndex.is_in(indexes))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|(index, id)| (index, PersonId(id))).collect())
}

/// Every number of each of these persons, the current one first.
pub async fn of(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
    vault: &Vault,
) -> Result<HashMap<PersonId, Vec<HeldNumber>>, DbErr> {
    let persons: Vec<Uuid> = persons.into_iter().map(|id| id.0).collect();
    if persons.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find()
        .filter(Column::PersonId.is_in(persons))
        .order_by_desc(Column::Current)
        .order_by_desc(Column::RecordedAt)
        .all(db)
        .await?;
    keys::learn(db, vault, vault::newest_of(rows.iter().map(|row| row.number_sealed.as_str()))).await?;
    let mut numbers: HashMap<PersonId, Vec<HeldNumber>> = HashMap::new();
    for row in rows {
        let person = PersonId(row.person_id);
        numbers.entry(person).or_default().push(row.read(vault)?);
    }
    Ok(numbers)
}

impl Model {
    fn read(self, vault: &Vault) -> Result<HeldNumber, DbErr> {
        let digits = vault
            .open(SEALED_AS, PersonId(self.person_id), &self.number_sealed)
            .map_err(|error| DbErr::Custom(error.to_string()))?;
        let number = OfficialNumber::parse(&digits, SEALED_AS).map_err(|error| DbErr::Custom(error.code))?;
        Ok(HeldNumber {
            id: self.id,
            number,
            issued_on: self.issued_on,
            issued_by: self.issued_by,
            current: self.current,
        })
    }
}
