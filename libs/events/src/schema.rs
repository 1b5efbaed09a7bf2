//! The catalogue of all event types with their JSON schemas, and the AsyncAPI 3 document over it.

use schemars::schema_for;
use serde_json::{Value, json};

use crate::{Event, aftercare, community, facility, registry, training};

/// An event type and the JSON schema (2020-12) of its data.
pub struct Entry {
    pub r#type: &'static str,
    pub schema: Value,
}

fn entry<E: Event>() -> Entry {
    Entry { r#type: E::TYPE, schema: schema_for!(E).to_value() }
}

/// Every event type of the platform, sorted by type.
pub fn catalogue() -> Vec<Entry> {
    let mut entries = vec![
        entry::<registry::PersonRegistered>(),
        entry::<registry::PersonCorrected>(),
        entry::<registry::PersonMerged>(),
        entry::<registry::PersonUnmerged>(),
        entry::<registry::FileOpened>(),
        entry::<registry::FileClosed>(),
        entry::<registry::FileReclassified>(),
        entry::<registry::FileTransferSent>(),
        entry::<registry::FileTransferAnswered>(),
        entry::<registry::DeterminationRecorded>(),
        entry::<registry::DossierOpened>(),
        entry::<registry::DossierStepped>(),
        entry::<registry::DossierDecided>(),
        entry::<facility::FacilityRegistered>(),
        entry::<facility::CapacityChanged>(),
        entry::<facility::AdmissionRecorded>(),
        entry::<facility::StageStarted>(),
        entry::<facility::ResidentEscaped>(),
        entry::<facility::ResidentReturned>(),
        entry::<facility::ResidentHospitalised>(),
        entry::<facility::ResidentBackFromHospital>(),
        entry::<facility::AbsenceBegan>(),
        entry::<facility::AbsenceEnded>(),
        entry::<facility::ResidentTransferred>(),
        entry::<facility::ResidentDied>(),
        entry::<facility::ResidentReleased>(),
        entry::<facility::TermReduced>(),
        entry::<facility::BookCorrected>(),
        entry::<facility::RollClosed>(),
        entry::<facility::HandoverSent>(),
        entry::<facility::HandoverAnswered>(),
        entry::<facility::PersonArrived>(),
        entry::<facility::HandoverWithdrawn>(),
        entry::<community::TreatmentRegistered>(),
        entry::<community::TreatmentCompleted>(),
        entry::<community::TreatmentSelfTerminated>(),
        entry::<community::TreatmentSuperseded>(),
        entry::<community::TreatmentDecided>(),
        entry::<community::TreatmentPlanned>(),
        entry::<community::TreatmentStarted>(),
        entry::<community::SessionRecorded>(),
        entry::<community::DrugTested>(),
        entry::<community::ViolationRecorded>(),
        entry::<community::PersonLeft>(),
        entry::<community::PersonReturned>(),
        entry::<community::TreatmentTransferSent>(),
        entry::<community::TreatmentTransferAnswered>(),
        entry::<community::SubstitutionStarted>(),
        entry::<community::DoseMissed>(),
        entry::<community::SubstitutionEnded>(),
        entry::<community::GroupFounded>(),
        entry::<community::GroupFigureStated>(),
        entry::<community::GroupActivityRecorded>(),
        entry::<community::GroupDissolved>(),
        entry::<aftercare::CaseOpened>(),
        entry::<aftercare::CaseClosed>(),
        entry::<aftercare::ReferralDrafted>(),
        entry::<aftercare::ReferralMoved>(),
        entry::<training::CoursePlanned>(),
        entry::<training::CourseAttended>(),
        entry::<training::CampaignOpened>(),
        entry::<training::ActivityHeld>(),
        entry::<training::MaterialsGiven>(),
    ];
    entries.sort_by_key(|entry| entry.r#type);
    entries
}

/// The AsyncAPI 3.0 document: one topic exchange, the event type as routing key.
pub fn asyncapi() -> Value {
    let mut messages = serde_json::Map::new();
    let mut channel_messages = serde_json::Map::new();
    for entry in catalogue() {
        channel_messages
            .insert(entry.r#type.to_owned(), json!({ "$ref": format!("#/components/messages/{}", entry.r#type) }));
        messages.insert(
            entry.r#type.to_owned(),
            json!({
                "contentType": crate::envelope::CONTENT_TYPE,
                "payload": { "schemaFormat": "application/schema+json;version=draft-2020-12", "schema": entry.schema },
            }),
        );
    }
    json!({
        "asyncapi": "3.0.0",
        "info": { "title": "Hòa Nhập events", "version": "1" },
        "channels": { "events": {
            "address": "{type}",
            "parameters": { "type": { "description": "The event type is the routing key." } },
            "messages": channel_messages,
            "bindings": { "amqp": { "is": "routingKey", "exchange": { "name": "hoanhap.events", "type": "topic", "durable": true } } },
        } },
        "operations": { "publish": { "action": "send", "channel": { "$ref": "#/channels/events" } } },
        "components": { "messages": messages },
    })
}
