//! Persons: sealed where they must be, searchable where they may be.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, PersonId};
use domain::person::{Birth, OfficialNumber};
use domain::text;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, QueryOrder, QuerySelect};
use web::Scope;

use super::{code, files, places};
use crate::domain::person::{Person, Residence};
use crate::vault::Vault;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "persons")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub name_folded: String,
    pub sort_key: String,
    pub sex: String,
    pub birth_year: i32,
    pub birth_date: Option<NaiveDate>,
    pub number_sealed: Option<String>,
    pub number_index: Option<String>,
    pub address_sealed: Option<String>,
    pub commune_code: String,
    pub district_code: Option<String>,
    pub province_code: String,
    pub registered_on: NaiveDate,
}

impl ActiveModelBehavior for ActiveModel {}

/// Corrections, with the value that was there before, sealed.
pub mod corrections {
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "corrections")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub field: String,
        pub old_value_sealed: String,
        pub reason: String,
        pub account_id: Uuid,
        pub occurred_on: NaiveDate,
        pub recorded_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

fn row(person: &Person, vault: &Vault) -> ActiveModel {
    let number = person.number.as_ref();
    ActiveModel {
        id: Set(person.id.0),
        version: Set(person.version),
        name: Set(person.name.clone()),
        name_folded: Set(text::fold(&person.name)),
        sort_key: Set(text::given_name_key(&person.name)),
        sex: Set(person.sex.as_str().to_owned()),
        birth_year: Set(person.birth.year),
        birth_date: Set(person.birth.date),
        number_sealed: Set(number.map(|number| vault.seal("official_number", person.id, number.as_str()))),
        number_index: Set(number.map(|number| vault.index(number))),
        address_sealed: Set(person.address.as_ref().map(|address| vault.seal("address", person.id, address))),
        commune_code: Set(person.residence.commune_code.clone()),
        district_code: Set(person.residence.district_code.clone()),
        province_code: Set(person.residence.province_code.clone()),
        registered_on: Set(person.registered_on),
    }
}

pub async fn insert_all(tx: &impl ConnectionTrait, persons: &[Person], vault: &Vault) -> Result<(), DbErr> {
    if !persons.is_empty() {
        Entity::insert_many(persons.iter().map(|person| row(person, vault))).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes the next version; `false` when somebody else has written it meanwhile.
pub async fn update(tx: &impl ConnectionTrait, person: &Person, vault: &Vault) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .set(row(person, vault))
        .filter(Column::Id.eq(person.id.0))
        .filter(Column::Version.eq(person.version - 1))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Which of these numbers belong to somebody already, by their index.
pub async fn taken_numbers(
    tx: &impl ConnectionTrait,
    indexes: Vec<String>,
) -> Result<HashMap<String, PersonId>, DbErr> {
    let rows: Vec<(Option<String>, Uuid)> = Entity::find()
        .select_only()
        .column(Column::NumberIndex)
        .column(Column::Id)
        .filter(Column::NumberIndex.is_in(indexes))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().filter_map(|(index, id)| Some((index?, PersonId(id)))).collect())
}

/// Those of the persons that lie within `scope`; others are as if they did not exist.
pub async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    ids: impl IntoIterator<Item = PersonId>,
    vault: &Vault,
) -> Result<HashMap<PersonId, Person>, DbErr> {
    let rows =
        Entity::find().filter(Column::Id.is_in(ids.into_iter().map(|id| id.0))).filter(within(scope)).all(db).await?;
    rows.into_iter().map(|row| row.read(vault).map(|person| (person.id, person))).collect()
}

/// Rows of the scope's areas, or of people whom the scope's facilities hold.
fn within(scope: &Scope) -> Condition {
    let areas = scope.areas_in([Column::CommuneCode, Column::DistrictCode, Column::ProvinceCode]);
    if scope.everywhere || scope.facilities.is_empty() {
        return areas;
    }
    areas.add(Column::Id.in_subquery(places::held_by(&scope.facilities)))
}

