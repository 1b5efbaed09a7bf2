//! Foreign events: who exists.

use async_trait::async_trait;
use events::Envelope;
use messaging::{Handler, HandlerError};
use runtime::persons;
use sea_orm::{DatabaseTransaction, DbErr};

/// Keeps the projection of known persons.
pub struct Persons;

#[async_trait]
impl Handler for Persons {
    async fn handle(&self, tx: &DatabaseTransaction, events: &[Envelope]) -> Result<(), HandlerError> {
        persons::apply(tx, events).await
    }

    async fn reset(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        persons::reset(tx).await
    }
}
