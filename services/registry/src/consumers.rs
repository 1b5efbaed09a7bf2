//! Foreign events.

pub mod measures;
pub mod places;

use std::sync::Arc;

use async_trait::async_trait;
use events::Envelope;
use messaging::{Handler, HandlerError, Subscription};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::store;

/// What other services announce of the people in the register.
struct Announced;

pub fn subscription() -> Subscription {
    let types = places::TYPES.into_iter().chain(measures::TYPES).collect();
    Subscription { nouns: measures::NOUNS.to_vec(), types, handler: Arc::new(Announced) }
}

#[async_trait]
impl Handler for Announced {
    async fn handle(&self, tx: &DatabaseTransaction, events: &[Envelope]) -> Result<(), HandlerError> {
        places::apply(tx, events).await?;
        measures::apply(tx, events).await
    }

    async fn reset(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        store::places::clear(tx).await?;
        store::measures::clear(tx).await
    }
}
