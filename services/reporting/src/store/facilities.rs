//! Facilities as reports need them (projection of facility's events).

use events::facility::FacilityRegistered;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "facilities")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub province_code: String,
    pub capacity: i64,
}

impl ActiveModelBehavior for ActiveModel {}

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

/// Places in all facilities of a province together.
pub async fn capacity(db: &impl ConnectionTrait, province: &str) -> Result<i64, DbErr> {
    let rows = Entity::find().filter(Column::ProvinceCode.eq(province)).all(db).await?;
    Ok(rows.iter().map(|row| row.capacity).sum())
}

pub async fn clear(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many().exec(tx).await?;
    Ok(())
}
