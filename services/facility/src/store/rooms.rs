//! Rooms of zones, as they are now.

use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use crate::domain::room::Room;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rooms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub zone_id: Uuid,
    pub code: String,
    pub area_dm2: i64,
    pub beds: i64,
    pub full_day_care: bool,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

/// Writes a room; a room of that code in the zone is the same one.
pub async fn state(tx: &impl ConnectionTrait, room: &Room, at: DateTime<Utc>, by: AccountId) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(room.id),
        zone_id: Set(room.zone_id),
        code: Set(room.code.clone()),
        area_dm2: Set(room.area_dm2),
        beds: Set(room.beds),
        full_day_care: Set(room.full_day_care),
        recorded_at: Set(at),
        recorded_by: Set(by.0),
    };
    let again = OnConflict::columns([Column::ZoneId, Column::Code])
        .update_columns([Column::AreaDm2, Column::Beds, Column::FullDayCare, Column::RecordedAt, Column::RecordedBy])
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// The rooms of these zones, by code.
pub async fn of(db: &impl ConnectionTrait, zones: impl IntoIterator<Item = Uuid>) -> Result<Vec<Room>, DbErr> {
    let rows = Entity::find().filter(Column::ZoneId.is_in(zones)).order_by_asc(Column::Code).all(db).await?;
    let read = |row: Model| Room {
        id: row.id,
        zone_id: row.zone_id,
        code: row.code,
        area_dm2: row.area_dm2,
        beds: row.beds,
        full_day_care: row.full_day_care,
    };
    Ok(rows.into_iter().map(read).collect())
}
