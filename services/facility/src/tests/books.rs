//! What was written late or wrong is put right, and everything that follows from the book follows.

use domain::codes::{AdmissionBasis, CorrectionReason, ReleaseReason, ResidentCategory, StayMovement, StayStatus};
use domain::law::reckoning::TermState;
use events::facility::{BookCorrected, ResidentReleased};
use web::Problem;

use super::fixture::{Fixture, day, registered};

async fn one() -> (Fixture, domain::ids::AdmissionId) {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    let stay = fixture.admit(1, day(10)).await.unwrap();
    (fixture, stay)
}

fn code<T>(result: Result<T, Problem>) -> String {
    let problem = result.err().unwrap();
    problem.fields.first().map_or(problem.code, |field| field.code.clone())
}

#[tokio::test]
async fn an_absence_of_a_while_ago_is_recorded_with_its_end() {
    let (fixture, stay) = one().await;
    fixture.move_on(stay, StayMovement::Transferred, day(40)).await.unwrap();
    // By itself it would leave the person in hospital when the transfer came.
    assert_eq!(code(fixture.move_on(stay, StayMovement::Hospitalised, day(20)).await), "movement.wrong_state");
    fixture.record(stay, StayMovement::Hospitalised, day(20), Some(day(25))).await.unwrap();
    let standing = async |on| fixture.headcount(fixture.place, day(on)).await.standings.into_keys().next();
    assert_eq!(standing(19).await, Some(StayStatus::Present));
    assert_eq!(standing(22).await, Some(StayStatus::InHospital));
    assert_eq!(standing(25).await, Some(StayStatus::Present));
    assert_eq!(standing(40).await, None);
    let told = fixture.told(stay).await;
    let corrected = told.last().unwrap().read::<BookCorrected>().unwrap().unwrap();
    assert_eq!((corrected.occurred_on, corrected.reason), (day(20), CorrectionReason::ReportedLate));
    assert_eq!(corrected.lines.len(), 4);
    assert_eq!(corrected.lines.last().unwrap().to.as_ref().unwrap().facility_id, fixture.other);
}

#[tokio::test]
async fn an_escape_of_another_day_moves_the_end_of_the_term() {
    let (fixture, stay) = one().await;
    fixture.record(stay, StayMovement::Escaped, day(20), Some(day(30))).await.unwrap();
    let ends = fixture.read(stay).await.term.ends_on;
    let escape = fixture.entry(stay, StayMovement::Escaped).await;
    let corrected = fixture.correct(stay, escape, Some(day(25))).await.unwrap();
    assert_eq!(ends - corrected.term.ends_on, chrono::Duration::days(5));
    assert_eq!(fixture.headcount(fixture.place, day(22)).await.closing, 1);
    assert_eq!(fixture.headcount(fixture.place, day(26)).await.closing, 0);
    let old = corrected.stay.entries.iter().find(|entry| entry.id == escape).unwrap();
    assert!(old.withdrawn.as_ref().unwrap().replaced_by.is_some());
}

#[tokio::test]
async fn a_release_that_was_not_leaves_the_person_there() {
    let (fixture, stay) = one().await;
    fixture.release(stay, day(50)).await.unwrap();
    let release = fixture.entry(stay, StayMovement::Released).await;
    let back = fixture.correct(stay, release, None).await.unwrap();
    assert_eq!((back.stay.admission.status, back.stay.admission.ended_on), (StayStatus::Present, None));
    assert_eq!(fixture.headcount(fixture.place, day(60)).await.closing, 1);
    assert_eq!(code(fixture.admit(1, day(60)).await), "admission.person_already_admitted");
}

#[tokio::test]
async fn a_release_can_not_be_taken_out_when_the_next_stay_has_begun() {
    let (fixture, stay) = one().await;
    fixture.release(stay, day(50)).await.unwrap();
    fixture.admit(1, day(60)).await.unwrap();
    let release = fixture.entry(stay, StayMovement::Released).await;
    let refused = fixture.correct(stay, release, None).await;
    assert_eq!(code(refused), "admission.person_already_admitted");
    assert_eq!(code(fixture.correct(stay, release, Some(day(61))).await), "admission.overlaps");
    assert_eq!(fixture.read(stay).await.stay.admission.ended_on, Some(day(50)), "nothing was written");
}

