//! Random months of admissions, movements, corrections and late entries. On every day and in every group opening +
//! in − out = closing, yesterday's closing is today's opening, nobody is in two places, and who follows the events
//! alone counts the same.

use std::collections::{BTreeMap, BTreeSet};

use domain::codes::{AdmissionBasis, ReleaseReason, StayMovement};
use domain::ids::{AdmissionId, FacilityId};
use events::Envelope;
use events::facility::{
    AbsenceBegan, AbsenceEnded, AdmissionRecorded, BookCorrected, ResidentBackFromHospital, ResidentDied,
    ResidentEscaped, ResidentHospitalised, ResidentReleased, ResidentReturned, ResidentTransferred,
};
use proptest::prelude::*;

use super::fixture::{Fixture, day, registered};

const PERSONS: u128 = 5;
const DAYS: u64 = 30;

#[derive(Clone, Debug)]
enum Step {
    Admit { person: u128, basis: usize, on: u64 },
    Move { stay: usize, movement: usize, on: u64, back: Option<u64> },
    Release { stay: usize, reason: usize, on: u64 },
    Correct { stay: usize, entry: usize, on: Option<u64> },
}

fn step() -> impl Strategy<Value = Step> {
    let (stay, on) = (0..8_usize, 1..=DAYS);
    prop_oneof![
        4 => (1..=PERSONS, 0..AdmissionBasis::ALL.len(), on.clone())
            .prop_map(|(person, basis, on)| Step::Admit { person, basis, on }),
        6 => (stay.clone(), 0..StayMovement::ALL.len(), on.clone(), prop::option::of(on.clone()))
            .prop_map(|(stay, movement, on, back)| Step::Move { stay, movement, on, back }),
        2 => (stay.clone(), 0..ReleaseReason::ALL.len(), on.clone())
            .prop_map(|(stay, reason, on)| Step::Release { stay, reason, on }),
        3 => (stay, 0..6_usize, prop::option::weighted(0.7, on))
            .prop_map(|(stay, entry, on)| Step::Correct { stay, entry, on }),
    ]
}

/// What somebody counts who hears nothing but the events: who came in or went out where, on which day.
#[derive(Default)]
struct Listener {
    moves: BTreeMap<AdmissionId, Vec<(u64, FacilityId, i64)>>,
}

impl Listener {
    fn hear(&mut self, stay: AdmissionId, event: &Envelope) {
        let on = |day: chrono::NaiveDate| u64::try_from((day - super::fixture::day(0)).num_days()).unwrap();
        let moves = self.moves.entry(stay).or_default();
        if let Some(e) = event.read::<AdmissionRecorded>() {
            let e = e.unwrap();
            moves.push((on(e.occurred_on), e.stay.facility_id, 1));
        } else if let Some(e) = event.read::<ResidentReturned>() {
            let e = e.unwrap();
            moves.push((on(e.occurred_on), e.stay.facility_id, 1));
        } else if let Some(e) = event.read::<ResidentEscaped>() {
            let e = e.unwrap();
            moves.push((on(e.occurred_on), e.stay.facility_id, -1));
        } else if let Some(e) = event.read::<ResidentTransferred>() {
            let e = e.unwrap();
            moves.push((on(e.occurred_on), e.from_facility_id, -1));
            moves.push((on(e.occurred_on), e.stay.facility_id, 1));
        } else if let Some(e) = event.read::<ResidentDied>() {
            let e = e.unwrap();
            moves.push((on(e.occurred_on), e.stay.facility_id, if e.while_escaped { 0 } else { -1 }));
        } else if let Some(e) = event.read::<ResidentReleased>() {
            let e = e.unwrap();
            let counted = e.stay.away != Some(domain::law::Interruption::Escape);
            moves.push((on(e.occurred_on), e.stay.facility_id, if counted { -1 } else { 0 }));
        } else if let Some(e) = event.read::<BookCorrected>() {
            moves.clear();
            let counts = |place: &events::facility::Place| place.away != Some(domain::law::Interruption::Escape);
            for line in e.unwrap().lines {
                let day = on(line.occurred_on);
                moves.extend(line.from.filter(counts).map(|place| (day, place.facility_id, -1)));
                moves.extend(line.to.filter(counts).map(|place| (day, place.facility_id, 1)));
            }
        } else {
            assert!(
                event.read::<ResidentHospitalised>().is_some()
                    || event.read::<ResidentBackFromHospital>().is_some()
                    || event.read::<AbsenceBegan>().is_some()
                    || event.read::<AbsenceEnded>().is_some(),
                "{}",
                event.r#type
            );
        }
    }

