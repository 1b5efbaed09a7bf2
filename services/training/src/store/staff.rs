//! The roster.

use std::collections::HashSet;

use domain::ids::StaffId;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QuerySelect};

use crate::domain::staff::StaffMember;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub audience: String,
    pub province_code: String,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert_all(tx: &impl ConnectionTrait, staff: &[StaffMember]) -> Result<(), DbErr> {
    if staff.is_empty() {
        return Ok(());
    }
    let rows = staff.iter().map(|member| ActiveModel {
        id: Set(member.id.0),
        audience: Set(member.audience.as_str().to_owned()),
        province_code: Set(member.province_code.clone()),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Those of these who stand on the roster.
pub async fn on_roster(
    db: &impl ConnectionTrait,
    staff: impl IntoIterator<Item = StaffId>,
) -> Result<HashSet<StaffId>, DbErr> {
    let rows: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(staff.into_iter().map(|id| id.0)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(StaffId).collect())
}
