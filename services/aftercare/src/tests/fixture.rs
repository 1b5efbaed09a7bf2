//! The service alone, in memory; it is told of persons and stays by hand.

use chrono::NaiveDate;
use domain::codes::{AdmissionBasis, FacilityKind, ReferralKind, ReleaseReason, ResidentCategory, Sex};
use domain::ids::{AdmissionId, AftercareCaseId, FacilityId, PersonId, ReferralId};
use domain::person::{Birth, PersonSnapshot};
use events::facility::{AdmissionRecorded, ResidentReleased, Stay};
use events::registry::{PersonMerged, PersonRegistered, PersonUnmerged};
use events::{Envelope, Event};
use messaging::{Inbox, outbox};
use runtime::Context;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use testkit::{Alone, alone};
use uuid::Uuid;
use web::Caller;
use web::idempotency::IdempotencyKey;

use crate::Aftercare;
use crate::app::cases::{self, ListCases};
use crate::app::referrals::{self, DraftReferral};
use crate::domain::case::Case;

pub use crate::domain::testing::day;

pub struct Fixture {
    pub context: Context,
    pub inbox: Inbox,
    pub caller: Caller,
}

pub fn id(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

/// Each number lives in the same commune and was born in another year.
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
    PersonRegistered { occurred_on: day(2021, 1, 1), person: person(number) }
}

pub fn merged(number: u128, into: u128) -> PersonMerged {
    PersonMerged { occurred_on: day(2022, 1, 1), person: person(number), into: person(into) }
}

pub fn unmerged(number: u128, from: u128) -> PersonUnmerged {
    PersonUnmerged { occurred_on: day(2022, 1, 1), person: person(number), from: id(from) }
}

fn stay(number: u128) -> Stay {
    Stay {
        admission_id: AdmissionId(Uuid::from_u128(number)),
        facility_id: FacilityId(Uuid::from_u128(7)),
        facility_kind: FacilityKind::Public,
        facility_province_code: "87".into(),
        basis: AdmissionBasis::CourtDecision,
        category: ResidentCategory::Compulsory,
        admitted_on: day(2022, 1, 1),
        away: None,
    }
}

/// The stay `number`, recorded for `of`.
pub fn admitted(number: u128, of: u128, on: NaiveDate) -> AdmissionRecorded {
    let (person, stay) = (person(of), stay(number));
    AdmissionRecorded { occurred_on: on, person, stay, dossier_id: None, law_pack: "B1".into(), term_months: 12 }
}

/// The end of the stay `number`, which its facility puts down to `of`.
pub fn released(number: u128, of: u128, on: NaiveDate) -> ResidentReleased {
    let (person, stay, reason) = (person(of), stay(number), ReleaseReason::TermEnded);
    ResidentReleased { occurred_on: on, person, stay, reason, certificate_number: None }
}

impl Fixture {
    pub async fn new() -> Self {
        let Alone { context, inbox, caller } = alone(&Aftercare).await.unwrap();
        Self { context, inbox, caller }
    }

    pub fn envelope<E: Event>(&self, event: &E, sequence: i64) -> Envelope {
        self.context.recorder(&self.caller).record(event, sequence)
    }

    /// Delivers an event as its subject's `sequence`.
    pub async fn tell<E: Event>(&self, event: &E, sequence: i64) {
        self.inbox.deliver(&[self.envelope(event, sequence)]).await.unwrap();
    }

    /// The cases that a list shows for a person.
    pub async fn cases_of(&self, number: u128) -> Vec<Case> {
        let query = ListCases { person_id: Some(id(number)), ..ListCases::default() };
        cases::list(&self.context, &self.caller, query).await.unwrap().items
    }

    pub async fn draft(&self, case_id: AftercareCaseId, on: NaiveDate) -> ReferralId {
        let command = DraftReferral {
            case_id,
            kind: ReferralKind::Job,
            partner: "Trung tâm dịch vụ việc làm".into(),
            occurred_on: on,
            consent_on: Some(on),
            amount: None,
            purpose: None,
        };
        let key = IdempotencyKey::default();
        let answer = referrals::draft_all(&self.context, &self.caller, &key, vec![Ok(command)]).await.unwrap();
        ReferralId(answer.only().unwrap())
    }

    /// Whom the events of a case or referral named, in their order.
    pub async fn named_in_events(&self, subject: String) -> Vec<Option<PersonId>> {
        let rows = outbox::Entity::find().filter(outbox::Column::Subject.eq(subject));
        let rows = rows.order_by_asc(outbox::Column::Position).all(&self.context.db).await.unwrap();
        let read = |row: outbox::Model| serde_json::from_str::<Envelope>(&row.envelope).unwrap().partitionkey;
        rows.into_iter().map(read).collect()
    }
}
