//! Papers received: code, number and days, nothing of what they say.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::DossierId;
use domain::law::clock::VIETNAM;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::cases::By;
use crate::domain::dossier::ReceivedPaper;
use crate::store::code;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier_papers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dossier_id: Uuid,
    pub paper: String,
    pub number: Option<String>,
    pub dated_on: Option<NaiveDate>,
    pub received_at: DateTime<Utc>,
    pub account_id: Uuid,
    pub recorded_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    dossier: DossierId,
    paper: &ReceivedPaper,
    by: By,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(paper.id),
        dossier_id: Set(dossier.0),
        paper: Set(paper.paper.as_str().to_owned()),
        number: Set(paper.number.clone()),
        dated_on: Set(paper.dated_on),
        received_at: Set(paper.received_at.with_timezone(&Utc)),
        account_id: Set(by.account.0),
        recorded_at: Set(by.at),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The papers of these dossiers, in the order they came in.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    dossiers: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<ReceivedPaper>>, DbErr> {
    let rows = Entity::find()
        .filter(Column::DossierId.is_in(dossiers))
        .order_by_asc(Column::ReceivedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut papers: HashMap<Uuid, Vec<ReceivedPaper>> = HashMap::new();
    for row in rows {
        let paper = ReceivedPaper {
            id: row.id,
            paper: code(&row.paper)?,
            number: row.number,
            dated_on: row.dated_on,
            received_at: row.received_at.with_timezone(&VIETNAM),
        };
        papers.entry(row.dossier_id).or_default().push(paper);
    }
    Ok(papers)
}
