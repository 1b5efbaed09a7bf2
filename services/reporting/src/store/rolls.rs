//! Closed roll-calls, and the stays in which they differ from the books.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use events::Envelope;
use events::facility::RollClosed;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};

use crate::domain::rolls::{Closed, order};

/// How many closed shifts of a facility are looked back on, at most: a month of three a day.
const LOOKED_BACK: u64 = 90;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "closed_rolls")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: Uuid,
    pub facility_id: Uuid,
    pub on_day: NaiveDate,
    pub shift: String,
    pub shift_order: i32,
    pub recorded_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod differences {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "roll_differences")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub event_id: Uuid,
        /// The stay.
        #[sea_orm(primary_key, auto_increment = false)]
        pub measure_id: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub async fn insert_all(tx: &impl ConnectionTrait, rolls: Vec<(&Envelope, RollClosed)>) -> Result<(), DbErr> {
    for (event, roll) in rolls {
        let stays = roll
            .differences
            .iter()
            .map(|stay| differences::ActiveModel { event_id: Set(event.id), measure_id: Set(stay.0) });
        if stays.len() > 0 {
            let again = [differences::Column::EventId, differences::Column::MeasureId];
            differences::Entity::insert_many(stays)
                .on_conflict(OnConflict::columns(again).do_nothing().to_owned())
                .exec_without_returning(tx)
                .await?;
        }
        let row = ActiveModel {
            event_id: Set(event.id),
            facility_id: Set(roll.facility_id.0),
            on_day: Set(roll.occurred_on),
            shift_order: Set(order(&roll.shift)),
            shift: Set(roll.shift),
            recorded_at: Set(event.time),
        };
        Entity::insert(row)
            .on_conflict(OnConflict::column(Column::EventId).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// The last closed shifts of a facility, newest first, as known then.
pub async fn last_of(
    db: &impl ConnectionTrait,
    facility: Uuid,
    known_at: Option<DateTime<Utc>>,
) -> Result<Vec<Closed>, DbErr> {
    let mut query = Entity::find().filter(Column::FacilityId.eq(facility));
    if let Some(at) = known_at {
        query = query.filter(Column::RecordedAt.lte(at));
    }
    let newest = query.order_by_desc(Column::OnDay).order_by_desc(Column::ShiftOrder);
    let rows = newest.limit(LOOKED_BACK).all(db).await?;
    let events = rows.iter().map(|row| row.event_id);
    let named = differences::Entity::find().filter(differences::Column::EventId.is_in(events)).all(db).await?;
    let mut stays: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for row in named {
        stays.entry(row.event_id).or_default().push(row.measure_id);
    }
    let closed = rows.into_iter().map(|row| Closed {
        on_day: row.on_day,
        shift: row.shift,
        order: row.shift_order,
        recorded_at: row.recorded_at,
        stays: stays.remove(&row.event_id).unwrap_or_default(),
    });
    Ok(closed.collect())
}

pub async fn clear(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    differences::Entity::delete_many().exec(tx).await?;
    Entity::delete_many().exec(tx).await?;
    Ok(())
}
