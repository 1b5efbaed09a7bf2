//! Zones, and who is placed in which.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AdmissionId, FacilityId};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::code;
use crate::domain::zone::{Placement, Zone};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "zones")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub facility_id: Uuid,
    pub name: String,
    pub kind: String,
    pub sex: Option<String>,
    pub beds: i64,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod placements {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "placements")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub admission_id: Uuid,
        pub zone_id: Uuid,
        pub since: NaiveDate,
        pub recorded_at: DateTime<Utc>,
        pub recorded_by: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub async fn insert(tx: &impl ConnectionTrait, zone: &Zone) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(zone.id),
        facility_id: Set(zone.facility_id.0),
        name: Set(zone.name.clone()),
        kind: Set(zone.kind.as_str().to_owned()),
        sex: Set(zone.sex.map(|sex| sex.as_str().to_owned())),
        beds: Set(zone.beds),
        opened_on: Set(zone.opened_on),
        closed_on: Set(zone.closed_on),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The zones of a facility, by name.
pub async fn of(db: &impl ConnectionTrait, facility: FacilityId) -> Result<Vec<Zone>, DbErr> {
    let rows = Entity::find().filter(Column::FacilityId.eq(facility.0)).order_by_asc(Column::Name).all(db).await?;
    rows.into_iter().map(Model::read).collect()
}

pub async fn find(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Zone>, DbErr> {
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    rows.into_iter().map(|row| row.read().map(|zone| (zone.id, zone))).collect()
}

pub async fn place_all(tx: &impl ConnectionTrait, placements: &[Placement], now: DateTime<Utc>) -> Result<(), DbErr> {
    if placements.is_empty() {
        return Ok(());
    }
    let rows = placements.iter().map(|placement| placements::ActiveModel {
        id: Set(placement.id),
        admission_id: Set(placement.admission_id.0),
        zone_id: Set(placement.zone_id),
        since: Set(placement.since),
        recorded_at: Set(now),
        recorded_by: Set(placement.by.0),
    });
    placements::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Where these residents are placed on a day: what was recorded last for the latest day up to it.
pub async fn placed(
    db: &impl ConnectionTrait,
    admissions: impl IntoIterator<Item = AdmissionId>,
    on: NaiveDate,
) -> Result<HashMap<AdmissionId, Uuid>, DbErr> {
    let rows = placements::Entity::find()
        .filter(placements::Column::AdmissionId.is_in(admissions.into_iter().map(|id| id.0)))
        .filter(placements::Column::Since.lte(on))
        .order_by_asc(placements::Column::Since)
        .order_by_asc(placements::Column::RecordedAt)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (AdmissionId(row.admission_id), row.zone_id)).collect())
}

impl Model {
    fn read(self) -> Result<Zone, DbErr> {
        Ok(Zone {
            id: self.id,
            facility_id: FacilityId(self.facility_id),
            name: self.name,
            kind: code(&self.kind)?,
            sex: self.sex.as_deref().map(code).transpose()?,
            beds: self.beds,
            opened_on: self.opened_on,
            closed_on: self.closed_on,
        })
    }
}
