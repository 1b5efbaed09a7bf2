//! When treatments began, as the news said.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::ids::PersonId;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use super::ROWS_PER_STATEMENT;
use crate::domain::treatment::{Correction, Start};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "treatments")]
pub struct Model {
    /// The admission's or the community treatment's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The record it was recorded for; no merge changes it.
    pub person_id: Uuid,
    pub started_on: NaiveDate,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert_all(tx: &impl ConnectionTrait, starts: &[Start]) -> Result<(), DbErr> {
    for chunk in starts.chunks(ROWS_PER_STATEMENT) {
        let rows = chunk.iter().map(|start| ActiveModel {
            id: Set(start.treatment),
            person_id: Set(start.person_id.0),
            started_on: Set(start.started_on),
        });
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Puts right when a treatment began, or that it never did.
pub async fn correct(tx: &impl ConnectionTrait, correction: &Correction) -> Result<(), DbErr> {
    Entity::delete_by_id(correction.treatment).exec(tx).await?;
    let start = correction.started_on.map(|started_on| Start {
        treatment: correction.treatment,
        person_id: correction.origin_person_id,
        started_on,
    });
    insert_all(tx, start.as_slice()).await
}

/// The records that these treatments were recorded for; one whose start is not known is missing.
pub async fn owners(
    db: &impl ConnectionTrait,
    treatments: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, PersonId>, DbErr> {
    let rows = Entity::find().filter(Column::Id.is_in(treatments)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, PersonId(row.person_id))).collect())
}

/// All known starts of these records.
pub async fn of_persons(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, Vec<Start>>, DbErr> {
    let rows = Entity::find().filter(Column::PersonId.is_in(persons.into_iter().map(|id| id.0))).all(db).await?;
    let mut starts: HashMap<PersonId, Vec<Start>> = HashMap::new();
    for Model { id, person_id, started_on } in rows {
        let person_id = PersonId(person_id);
        starts.entry(person_id).or_default().push(Start { treatment: id, person_id, started_on });
    }
    Ok(starts)
}
