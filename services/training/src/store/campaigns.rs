//! Campaigns.

use chrono::NaiveDate;
use domain::ids::CampaignId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, IntoActiveModel, QueryOrder, QuerySelect};
use web::Scope;

use crate::domain::campaign::Campaign;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "campaigns")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub title: String,
    pub province_code: String,
    pub occurred_on: NaiveDate,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert(tx: &impl ConnectionTrait, campaign: &Campaign) -> Result<(), DbErr> {
    let Campaign { id, version, title, province_code, occurred_on } = campaign.clone();
    let row = Model { id: id.0, version, title, province_code, occurred_on };
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// A campaign within `scope`, to write its next version: others who take it wait for this transaction.
pub async fn take(tx: &impl ConnectionTrait, scope: &Scope, id: CampaignId) -> Result<Option<Campaign>, DbErr> {
    let query = Entity::find_by_id(id.0).filter(scope.areas_in([Column::ProvinceCode])).lock_exclusive();
    Ok(query.one(tx).await?.map(Model::read))
}

/// Writes the version of a campaign that [`take`] has given.
pub async fn set_version(tx: &impl ConnectionTrait, campaign: &Campaign) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Version, Expr::value(campaign.version))
        .filter(Column::Id.eq(campaign.id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Which campaigns a list shows.
pub struct Filter<'a> {
    pub scope: &'a Scope,
    pub province_code: Option<String>,
    pub after: Option<CampaignId>,
    pub limit: u64,
}

/// A page of campaigns by id, and how many there are in all.
pub async fn list(db: &impl ConnectionTrait, filter: Filter<'_>) -> Result<(Vec<Campaign>, u64), DbErr> {
    let mut query = Entity::find().filter(filter.scope.areas_in([Column::ProvinceCode]));
    if let Some(province) = filter.province_code {
        query = query.filter(Column::ProvinceCode.eq(province));
    }
    let total = query.clone().count(db).await?;
    if let Some(after) = filter.after {
        query = query.filter(Column::Id.gt(after.0));
    }
    let rows = query.order_by_asc(Column::Id).limit(filter.limit).all(db).await?;
    Ok((rows.into_iter().map(Model::read).collect(), total))
}

impl Model {
    fn read(self) -> Campaign {
        let Self { id, version, title, province_code, occurred_on } = self;
        Campaign { id: CampaignId(id), version, title, province_code, occurred_on }
    }
}
