//! Which facility holds a person: facility staff may look up whom they hold.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::NaiveDate;
use domain::ids::{FacilityId, PersonId};
use events::facility::{AdmissionRecorded, ResidentDied, ResidentReleased, ResidentTransferred};
use events::{Envelope, Event};
use messaging::{Handler, HandlerError, Subscription};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::store;

pub struct Places;

pub fn subscription(handler: Arc<Places>) -> Subscription {
    let types = vec![AdmissionRecorded::TYPE, ResidentTransferred::TYPE, ResidentReleased::TYPE, ResidentDied::TYPE];
    Subscription { nouns: vec!["facility.admission"], types, handler }
}

/// Where a person is after an event, and since when.
type Whereabouts = (PersonId, Option<FacilityId>, NaiveDate);

fn whereabouts(event: &Envelope) -> Result<Option<Whereabouts>, serde_json::Error> {
    Ok(if let Some(event) = event.read::<AdmissionRecorded>() {
        let event = event?;
        Some((event.person.person_id, Some(event.stay.facility_id), event.occurred_on))
    } else if let Some(event) = event.read::<ResidentTransferred>() {
        let event = event?;
        Some((event.person.person_id, Some(event.stay.facility_id), event.occurred_on))
    } else if let Some(event) = event.read::<ResidentReleased>() {
        let event = event?;
        Some((event.person.person_id, None, event.occurred_on))
    } else if let Some(event) = event.read::<ResidentDied>() {
        let event = event?;
        Some((event.person.person_id, None, event.occurred_on))
    } else {
        None
    })
}

#[async_trait]
impl Handler for Places {
    async fn handle(&self, tx: &DatabaseTransaction, events: &[Envelope]) -> Result<(), HandlerError> {
        let mut newest: HashMap<PersonId, (Option<FacilityId>, NaiveDate)> = HashMap::new();
        for event in events {
            if let Some((person, facility, since)) = whereabouts(event)? {
                newest.insert(person, (facility, since));
            }
        }
        Ok(store::places::set(tx, newest).await?)
    }

    async fn reset(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        store::places::clear(tx).await
    }
}
