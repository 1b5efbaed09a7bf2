//! What is typed in: stated figures, targets, funding.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder};

use crate::domain::findings::Stated;
use crate::domain::selection::Frame;

pub mod stated {
    use super::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "stated_figures")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub report: String,
        pub row: String,
        pub column: String,
        pub province_code: String,
        pub period_from: NaiveDate,
        pub period_to: NaiveDate,
        pub as_of: Option<NaiveDate>,
        pub value: i64,
        pub source: String,
        pub quote: String,
        pub recorded_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod targets {
    use super::NaiveDate;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "targets")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub indicator: String,
        pub province_code: String,
        pub period_from: NaiveDate,
        pub period_to: NaiveDate,
        pub value: i64,
        pub printed_percent: Option<String>,
        pub expected_until: Option<NaiveDate>,
        pub source: String,
        pub position: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod funding {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "funding")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub province_code: String,
        pub year: i32,
        pub source: String,
        pub kind: String,
        pub amount: i64,
        pub purpose: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The figures stated for a report's province and period, in the order they were entered.
pub async fn stated_for(db: &impl ConnectionTrait, report: &str, frame: &Frame) -> Result<Vec<Stated>, DbErr> {
    let rows = stated::Entity::find()
        .filter(stated::Column::Report.eq(report))
        .filter(stated::Column::ProvinceCode.eq(&frame.province))
        .filter(stated::Column::PeriodFrom.eq(frame.from))
        .filter(stated::Column::PeriodTo.eq(frame.to))
        .order_by_asc(stated::Column::Id)
        .all(db)
        .await?;
    let read = |row: stated::Model| Stated {
        row: row.row,
        column: row.column,
        value: row.value,
        as_of: row.as_of,
        source: row.source,
        quote: row.quote,
    };
    Ok(rows.into_iter().map(read).collect())
}

pub async fn targets_for(db: &impl ConnectionTrait, frame: &Frame) -> Result<Vec<targets::Model>, DbErr> {
    targets::Entity::find()
        .filter(targets::Column::ProvinceCode.eq(&frame.province))
        .filter(targets::Column::PeriodFrom.eq(frame.from))
        .filter(targets::Column::PeriodTo.eq(frame.to))
        .order_by_asc(targets::Column::Position)
        .all(db)
        .await
}

/// Funding of the years a period touches.
pub async fn funding_for(
    db: &impl ConnectionTrait,
    province: &str,
    years: std::ops::RangeInclusive<i32>,
) -> Result<Vec<funding::Model>, DbErr> {
    funding::Entity::find()
        .filter(funding::Column::ProvinceCode.eq(province))
        .filter(funding::Column::Year.between(*years.start(), *years.end()))
        .order_by_asc(funding::Column::Year)
        .all(db)
        .await
}
