//! What groups did or were given.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::ids::GroupId;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::code;
use crate::domain::group::Work;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "group_activities")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub group_id: Uuid,
    pub activity: String,
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    pub times: i64,
    pub quantity: i64,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert_all(tx: &impl ConnectionTrait, lines: &[(Uuid, GroupId, Work)]) -> Result<(), DbErr> {
    if lines.is_empty() {
        return Ok(());
    }
    let rows = lines.iter().map(|(id, group, work)| ActiveModel {
        id: Set(*id),
        group_id: Set(group.0),
        activity: Set(work.activity.as_str().to_owned()),
        from_on: Set(work.from),
        to_on: Set(work.to),
        times: Set(work.times),
        quantity: Set(work.quantity),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// The work of these groups, by its last day.
pub async fn of(
    db: &impl ConnectionTrait,
    groups: impl IntoIterator<Item = GroupId>,
) -> Result<HashMap<GroupId, Vec<Work>>, DbErr> {
    let rows = Entity::find()
        .filter(Column::GroupId.is_in(groups.into_iter().map(|id| id.0)))
        .order_by_asc(Column::ToOn)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut books: HashMap<GroupId, Vec<Work>> = HashMap::new();
    for row in rows {
        let Model { group_id, activity, from_on, to_on, times, quantity, .. } = row;
        let work = Work { activity: code(&activity)?, from: from_on, to: to_on, times, quantity };
        books.entry(GroupId(group_id)).or_default().push(work);
    }
    Ok(books)
}
