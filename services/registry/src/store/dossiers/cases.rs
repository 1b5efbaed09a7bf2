//! Dossiers with what was done, received and stopped.

use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::{papers, pauses, steps};
use crate::domain::dossier::{Case, Dossier, ReceivedPaper, RecordedPause, RecordedStep};
use crate::vault::Vault;

/// Who recorded something, and when.
#[derive(Clone, Copy, Debug)]
pub struct By {
    pub account: AccountId,
    pub at: DateTime<Utc>,
}

/// The cases of these dossiers, in their order.
pub async fn of(db: &impl ConnectionTrait, dossiers: Vec<Dossier>, vault: &Vault) -> Result<Vec<Case>, DbErr> {
    if dossiers.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = dossiers.iter().map(|dossier| dossier.id.0).collect();
    let mut steps = steps::of(db, &ids, vault).await?;
    let mut papers = papers::of(db, ids.iter().copied()).await?;
    let mut pauses = pauses::of(db, ids.iter().copied()).await?;
    let cases = dossiers.into_iter().map(|dossier| Case {
        steps: steps.remove(&dossier.id.0).unwrap_or_default(),
        papers: papers.remove(&dossier.id.0).unwrap_or_default(),
        pauses: pauses.remove(&dossier.id.0).unwrap_or_default(),
        dossier,
    });
    Ok(cases.collect())
}

pub async fn insert_step(
    tx: &impl ConnectionTrait,
    dossier: &Dossier,
    step: &RecordedStep,
    by: By,
    vault: &Vault,
) -> Result<(), DbErr> {
    steps::insert(tx, dossier.id, step, by, vault).await
}

pub async fn insert_paper(
    tx: &impl ConnectionTrait,
    dossier: &Dossier,
    paper: &ReceivedPaper,
    by: By,
) -> Result<(), DbErr> {
    papers::insert(tx, dossier.id, paper, by).await
}

pub async fn insert_pause(
    tx: &impl ConnectionTrait,
    dossier: &Dossier,
    pause: &RecordedPause,
    by: By,
) -> Result<(), DbErr> {
    pauses::insert(tx, dossier.id, pause, by).await
}

pub async fn end_pause(tx: &impl ConnectionTrait, pause: &RecordedPause) -> Result<(), DbErr> {
    pauses::end(tx, pause).await
}
