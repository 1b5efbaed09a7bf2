//! What a merge of two persons does to attendance lists, and its undoing: the service alone, in memory.

use domain::codes::{Audience, Sex};
use domain::ids::{CourseId, PersonId};
use domain::person::{Birth, PersonSnapshot};
use events::Event;
use events::registry::{PersonMerged, PersonRegistered, PersonUnmerged};
use messaging::Inbox;
use runtime::Context;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use testkit::{Alone, alone};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::{Caller, Problem};

use crate::app::attendances::{self, RecordAttendances};
use crate::domain::course::tests::{course, day};
use crate::store::attendances::{Column, Entity};
use crate::{Attendee, Training, store};

struct Fixture {
    context: Context,
    inbox: Inbox,
    caller: Caller,
    course: CourseId,
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

impl Fixture {
    /// Persons 1 and 2 are known; a course for residents is planned.
    async fn new() -> Self {
        let Alone { context, inbox, caller } = alone(&Training).await.unwrap();
        let planned = crate::domain::course::Course { audience: Audience::Resident, ..course() };
        store::courses::insert_all(&context.db, std::slice::from_ref(&planned)).await.unwrap();
        let fixture = Self { context, inbox, caller, course: planned.id };
        for number in [1, 2] {
            fixture.tell(&PersonRegistered { occurred_on: day(2019, 1, 1), person: person(number) }, 1).await;
        }
        fixture
    }

    async fn tell<E: Event>(&self, event: &E, sequence: i64) {
        let envelope = self.context.recorder(&self.caller).record(event, sequence);
        self.inbox.deliver(&[envelope]).await.unwrap();
    }

    async fn merge(&self) {
        let merged = PersonMerged { occurred_on: day(2019, 1, 1), person: person(2), into: person(1) };
        self.tell(&merged, 2).await;
    }

    async fn unmerge(&self) {
        self.tell(&PersonUnmerged { occurred_on: day(2019, 1, 1), person: person(2), from: id(1) }, 3).await;
    }

    async fn attend(&self, number: u128) -> Result<Uuid, Problem> {
        let participants = vec![Attendee::Resident { person_id: id(number), certified: false }];
        let command = RecordAttendances { occurred_on: day(2019, 5, 6), participants };
        attendances::record(&self.context, &self.caller, &IdempotencyKey::default(), self.course, command).await
    }

    /// Whom the course's lines count for.
    async fn listed(&self) -> Vec<u128> {
        let rows = Entity::find().filter(Column::CourseId.eq(self.course.0)).order_by_asc(Column::Id);
        let rows = rows.all(&self.context.db).await.unwrap();
        rows.into_iter().filter_map(|row| row.person_id).map(|person| person.as_u128()).collect()
    }
}

#[tokio::test]
async fn two_records_on_one_list_brought_together_count_for_the_survivor_until_that_is_undone() {
    let fixture = Fixture::new().await;
    fixture.attend(1).await.unwrap();
    fixture.attend(2).await.unwrap();
    fixture.merge().await;
    assert_eq!(fixture.listed().await, [1, 1]);
    fixture.unmerge().await;
    assert_eq!(fixture.listed().await, [1, 2]);
}

#[tokio::test]
async fn nobody_attends_one_course_under_two_records() {
    let fixture = Fixture::new().await;
    fixture.attend(2).await.unwrap();
    fixture.merge().await;
    for number in [1, 2] {
        assert_eq!(fixture.attend(number).await.unwrap_err().fields[0].code, "participant.listed_already");
    }
}

#[tokio::test]
async fn a_merged_record_attending_is_the_survivor_attending() {
    let fixture = Fixture::new().await;
    fixture.merge().await;
    fixture.attend(2).await.unwrap();
    fixture.unmerge().await;
    assert_eq!(fixture.listed().await, [1]);
}
