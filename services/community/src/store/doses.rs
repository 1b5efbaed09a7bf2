//! The days of substitution treatment.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::community::DoseOutcome;
use domain::ids::SubstitutionId;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use super::code;
use crate::domain::substitution::Days;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "substitution_doses")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub substitution_id: Uuid,
    pub occurred_on: NaiveDate,
    pub outcome: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// A day to store.
#[derive(Clone, Debug)]
pub struct Day {
    pub id: Uuid,
    pub substitution: SubstitutionId,
    pub occurred_on: NaiveDate,
    pub outcome: DoseOutcome,
}

pub async fn insert_all(tx: &impl ConnectionTrait, days: &[Day]) -> Result<(), DbErr> {
    if days.is_empty() {
        return Ok(());
    }
    let rows = days.iter().map(|day| ActiveModel {
        id: Set(day.id),
        substitution_id: Set(day.substitution.0),
        occurred_on: Set(day.occurred_on),
        outcome: Set(day.outcome.as_str().to_owned()),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// The recorded days of these times; one without any is missing.
pub async fn of(
    db: &impl ConnectionTrait,
    substitutions: impl IntoIterator<Item = SubstitutionId>,
) -> Result<HashMap<SubstitutionId, Days>, DbErr> {
    let rows =
        Entity::find().filter(Column::SubstitutionId.is_in(substitutions.into_iter().map(|id| id.0))).all(db).await?;
    let mut days: HashMap<SubstitutionId, Days> = HashMap::new();
    for row in rows {
        let outcome = code(&row.outcome)?;
        days.entry(SubstitutionId(row.substitution_id)).or_default().insert(row.occurred_on, outcome);
    }
    Ok(days)
}
