//! Capacities decided after a facility opened.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, FacilityId};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use crate::domain::capacity::Capacity;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "capacities")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub facility_id: Uuid,
    pub since: NaiveDate,
    pub places: i64,
    pub decision_number: String,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert(tx: &impl ConnectionTrait, capacity: &Capacity) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(capacity.id),
        facility_id: Set(capacity.facility_id.0),
        since: Set(capacity.since),
        places: Set(capacity.places),
        decision_number: Set(capacity.decision_number.clone()),
        recorded_at: Set(capacity.recorded_at),
        recorded_by: Set(capacity.recorded_by.0),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The changes of these facilities in the order of their days, those of one day in the order they were recorded in.
pub async fn of(
    db: &impl ConnectionTrait,
    facilities: impl IntoIterator<Item = FacilityId>,
) -> Result<HashMap<FacilityId, Vec<Capacity>>, DbErr> {
    let rows = Entity::find()
        .filter(Column::FacilityId.is_in(facilities.into_iter().map(|id| id.0)))
        .order_by_asc(Column::Since)
        .order_by_asc(Column::RecordedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut capacities: HashMap<FacilityId, Vec<Capacity>> = HashMap::new();
    for row in rows {
        let capacity = Capacity {
            id: row.id,
            facility_id: FacilityId(row.facility_id),
            since: row.since,
            places: row.places,
            decision_number: row.decision_number,
            recorded_at: row.recorded_at,
            recorded_by: AccountId(row.recorded_by),
        };
        capacities.entry(capacity.facility_id).or_default().push(capacity);
    }
    Ok(capacities)
}
