//! Activities of campaigns.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::ids::CampaignId;
use events::training::ActivityHeld;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ConnectionTrait, FromQueryResult, IntoActiveModel, QuerySelect};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "activities")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub campaign_id: Uuid,
    /// The version of the campaign that the activity made.
    pub sequence: i64,
    pub commune_code: String,
    pub occurred_on: NaiveDate,
    pub attendances: i64,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn new(id: Uuid, sequence: i64, event: &ActivityHeld) -> Self {
        Self {
            id,
            campaign_id: event.campaign_id.0,
            sequence,
            commune_code: event.commune_code.clone(),
            occurred_on: event.occurred_on,
            attendances: event.attendances,
        }
    }
}

pub async fn insert_all(tx: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    if !rows.is_empty() {
        Entity::insert_many(rows.into_iter().map(Model::into_active_model)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// A campaign's numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Held {
    pub activities: i64,
    pub attendances: i64,
    /// Communes that saw at least one activity.
    pub communes: i64,
}

#[derive(FromQueryResult)]
struct TallyRow {
    campaign_id: Uuid,
    activities: i64,
    attendances: i64,
    communes: i64,
}

/// The numbers of these campaigns; one without an activity is missing.
pub async fn tally(
    db: &impl ConnectionTrait,
    campaigns: impl IntoIterator<Item = CampaignId>,
) -> Result<HashMap<CampaignId, Held>, DbErr> {
    // PostgreSQL sums big integers into a numeric.
    let attendances = Expr::col(Column::Attendances).sum().cast_as("bigint");
    let rows = Entity::find()
        .select_only()
        .column(Column::CampaignId)
        .column_as(Column::Id.count(), "activities")
        .expr_as(attendances, "attendances")
        .expr_as(Expr::col(Column::CommuneCode).count_distinct(), "communes")
        .filter(Column::CampaignId.is_in(campaigns.into_iter().map(|id| id.0)))
        .group_by(Column::CampaignId)
        .into_model::<TallyRow>()
        .all(db)
        .await?;
    let read = |row: TallyRow| {
        let TallyRow { campaign_id, activities, attendances, communes } = row;
        (CampaignId(campaign_id), Held { activities, attendances, communes })
    };
    Ok(rows.into_iter().map(read).collect())
}
