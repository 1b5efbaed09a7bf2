//! Rehabilitation plans.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, AdmissionId};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::code;
use crate::domain::plan::{Goal, Plan};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plans")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub admission_id: Uuid,
    pub planned_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod goals {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "plan_goals")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub plan_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub stage: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub goal: String,
        pub target_on: NaiveDate,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub async fn insert(
    tx: &impl ConnectionTrait,
    stay: AdmissionId,
    plan: &Plan,
    at: DateTime<Utc>,
    by: AccountId,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(plan.id),
        admission_id: Set(stay.0),
        planned_on: Set(plan.planned_on),
        recorded_at: Set(at),
        recorded_by: Set(by.0),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    let goals = plan.goals.iter().map(|goal| goals::ActiveModel {
        plan_id: Set(plan.id),
        stage: Set(i32::try_from(goal.stage).unwrap_or(i32::MAX)),
        goal: Set(goal.goal.as_str().to_owned()),
        target_on: Set(goal.target_on),
    });
    goals::Entity::insert_many(goals).exec_without_returning(tx).await?;
    Ok(())
}

/// The plan of a stay that holds: the last one.
pub async fn of(db: &impl ConnectionTrait, stay: AdmissionId) -> Result<Option<Plan>, DbErr> {
    let last = Entity::find()
        .filter(Column::AdmissionId.eq(stay.0))
        .order_by_desc(Column::PlannedOn)
        .order_by_desc(Column::RecordedAt)
        .order_by_desc(Column::Id)
        .one(db)
        .await?;
    let Some(Model { id, planned_on, .. }) = last else { return Ok(None) };
    let rows = goals::Entity::find()
        .filter(goals::Column::PlanId.eq(id))
        .order_by_asc(goals::Column::Stage)
        .order_by_asc(goals::Column::TargetOn)
        .all(db)
        .await?;
    let read = |row: goals::Model| {
        Ok(Goal { stage: u32::try_from(row.stage).unwrap_or(0), goal: code(&row.goal)?, target_on: row.target_on })
    };
    Ok(Some(Plan { id, planned_on, goals: rows.into_iter().map(read).collect::<Result<_, DbErr>>()? }))
}
