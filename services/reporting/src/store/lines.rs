//! The ledger's lines: appended by the consumer, folded by the reports, never changed.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, ConnectionTrait};

use crate::domain::ledger::Line;
use crate::domain::measure::First;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "movement_lines")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub position: i64,
    pub event_id: Uuid,
    pub line_number: i32,
    pub book: String,
    pub from_population: String,
    pub to_population: String,
    pub cause: String,
    pub category: String,
    pub quantity: i64,
    /// Absent in lines written before there were measures; a rebuild fills it.
    pub measure_id: Option<Uuid>,
    pub counted_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    pub occurred_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub province_code: String,
    pub commune_code: Option<String>,
    pub facility_id: Option<Uuid>,
    pub facility_kind: Option<String>,
    pub sex: Option<String>,
    pub born_on: Option<NaiveDate>,
    pub age: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert_all(tx: &impl ConnectionTrait, lines: Vec<Line>) -> Result<(), DbErr> {
    const ROWS_PER_STATEMENT: usize = 500;
    for chunk in lines.chunks(ROWS_PER_STATEMENT) {
        let rows = chunk.iter().map(|line| ActiveModel {
            position: NotSet,
            event_id: Set(line.event_id),
            line_number: Set(line.line_number),
            book: Set(line.book.as_str().to_owned()),
            from_population: Set(line.from.to_owned()),
            to_population: Set(line.to.to_owned()),
            cause: Set(line.cause.to_owned()),
            category: Set(line.category.to_owned()),
            quantity: Set(line.quantity),
            measure_id: Set(line.measure_id),
            counted_id: Set(line.counted_id),
            person_id: Set(line.person_id),
            occurred_on: Set(line.occurred_on),
            recorded_at: Set(line.recorded_at),
            province_code: Set(line.province_code.clone()),
            commune_code: Set(line.commune_code.clone()),
            facility_id: Set(line.facility_id),
            facility_kind: Set(line.facility_kind.map(str::to_owned)),
            sex: Set(line.sex.map(|sex| sex.as_str().to_owned())),
            born_on: Set(line.born_on),
            age: Set(line.age),
        });
        Entity::insert_many(rows)
            .on_conflict(OnConflict::columns([Column::EventId, Column::LineNumber]).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

pub async fn clear(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many().exec(tx).await?;
    Ok(())
}

/// What the first lines of these measures say of whom they count.
pub async fn firsts(
    db: &impl ConnectionTrait,
    measures: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, First>, DbErr> {
    let measures: Vec<Uuid> = measures.into_iter().collect();
    if measures.is_empty() {
        return Ok(HashMap::new());
    }
    let positions = Query::select()
        .expr(Column::Position.min())
        .from(Entity)
        .cond_where(Column::MeasureId.is_in(measures))
        .add_group_by([Expr::col(Column::MeasureId)])
        .to_owned();
    let rows = Entity::find().filter(Column::Position.in_subquery(positions)).all(db).await?;
    let read = |row: Model| {
        let first = First {
            counted_id: row.counted_id,
            person_id: row.person_id,
            sex: row.sex.and_then(|sex| sex.parse().ok()),
            born_on: row.born_on,
            province_code: row.province_code,
            commune_code: row.commune_code,
        };
        row.measure_id.map(|measure| (measure, first))
    };
    Ok(rows.into_iter().filter_map(read).collect())
}