#[tokio::test]
async fn an_admission_of_the_wrong_person_never_was() {
    let (fixture, stay) = one().await;
    let admission = fixture.entry(stay, StayMovement::Admitted).await;
    let gone = fixture.correct(stay, admission, None).await.unwrap();
    assert_eq!(gone.stay.admission.status, StayStatus::Withdrawn);
    assert_eq!(fixture.headcount(fixture.place, day(10)).await.closing, 0);
    let told = fixture.told(stay).await;
    assert!(told.last().unwrap().read::<BookCorrected>().unwrap().unwrap().lines.is_empty());
    fixture.admit(1, day(10)).await.unwrap();
}

#[tokio::test]
async fn an_admission_with_followers_stays_until_they_are_gone() {
    let (fixture, stay) = one().await;
    fixture.move_on(stay, StayMovement::Escaped, day(20)).await.unwrap();
    let admission = fixture.entry(stay, StayMovement::Admitted).await;
    assert_eq!(code(fixture.correct(stay, admission, None).await), "entry.has_followers");
    assert_eq!(code(fixture.correct(stay, admission, Some(day(21))).await), "movement.before_admission");
}

#[tokio::test]
async fn an_earlier_stay_is_recorded_late_where_it_fits() {
    let (fixture, _) = one().await;
    let early = fixture.admit(1, day(1)).await;
    assert_eq!(code(early), "admission.person_already_admitted");
    fixture.tell(&registered(2), 1).await;
    let first = fixture.admit(2, day(30)).await.unwrap();
    fixture.release(first, day(40)).await.unwrap();
    assert_eq!(code(fixture.admit(2, day(20)).await), "admission.overlaps");
    fixture.admit(2, day(40)).await.unwrap();
}

#[tokio::test]
async fn who_leaves_from_hospital_is_told_so() {
    let (fixture, stay) = one().await;
    fixture.move_on(stay, StayMovement::Hospitalised, day(20)).await.unwrap();
    fixture.release(stay, day(30)).await.unwrap();
    let told = fixture.told(stay).await;
    let released = told.last().unwrap().read::<ResidentReleased>().unwrap().unwrap();
    assert_eq!(released.stay.away, Some(domain::law::Interruption::Hospital));
}

#[tokio::test]
async fn somebody_on_the_run_ends_no_term_but_may_be_written_off() {
    let (fixture, stay) = one().await;
    fixture.move_on(stay, StayMovement::Escaped, day(20)).await.unwrap();
    assert_eq!(fixture.read(stay).await.term.state, TermState::Stopped { since: day(20) });
    assert_eq!(code(fixture.release(stay, day(30)).await), "release.while_escaped");
    fixture.release_for(ReleaseReason::DecisionCancelled, stay, day(30)).await.unwrap();
    assert!(
        fixture.headcount(fixture.place, day(30)).await.categories[&ResidentCategory::Compulsory].departures.is_empty()
    );
}

#[tokio::test]
async fn days_held_while_the_dossier_ran_come_off_the_term() {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    let held = fixture.admit_on(AdmissionBasis::HeldForDossier, 1, day(1)).await.unwrap();
    fixture.release_for(ReleaseReason::DecisionInForce, held, day(15)).await.unwrap();
    let stay = fixture.admit(1, day(15)).await.unwrap();
    let lines = fixture.read(stay).await.term.lines;
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[0].ends_on - lines[1].ends_on, chrono::Duration::days(14));
}

#[tokio::test]
async fn people_outside_the_law_are_counted_apart() {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    fixture.admit_on(AdmissionBasis::TraffickingVictim, 1, day(1)).await.unwrap();
    let count = fixture.headcount(fixture.place, day(1)).await;
    assert_eq!(count.categories[&ResidentCategory::OutsideLaw].closing, 1);
    assert_eq!(count.sexes.values().map(|group| group.closing).sum::<i64>(), 1);
}

#[tokio::test]
async fn a_repeated_request_is_one_entry() {
    let (fixture, stay) = one().await;
    let command = crate::RecordMovement {
        kind: StayMovement::Escaped,
        occurred_on: day(20),
        to_facility_id: None,
        back_on: None,
    };
    let key = fixture.key("k1").await;
    for _ in 0..2 {
        let answered = crate::app::movements::record(&fixture.context, &fixture.caller, &key, stay, command.clone());
        assert_eq!(answered.await.unwrap().stay.admission.status, StayStatus::Escaped);
    }
    assert_eq!(fixture.read(stay).await.stay.entries.len(), 2);
}
