//! The register of a facility: places by day, licences, rooms, staff.

use domain::codes::facility::{LicenceEnd, LicenceIssuer, PostKind, ZoneKind};
use domain::codes::{Audience, FacilityKind};
use domain::ids::{CourseId, FacilityId, StaffId};
use events::facility::CapacityChanged;
use events::training::{CourseAttended, CoursePlanned, Participant};
use messaging::outbox;
use proptest::prelude::*;
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::{Caller, Grant, Problem, Role};

use super::fixture::{Fixture, day, registered};
use crate::app::capacities::{self, ChangeCapacity};
use crate::app::forecasts::{self, ForecastOf};
use crate::app::licences::{self, EndLicence, RecordLicence};
use crate::app::posts::{self, LeavePost, TakePost};
use crate::app::register::{self, Register};
use crate::app::rooms::{self, StateRoom};
use crate::app::zones::{self, OpenZone, Place};
use crate::domain::admission::tests::facility as a_facility;
use crate::domain::capacity::tests::change as decided;
use crate::domain::capacity::{Capacity, on_day};
use crate::domain::facility::Facility;
use crate::store;

async fn change(fixture: &Fixture, since: u64, places: i64) -> Result<Uuid, Problem> {
    let command = ChangeCapacity { since: day(since), capacity: places, decision_number: "12/QĐ-UBND".into() };
    capacities::change(&fixture.context, &fixture.caller, &IdempotencyKey::default(), fixture.place, command).await
}

async fn register_on(fixture: &Fixture, place: FacilityId, on: u64) -> Register {
    register::read(&fixture.context, &fixture.caller, place, Some(day(on))).await.unwrap()
}

fn code<T>(result: Result<T, Problem>) -> String {
    let problem = result.err().unwrap();
    problem.fields.first().map_or(problem.code, |field| field.code.clone())
}

fn codes(register: &Register) -> Vec<&'static str> {
    register.findings.iter().map(|finding| finding.code).collect()
}

#[tokio::test]
async fn every_day_has_its_capacity_whatever_was_recorded_late() {
    let fixture = Fixture::new().await;
    change(&fixture, 100, 400).await.unwrap();
    // Recorded later, for an earlier day; and once more for the same.
    change(&fixture, 50, 360).await.unwrap();
    change(&fixture, 50, 370).await.unwrap();
    let on = async |number| fixture.headcount(fixture.place, day(number)).await.capacity;
    let days = [on(0).await, on(49).await, on(50).await, on(99).await, on(100).await];
    assert_eq!(days, [340, 340, 370, 370, 400]);
    assert_eq!(fixture.headcount(fixture.other, day(100)).await.capacity, 340, "another facility's stays");
    let of = ForecastOf { on: Some(day(80)), months: Some(2), terms_of: None };
    let forecast = forecasts::of(&fixture.context, &fixture.caller, fixture.place, of).await.unwrap();
    let months: Vec<i64> = forecast.months.iter().map(|(_, places)| *places).collect();
    // 22 March; the rest of March, and April.
    assert_eq!((forecast.capacity, months), (370, vec![370, 400]));
}

#[tokio::test]
async fn a_change_is_told_as_the_next_version_of_the_facility() {
    let fixture = Fixture::new().await;
    change(&fixture, 100, 400).await.unwrap();
    change(&fixture, 50, 360).await.unwrap();
    assert_eq!(code(change(&fixture, 50, -1).await), "capacity.negative");
    let journal = outbox::journal(&fixture.context.db, 0, 500).await.unwrap();
    let told: Vec<(i64, CapacityChanged)> =
        journal.iter().filter_map(|(_, event)| Some((event.sequence, event.read()?.unwrap()))).collect();
    let said: Vec<_> = told.iter().map(|(version, event)| (*version, event.occurred_on, event.capacity)).collect();
    assert_eq!(said, [(2, day(100), 400), (3, day(50), 360)]);
}

