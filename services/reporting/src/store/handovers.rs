//! Steps of hand-overs, as they were told.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use events::Envelope;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use crate::domain::returns::Step;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "handover_steps")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: Uuid,
    pub handover_id: Uuid,
    /// The stay.
    pub measure_id: Uuid,
    pub sequence: i64,
    pub step: String,
    pub commune_code: String,
    pub province_code: String,
    pub occurred_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert_all(tx: &impl ConnectionTrait, steps: Vec<(&Envelope, Uuid, Step)>) -> Result<(), DbErr> {
    if steps.is_empty() {
        return Ok(());
    }
    let rows = steps.into_iter().map(|(event, measure, step)| ActiveModel {
        event_id: Set(event.id),
        handover_id: Set(step.handover_id),
        measure_id: Set(measure),
        sequence: Set(step.sequence),
        step: Set(step.step.as_str().to_owned()),
        commune_code: Set(step.commune_code),
        province_code: Set(step.province_code),
        occurred_on: Set(step.occurred_on),
        recorded_at: Set(event.time),
    });
    Entity::insert_many(rows)
        .on_conflict(OnConflict::column(Column::EventId).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The steps of these stays' hand-overs, as known then.
pub async fn of(
    db: &impl ConnectionTrait,
    stays: impl IntoIterator<Item = Uuid>,
    known_at: Option<DateTime<Utc>>,
) -> Result<HashMap<Uuid, Vec<Step>>, DbErr> {
    let mut query = Entity::find().filter(Column::MeasureId.is_in(stays));
    if let Some(at) = known_at {
        query = query.filter(Column::RecordedAt.lte(at));
    }
    let mut steps: HashMap<Uuid, Vec<Step>> = HashMap::new();
    for row in query.all(db).await? {
        steps.entry(row.measure_id).or_default().push(Step {
            handover_id: row.handover_id,
            sequence: row.sequence,
            step: row.step.parse().map_err(|_| DbErr::Custom(format!("unknown step {}", row.step)))?,
            commune_code: row.commune_code,
            province_code: row.province_code,
            occurred_on: row.occurred_on,
        });
    }
    Ok(steps)
}

pub async fn clear(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many().exec(tx).await?;
    Ok(())
}
