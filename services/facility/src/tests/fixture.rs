//! The service alone, in memory, with one facility; it is told of persons by hand.

use chrono::NaiveDate;
use domain::codes::{AdmissionBasis, FacilityKind, ReleaseReason, Sex};
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::person::{Birth, PersonSnapshot};
use events::registry::{PersonMerged, PersonRegistered, PersonUnmerged};
use events::{Envelope, Event};
use messaging::{Inbox, outbox};
use runtime::Context;
use testkit::{Alone, alone};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::{Caller, Problem};

use crate::Facility;
use crate::app::admissions::{self, ListAdmissions, RecordAdmission};
use crate::app::movements::{self, RecordRelease};
use crate::domain::admission::Admission;
use crate::store;

pub struct Fixture {
    pub context: Context,
    pub inbox: Inbox,
    pub caller: Caller,
    pub place: FacilityId,
}

pub fn id(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

pub fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2019, 1, 1).unwrap() + chrono::Days::new(number)
}

/// Each number is somebody born in another year.
pub fn person(number: u128) -> PersonSnapshot {
    PersonSnapshot {
        person_id: id(number),
        sex: Sex::Male,
        birth: Birth::in_year(1970 + i32::try_from(number % 20).unwrap()),
        commune_code: "29869".into(),
        province_code: "87".into(),
    }
}

pub fn registered(number: u128) -> PersonRegistered {
    PersonRegistered { occurred_on: day(0), person: person(number) }
}

pub fn merged(number: u128, into: u128) -> PersonMerged {
    PersonMerged { occurred_on: day(0), person: person(number), into: person(into) }
}

pub fn unmerged(number: u128, from: u128) -> PersonUnmerged {
    PersonUnmerged { occurred_on: day(0), person: person(number), from: id(from) }
}

impl Fixture {
    pub async fn new() -> Self {
        let Alone { context, inbox, caller } = alone(&Facility).await.unwrap();
        let place = crate::domain::facility::Facility {
            id: FacilityId(Uuid::from_u128(7)),
            version: 1,
            name: "Cơ sở".into(),
            kind: FacilityKind::Public,
            province_code: "87".into(),
            capacity: 340,
            opened_on: day(0) - chrono::Days::new(1),
        };
        store::facilities::insert(&context.db, &place).await.unwrap();
        Self { context, inbox, caller, place: place.id }
    }

    pub fn envelope<E: Event>(&self, event: &E, sequence: i64) -> Envelope {
        self.context.recorder(&self.caller).record(event, sequence)
    }

    /// Delivers an event as its subject's `sequence`.
    pub async fn tell<E: Event>(&self, event: &E, sequence: i64) {
        self.inbox.deliver(&[self.envelope(event, sequence)]).await.unwrap();
    }

    pub async fn admit(&self, number: u128, on: NaiveDate) -> Result<AdmissionId, Problem> {
        let command = RecordAdmission {
            person_id: id(number),
            facility_id: self.place,
            basis: AdmissionBasis::CourtDecision,
            occurred_on: on,
            decision_number: Some("09/QĐ-TA".into()),
            dossier_id: None,
            term_months: None,
            attempt: 1,
        };
        let key = IdempotencyKey::default();
        let answer = admissions::record_all(&self.context, &self.caller, &key, vec![Ok(command)]).await?;
        answer.only().map(AdmissionId)
    }

    pub async fn release(&self, admission_id: AdmissionId, on: NaiveDate) -> Result<(), Problem> {
        let command =
            RecordRelease { admission_id, occurred_on: on, reason: ReleaseReason::TermEnded, certificate_number: None };
        let key = IdempotencyKey::default();
        let answer = movements::release_all(&self.context, &self.caller, &key, vec![Ok(command)]).await?;
        answer.only().map(drop)
    }

    /// The stays that a list shows for a person.
    pub async fn stays_of(&self, number: u128) -> Vec<Admission> {
        let query = ListAdmissions { person_id: Some(id(number)), ..ListAdmissions::default() };
        admissions::list(&self.context, &self.caller, query).await.unwrap().items
    }

    /// Whom the events of a stay named, in their order.
    pub async fn named_in_events(&self, admission: AdmissionId) -> Vec<Option<PersonId>> {
        let journal = outbox::journal(&self.context.db, 0, 500).await.unwrap();
        let subject = format!("facility/admission/{admission}");
        let of_stay = journal.into_iter().filter(|(_, event)| event.subject == subject);
        of_stay.map(|(_, event)| event.partitionkey).collect()
    }
}
