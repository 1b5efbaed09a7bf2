//! The service alone, in memory, with one facility; it is told of persons by hand.

use chrono::NaiveDate;
use domain::codes::{AdmissionBasis, CorrectionReason, FacilityKind, ReleaseReason, Sex, StayMovement};
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
use crate::app::corrections::{self, CorrectEntry};
use crate::app::headcount::{self, Headcount};
use crate::app::movements::{self, RecordMovement, RecordRelease};
use crate::app::stays::Reckoned;
use crate::domain::admission::Admission;
use crate::store;

pub struct Fixture {
    pub context: Context,
    pub inbox: Inbox,
    pub caller: Caller,
    pub place: FacilityId,
    /// Another facility of the province.
    pub other: FacilityId,
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
        let place = |number: u128| crate::domain::facility::Facility {
            id: FacilityId(Uuid::from_u128(number)),
            version: 1,
            name: format!("Cơ sở {number}"),
            kind: FacilityKind::Public,
            province_code: "87".into(),
            capacity: 340,
            opened_on: day(0) - chrono::Days::new(1),
        };
        let (place, other) = (place(7), place(8));
        store::facilities::insert(&context.db, &place).await.unwrap();
        store::facilities::insert(&context.db, &other).await.unwrap();
        Self { context, inbox, caller, place: place.id, other: other.id }
    }

    pub fn envelope<E: Event>(&self, event: &E, sequence: i64) -> Envelope {
        self.context.recorder(&self.caller).record(event, sequence)
    }

    /// Delivers an event as its subject's `sequence`.
    pub async fn tell<E: Event>(&self, event: &E, sequence: i64) {
        self.inbox.deliver(&[self.envelope(event, sequence)]).await.unwrap();
    }

    pub async fn admit(&self, number: u128, on: NaiveDate) -> Result<AdmissionId, Problem> {
        self.admit_on(AdmissionBasis::CourtDecision, number, on).await
    }

    pub async fn admit_on(&self, basis: AdmissionBasis, number: u128, on: NaiveDate) -> Result<AdmissionId, Problem> {
        let command = RecordAdmission {
            person_id: id(number),
            facility_id: self.place,
            basis,
            occurred_on: on,
            decision_number: Some("09/QĐ-TA".into()),
            dossier_id: None,
            term_months: None,
            attempt: 1,
            papers: Vec::new(),
        };
        let key = IdempotencyKey::default();
        let answer = admissions::record_all(&self.context, &self.caller, &key, vec![Ok(command)]).await?;
        answer.only().map(AdmissionId)
    }

    pub async fn release(&self, admission_id: AdmissionId, on: NaiveDate) -> Result<(), Problem> {
        self.release_for(ReleaseReason::TermEnded, admission_id, on).await
    }

    pub async fn release_for(
        &self,
        reason: ReleaseReason,
        admission_id: AdmissionId,
        on: NaiveDate,
    ) -> Result<(), Problem> {
        let command = RecordRelease { admission_id, occurred_on: on, reason, certificate_number: None };
        let key = IdempotencyKey::default();
        let answer = movements::release_all(&self.context, &self.caller, &key, vec![Ok(command)]).await?;
        answer.only().map(drop)
    }

    pub async fn move_on(&self, stay: AdmissionId, kind: StayMovement, on: NaiveDate) -> Result<Reckoned, Problem> {
        self.record(stay, kind, on, None).await
    }

    /// With the day of return, both at once.
    pub async fn record(
        &self,
        stay: AdmissionId,
        kind: StayMovement,
        occurred_on: NaiveDate,
        back_on: Option<NaiveDate>,
    ) -> Result<Reckoned, Problem> {
        let to_facility_id = (kind == StayMovement::Transferred).then_some(self.other);
        let command = RecordMovement { kind, occurred_on, to_facility_id, back_on };
        movements::record(&self.context, &self.caller, &IdempotencyKey::default(), stay, command).await
    }

    /// Moves an entry to a day, or takes it out without one.
    pub async fn correct(&self, stay: AdmissionId, entry: Uuid, on: Option<NaiveDate>) -> Result<Reckoned, Problem> {
        let command = CorrectEntry { occurred_on: on, reason: CorrectionReason::Mistyped };
        corrections::correct(&self.context, &self.caller, &IdempotencyKey::default(), stay, entry, command).await
    }

    pub async fn read(&self, stay: AdmissionId) -> Reckoned {
        admissions::read(&self.context, &self.caller, stay).await.unwrap()
    }

    /// The entry that holds of a movement.
    pub async fn entry(&self, stay: AdmissionId, movement: StayMovement) -> Uuid {
        let entries = self.read(stay).await.stay.entries;
        entries.iter().find(|entry| entry.movement == movement && entry.withdrawn.is_none()).unwrap().id
    }

    pub async fn headcount(&self, place: FacilityId, on: NaiveDate) -> Headcount {
        headcount::on_day(&self.context, &self.caller, place, on).await.unwrap()
    }

    /// A key as a request brings it.
    pub async fn key(&self, key: &str) -> IdempotencyKey {
        let request = axum::http::Request::builder().uri("/v1/movements").header("idempotency-key", key).body(());
        let (mut parts, ()) = request.unwrap().into_parts();
        <IdempotencyKey as axum::extract::FromRequestParts<()>>::from_request_parts(&mut parts, &()).await.unwrap()
    }

    /// Everything told of a stay, in order.
    pub async fn told(&self, stay: AdmissionId) -> Vec<Envelope> {
        let journal = outbox::journal(&self.context.db, 0, 500).await.unwrap();
        let subject = format!("facility/admission/{stay}");
        journal.into_iter().map(|(_, event)| event).filter(|event| event.subject == subject).collect()
    }

    /// The stays that a list shows for a person.
    pub async fn stays_of(&self, number: u128) -> Vec<Admission> {
        let query = ListAdmissions { person_id: Some(id(number)), ..ListAdmissions::default() };
        let listed = admissions::list(&self.context, &self.caller, query).await.unwrap().items;
        listed.into_iter().map(|reckoned| reckoned.stay.admission).collect()
    }

    /// Whom the events of a stay named, in their order.
    pub async fn named_in_events(&self, admission: AdmissionId) -> Vec<Option<PersonId>> {
        self.told(admission).await.into_iter().map(|event| event.partitionkey).collect()
    }
}