/// What a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of the name in any order, without regard to diacritics.
    pub words: Vec<String>,
    pub number_index: Option<String>,
    pub file_code: Option<String>,
    pub commune_code: Option<String>,
    /// The last person of the page before.
    pub after: Option<PersonId>,
    pub limit: u64,
}

/// A page of persons by given name, and how many there are in all.
pub async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    filter: &Filter,
    vault: &Vault,
) -> Result<(Vec<Person>, u64), DbErr> {
    let mut query = Entity::find().filter(within(scope));
    for word in &filter.words {
        query = query.filter(Column::NameFolded.contains(word));
    }
    if let Some(index) = &filter.number_index {
        query = query.filter(Column::NumberIndex.eq(index));
    }
    if let Some(file_code) = &filter.file_code {
        query = query.filter(Column::Id.in_subquery(files::holder_of(file_code)));
    }
    if let Some(commune) = &filter.commune_code {
        query = query.filter(Column::CommuneCode.eq(commune));
    }
    let total = query.clone().count(db).await?;
    if let Some(after) = filter.after
        && let Some(last) = Entity::find_by_id(after.0).one(db).await?
    {
        let later = Condition::any()
            .add(Column::SortKey.gt(&last.sort_key))
            .add(Condition::all().add(Column::SortKey.eq(&last.sort_key)).add(Column::Id.gt(last.id)));
        query = query.filter(later);
    }
    let rows = query.order_by_asc(Column::SortKey).order_by_asc(Column::Id).limit(filter.limit).all(db).await?;
    Ok((rows.into_iter().map(|row| row.read(vault)).collect::<Result<_, _>>()?, total))
}

/// A field that was corrected.
pub struct Correction {
    pub id: Uuid,
    pub field: &'static str,
    pub old_value: String,
}

pub async fn insert_corrections(
    tx: &impl ConnectionTrait,
    person: PersonId,
    corrected: Vec<Correction>,
    why: &Why,
    vault: &Vault,
) -> Result<(), DbErr> {
    if corrected.is_empty() {
        return Ok(());
    }
    let rows = corrected.into_iter().map(|correction| corrections::ActiveModel {
        id: Set(correction.id),
        person_id: Set(person.0),
        field: Set(correction.field.to_owned()),
        old_value_sealed: Set(vault.seal("correction", person, &correction.old_value)),
        reason: Set(why.reason.clone()),
        account_id: Set(why.account.0),
        occurred_on: Set(why.occurred_on),
        recorded_at: Set(why.recorded_at),
    });
    corrections::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Who corrected, when, and why.
pub struct Why {
    pub reason: String,
    pub account: AccountId,
    pub occurred_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
}

pub async fn corrections_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<corrections::Model>, DbErr> {
    corrections::Entity::find()
        .filter(corrections::Column::PersonId.eq(person.0))
        .order_by_asc(corrections::Column::RecordedAt)
        .all(db)
        .await
}

impl Model {
    fn read(self, vault: &Vault) -> Result<Person, DbErr> {
        let id = PersonId(self.id);
        let open = |column, sealed: Option<&String>| {
            sealed.map(|sealed| vault.open(column, id, sealed)).transpose().map_err(|e| DbErr::Custom(e.to_string()))
        };
        let number = open("official_number", self.number_sealed.as_ref())?
            .map(|digits| OfficialNumber::parse(&digits, "official_number"))
            .transpose()
            .map_err(|error| DbErr::Custom(error.code))?;
        let address = open("address", self.address_sealed.as_ref())?;
        Ok(Person {
            id,
            version: self.version,
            name: self.name,
            sex: code(&self.sex)?,
            birth: Birth { year: self.birth_year, date: self.birth_date },
            number,
            address,
            residence: Residence {
                commune_code: self.commune_code,
                district_code: self.district_code,
                province_code: self.province_code,
            },
            registered_on: self.registered_on,
        })
    }
}
