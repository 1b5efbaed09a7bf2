//! Roll-call by zone, beside the books.

use domain::codes::facility::ZoneKind;
use domain::codes::{Sex, StayMovement};
use domain::ids::AdmissionId;
use events::facility::RollClosed;
use messaging::outbox;
use uuid::Uuid;
use web::Problem;
use web::idempotency::IdempotencyKey;

use super::fixture::{Fixture, day, registered};
use crate::app::rolls::{self, CallRoll, Marked, Roll, RollOf};
use crate::app::zones::{self, OpenZone, Place};
use crate::domain::roll::{Mark, Shift};

const OF: fn(u64) -> RollOf = |on| RollOf { on: day(on), shift: Shift::Morning };

async fn three() -> (Fixture, [AdmissionId; 3]) {
    let fixture = Fixture::new().await;
    let mut stays = Vec::new();
    for number in 1..=3 {
        fixture.tell(&registered(number), 1).await;
        stays.push(fixture.admit(number, day(1)).await.unwrap());
    }
    (fixture, stays.try_into().unwrap())
}

async fn call(
    fixture: &Fixture,
    marks: &[(AdmissionId, Mark)],
    rest: bool,
    zone: Option<Uuid>,
) -> Result<Roll, Problem> {
    let marks = marks.iter().map(|(admission_id, mark)| Marked { admission_id: *admission_id, mark: *mark }).collect();
    let command = CallRoll { on: day(5), shift: Shift::Morning, marks, rest_as_booked: rest, zone_id: zone };
    rolls::call(&fixture.context, &fixture.caller, fixture.place, command).await
}

async fn open_zone(fixture: &Fixture, name: &str, sex: Option<Sex>) -> Uuid {
    let command = OpenZone { name: name.into(), kind: ZoneKind::Compulsory, sex, beds: 20, opened_on: day(0) };
    zones::open(&fixture.context, &fixture.caller, &IdempotencyKey::default(), fixture.place, command).await.unwrap()
}

async fn place(fixture: &Fixture, stay: AdmissionId, zone_id: Uuid, on: u64) -> Result<Uuid, Problem> {
    let command = Place { admission_id: stay, zone_id, since: day(on) };
    let key = IdempotencyKey::default();
    zones::place_all(&fixture.context, &fixture.caller, &key, vec![Ok(command)]).await?.only()
}

#[tokio::test]
async fn the_rest_is_as_the_books_say_and_the_shift_closes_once() {
    let (fixture, [one, two, three]) = three().await;
    fixture.move_on(two, StayMovement::Hospitalised, day(3)).await.unwrap();
    let roll = call(&fixture, &[(one, Mark::Missing)], true, None).await.unwrap();
    let mark = |id| roll.rows.iter().find(|row| row.admission_id == id).and_then(|row| row.mark);
    assert_eq!([mark(one), mark(two), mark(three)], [Some(Mark::Missing), Some(Mark::InHospital), Some(Mark::Present)]);
    assert_eq!(roll.differences.iter().map(|one| one.admission_id).collect::<Vec<_>>(), [one]);
    let closed = rolls::close(&fixture.context, &fixture.caller, fixture.place, OF(5)).await.unwrap();
    assert!(closed.closed_at.is_some());
    let again = rolls::close(&fixture.context, &fixture.caller, fixture.place, OF(5)).await;
    assert_eq!(again.err().unwrap().code, "roll.closed");
    assert_eq!(call(&fixture, &[(one, Mark::Present)], false, None).await.err().unwrap().code, "roll.closed");
    let journal = outbox::journal(&fixture.context.db, 0, 500).await.unwrap();
    let told: Vec<RollClosed> = journal.iter().filter_map(|(_, event)| Some(event.read()?.unwrap())).collect();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].present, told[0].in_hospital, told[0].missing), (1, 1, 1));
    assert_eq!(told[0].differences, [one]);
}

#[tokio::test]
async fn a_shift_with_somebody_unrecorded_stays_open() {
    let (fixture, [one, two, _]) = three().await;
    call(&fixture, &[(one, Mark::Present), (two, Mark::Present)], false, None).await.unwrap();
    let refused = rolls::close(&fixture.context, &fixture.caller, fixture.place, OF(5)).await.err().unwrap();
    assert_eq!(refused.code, "roll.unrecorded");
    assert!(refused.vi.contains('1'), "{}", refused.vi);
}

#[tokio::test]
async fn the_difference_goes_when_the_missing_movement_is_recorded() {
    let (fixture, [one, ..]) = three().await;
    call(&fixture, &[(one, Mark::InHospital)], true, None).await.unwrap();
    rolls::close(&fixture.context, &fixture.caller, fixture.place, OF(5)).await.unwrap();
    fixture.move_on(one, StayMovement::Hospitalised, day(5)).await.unwrap();
    let roll = rolls::read(&fixture.context, &fixture.caller, fixture.place, OF(5)).await.unwrap();
    assert!(roll.differences.is_empty());
}

#[tokio::test]
async fn only_residents_are_marked() {
    let (fixture, [one, ..]) = three().await;
    fixture.release(one, day(4)).await.unwrap();
    let refused = call(&fixture, &[(one, Mark::Present)], true, None).await.err().unwrap();
    assert_eq!(refused.fields[0].code, "roll.not_counted");
    let roll = rolls::read(&fixture.context, &fixture.caller, fixture.place, OF(5)).await.unwrap();
    assert_eq!(roll.unrecorded(), 2, "nothing was written");
}

#[tokio::test]
async fn a_zone_is_called_by_itself() {
    let (fixture, [one, two, three]) = three().await;
    let (a, b) = (open_zone(&fixture, "Khu A", None).await, open_zone(&fixture, "Khu B", Some(Sex::Male)).await);
    place(&fixture, one, a, 1).await.unwrap();
    place(&fixture, two, b, 1).await.unwrap();
    place(&fixture, one, b, 4).await.unwrap();
    let roll = call(&fixture, &[], true, Some(b)).await.unwrap();
    let marked: Vec<_> = roll.rows.iter().filter(|row| row.mark.is_some()).map(|row| row.admission_id).collect();
    assert!(marked.contains(&one) && marked.contains(&two) && !marked.contains(&three));
}

#[tokio::test]
async fn men_and_women_live_apart() {
    let (fixture, [one, ..]) = three().await;
    let women = open_zone(&fixture, "Khu nữ", Some(Sex::Female)).await;
    assert_eq!(place(&fixture, one, women, 1).await.unwrap_err().code, "zone.other_sex");
    let later = open_zone(&fixture, "Khu nam", Some(Sex::Male)).await;
    assert!(place(&fixture, one, later, 0).await.is_err(), "before the admission");
}
