//! Materials of campaigns.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::MaterialKind;
use domain::ids::CampaignId;
use events::training::MaterialsGiven;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ConnectionTrait, FromQueryResult, IntoActiveModel, QuerySelect};

use super::code;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "materials")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub campaign_id: Uuid,
    /// The version of the campaign that the delivery made.
    pub sequence: i64,
    pub material: String,
    pub quantity: i64,
    pub occurred_on: NaiveDate,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn new(id: Uuid, sequence: i64, event: &MaterialsGiven) -> Self {
        Self {
            id,
            campaign_id: event.campaign_id.0,
            sequence,
            material: event.material.as_str().to_owned(),
            quantity: event.quantity,
            occurred_on: event.occurred_on,
        }
    }
}

pub async fn insert_all(tx: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    if !rows.is_empty() {
        Entity::insert_many(rows.into_iter().map(Model::into_active_model)).exec_without_returning(tx).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct TallyRow {
    campaign_id: Uuid,
    material: String,
    quantity: i64,
}

/// How many of each kind these campaigns handed out; what was not handed out is missing.
pub async fn tally(
    db: &impl ConnectionTrait,
    campaigns: impl IntoIterator<Item = CampaignId>,
) -> Result<HashMap<(CampaignId, MaterialKind), i64>, DbErr> {
    // PostgreSQL sums big integers into a numeric.
    let quantity = Expr::col(Column::Quantity).sum().cast_as("bigint");
    let rows = Entity::find()
        .select_only()
        .column(Column::CampaignId)
        .column(Column::Material)
        .expr_as(quantity, "quantity")
        .filter(Column::CampaignId.is_in(campaigns.into_iter().map(|id| id.0)))
        .group_by(Column::CampaignId)
        .group_by(Column::Material)
        .into_model::<TallyRow>()
        .all(db)
        .await?;
    let read = |row: TallyRow| Ok(((CampaignId(row.campaign_id), code(&row.material)?), row.quantity));
    rows.into_iter().map(read).collect()
}
