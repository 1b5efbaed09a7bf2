//! Facilities as reports need them (projection of facility's events).

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use events::Envelope;
use events::facility::{CapacityChanged, FacilityRegistered};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "facilities")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub province_code: String,
    /// Places it opened with.
    pub capacity: i64,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod capacities {
    use super::*;

    /// So many places from a day on; of two for one day the later sequence holds.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "facility_capacities")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub facility_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub sequence: i64,
        pub since: NaiveDate,
        pub places: i64,
        pub recorded_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub async fn set(tx: &impl ConnectionTrait, facility: FacilityRegistered) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(facility.facility_id.0),
        name: Set(facility.name),
        kind: Set(facility.kind.as_str().to_owned()),
        province_code: Set(facility.province_code),
        capacity: Set(facility.capacity),
    };
    Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::Id)
                .update_columns([Column::Name, Column::Kind, Column::ProvinceCode, Column::Capacity])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The facilities of a province.
pub async fn of(db: &impl ConnectionTrait, province: &str) -> Result<Vec<Uuid>, DbErr> {
    let rows = Entity::find().filter(Column::ProvinceCode.eq(province)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

pub async fn change(tx: &impl ConnectionTrait, changed: CapacityChanged, event: &Envelope) -> Result<(), DbErr> {
    let row = capacities::ActiveModel {
        facility_id: Set(changed.facility_id.0),
        sequence: Set(event.sequence),
        since: Set(changed.occurred_on),
        places: Set(changed.capacity),
        recorded_at: Set(event.time),
    };
    capacities::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Places in all facilities of a province together on a day, as known at a moment or now.
pub async fn capacity(
    db: &impl ConnectionTrait,
    province: &str,
    on: NaiveDate,
    known_at: Option<DateTime<Utc>>,
) -> Result<i64, DbErr> {
    let opened = Entity::find().filter(Column::ProvinceCode.eq(province)).all(db).await?;
    let mut places: HashMap<Uuid, i64> = opened.into_iter().map(|row| (row.id, row.capacity)).collect();
    let mut changes = capacities::Entity::find()
        .filter(capacities::Column::FacilityId.is_in(places.keys().copied()))
        .filter(capacities::Column::Since.lte(on));
    if let Some(known_at) = known_at {
        changes = changes.filter(capacities::Column::RecordedAt.lte(known_at));
    }
    let changes =
        changes.order_by_asc(capacities::Column::Since).order_by_asc(capacities::Column::Sequence).all(db).await?;
    // The last of a facility stays.
    places.extend(changes.into_iter().map(|change| (change.facility_id, change.places)));
    Ok(places.values().sum())
}

pub async fn clear(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    capacities::Entity::delete_many().exec(tx).await?;
    Entity::delete_many().exec(tx).await?;
    Ok(())
}