#[tokio::test]
async fn only_who_manages_facilities_changes_places_and_licences() {
    let fixture = Fixture::new().await;
    let posted = Grant { role: Role::FacilityStaff, area: None, facility: Some(fixture.place) };
    let caller = Caller { grants: vec![posted], ..fixture.caller.clone() };
    let key = IdempotencyKey::default();
    let command = ChangeCapacity { since: day(5), capacity: 9, decision_number: "12/QĐ".into() };
    let refused = capacities::change(&fixture.context, &caller, &key, fixture.place, command).await;
    assert_eq!(code(refused), "not_found");
    assert!(register::read(&fixture.context, &caller, fixture.place, None).await.is_ok());
    assert!(register::read(&fixture.context, &caller, fixture.other, None).await.is_err());
}

#[tokio::test]
async fn a_private_facility_without_a_licence_is_found_while_it_holds_people() {
    let fixture = Fixture::new().await;
    let private = Facility {
        id: FacilityId(Uuid::from_u128(9)),
        version: 1,
        name: "Cơ sở 9".into(),
        kind: FacilityKind::Private,
        province_code: "87".into(),
        capacity: 20,
        opened_on: day(0),
    };
    store::facilities::insert(&fixture.context.db, &private).await.unwrap();
    let fixture = Fixture { place: private.id, ..fixture };
    assert!(codes(&register_on(&fixture, private.id, 5).await).is_empty(), "nobody is there");
    fixture.tell(&registered(1), 1).await;
    fixture.admit_on(domain::codes::AdmissionBasis::Voluntary, 1, day(3)).await.unwrap();
    assert_eq!(codes(&register_on(&fixture, private.id, 5).await), ["licence.none"]);
    let record = async |number: &str, issued: u64, until: u64| {
        let command = RecordLicence {
            number: number.into(),
            issuer: LicenceIssuer::LabourDepartment,
            form: None,
            through_stage: 5,
            issued_on: day(issued),
            valid_until: Some(day(until)),
        };
        let key = IdempotencyKey::default();
        licences::record(&fixture.context, &fixture.caller, &key, private.id, command).await
    };
    let licence = record("03/GP", 4, 100).await.unwrap();
    assert_eq!(code(record("03/GP", 4, 100).await), "licence.known");
    assert_eq!(code(record("Nguyễn Văn An", 4, 100).await), "document.reference");
    let found = async |on| codes(&register_on(&fixture, private.id, on).await);
    assert_eq!(found(3).await, ["licence.none"]);
    assert!(found(39).await.is_empty());
    assert_eq!(found(40).await, ["licence.ends_soon"]);
    let end = EndLicence { on: day(20), reason: LicenceEnd::Revoked };
    licences::end(&fixture.context, &fixture.caller, licence, end.clone()).await.unwrap();
    assert_eq!(code(licences::end(&fixture.context, &fixture.caller, licence, end).await), "licence.ended");
    assert_eq!((found(19).await, found(20).await), (vec!["licence.ends_soon"], vec!["licence.none"]));
}

