//! Which facility holds a person (projection of facility's events).

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::ids::{FacilityId, PersonId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{OnConflict, Query, SelectStatement};
use sea_orm::{ActiveValue::Set, ConnectionTrait};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_places")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    pub facility_id: Option<Uuid>,
    pub since: NaiveDate,
}

impl ActiveModelBehavior for ActiveModel {}

/// Takes over where these persons are now. Two stays of one person are two subjects, so their events
/// may arrive in either order: older news does not overwrite newer.
pub async fn set(
    tx: &impl ConnectionTrait,
    places: HashMap<PersonId, (Option<FacilityId>, NaiveDate)>,
) -> Result<(), DbErr> {
    if places.is_empty() {
        return Ok(());
    }
    let known = Entity::find().filter(Column::PersonId.is_in(places.keys().map(|id| id.0))).all(tx).await?;
    let since: HashMap<Uuid, NaiveDate> = known.into_iter().map(|row| (row.person_id, row.since)).collect();
    let rows: Vec<ActiveModel> = places
        .into_iter()
        .filter(|(person, (_, day))| since.get(&person.0).is_none_or(|known| day >= known))
        .map(|(person, (facility, day))| ActiveModel {
            person_id: Set(person.0),
            facility_id: Set(facility.map(|id| id.0)),
            since: Set(day),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    Entity::insert_many(rows)
        .on_conflict(
            OnConflict::column(Column::PersonId).update_columns([Column::FacilityId, Column::Since]).to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub async fn clear(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many().exec(tx).await?;
    Ok(())
}

/// Where these persons are.
pub async fn of(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, FacilityId>, DbErr> {
    let rows = Entity::find().filter(Column::PersonId.is_in(persons.into_iter().map(|id| id.0))).all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Some((PersonId(row.person_id), FacilityId(row.facility_id?)))).collect())
}

/// Selects the persons whom these facilities hold.
pub fn held_by(facilities: &BTreeSet<FacilityId>) -> SelectStatement {
    Query::select()
        .column(Column::PersonId)
        .from(Entity)
        .and_where(Column::FacilityId.is_in(facilities.iter().map(|id| id.0)))
        .to_owned()
}
