//! The measures people are under: what phase a file is in, and how often somebody was in treatment.

use std::collections::BTreeMap;

use domain::codes::ReleaseReason;
use events::aftercare::{CaseClosed, CaseOpened};
use events::community::{TreatmentCompleted, TreatmentRegistered, TreatmentSelfTerminated, TreatmentSuperseded};
use events::facility::{AdmissionRecorded, BookCorrected, ResidentDied, ResidentReleased};
use events::{Envelope, Event};
use messaging::HandlerError;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use crate::store;
use crate::store::measures::{Measure, MeasureKind};

pub const NOUNS: [&str; 3] = ["facility.admission", "community.treatment", "aftercare.case"];
pub const TYPES: [&str; 10] = [
    AdmissionRecorded::TYPE,
    BookCorrected::TYPE,
    ResidentReleased::TYPE,
    ResidentDied::TYPE,
    TreatmentRegistered::TYPE,
    TreatmentCompleted::TYPE,
    TreatmentSelfTerminated::TYPE,
    TreatmentSuperseded::TYPE,
    CaseOpened::TYPE,
    CaseClosed::TYPE,
];

pub async fn apply(tx: &DatabaseTransaction, events: &[Envelope]) -> Result<(), HandlerError> {
    let mut measures: BTreeMap<Uuid, Measure> = BTreeMap::new();
    for event in events {
        if let Some(corrected) = event.read::<BookCorrected>() {
            // All of it is said anew, so nothing that was said before may come after it.
            store::measures::put(tx, std::mem::take(&mut measures)).await?;
            correct(tx, corrected?).await?;
        } else if let Some(measure) = read(event)? {
            // An end keeps the beginning that stood there.
            let since = measures.get(&measure.id).map_or(measure.since, |known| known.since.min(measure.since));
            measures.insert(measure.id, Measure { since, ..measure });
        }
    }
    Ok(store::measures::put(tx, measures).await?)
}

/// The stay as its book says now; one that never was is no measure.
async fn correct(tx: &DatabaseTransaction, corrected: BookCorrected) -> Result<(), HandlerError> {
    let BookCorrected { person, stay, lines, .. } = corrected;
    let id = stay.admission_id.0;
    let Some(last) = lines.last() else { return Ok(store::measures::remove(tx, id).await?) };
    let begun = open(id, person.person_id, MeasureKind::Facility, stay.admitted_on);
    let until = last.to.is_none().then_some(last.occurred_on);
    let completed = last.reason == Some(ReleaseReason::TermEnded);
    Ok(store::measures::replace(tx, Measure { until, completed, ..begun }).await?)
}

fn read(event: &Envelope) -> Result<Option<Measure>, serde_json::Error> {
    if let Some(event) = event.read::<AdmissionRecorded>() {
        let AdmissionRecorded { person, stay, .. } = event?;
        return Ok(Some(open(stay.admission_id.0, person.person_id, MeasureKind::Facility, stay.admitted_on)));
    }
    if let Some(event) = event.read::<ResidentReleased>() {
        let ResidentReleased { occurred_on, person, stay, reason, .. } = event?;
        let begun = open(stay.admission_id.0, person.person_id, MeasureKind::Facility, stay.admitted_on);
        return Ok(Some(Measure { until: Some(occurred_on), completed: reason == ReleaseReason::TermEnded, ..begun }));
    }
    if let Some(event) = event.read::<ResidentDied>() {
        let ResidentDied { occurred_on, person, stay, .. } = event?;
        let begun = open(stay.admission_id.0, person.person_id, MeasureKind::Facility, stay.admitted_on);
        return Ok(Some(Measure { until: Some(occurred_on), ..begun }));
    }
    if let Some(event) = event.read::<TreatmentRegistered>() {
        let TreatmentRegistered { person, treatment, .. } = event?;
        let kind = MeasureKind::Community;
        return Ok(Some(open(treatment.treatment_id.0, person.person_id, kind, treatment.registered_on)));
    }
    if let Some(event) = event.read::<TreatmentCompleted>() {
        let TreatmentCompleted { occurred_on, person, treatment, .. } = event?;
        let kind = MeasureKind::Community;
        let begun = open(treatment.treatment_id.0, person.person_id, kind, treatment.registered_on);
        return Ok(Some(Measure { until: Some(occurred_on), completed: true, ..begun }));
    }
    if let Some(event) = event.read::<TreatmentSelfTerminated>() {
        let TreatmentSelfTerminated { occurred_on, person, treatment, .. } = event?;
        let kind = MeasureKind::Community;
        let begun = open(treatment.treatment_id.0, person.person_id, kind, treatment.registered_on);
        return Ok(Some(Measure { until: Some(occurred_on), ..begun }));
    }
    if let Some(event) = event.read::<TreatmentSuperseded>() {
        let TreatmentSuperseded { occurred_on, person, treatment, .. } = event?;
        let kind = MeasureKind::Community;
        let begun = open(treatment.treatment_id.0, person.person_id, kind, treatment.registered_on);
        return Ok(Some(Measure { until: Some(occurred_on), ..begun }));
    }
    if let Some(event) = event.read::<CaseOpened>() {
        let CaseOpened { occurred_on, person, case_id, .. } = event?;
        return Ok(Some(open(case_id.0, person.person_id, MeasureKind::Aftercare, occurred_on)));
    }
    if let Some(event) = event.read::<CaseClosed>() {
        let CaseClosed { occurred_on, person, case_id, .. } = event?;
        let begun = open(case_id.0, person.person_id, MeasureKind::Aftercare, occurred_on);
        return Ok(Some(Measure { until: Some(occurred_on), completed: true, ..begun }));
    }
    Ok(None)
}

fn open(id: Uuid, person: domain::ids::PersonId, kind: MeasureKind, since: chrono::NaiveDate) -> Measure {
    Measure { id, person, kind, since, until: None, completed: false }
}