#[tokio::test]
async fn rooms_have_as_many_places_as_their_area_and_zones_their_occupants() {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    fixture.tell(&registered(2), 1).await;
    let (one, _) = (fixture.admit(1, day(1)).await.unwrap(), fixture.admit(2, day(1)).await.unwrap());
    let (context, caller, key) = (&fixture.context, &fixture.caller, IdempotencyKey::default());
    let zone = OpenZone { name: "Khu A".into(), kind: ZoneKind::Compulsory, sex: None, beds: 20, opened_on: day(0) };
    let zone = zones::open(context, caller, &key, fixture.place, zone).await.unwrap();
    let placed = Place { admission_id: one, zone_id: zone, since: day(2) };
    zones::place_all(context, caller, &key, vec![Ok(placed)]).await.unwrap();
    let state = async |code: &str, area_m2, beds| {
        let room = StateRoom { code: code.into(), area_m2, beds, full_day_care: false };
        rooms::state(context, caller, zone, room).await
    };
    state("A1", 24.5, 5).await.unwrap();
    state("A1", 24.5, 4).await.unwrap();
    state("A2", 12.0, 3).await.unwrap();
    assert_eq!(code(state("A3", f64::NAN, 3).await), "room.area");
    assert_eq!(code(state("Phòng của An", 12.0, 3).await), "code.not_a_code");
    // 2019: no rule was read. 2023: six square metres a person.
    let then = register_on(&fixture, fixture.place, 5).await;
    assert_eq!((then.zones[0].occupants, then.unplaced, then.residents), (1, 1, 2));
    assert!(then.zones[0].rooms.iter().all(|room| room.places.is_none()) && then.findings.is_empty());
    let now = register_on(&fixture, fixture.place, 1500).await;
    let places: Vec<_> = now.zones[0].rooms.iter().map(|room| (room.room.beds, room.places)).collect();
    assert_eq!(places, [(4, Some(4)), (3, Some(2))]);
    assert_eq!(codes(&now), ["zone.missing", "room.crowded", "staff.stage_without_anybody"]);
}

#[tokio::test]
async fn certificates_of_the_staff_come_from_training() {
    let fixture = Fixture::new().await;
    let roster = StaffId(Uuid::from_u128(70));
    let command = TakePost {
        post: PostKind::Counsellor,
        account_id: None,
        staff_code: Some("tv1".into()),
        roster_id: Some(roster),
        stage: Some(3),
        since: day(1),
    };
    let key = IdempotencyKey::default();
    let post = posts::take(&fixture.context, &fixture.caller, &key, fixture.place, command).await.unwrap();
    let course_id = CourseId(Uuid::from_u128(71));
    let (audience, province_code) = (Audience::FacilityStaff, "87".to_owned());
    let planned = CoursePlanned {
        occurred_on: day(2),
        course_id,
        title: "Tư vấn".into(),
        audience,
        province_code: province_code.clone(),
        seats: 20,
    };
    fixture.tell(&planned, 1).await;
    let participants = vec![
        Participant::Staff { staff_id: roster, certified: true },
        Participant::Staff { staff_id: StaffId(Uuid::from_u128(72)), certified: false },
        Participant::Counted { heads: 4 },
    ];
    let attended = CourseAttended { occurred_on: day(9), course_id, audience, province_code, participants };
    fixture.tell(&attended, 2).await;
    let register = register_on(&fixture, fixture.place, 20).await;
    assert_eq!(register.certified.get(&roster), Some(&vec![day(9)]));
    let leave = LeavePost { until: day(15) };
    posts::leave(&fixture.context, &fixture.caller, post, leave.clone()).await.unwrap();
    assert_eq!(code(posts::leave(&fixture.context, &fixture.caller, post, leave).await), "post.left");
}

proptest! {
    /// Whatever is recorded for a day, the days before it stay as they were.
    #[test]
    fn a_backdated_change_leaves_the_days_before_it(
        days in prop::collection::vec((0_u64..300, 0_i64..500), 0..8), new in (0_u64..300, 0_i64..500), on in 0_u64..300,
    ) {
        let facility = a_facility();
        let start = day(0);
        let at = |(since, places): (u64, i64)| decided(start + chrono::Days::new(since), places, 0);
        let mut before: Vec<Capacity> = days.into_iter().map(at).collect();
        before.sort_by_key(|change| change.since);
        let mut after = before.clone();
        after.push(at(new));
        after.sort_by_key(|change| change.since);
        let asked = start + chrono::Days::new(on);
        if on < new.0 {
            prop_assert_eq!(on_day(&facility, &before, asked), on_day(&facility, &after, asked));
        }
        if on == new.0 {
            prop_assert_eq!(on_day(&facility, &after, asked), new.1);
        }
    }
}
