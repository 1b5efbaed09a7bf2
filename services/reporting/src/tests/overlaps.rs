//! The list of persons who had two measures open at once.

use domain::codes::CountUnit;
use domain::ids::{AccountId, FacilityId, PersonId};
use domain::law::Interruption;
use events::facility::{ResidentEscaped, ResidentReleased, Stay};
use uuid::Uuid;
use web::{Caller, Grant, Role};

use super::fixture::{Fixture, admitted, day, id, managed, merged, minute, person, released, stay, treated, unmerged};
use crate::app::lines::PageOf;
use crate::app::quality::{Asked, list_overlaps};
use crate::domain::ledger::Book;
use crate::domain::overlap::OverlapKind;
use crate::domain::selection::{Frame, Measure};
use crate::store;

#[tokio::test]
async fn two_stays_that_a_merge_brings_together_overlap_until_it_is_undone() {
    let fixture = Fixture::new().await;
    fixture.tell(&admitted(11, 1, day(10)), 1, 1).await;
    fixture.tell(&admitted(13, 3, day(20)), 1, 2).await;
    assert_eq!(fixture.overlaps("87", None).await.total, 0);
    fixture.tell(&merged(3, 1), 1, 10).await;
    fixture.tell(&released(11, 1, day(30)), 2, 11).await;
    let found = fixture.overlaps("87", None).await;
    assert_eq!((found.total, found.next), (1, None));
    let overlap = &found.items[0];
    assert_eq!((overlap.person_id, overlap.kind), (id(1), OverlapKind::TwoStays));
    assert_eq!((overlap.from, overlap.until, overlap.days), (day(20), Some(day(30)), 10));
    let sides: Vec<_> = overlap.sides.iter().map(|side| (side.recorded_for, side.from, side.until)).collect();
    assert_eq!(sides, [(Some(id(1)), day(10), Some(day(30))), (Some(id(3)), day(20), None)]);
    let lines: Vec<_> = overlap.sides.iter().map(|side| side.lines.len()).collect();
    assert_eq!(lines, [2, 1]);
    assert!(overlap.sides.iter().flat_map(|side| &side.lines).all(|line| line.person_id == Some(id(1))));
    assert_eq!(fixture.overlaps("87", Some(9)).await.total, 0, "not yet known");
    fixture.tell(&unmerged(3, 1), 2, 20).await;
    assert_eq!(fixture.overlaps("87", None).await.total, 0);
    assert_eq!(fixture.overlaps("87", Some(15)).await.total, 1);
}

#[tokio::test]
async fn a_release_and_the_case_that_follows_do_not_overlap_but_a_new_stay_does() {
    let fixture = Fixture::new().await;
    fixture.tell(&admitted(11, 1, day(10)), 1, 1).await;
    fixture.tell(&released(11, 1, day(30)), 2, 2).await;
    fixture.tell(&managed(31, 1, day(30)), 1, 3).await;
    assert_eq!(fixture.overlaps("87", None).await.total, 0);
    fixture.tell(&admitted(12, 1, day(40)), 1, 4).await;
    let found = fixture.overlaps("87", None).await;
    assert_eq!(found.items[0].kind, OverlapKind::CaseAndTreatment);
    let books: Vec<_> = found.items[0].sides.iter().map(|side| side.book).collect();
    assert_eq!(books, [Book::Aftercare, Book::Facility]);
}

#[tokio::test]
async fn a_stay_that_ends_on_the_run_is_over_and_moves_nobody() {
    let fixture = Fixture::new().await;
    fixture.tell(&admitted(11, 1, day(10)), 1, 1).await;
    let escaped = ResidentEscaped { occurred_on: day(15), person: person(1), stay: stay(11) };
    fixture.tell(&escaped, 2, 2).await;
    let on_the_run = Stay { away: Some(Interruption::Escape), ..stay(11) };
    fixture.tell(&ResidentReleased { stay: on_the_run, ..released(11, 1, day(30)) }, 3, 3).await;
    fixture.tell(&admitted(12, 1, day(40)), 1, 4).await;
    assert_eq!(fixture.overlaps("87", None).await.total, 0);
    let flows = Frame { province: "87".into(), from: day(10), to: day(40), known_at: None };
    for (measure, expected) in [(Measure::In, 2), (Measure::Out, 1), (Measure::Stock, 1)] {
        let selection = flows.select(Book::Facility, measure, CountUnit::Attendance);
        assert_eq!(store::figures::count(&fixture.context.db, &selection).await.unwrap(), expected, "{measure}");
    }
}

#[tokio::test]
async fn two_cases_of_one_person_overlap() {
    let fixture = Fixture::new().await;
    fixture.tell(&managed(31, 1, day(30)), 1, 1).await;
    fixture.tell(&managed(33, 3, day(40)), 1, 2).await;
    fixture.tell(&merged(3, 1), 1, 10).await;
    assert_eq!(fixture.overlaps("87", None).await.items[0].kind, OverlapKind::TwoCases);
}

#[tokio::test]
async fn the_side_in_another_province_shows_its_days_to_those_who_may_not_see_it() {
    let fixture = Fixture::new().await;
    fixture.tell(&admitted(11, 1, day(10)), 1, 1).await;
    fixture.tell(&treated(41, 1, day(20)), 1, 2).await;
    for (province, seen) in [("87", [true, false]), ("89", [false, true])] {
        let officer = Grant { role: Role::ProvincialOfficer, area: Some(province.to_owned()), facility: None };
        let caller = Caller { account: AccountId(Uuid::nil()), grants: vec![officer] };
        let asked = |province: &str| Asked { province: province.to_owned(), known_at: None };
        let found = list_overlaps(&fixture.context, &caller, asked(province), PageOf::default()).await.unwrap();
        assert_eq!(found.items[0].kind, OverlapKind::StayAndTreatment);
        let sides = &found.items[0].sides;
        assert_eq!(sides.iter().map(|side| side.measure_id.is_some()).collect::<Vec<_>>(), seen);
        assert_eq!(sides.iter().map(|side| !side.lines.is_empty()).collect::<Vec<_>>(), seen);
        assert_eq!(sides.iter().map(|side| side.from).collect::<Vec<_>>(), [day(10), day(20)]);
        assert_eq!(sides[0].facility_id, seen[0].then_some(FacilityId(Uuid::from_u128(7))));
        let elsewhere = if province == "87" { "89" } else { "87" };
        assert!(list_overlaps(&fixture.context, &caller, asked(elsewhere), PageOf::default()).await.is_err());
    }
}

#[tokio::test]
async fn the_list_has_pages() {
    let fixture = Fixture::new().await;
    for number in 0..5_u128 {
        let person = 2 * number + 1;
        fixture.tell(&admitted(100 + person, person, day(10)), 1, 1).await;
        fixture.tell(&admitted(200 + person, person, day(20)), 1, 2).await;
    }
    let asked = Asked { province: "87".to_owned(), known_at: Some(minute(5)) };
    let mut offset = 0;
    let mut persons: Vec<PersonId> = Vec::new();
    loop {
        let page = PageOf { offset, limit: Some(2) };
        let found = list_overlaps(&fixture.context, &fixture.caller, asked.clone(), page).await.unwrap();
        assert_eq!(found.total, 5);
        persons.extend(found.items.iter().map(|overlap| overlap.person_id));
        let Some(next) = found.next else { break };
        offset = next.parse().unwrap();
    }
    assert_eq!(persons, [1, 3, 5, 7, 9].map(id));
}
