//! Steps done. A note is sealed like an address: it may name somebody. The step's own id is authenticated with it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::ids::{DossierId, PersonId};
use domain::law::clock::VIETNAM;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::cases::By;
use crate::domain::dossier::RecordedStep;
use crate::store::code;
use crate::vault::Vault;

const NOTE: &str = "dossier_step_note";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier_steps")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dossier_id: Uuid,
    pub number: i32,
    pub step: String,
    pub done_at: DateTime<Utc>,
    pub law_pack: String,
    pub note_sealed: Option<String>,
    pub account_id: Uuid,
    pub recorded_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    dossier: DossierId,
    step: &RecordedStep,
    by: By,
    vault: &Vault,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(step.id),
        dossier_id: Set(dossier.0),
        number: Set(step.number),
        step: Set(step.step.as_str().to_owned()),
        done_at: Set(step.at.with_timezone(&Utc)),
        law_pack: Set(step.law_pack.as_str().to_owned()),
        note_sealed: Set(step.note.as_ref().map(|note| vault.seal(NOTE, PersonId(step.id), note))),
        account_id: Set(by.account.0),
        recorded_at: Set(by.at),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The steps of these dossiers, in the order they were done.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    dossiers: &[Uuid],
    vault: &Vault,
) -> Result<HashMap<Uuid, Vec<RecordedStep>>, DbErr> {
    let rows = Entity::find()
        .filter(Column::DossierId.is_in(dossiers.iter().copied()))
        .order_by_asc(Column::DossierId)
        .order_by_asc(Column::Number)
        .all(db)
        .await?;
    let mut steps: HashMap<Uuid, Vec<RecordedStep>> = HashMap::new();
    for row in rows {
        let note = row.note_sealed.as_deref().map(|sealed| vault.open(NOTE, PersonId(row.id), sealed)).transpose();
        let step = RecordedStep {
            id: row.id,
            number: row.number,
            step: code(&row.step)?,
            at: row.done_at.with_timezone(&VIETNAM),
            law_pack: code(&row.law_pack)?,
            note: note.map_err(|error| DbErr::Custom(error.to_string()))?,
        };
        steps.entry(row.dossier_id).or_default().push(step);
    }
    Ok(steps)
}
