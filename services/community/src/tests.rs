//! The service alone, in memory: what a merge of two persons does to their treatments, and its undoing; the course of
//! a treatment, a programme, a group.

mod counts;
mod courses;
mod groups;
mod migration;
mod substitutions;
mod supersession;

mod certificates;

use chrono::NaiveDate;
use domain::codes::community::EndGround;
use domain::codes::{Sex, TreatmentSite};
use domain::ids::{PersonId, TreatmentId};
use domain::person::{Birth, PersonSnapshot};
use events::registry::{PersonMerged, PersonRegistered, PersonUnmerged};
use events::{Envelope, Event};
use messaging::{Inbox, outbox};
use runtime::Context;
use testkit::{Alone, alone};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::{Caller, Problem};

use crate::Community;
use crate::app::endings::{self, SelfTerminate};
use crate::app::treatments::{self, ListTreatments, RegisterTreatment};
use crate::domain::treatment::tests::day;

struct Fixture {
    context: Context,
    inbox: Inbox,
    caller: Caller,
}

fn id(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn person(number: u128) -> PersonSnapshot {
    PersonSnapshot {
        person_id: id(number),
        sex: Sex::Male,
        birth: Birth::in_year(1992),
        commune_code: "29869".into(),
        province_code: "87".into(),
    }
}

fn merged(number: u128, into: u128) -> PersonMerged {
    PersonMerged { occurred_on: day(2019, 1, 1), person: person(number), into: person(into) }
}

fn unmerged(number: u128, from: u128) -> PersonUnmerged {
    PersonUnmerged { occurred_on: day(2019, 1, 1), person: person(number), from: id(from) }
}

impl Fixture {
    /// Persons 1 and 2 are known.
    async fn new() -> Self {
        let Alone { context, inbox, caller } = alone(&Community).await.unwrap();
        let fixture = Self { context, inbox, caller };
        for number in [1, 2] {
            let registered = PersonRegistered { occurred_on: day(2019, 1, 1), person: person(number) };
            fixture.tell(&registered, 1).await;
        }
        fixture
    }

    async fn tell<E: Event>(&self, event: &E, sequence: i64) {
        let envelope = self.context.recorder(&self.caller).record(event, sequence);
        self.inbox.deliver(&[envelope]).await.unwrap();
    }

    async fn register(&self, number: u128, on: NaiveDate) -> Result<TreatmentId, Problem> {
        let command = RegisterTreatment {
            person_id: id(number),
            site: TreatmentSite::Home,
            commune_code: "29869".into(),
            occurred_on: on,
            term_months: None,
            attempt: 1,
        };
        let key = IdempotencyKey::default();
        let answer = treatments::register_all(&self.context, &self.caller, &key, vec![Ok(command)]).await?;
        answer.only().map(TreatmentId)
    }

    async fn end(&self, treatment: TreatmentId, occurred_on: NaiveDate) {
        let command = SelfTerminate { occurred_on, ground: EndGround::OwnWill };
        endings::self_terminate(&self.context, &self.caller, treatment, command).await.unwrap();
    }

    async fn treatments_of(&self, number: u128) -> Vec<(TreatmentId, PersonId)> {
        let query = ListTreatments { person_id: Some(id(number)), ..ListTreatments::default() };
        let page = treatments::list(&self.context, &self.caller, query).await.unwrap();
        page.items.into_iter().map(|listed| (listed.treatment.id, listed.treatment.person_id)).collect()
    }

    /// The types of the events so far, without service and version.
    async fn told(&self) -> Vec<String> {
        let journal = outbox::journal(&self.context.db, 0, 500).await.unwrap();
        let short = |event: Envelope| event.r#type.trim_start_matches("community.").trim_end_matches(".v1").to_owned();
        journal.into_iter().map(|(_, event)| short(event)).collect()
    }

    async fn last_named(&self) -> Option<PersonId> {
        outbox::journal(&self.context.db, 0, 500).await.unwrap().pop().and_then(|(_, event)| event.partitionkey)
    }
}

#[tokio::test]
async fn two_active_treatments_brought_together_are_listed_for_either_record_and_end_one_by_one() {
    let fixture = Fixture::new().await;
    let one = fixture.register(1, day(2019, 2, 1)).await.unwrap();
    let two = fixture.register(2, day(2019, 2, 1)).await.unwrap();
    fixture.tell(&merged(2, 1), 2).await;
    for number in [1, 2] {
        assert_eq!(fixture.treatments_of(number).await, [(one, id(1)), (two, id(1))]);
    }
    fixture.end(two, day(2019, 3, 1)).await;
    assert_eq!(fixture.last_named().await, Some(id(1)));
    let refused = fixture.register(2, day(2019, 4, 1)).await.unwrap_err();
    assert_eq!(refused.code, "treatment.person_already_in_treatment");
    fixture.tell(&unmerged(2, 1), 3).await;
    assert_eq!(fixture.treatments_of(1).await, [(one, id(1))]);
    assert_eq!(fixture.treatments_of(2).await, [(two, id(2))]);
    assert!(fixture.register(2, day(2019, 4, 1)).await.is_ok());
}

#[tokio::test]
async fn a_treatment_of_a_merged_record_is_recorded_for_the_survivor() {
    let fixture = Fixture::new().await;
    fixture.tell(&merged(2, 1), 2).await;
    let treatment = fixture.register(2, day(2019, 2, 1)).await.unwrap();
    assert_eq!(fixture.last_named().await, Some(id(1)));
    fixture.tell(&unmerged(2, 1), 3).await;
    assert_eq!(fixture.treatments_of(1).await, [(treatment, id(1))]);
    assert!(fixture.treatments_of(2).await.is_empty());
}
