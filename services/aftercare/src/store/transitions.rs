//! The history of referrals: one row per step.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::ReferralState;
use domain::ids::ReferralId;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::{ROWS_PER_STATEMENT, code};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "transitions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub referral_id: Uuid,
    /// The version of the referral that the step made.
    pub sequence: i64,
    pub from_state: String,
    pub to_state: String,
    pub occurred_on: NaiveDate,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// A step with the referral it belongs to.
pub struct Entry {
    pub id: Uuid,
    pub referral_id: ReferralId,
    pub sequence: i64,
    pub step: Step,
}

/// A step as the referral's history shows it.
#[derive(Clone, Debug)]
pub struct Step {
    pub from: ReferralState,
    pub to: ReferralState,
    pub occurred_on: NaiveDate,
    pub note: Option<String>,
}

pub async fn insert_all(tx: &impl ConnectionTrait, entries: Vec<Entry>) -> Result<(), DbErr> {
    for chunk in entries.chunks(ROWS_PER_STATEMENT) {
        let rows = chunk.iter().map(|entry| ActiveModel {
            id: Set(entry.id),
            referral_id: Set(entry.referral_id.0),
            sequence: Set(entry.sequence),
            from_state: Set(entry.step.from.as_str().to_owned()),
            to_state: Set(entry.step.to.as_str().to_owned()),
            occurred_on: Set(entry.step.occurred_on),
            note: Set(entry.step.note.clone()),
        });
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The steps of these referrals, in their order.
pub async fn of_referrals(
    db: &impl ConnectionTrait,
    referrals: impl IntoIterator<Item = ReferralId>,
) -> Result<HashMap<ReferralId, Vec<Step>>, DbErr> {
    let rows = Entity::find()
        .filter(Column::ReferralId.is_in(referrals.into_iter().map(|id| id.0)))
        .order_by_asc(Column::Sequence)
        .all(db)
        .await?;
    let mut steps: HashMap<ReferralId, Vec<Step>> = HashMap::new();
    for row in rows {
        let (from, to) = (code(&row.from_state)?, code(&row.to_state)?);
        let step = Step { from, to, occurred_on: row.occurred_on, note: row.note };
        steps.entry(ReferralId(row.referral_id)).or_default().push(step);
    }
    Ok(steps)
}
