//! Foreign events: who exists, and who stands for whom.

use async_trait::async_trait;
use events::Envelope;
use messaging::{Handler, HandlerError};
use runtime::persons;
use sea_orm::{DatabaseTransaction, DbErr};

use crate::store;

/// Keeps the projection of known persons, and the treatments and programmes with whom they count for.
pub struct Persons;

#[async_trait]
impl Handler for Persons {
    async fn handle(&self, tx: &DatabaseTransaction, events: &[Envelope]) -> Result<(), HandlerError> {
        let regrouped = persons::apply(tx, events).await?;
        store::treatments::regroup(tx, &regrouped).await?;
        Ok(store::substitutions::regroup(tx, &regrouped).await?)
    }

    async fn reset(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        persons::reset(tx).await?;
        store::treatments::ungroup(tx).await?;
        store::substitutions::ungroup(tx).await
    }
}
