//! Persons: sealed where they must be, searchable where they may be.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, PersonId};
use domain::person::{Birth, OfficialNumber};
use domain::text;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect, QueryTrait};
use web::Scope;

use super::reach::{Reach, within};
use super::{code, keys, numbers};
use crate::domain::number::HeldNumber;
use crate::domain::person::Person;
use crate::domain::residence::Residence;
use crate::vault::{self, Vault};

/// A statement takes so many ids; with far more both engines refuse it.
pub const IDS_PER_STATEMENT: usize = 2_000;

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
    pub address_sealed: Option<String>,
    pub commune_code: String,
    pub district_code: Option<String>,
    pub province_code: String,
    pub registered_on: NaiveDate,
    pub merged_into: Option<Uuid>,
    /// Entered in error: as if it had never been, though what was announced stays announced.
    pub withdrawn_at: Option<DateTime<Utc>>,
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
    ActiveModel {
        id: Set(person.id.0),
        version: Set(person.version),
        name: Set(person.name.clone()),
        name_folded: Set(text::fold(&person.name)),
        sort_key: Set(text::given_name_key(&person.name)),
        sex: Set(person.sex.as_str().to_owned()),
        birth_year: Set(person.birth.year),
        birth_date: Set(person.birth.date),
        address_sealed: Set(person.address.as_ref().map(|address| vault.seal("address", person.id, address))),
        commune_code: Set(person.residence.commune_code.clone()),
        district_code: Set(person.residence.district_code.clone()),
        province_code: Set(person.residence.province_code.clone()),
        registered_on: Set(person.registered_on),
        merged_into: Set(person.merged_into.map(|id| id.0)),
        withdrawn_at: Set(None),
    }
}

