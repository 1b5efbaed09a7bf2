//! Treatments in the community that are handed on, and stays whose books are corrected.

use domain::codes::summary::TransferState;
use domain::codes::{CorrectionReason, CountUnit, FacilityKind, ReleaseReason, StayMovement};
use domain::ids::FacilityId;
use events::community::TreatmentTransferAnswered;
use events::facility::{BookCorrected, BookLine, Place};
use uuid::Uuid;

use super::fixture::{Fixture, admitted, day, frame, released, treated};
use crate::domain::ledger::Book;
use crate::domain::selection::{Frame, Measure, Selection};

fn select(book: Book, province: &str, measure: Measure) -> Selection {
    let frame = Frame { province: province.to_owned(), ..frame(None) };
    frame.select(book, measure, CountUnit::Attendance)
}

#[tokio::test]
async fn a_treatment_handed_on_leaves_one_province_and_ends_in_the_other() {
    let fixture = Fixture::new().await;
    let begun = treated(11, 1, day(5));
    fixture.tell(&begun, 1, 1).await;
    let answered = |state| TreatmentTransferAnswered {
        occurred_on: day(40),
        person: begun.person.clone(),
        treatment: begun.treatment.clone(),
        state,
        from_commune_code: "30280".into(),
        from_province_code: "89".into(),
        to_commune_code: "29869".into(),
        to_province_code: "87".into(),
    };
    fixture.tell(&answered(TransferState::Rejected), 2, 2).await;
    let there = |province: &str| select(Book::Community, province, Measure::Stock);
    assert_eq!((fixture.figure(&there("89")).await, fixture.figure(&there("87")).await), (1, 0));
    fixture.tell(&answered(TransferState::Accepted), 3, 3).await;
    assert_eq!((fixture.figure(&there("89")).await, fixture.figure(&there("87")).await), (0, 1));
}

#[tokio::test]
async fn a_corrected_book_takes_the_place_of_what_was_told() {
    let fixture = Fixture::new().await;
    let begun = admitted(11, 1, day(5));
    fixture.tell(&begun, 1, 1).await;
    fixture.tell(&released(11, 1, day(60)), 2, 2).await;
    let out = select(Book::Facility, "87", Measure::Out).cause("term_ended");
    let there = select(Book::Facility, "87", Measure::Stock).stock_at(day(50));
    assert_eq!((fixture.figure(&out).await, fixture.figure(&there).await), (1, 1));
    let here = Some(Place {
        facility_id: FacilityId(Uuid::from_u128(7)),
        facility_kind: FacilityKind::Public,
        province_code: "87".into(),
        away: None,
    });
    let line = |on, movement, from: &Option<Place>, to: &Option<Place>, reason| BookLine {
        occurred_on: on,
        movement,
        from: from.clone(),
        to: to.clone(),
        reason,
        certificate_number: None,
    };
    let released_early = Some(ReleaseReason::DecisionCancelled);
    let corrected = BookCorrected {
        occurred_on: day(40),
        person: begun.person.clone(),
        stay: begun.stay.clone(),
        reason: CorrectionReason::Mistyped,
        lines: vec![
            line(day(5), StayMovement::Admitted, &None, &here, None),
            line(day(40), StayMovement::Released, &here, &None, released_early),
        ],
    };
    fixture.tell(&corrected, 3, 3).await;
    assert_eq!((fixture.figure(&out).await, fixture.figure(&there).await), (0, 0));
    let cancelled = select(Book::Facility, "87", Measure::Out).cause("decision_cancelled");
    assert_eq!(fixture.figure(&cancelled).await, 1);
    let taken_in = select(Book::Facility, "87", Measure::In).cause("admitted");
    assert_eq!(fixture.figure(&taken_in).await, 1, "one admission, though it was told twice");
}
