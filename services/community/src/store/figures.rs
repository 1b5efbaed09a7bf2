//! The figures of groups, each from its day on.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::ids::GroupId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use super::code;
use crate::domain::group::Stated;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "group_figures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub group_id: Uuid,
    pub figure: String,
    pub valid_from: NaiveDate,
    pub value: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps a figure; the one stated before for the same day gives way.
pub async fn put(tx: &impl ConnectionTrait, id: Uuid, group: GroupId, stated: Stated) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        group_id: Set(group.0),
        figure: Set(stated.figure.as_str().to_owned()),
        valid_from: Set(stated.from),
        value: Set(stated.value),
    };
    let same = [Column::GroupId, Column::Figure, Column::ValidFrom];
    let replaced = OnConflict::columns(same).update_column(Column::Value).to_owned();
    Entity::insert(row).on_conflict(replaced).exec_without_returning(tx).await?;
    Ok(())
}

/// The figures of these groups, in no order.
pub async fn of(
    db: &impl ConnectionTrait,
    groups: impl IntoIterator<Item = GroupId>,
) -> Result<HashMap<GroupId, Vec<Stated>>, DbErr> {
    let rows = Entity::find().filter(Column::GroupId.is_in(groups.into_iter().map(|id| id.0))).all(db).await?;
    let mut figures: HashMap<GroupId, Vec<Stated>> = HashMap::new();
    for row in rows {
        let stated = Stated { figure: code(&row.figure)?, from: row.valid_from, value: row.value };
        figures.entry(GroupId(row.group_id)).or_default().push(stated);
    }
    Ok(figures)
}