/// New persons with their numbers; make them findable with [`super::search::index`].
pub async fn insert_all(tx: &impl ConnectionTrait, persons: &[Person], vault: &Vault) -> Result<(), DbErr> {
    if !persons.is_empty() {
        keys::refresh(tx, vault).await?;
        Entity::insert_many(persons.iter().map(|person| row(person, vault))).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes the next version; `false` when somebody else has written it meanwhile.
pub async fn update(tx: &impl ConnectionTrait, person: &Person, vault: &Vault) -> Result<bool, DbErr> {
    keys::refresh(tx, vault).await?;
    let result = Entity::update_many()
        .set(row(person, vault))
        .filter(Column::Id.eq(person.id.0))
        .filter(Column::Version.eq(person.version - 1))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Those of the persons that lie within reach; others are as if they did not exist.
pub async fn find(
    db: &impl ConnectionTrait,
    reach: impl Into<Reach<'_>>,
    ids: impl IntoIterator<Item = PersonId>,
    vault: &Vault,
) -> Result<HashMap<PersonId, Person>, DbErr> {
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids))
        .filter(Column::WithdrawnAt.is_null())
        .filter(reach.into().condition())
        .all(db)
        .await?;
    let numbers = numbers::of(db, rows.iter().map(|row| PersonId(row.id)), vault).await?;
    read_all(db, rows, &numbers, vault).await
}

/// Takes a record out of the register.
pub async fn withdraw(tx: &impl ConnectionTrait, person: PersonId, now: DateTime<Utc>) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::WithdrawnAt, Expr::value(now))
        .filter(Column::Id.eq(person.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Those of the persons that exist, whoever asks: for work of the service itself.
pub async fn all(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = PersonId>,
    vault: &Vault,
) -> Result<HashMap<PersonId, Person>, DbErr> {
    let everywhere = Scope { everywhere: true, ..Scope::default() };
    find(db, &everywhere, ids, vault).await
}

/// The same, where their numbers were read before.
pub async fn all_with(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = PersonId>,
    numbers: &HashMap<PersonId, Vec<HeldNumber>>,
    vault: &Vault,
) -> Result<HashMap<PersonId, Person>, DbErr> {
    let ids = ids.into_iter().map(|id| id.0);
    let rows = Entity::find().filter(Column::Id.is_in(ids)).filter(Column::WithdrawnAt.is_null()).all(db).await?;
    read_all(db, rows, numbers, vault).await
}

/// The records that were merged into these, directly or through others, each with its survivor.
pub async fn merged_into(
    db: &impl ConnectionTrait,
    survivors: &[PersonId],
) -> Result<HashMap<PersonId, PersonId>, DbErr> {
    let mut roots: HashMap<PersonId, PersonId> = HashMap::new();
    let mut level: HashMap<Uuid, PersonId> = survivors.iter().map(|id| (id.0, *id)).collect();
    while !level.is_empty() {
        let asked: Vec<Uuid> = level.keys().copied().collect();
        let mut rows: Vec<(Uuid, Option<Uuid>)> = Vec::new();
        for some in asked.chunks(IDS_PER_STATEMENT) {
            let query = Entity::find().select_only().column(Column::Id).column(Column::MergedInto);
            let some = some.iter().copied();
            rows.extend(
                query.filter(Column::MergedInto.is_in(some)).into_tuple::<(Uuid, Option<Uuid>)>().all(db).await?,
            );
        }
        let mut next = HashMap::new();
        for (id, into) in rows {
            if let Some(root) = into.and_then(|into| level.get(&into)) {
                roots.insert(PersonId(id), *root);
                next.insert(id, *root);
            }
        }
        level = next;
    }
    Ok(roots)
}

/// Whom a record stands for: itself, or the end of its chain of merges.
pub async fn root(db: &impl ConnectionTrait, id: PersonId) -> Result<PersonId, DbErr> {
    let mut at = id.0;
    loop {
        let into: Option<Option<Uuid>> =
            Entity::find_by_id(at).select_only().column(Column::MergedInto).into_tuple().one(db).await?;
        match into.flatten() {
            Some(next) => at = next,
            None => return Ok(PersonId(at)),
        }
    }
}

/// Whether there is such a person, wherever.
pub async fn exists(db: &impl ConnectionTrait, id: PersonId) -> Result<bool, DbErr> {
    Ok(Entity::find_by_id(id.0).count(db).await? > 0)
}

/// Selects the ids of the records within `scope`.
pub fn ids_within(scope: &Scope) -> SelectStatement {
    Query::select().column(Column::Id).from(Entity).cond_where(within(scope)).to_owned()
}

/// How many records stand for themselves.
pub async fn living(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    Entity::find().filter(Column::MergedInto.is_null()).filter(Column::WithdrawnAt.is_null()).count(db).await
}

/// Ids of records that stand for themselves, behind `after`.
pub async fn page_of_ids(
    db: &impl ConnectionTrait,
    after: Option<PersonId>,
    limit: u64,
) -> Result<Vec<PersonId>, DbErr> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::MergedInto.is_null())
        .filter(Column::WithdrawnAt.is_null())
        .apply_if(after, |query, after| query.filter(Column::Id.gt(after.0)))
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(PersonId).collect())
}

async fn read_all(
    db: &impl ConnectionTrait,
    rows: Vec<Model>,
    numbers: &HashMap<PersonId, Vec<HeldNumber>>,
    vault: &Vault,
) -> Result<HashMap<PersonId, Person>, DbErr> {
    let needed = vault::newest_of(rows.iter().filter_map(|row| row.address_sealed.as_deref()));
    keys::learn(db, vault, needed).await?;
    let read = |row: Model| {
        let held = numbers.get(&PersonId(row.id)).into_iter().flatten().find(|held| held.current);
        let number = held.map(|held| held.number.clone());
        row.read(number, vault).map(|person| (person.id, person))
    };
    rows.into_iter().map(read).collect()
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
    keys::refresh(tx, vault).await?;
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
    fn read(self, number: Option<OfficialNumber>, vault: &Vault) -> Result<Person, DbErr> {
        let id = PersonId(self.id);
        let open = |column, sealed: Option<&String>| {
            sealed.map(|sealed| vault.open(column, id, sealed)).transpose().map_err(|e| DbErr::Custom(e.to_string()))
        };
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
            merged_into: self.merged_into.map(PersonId),
        })
    }
}
