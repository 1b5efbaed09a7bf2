//! How many places a facility has follows what it tells, by the day and as known then.

use domain::codes::FacilityKind;
use domain::ids::FacilityId;
use events::facility::{CapacityChanged, FacilityRegistered};
use uuid::Uuid;

use super::fixture::{Fixture, day, minute};
use crate::store;

#[tokio::test]
async fn places_of_a_day_as_known_at_a_moment() {
    let fixture = Fixture::new().await;
    for (number, capacity) in [(7, 100), (8, 10)] {
        let registered = FacilityRegistered {
            occurred_on: day(0),
            facility_id: FacilityId(Uuid::from_u128(number)),
            name: format!("Cơ sở {number}"),
            kind: FacilityKind::Public,
            province_code: "87".into(),
            capacity,
        };
        fixture.tell(&registered, 1, 1).await;
    }
    let changed = |since, capacity| CapacityChanged {
        occurred_on: day(since),
        facility_id: FacilityId(Uuid::from_u128(7)),
        capacity,
        decision_number: "12/QĐ".into(),
    };
    fixture.tell(&changed(100, 300), 2, 2).await;
    fixture.tell(&changed(50, 200), 3, 3).await;
    fixture.tell(&changed(50, 250), 4, 4).await;
    let table = [
        (49, None, 110),
        (50, None, 260),
        (99, None, 260),
        (100, None, 310),
        // Before the later decisions were recorded.
        (50, Some(3), 210),
        (50, Some(2), 110),
        (100, Some(1), 110),
    ];
    for (on, known, places) in table {
        let found = store::facilities::capacity(&fixture.context.db, "87", day(on), known.map(minute)).await.unwrap();
        assert_eq!(found, places, "day {on}, known at {known:?}");
    }
    assert_eq!(store::facilities::capacity(&fixture.context.db, "89", day(99), None).await.unwrap(), 0);
}

#[tokio::test]
async fn a_report_compares_with_the_places_of_its_last_day() {
    use super::fixture::admitted;
    let fixture = Fixture::new().await;
    let facility_id = FacilityId(Uuid::from_u128(7));
    let registered = FacilityRegistered {
        occurred_on: day(0),
        facility_id,
        name: "Cơ sở".into(),
        kind: FacilityKind::Public,
        province_code: "87".into(),
        capacity: 1,
    };
    fixture.tell(&registered, 1, 1).await;
    for number in [1, 3] {
        fixture.tell(&admitted(number, number, day(5)), 1, 2).await;
    }
    let over = async |known| {
        let report = fixture.report("facility-flow", known).await;
        report.findings.iter().any(|finding| finding.code == "over_capacity")
    };
    assert!(over(None).await);
    let wider = CapacityChanged { occurred_on: day(300), facility_id, capacity: 2, decision_number: "12/QĐ".into() };
    fixture.tell(&wider, 2, 3).await;
    assert!(!over(None).await && over(Some(2)).await);
}
