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
    /// The stay that said so last; unknown where the version before this one wrote.
    pub stay_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Where a person is, as an event of a stay says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub stay_id: Uuid,
    /// None when the stay is over.
    pub facility_id: Option<FacilityId>,
    pub since: NaiveDate,
    /// What was said of the stay before does not hold.
    pub corrects: bool,
}

impl Place {
    /// Whether it says more than what is known. Two stays of one person are two subjects, so their events may
    /// arrive in either order: older news does not overwrite newer, unless it corrects what the same stay said.
    pub fn follows(&self, since: NaiveDate, stay: Option<Uuid>) -> bool {
        self.since >= since || (self.corrects && stay.is_none_or(|stay| stay == self.stay_id))
    }
}

/// Takes over where these persons are now.
pub async fn set(tx: &impl ConnectionTrait, places: HashMap<PersonId, Place>) -> Result<(), DbErr> {
    if places.is_empty() {
        return Ok(());
    }
    let known = Entity::find().filter(Column::PersonId.is_in(places.keys().map(|id| id.0))).all(tx).await?;
    let known: HashMap<Uuid, Model> = known.into_iter().map(|row| (row.person_id, row)).collect();
    let rows: Vec<ActiveModel> = places
        .into_iter()
        .filter(|(person, place)| known.get(&person.0).is_none_or(|row| place.follows(row.since, row.stay_id)))
        .map(|(person, place)| ActiveModel {
            person_id: Set(person.0),
            facility_id: Set(place.facility_id.map(|id| id.0)),
            since: Set(place.since),
            stay_id: Set(Some(place.stay_id)),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let update = [Column::FacilityId, Column::Since, Column::StayId];
    Entity::insert_many(rows)
        .on_conflict(OnConflict::column(Column::PersonId).update_columns(update).to_owned())
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
