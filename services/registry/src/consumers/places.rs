//! Which facility holds a person: facility staff may look up whom they hold.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::ids::{FacilityId, PersonId};
use events::facility::{AdmissionRecorded, ResidentDied, ResidentReleased, ResidentTransferred};
use events::{Envelope, Event};
use messaging::HandlerError;
use sea_orm::DatabaseTransaction;

use crate::store;

pub const TYPES: [&str; 4] =
    [AdmissionRecorded::TYPE, ResidentTransferred::TYPE, ResidentReleased::TYPE, ResidentDied::TYPE];

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

pub async fn apply(tx: &DatabaseTransaction, events: &[Envelope]) -> Result<(), HandlerError> {
    let mut newest: HashMap<PersonId, (Option<FacilityId>, NaiveDate)> = HashMap::new();
    for event in events {
        if let Some((person, facility, since)) = whereabouts(event)? {
            newest.insert(person, (facility, since));
        }
    }
    Ok(store::places::set(tx, newest).await?)
}
