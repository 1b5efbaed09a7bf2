//! Monthly ratings and reductions of terms.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, AdmissionId};
use domain::law::reckoning::Reduction;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::code;
use crate::domain::merit::{Rating, Reduce};

pub mod ratings {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "ratings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub admission_id: Uuid,
        /// Its first day.
        #[sea_orm(primary_key, auto_increment = false)]
        pub month: NaiveDate,
        pub rating: String,
        pub recorded_at: DateTime<Utc>,
        pub recorded_by: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reductions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub admission_id: Uuid,
    pub decided_on: NaiveDate,
    pub months: i32,
    pub ground: String,
    pub decision_number: String,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

/// Writes the rating of a month; the last one stands.
pub async fn rate(
    tx: &impl ConnectionTrait,
    stay: AdmissionId,
    month: NaiveDate,
    rating: Rating,
    at: DateTime<Utc>,
    by: AccountId,
) -> Result<(), DbErr> {
    let row = ratings::ActiveModel {
        admission_id: Set(stay.0),
        month: Set(month),
        rating: Set(rating.as_str().to_owned()),
        recorded_at: Set(at),
        recorded_by: Set(by.0),
    };
    let again = OnConflict::columns([ratings::Column::AdmissionId, ratings::Column::Month])
        .update_columns([ratings::Column::Rating, ratings::Column::RecordedAt, ratings::Column::RecordedBy])
        .to_owned();
    ratings::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// The ratings of a stay by month.
pub async fn ratings_of(db: &impl ConnectionTrait, stay: AdmissionId) -> Result<Vec<(NaiveDate, Rating)>, DbErr> {
    let rows = ratings::Entity::find()
        .filter(ratings::Column::AdmissionId.eq(stay.0))
        .order_by_asc(ratings::Column::Month)
        .all(db)
        .await?;
    rows.into_iter().map(|row| Ok((row.month, code(&row.rating)?))).collect()
}

/// The ratings of these stays for a month.
pub async fn ratings_in(
    db: &impl ConnectionTrait,
    stays: impl IntoIterator<Item = AdmissionId>,
    month: NaiveDate,
) -> Result<HashMap<AdmissionId, Rating>, DbErr> {
    let rows = ratings::Entity::find()
        .filter(ratings::Column::AdmissionId.is_in(stays.into_iter().map(|id| id.0)))
        .filter(ratings::Column::Month.eq(month))
        .all(db)
        .await?;
    rows.into_iter().map(|row| Ok((AdmissionId(row.admission_id), code(&row.rating)?))).collect()
}

pub async fn insert(
    tx: &impl ConnectionTrait,
    id: Uuid,
    stay: AdmissionId,
    reduce: &Reduce,
    decision_number: &str,
    at: DateTime<Utc>,
    by: AccountId,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(id),
        admission_id: Set(stay.0),
        decided_on: Set(reduce.decided_on),
        months: Set(i32::try_from(reduce.months).unwrap_or(i32::MAX)),
        ground: Set(reduce.ground.as_str().to_owned()),
        decision_number: Set(decision_number.to_owned()),
        recorded_at: Set(at),
        recorded_by: Set(by.0),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The reductions of these stays.
pub async fn reductions_of(
    db: &impl ConnectionTrait,
    stays: impl IntoIterator<Item = AdmissionId>,
) -> Result<HashMap<AdmissionId, Vec<Reduction>>, DbErr> {
    let rows = Entity::find().filter(Column::AdmissionId.is_in(stays.into_iter().map(|id| id.0))).all(db).await?;
    let mut reductions: HashMap<AdmissionId, Vec<Reduction>> = HashMap::new();
    for row in rows {
        let reduction = Reduction { decided_on: row.decided_on, months: u32::try_from(row.months).unwrap_or(0) };
        reductions.entry(AdmissionId(row.admission_id)).or_default().push(reduction);
    }
    Ok(reductions)
}
