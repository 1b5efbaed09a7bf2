//! Facilities.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::ids::FacilityId;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};
use web::Scope;

use super::code;
use crate::domain::facility::Facility;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "facilities")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub kind: String,
    pub province_code: String,
    pub capacity: i64,
    pub opened_on: NaiveDate,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert(tx: &impl ConnectionTrait, facility: &Facility) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(facility.id.0),
        version: Set(facility.version),
        name: Set(facility.name.clone()),
        kind: Set(facility.kind.as_str().to_owned()),
        province_code: Set(facility.province_code.clone()),
        capacity: Set(facility.capacity),
        opened_on: Set(facility.opened_on),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The facilities within `scope`, by name.
pub async fn list(db: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<Facility>, DbErr> {
    let rows = Entity::find()
        .filter(scope.areas_or_facilities_in(Column::ProvinceCode, Column::Id))
        .order_by_asc(Column::Name)
        .all(db)
        .await?;
    rows.into_iter().map(Model::read).collect()
}

pub async fn find(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = FacilityId>,
) -> Result<HashMap<FacilityId, Facility>, DbErr> {
    let rows = Entity::find().filter(Column::Id.is_in(ids.into_iter().map(|id| id.0))).all(db).await?;
    rows.into_iter().map(|row| row.read().map(|facility| (facility.id, facility))).collect()
}

/// Takes the next version of a facility; `false` when somebody else has taken it meanwhile.
pub async fn advance(tx: &impl ConnectionTrait, facility: &Facility) -> Result<bool, DbErr> {
    let next = ActiveModel { version: Set(facility.version), ..Default::default() };
    let result = Entity::update_many()
        .set(next)
        .filter(Column::Id.eq(facility.id.0))
        .filter(Column::Version.eq(facility.version - 1))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// One with this name in the province already.
pub async fn name_is_taken(db: &impl ConnectionTrait, facility: &Facility) -> Result<bool, DbErr> {
    let same = Entity::find()
        .filter(Column::ProvinceCode.eq(&facility.province_code))
        .filter(Column::Name.eq(&facility.name))
        .count(db)
        .await?;
    Ok(same > 0)
}

impl Model {
    fn read(self) -> Result<Facility, DbErr> {
        Ok(Facility {
            id: FacilityId(self.id),
            version: self.version,
            name: self.name,
            kind: code(&self.kind)?,
            province_code: self.province_code,
            capacity: self.capacity,
            opened_on: self.opened_on,
        })
    }
}
