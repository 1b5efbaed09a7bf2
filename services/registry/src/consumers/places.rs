//! Which facility holds a person: facility staff may look up whom they hold.

use std::collections::HashMap;

use domain::ids::PersonId;
use events::facility::{AdmissionRecorded, BookCorrected, ResidentDied, ResidentReleased, ResidentTransferred, Stay};
use events::{Envelope, Event};
use messaging::HandlerError;
use sea_orm::DatabaseTransaction;

use crate::store;
use crate::store::places::Place;

pub const TYPES: [&str; 5] = [
    AdmissionRecorded::TYPE,
    ResidentTransferred::TYPE,
    ResidentReleased::TYPE,
    ResidentDied::TYPE,
    BookCorrected::TYPE,
];

/// Where a person is after an event.
fn place(event: &Envelope) -> Result<Option<(PersonId, Place)>, serde_json::Error> {
    let held = |stay: &Stay, since| Place {
        stay_id: stay.admission_id.0,
        facility_id: Some(stay.facility_id),
        since,
        corrects: false,
    };
    Ok(if let Some(event) = event.read::<AdmissionRecorded>() {
        let event = event?;
        Some((event.person.person_id, held(&event.stay, event.occurred_on)))
    } else if let Some(event) = event.read::<ResidentTransferred>() {
        let event = event?;
        Some((event.person.person_id, held(&event.stay, event.occurred_on)))
    } else if let Some(event) = event.read::<ResidentReleased>() {
        let event = event?;
        Some((event.person.person_id, Place { facility_id: None, ..held(&event.stay, event.occurred_on) }))
    } else if let Some(event) = event.read::<ResidentDied>() {
        let event = event?;
        Some((event.person.person_id, Place { facility_id: None, ..held(&event.stay, event.occurred_on) }))
    } else if let Some(event) = event.read::<BookCorrected>() {
        let event = event?;
        let since = event.lines.last().map_or(event.stay.admitted_on, |line| line.occurred_on);
        let there = event.lines.last().and_then(|line| line.to.as_ref());
        let facility_id = there.map(|place| place.facility_id);
        Some((event.person.person_id, Place { facility_id, corrects: true, ..held(&event.stay, since) }))
    } else {
        None
    })
}

pub async fn apply(tx: &DatabaseTransaction, events: &[Envelope]) -> Result<(), HandlerError> {
    let mut newest: HashMap<PersonId, Place> = HashMap::new();
    for event in events {
        let Some((person, place)) = place(event)? else { continue };
        if newest.get(&person).is_none_or(|known| place.follows(known.since, Some(known.stay_id))) {
            newest.insert(person, place);
        }
    }
    Ok(store::places::set(tx, newest).await?)
}
