//! Task teams, volunteer teams, counselling points and clubs.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::community::GroupKind;
use domain::ids::GroupId;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, QueryOrder, QuerySelect};
use web::Scope;

use super::code;
use crate::domain::group::Group;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "groups")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub kind: String,
    pub commune_code: String,
    pub province_code: String,
    pub founded_on: NaiveDate,
    pub decision_number: Option<String>,
    pub dissolved_on: Option<NaiveDate>,
}

impl ActiveModelBehavior for ActiveModel {}

fn row(group: &Group) -> ActiveModel {
    ActiveModel {
        id: Set(group.id.0),
        version: Set(group.version),
        kind: Set(group.kind.as_str().to_owned()),
        commune_code: Set(group.commune_code.clone()),
        province_code: Set(group.province_code.clone()),
        founded_on: Set(group.founded_on),
        decision_number: Set(group.decision_number.clone()),
        dissolved_on: Set(group.dissolved_on),
    }
}

pub async fn insert_all(tx: &impl ConnectionTrait, groups: &[Group]) -> Result<(), DbErr> {
    if !groups.is_empty() {
        Entity::insert_many(groups.iter().map(row)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes the next version; `false` when somebody else has written it meanwhile.
pub async fn update(tx: &impl ConnectionTrait, group: &Group) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .set(row(group))
        .filter(Column::Id.eq(group.id.0))
        .filter(Column::Version.eq(group.version - 1))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// The ones within `scope` among these.
pub async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    ids: impl IntoIterator<Item = GroupId>,
) -> Result<HashMap<GroupId, Group>, DbErr> {
    let rows = Entity::find()
        .filter(scope.areas_in([Column::CommuneCode, Column::ProvinceCode]))
        .filter(Column::Id.is_in(ids.into_iter().map(|id| id.0)))
        .all(db)
        .await?;
    rows.into_iter().map(|row| row.read().map(|group| (group.id, group))).collect()
}

/// Which groups a list shows.
#[derive(Default)]
pub struct Filter {
    pub scope: Scope,
    pub kind: Option<GroupKind>,
    pub commune_code: Option<String>,
    pub province_code: Option<String>,
    /// There at the end of this day.
    pub on: Option<NaiveDate>,
    pub after: Option<GroupId>,
    /// All of them when left out.
    pub limit: Option<u64>,
}

/// A page by id, and how many there are in all.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter) -> Result<(Vec<Group>, u64), DbErr> {
    let mut query = Entity::find().filter(filter.scope.areas_in([Column::CommuneCode, Column::ProvinceCode]));
    if let Some(kind) = filter.kind {
        query = query.filter(Column::Kind.eq(kind.as_str()));
    }
    if let Some(commune) = &filter.commune_code {
        query = query.filter(Column::CommuneCode.eq(commune));
    }
    if let Some(province) = &filter.province_code {
        query = query.filter(Column::ProvinceCode.eq(province));
    }
    if let Some(on) = filter.on {
        let lasting = Condition::any().add(Column::DissolvedOn.is_null()).add(Column::DissolvedOn.gt(on));
        query = query.filter(Column::FoundedOn.lte(on)).filter(lasting);
    }
    let total = query.clone().count(db).await?;
    if let Some(after) = filter.after {
        query = query.filter(Column::Id.gt(after.0));
    }
    let rows = query.order_by_asc(Column::Id).limit(filter.limit).all(db).await?;
    Ok((rows.into_iter().map(Model::read).collect::<Result<_, _>>()?, total))
}

impl Model {
    fn read(self) -> Result<Group, DbErr> {
        Ok(Group {
            id: GroupId(self.id),
            version: self.version,
            kind: code(&self.kind)?,
            commune_code: self.commune_code,
            province_code: self.province_code,
            founded_on: self.founded_on,
            decision_number: self.decision_number,
            dissolved_on: self.dissolved_on,
        })
    }
}
