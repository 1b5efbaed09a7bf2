//! A merge changes who is counted, not what moved; from when it was recorded on.

use domain::codes::{CountUnit, Sex};

use super::fixture::{Fixture, admitted, came, day, file_opened, frame, id, merged, present, released, unmerged};
use crate::domain::ledger::Book;
use crate::domain::report::Severity;
use crate::domain::selection::Measure;

/// Persons 1 and 3 are in a facility: stays 11 and 13.
async fn two() -> Fixture {
    let fixture = Fixture::new().await;
    fixture.tell(&admitted(11, 1, day(10)), 1, 1).await;
    fixture.tell(&admitted(13, 3, day(20)), 1, 2).await;
    fixture
}

#[tokio::test]
async fn two_records_of_one_person_are_one_person_and_two_attendances() {
    let fixture = two().await;
    fixture.tell(&merged(3, 1), 1, 10).await;
    assert_eq!(fixture.figure(&present(None)).await, 1);
    assert_eq!(fixture.figure(&came(CountUnit::Person, None)).await, 1);
    assert_eq!(fixture.figure(&came(CountUnit::Attendance, None)).await, 2);
    let stock_of_attendances = frame(None).select(Book::Facility, Measure::Stock, CountUnit::Attendance);
    assert_eq!(fixture.figure(&stock_of_attendances).await, 2);
    let treated = frame(None).select(Book::Facility, Measure::Treated, CountUnit::Attendance).cause("admitted");
    assert_eq!(fixture.figure(&treated).await, 2);
    let listed = fixture.listed(&came(CountUnit::Attendance, None)).await;
    let whose: Vec<_> = listed.iter().map(|line| (line.person_id, line.origin_person_id)).collect();
    assert_eq!(whose, [(Some(id(1)), None), (Some(id(1)), Some(id(3)))]);
}

#[tokio::test]
async fn a_figure_counts_as_known_then() {
    let fixture = two().await;
    fixture.tell(&merged(3, 1), 1, 10).await;
    fixture.tell(&unmerged(3, 1), 2, 20).await;
    for (known_at, persons) in [(Some(9), 2), (Some(10), 1), (Some(19), 1), (Some(20), 2), (None, 2)] {
        assert_eq!(fixture.figure(&present(known_at)).await, persons, "{known_at:?}");
        assert_eq!(fixture.figure(&came(CountUnit::Attendance, known_at)).await, 2);
    }
}

#[tokio::test]
async fn a_chain_counts_for_its_end_as_known_then() {
    let fixture = two().await;
    fixture.tell(&admitted(15, 5, day(30)), 1, 3).await;
    fixture.tell(&merged(3, 1), 1, 10).await;
    fixture.tell(&merged(1, 5), 1, 20).await;
    for (known_at, persons) in [(Some(9), 3), (Some(10), 2), (Some(20), 1), (None, 1)] {
        assert_eq!(fixture.figure(&present(known_at)).await, persons, "{known_at:?}");
    }
    let last = fixture.listed(&present(None)).await;
    assert_eq!(last.iter().map(|line| line.person_id).collect::<Vec<_>>(), [Some(id(5))]);
}

#[tokio::test]
async fn whoever_came_in_goes_out_though_another_is_named() {
    let fixture = Fixture::new().await;
    fixture.tell(&admitted(12, 2, day(10)), 1, 1).await;
    fixture.tell(&merged(2, 1), 1, 10).await;
    // The facility names the survivor, a man; the record says a woman, in another year of birth.
    fixture.tell(&released(12, 1, day(50)), 2, 11).await;
    for sex in [Sex::Male, Sex::Female] {
        assert_eq!(fixture.figure(&present(None).sex(sex)).await, 0);
    }
    fixture.tell(&unmerged(2, 1), 2, 20).await;
    assert_eq!(fixture.figure(&present(None)).await, 0);
    let out = frame(None).select(Book::Facility, Measure::Out, CountUnit::Person);
    let listed = fixture.listed(&out).await;
    assert_eq!(listed[0].person_id, Some(id(2)));
    assert_eq!((listed[0].sex, listed[0].age), (Some(Sex::Female), Some(47)), "born in 1972");
}

