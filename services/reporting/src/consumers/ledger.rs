//! Every event of the domain services becomes ledger lines.

use std::sync::Arc;

use async_trait::async_trait;
use events::facility::FacilityRegistered;
use events::{Envelope, schema};
use messaging::{Handler, HandlerError, Subscription};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::domain::ledger::lines_of;
use crate::store;

struct Ledger;

/// All nouns of the platform: a new one is taken as soon as it stands in the catalogue.
pub fn subscription() -> Subscription {
    let types: Vec<&'static str> = schema::catalogue().iter().map(|entry| entry.r#type).collect();
    let mut nouns: Vec<&'static str> = types.iter().map(|name| events::noun_of(name)).collect();
    nouns.dedup();
    Subscription { nouns, types, handler: Arc::new(Ledger) }
}

#[async_trait]
impl Handler for Ledger {
    async fn handle(&self, tx: &DatabaseTransaction, events: &[Envelope]) -> Result<(), HandlerError> {
        let mut lines = Vec::new();
        for event in events {
            if let Some(facility) = event.read::<FacilityRegistered>() {
                store::facilities::set(tx, facility?).await?;
            }
            lines.extend(lines_of(event)?);
        }
        Ok(store::lines::insert_all(tx, lines).await?)
    }

    /// Empties the ledger; what was typed in (stated figures, targets, funding) stays.
    async fn reset(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        store::lines::clear(tx).await?;
        store::facilities::clear(tx).await
    }
}
