//! Times the clocks stood still.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::ids::DossierId;
use domain::law::clock::VIETNAM;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::cases::By;
use crate::domain::dossier::RecordedPause;
use crate::store::code;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier_pauses")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dossier_id: Uuid,
    pub reason: String,
    pub stopped_at: DateTime<Utc>,
    pub resumed_at: Option<DateTime<Utc>>,
    pub account_id: Uuid,
    pub recorded_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    dossier: DossierId,
    pause: &RecordedPause,
    by: By,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(pause.id),
        dossier_id: Set(dossier.0),
        reason: Set(pause.reason.as_str().to_owned()),
        stopped_at: Set(pause.from.with_timezone(&Utc)),
        resumed_at: Set(pause.to.map(|to| to.with_timezone(&Utc))),
        account_id: Set(by.account.0),
        recorded_at: Set(by.at),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn end(tx: &impl ConnectionTrait, pause: &RecordedPause) -> Result<(), DbErr> {
    let row = ActiveModel {
        resumed_at: Set(pause.to.map(|to| to.with_timezone(&Utc))),
        ..<ActiveModel as Default>::default()
    };
    Entity::update_many().set(row).filter(Column::Id.eq(pause.id)).exec(tx).await?;
    Ok(())
}

/// The pauses of these dossiers, in the order they began.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    dossiers: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<RecordedPause>>, DbErr> {
    let rows = Entity::find().filter(Column::DossierId.is_in(dossiers)).order_by_asc(Column::StoppedAt).all(db).await?;
    let mut pauses: HashMap<Uuid, Vec<RecordedPause>> = HashMap::new();
    for row in rows {
        let pause = RecordedPause {
            id: row.id,
            reason: code(&row.reason)?,
            from: row.stopped_at.with_timezone(&VIETNAM),
            to: row.resumed_at.map(|to| to.with_timezone(&VIETNAM)),
        };
        pauses.entry(row.dossier_id).or_default().push(pause);
    }
    Ok(pauses)
}
