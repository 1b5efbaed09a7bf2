//! The measures a person is or was under, as other services announce them (projection).

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::ids::PersonId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::code;

domain::code_list! {
    MeasureKind {
        Facility = "facility", "tại cơ sở", "in a facility";
        Community = "community", "tại gia đình, cộng đồng", "at home or in the community";
        Aftercare = "aftercare", "quản lý sau cai", "post-rehabilitation management";
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_measures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub kind: String,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
    pub completed: bool,
}

impl ActiveModelBehavior for ActiveModel {}

/// One stay, treatment or case; its id is the other service's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    pub id: Uuid,
    pub person: PersonId,
    pub kind: MeasureKind,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
    /// Ended by reaching its term.
    pub completed: bool,
}

/// Takes measures over; an end changes nothing of the beginning that stands there.
pub async fn put(tx: &impl ConnectionTrait, measures: BTreeMap<Uuid, Measure>) -> Result<(), DbErr> {
    let (ended, open): (Vec<Measure>, Vec<Measure>) =
        measures.into_values().partition(|measure| measure.until.is_some());
    insert(tx, open, &[Column::PersonId, Column::Since]).await?;
    insert(tx, ended, &[Column::PersonId, Column::Until, Column::Completed]).await
}

/// Puts a measure in the place of what was known of it.
pub async fn replace(tx: &impl ConnectionTrait, measure: Measure) -> Result<(), DbErr> {
    let all = [Column::PersonId, Column::Since, Column::Until, Column::Completed];
    insert(tx, vec![measure], &all).await
}

/// Forgets a measure that never was.
pub async fn remove(tx: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

async fn insert(tx: &impl ConnectionTrait, measures: Vec<Measure>, update: &[Column]) -> Result<(), DbErr> {
    if measures.is_empty() {
        return Ok(());
    }
    let rows = measures.into_iter().map(|measure| ActiveModel {
        id: Set(measure.id),
        person_id: Set(measure.person.0),
        kind: Set(measure.kind.as_str().to_owned()),
        since: Set(measure.since),
        until: Set(measure.until),
        completed: Set(measure.completed),
    });
    Entity::insert_many(rows)
        .on_conflict(OnConflict::column(Column::Id).update_columns(update.iter().copied()).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub async fn clear(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many().exec(tx).await?;
    Ok(())
}

/// The measures of these records, oldest first.
pub async fn of(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, Vec<Measure>>, DbErr> {
    let rows = Entity::find()
        .filter(Column::PersonId.is_in(persons.into_iter().map(|id| id.0)))
        .order_by_asc(Column::Since)
        .all(db)
        .await?;
    let mut measures: HashMap<PersonId, Vec<Measure>> = HashMap::new();
    for row in rows {
        let measure = Measure {
            id: row.id,
            person: PersonId(row.person_id),
            kind: code(&row.kind)?,
            since: row.since,
            until: row.until,
            completed: row.completed,
        };
        measures.entry(measure.person).or_default().push(measure);
    }
    Ok(measures)
}