#[tokio::test]
async fn a_file_closed_under_the_survivor_leaves_the_province_it_was_opened_in() {
    let fixture = Fixture::new().await;
    fixture.tell(&file_opened(21, 1, day(10)), 1, 1).await;
    fixture.tell(&merged(1, 2), 1, 10).await;
    let closed = events::registry::FileClosed {
        occurred_on: day(50),
        person: super::fixture::person(2),
        file_id: domain::ids::FileId(uuid::Uuid::from_u128(21)),
        kind: domain::codes::FileKind::Addict,
        reason: domain::codes::FileClosureReason::Died,
    };
    fixture.tell(&closed, 2, 11).await;
    let out = frame(None).select(Book::Register, Measure::Out, CountUnit::Attendance);
    assert_eq!(fixture.figure(&out).await, 1);
    let holders = frame(None).select(Book::Register, Measure::Stock, CountUnit::Person);
    assert_eq!(fixture.figure(&holders).await, 0);
}

#[tokio::test]
async fn somebody_merged_stands_where_any_of_their_records_does() {
    let fixture = Fixture::new().await;
    fixture.tell(&file_opened(21, 1, day(1)), 1, 1).await;
    fixture.tell(&file_opened(23, 3, day(1)), 1, 1).await;
    fixture.tell(&admitted(13, 3, day(20)), 1, 2).await;
    let holders = || frame(None).select(Book::Register, Measure::Stock, CountUnit::Person);
    assert_eq!(fixture.figure(&holders().standing("!facility")).await, 1);
    fixture.tell(&merged(1, 3), 1, 10).await;
    assert_eq!(fixture.figure(&holders().standing("facility")).await, 1);
    assert_eq!(fixture.figure(&holders().standing("!facility")).await, 0);
    let report = fixture.report("province-summary", None).await;
    let notes: Vec<_> = report.findings.iter().filter(|finding| finding.code == "merge_effect").collect();
    let vi = |note: &str| notes.iter().any(|finding| finding.vi == note);
    assert!(vi("Người có hồ sơ quản lý cuối kỳ: 2 hồ sơ được gộp thành 1 người; người 2 → 1, lượt không đổi"));
    assert!(vi("– ngoài cộng đồng: người 1 → 0, lượt không đổi"));
}

#[tokio::test]
async fn a_report_says_how_many_persons_the_merges_made_fewer() {
    let fixture = two().await;
    assert!(fixture.report("facility-flow", None).await.findings.is_empty());
    fixture.tell(&merged(3, 1), 1, 10).await;
    let report = fixture.report("facility-flow", None).await;
    let note = report.findings.iter().find(|finding| finding.code == "merge_effect").unwrap();
    assert_eq!(note.severity, Severity::Info);
    assert_eq!(note.vi, "Có mặt cuối kỳ: 2 hồ sơ được gộp thành 1 người; người 2 → 1, lượt không đổi");
    assert_eq!(note.en, "Present at the end: 2 records merged into 1 person; persons 2 → 1, attendances unchanged");
    assert_eq!((note.computed, note.difference), (Some(1), Some(-1)));
    assert_eq!(note.lines, report.cell("closing", "total").unwrap().lines);
    assert_eq!(report.cell("closing", "total").unwrap().value, 1);
    assert!(fixture.report("facility-flow", Some(9)).await.findings.is_empty());
}

#[tokio::test]
async fn two_links_of_one_record_never_last_at_once_whatever_the_clocks_say() {
    let fixture = two().await;
    fixture.tell(&merged(3, 1), 1, 10).await;
    fixture.tell(&unmerged(3, 1), 2, 20).await;
    // Recorded on a machine whose clock is behind.
    fixture.tell(&merged(3, 5), 3, 15).await;
    for (known_at, person) in [(Some(16), 1), (Some(20), 5), (None, 5)] {
        let listed = fixture.listed(&came(CountUnit::Attendance, known_at)).await;
        assert_eq!(listed[1].person_id, Some(id(person)), "{known_at:?}");
    }
}
