//! Every event of the domain services becomes ledger lines; merges of persons become links.

use std::sync::Arc;

use async_trait::async_trait;
use events::facility::{CapacityChanged, FacilityRegistered};
use events::{Envelope, schema};
use messaging::{Handler, HandlerError, Subscription};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::domain::ledger::{lines_of, withdrawn};
use crate::domain::measure::count_as_first;
use crate::projections::{person_links, returns};
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
        let (mut lines, mut continued, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        for event in events {
            if let Some(facility) = event.read::<FacilityRegistered>() {
                store::facilities::set(tx, facility?).await?;
            }
            if let Some(changed) = event.read::<CapacityChanged>() {
                store::facilities::change(tx, changed?, event).await?;
            }
            let of_event = lines_of(event)?;
            // The first event of a subject has nothing before it.
            if event.sequence > 1 {
                continued.extend(of_event.iter().filter_map(|line| line.measure_id));
            }
            lines.extend(of_event);
            gone.extend(withdrawn(event)?.map(|measure| (measure, event)));
        }
        if !lines.is_empty() {
            let firsts = store::lines::firsts(tx, continued).await?;
            count_as_first(&mut lines, firsts);
        }
        store::lines::insert_all(tx, lines).await?;
        for (measure, event) in gone {
            store::lines::withdraw(tx, measure, event).await?;
        }
        returns::apply(tx, events).await?;
        person_links::apply(tx, events).await
    }

    /// Empties the ledger; what was typed in (stated figures, targets, funding) stays.
    async fn reset(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        store::lines::clear(tx).await?;
        person_links::reset(tx).await?;
        returns::reset(tx).await?;
        store::facilities::clear(tx).await
    }
}