    fn closing(&self, place: FacilityId, on: u64) -> i64 {
        let all = self.moves.values().flatten();
        all.filter(|(day, at, _)| *day <= on && *at == place).map(|(.., change)| change).sum()
    }
}

async fn live(steps: Vec<Step>) {
    let fixture = Fixture::new().await;
    for person in 1..=PERSONS {
        fixture.tell(&registered(person), 1).await;
    }
    let mut stays: Vec<AdmissionId> = Vec::new();
    for step in steps {
        take(&fixture, &mut stays, step).await;
    }
    check(&fixture, &stays).await;
}

/// Refusals are part of life.
async fn take(fixture: &Fixture, stays: &mut Vec<AdmissionId>, step: Step) {
    match step {
        Step::Admit { person, basis, on } => {
            stays.extend(fixture.admit_on(AdmissionBasis::ALL[basis], person, day(on)).await.ok());
        }
        Step::Move { stay, movement, on, back } => {
            if let Some(stay) = stays.get(stay) {
                drop(fixture.record(*stay, StayMovement::ALL[movement], day(on), back.map(day)).await);
            }
        }
        Step::Release { stay, reason, on } => {
            if let Some(stay) = stays.get(stay) {
                drop(fixture.release_for(ReleaseReason::ALL[reason], *stay, day(on)).await);
            }
        }
        Step::Correct { stay, entry, on } => {
            if let Some(stay) = stays.get(stay) {
                let entries = fixture.read(*stay).await.stay.entries;
                if let Some(entry) = entries.get(entry) {
                    drop(fixture.correct(*stay, entry.id, on.map(day)).await);
                }
            }
        }
    }
}

async fn check(fixture: &Fixture, stays: &[AdmissionId]) {
    let mut listener = Listener::default();
    for stay in stays {
        for (sequence, event) in (1..).zip(fixture.told(*stay).await) {
            assert_eq!(event.sequence, sequence);
            listener.hear(*stay, &event);
        }
    }
    for place in [fixture.place, fixture.other] {
        let mut before = fixture.headcount(place, day(0)).await;
        assert_eq!(before.closing, 0);
        for on in 1..=DAYS {
            let count = fixture.headcount(place, day(on)).await;
            assert_eq!(count.closing, listener.closing(place, on), "day {on}");
            assert_eq!(count.standings.values().sum::<i64>(), count.closing);
            for groups in [
                count.categories.values().collect::<Vec<_>>(),
                count.sexes.values().collect(),
                count.ages.values().collect(),
            ] {
                for group in &groups {
                    let (came, went) = (group.arrivals.values().sum::<i64>(), group.departures.values().sum::<i64>());
                    assert_eq!(group.opening + came - went, group.closing);
                    assert!(group.opening >= 0 && group.closing >= 0);
                }
                assert_eq!(groups.iter().map(|group| group.closing).sum::<i64>(), count.closing);
            }
            for (category, group) in &count.categories {
                let yesterday = before.categories.get(category).map_or(0, |group| group.closing);
                assert_eq!(group.opening, yesterday, "{category} on day {on}");
            }
            before = count;
        }
    }
    for on in 0..=DAYS {
        nobody_twice(fixture, day(on)).await;
    }
}

/// Nobody is counted at two places, or twice at one.
async fn nobody_twice(fixture: &Fixture, on: chrono::NaiveDate) {
    let mut seen = BTreeSet::new();
    for place in [fixture.place, fixture.other] {
        let day = crate::app::headcount::day(&fixture.context.db, place, on).await.unwrap();
        for resident in day.residents {
            assert!(seen.insert(resident.who.person_id), "{} on {on}", resident.who.person_id);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_day_balances_and_nobody_is_in_two_places(steps in prop::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(live(steps));
    }
}
