//! Files that change hands, change kind, or never should have been.

use std::collections::BTreeMap;

use domain::codes::{CountUnit, FileClosureReason, FileKind};
use domain::ids::FileId;
use events::registry::FileReclassified;
use proptest::prelude::*;
use uuid::Uuid;

use super::fixture::{Fixture, day, file_closed, file_opened, file_transferred, frame, holders, person};
use crate::domain::ledger::Book;
use crate::domain::selection::{Frame, Measure, Selection};

const PROVINCES: [&str; 2] = ["87", "89"];

fn flow(province: &str, measure: Measure, causes: &str) -> Selection {
    let frame = Frame { province: province.to_owned(), ..frame(None) };
    frame.select(Book::Register, measure, CountUnit::Attendance).cause(causes)
}

#[tokio::test]
async fn an_accepted_file_leaves_one_province_and_reaches_the_other_on_that_day() {
    let fixture = Fixture::new().await;
    fixture.tell(&file_opened(11, 1, day(5)), 1, 1).await;
    fixture.tell(&file_transferred(11, 1, (1, 2), day(40)), 2, 2).await;
    assert_eq!((fixture.figure(&holders("87", None)).await, fixture.figure(&holders("89", None)).await), (0, 1));
    assert_eq!(fixture.figure(&flow("87", Measure::Out, "transferred_out")).await, 1);
    assert_eq!(fixture.figure(&flow("89", Measure::In, "transferred_in")).await, 1);
    let before = |province: &str| holders(province, None).stock_at(day(39));
    assert_eq!((fixture.figure(&before("87")).await, fixture.figure(&before("89")).await), (1, 0));
    assert_eq!((fixture.figure(&holders("87", Some(1))).await, fixture.figure(&holders("89", Some(1))).await), (1, 0));
}

#[tokio::test]
async fn whoever_moved_goes_out_where_they_moved_to() {
    let fixture = Fixture::new().await;
    fixture.tell(&file_opened(11, 1, day(5)), 1, 1).await;
    fixture.tell(&file_transferred(11, 1, (1, 2), day(40)), 2, 2).await;
    // The news of the closing may still show the old commune, or another record.
    fixture.tell(&file_closed(11, 3, FileClosureReason::Died, day(60)), 3, 3).await;
    assert_eq!((fixture.figure(&holders("87", None)).await, fixture.figure(&holders("89", None)).await), (0, 0));
    assert_eq!(fixture.figure(&flow("89", Measure::Out, "died")).await, 1);
}

#[tokio::test]
async fn a_move_within_the_province_is_neither_in_nor_out() {
    let fixture = Fixture::new().await;
    fixture.tell(&file_opened(11, 1, day(5)), 1, 1).await;
    fixture.tell(&file_transferred(11, 1, (1, 3), day(40)), 2, 2).await;
    let listed = fixture.listed(&holders("87", None)).await;
    assert_eq!(listed.iter().map(|line| line.commune_code.clone()).collect::<Vec<_>>(), [Some(person(3).commune_code)]);
    let report = fixture.report("province-summary", None).await;
    let value = |row: &str| report.cell(row, "total").map(|cell| cell.value);
    let rows = ["holders_opening", "holders_in", "holders_out", "holders_closing", "holders_transferred_in"];
    assert_eq!(rows.map(value), [Some(0), Some(1), Some(0), Some(1), None]);
}

#[tokio::test]
async fn a_user_found_addicted_changes_the_category_and_nothing_else() {
    let fixture = Fixture::new().await;
    let mut opened = file_opened(11, 1, day(5));
    opened.kind = FileKind::UnlawfulUser;
    fixture.tell(&opened, 1, 1).await;
    let file_id = FileId(Uuid::from_u128(11));
    let (from, to) = (FileKind::UnlawfulUser, FileKind::Addict);
    fixture.tell(&FileReclassified { occurred_on: day(40), person: person(1), file_id, from, to }, 2, 2).await;
    let of = |kind: FileKind, on: u64| holders("87", None).category(kind.as_str()).stock_at(day(on));
    for (kind, before, after) in [(from, 1, 0), (to, 0, 1)] {
        assert_eq!(fixture.figure(&of(kind, 39)).await, before);
        assert_eq!(fixture.figure(&of(kind, 40)).await, after);
    }
    let report = fixture.report("province-summary", None).await;
    let value = |row: &str| report.cell(row, "total").map(|cell| cell.value);
    assert_eq!(["holders_in", "holders_out", "holders_reclassified"].map(value), [Some(1), Some(0), Some(1)]);
}

#[tokio::test]
async fn a_file_entered_in_error_never_was_but_in_what_was_known_then() {
    let fixture = Fixture::new().await;
    fixture.tell(&file_opened(11, 1, day(5)), 1, 1).await;
    fixture.tell(&file_opened(13, 3, day(6)), 1, 1).await;
    fixture.tell(&file_closed(11, 1, FileClosureReason::EnteredInError, day(50)), 2, 10).await;
    for (known_at, expected) in [(Some(9), 2), (Some(10), 1), (None, 1)] {
        assert_eq!(fixture.figure(&holders("87", known_at)).await, expected, "{known_at:?}");
        let opened = Selection { known_at: holders("87", known_at).known_at, ..flow("87", Measure::In, "opened") };
        assert_eq!(fixture.figure(&opened).await, expected, "{known_at:?}");
    }
    let report = fixture.report("province-summary", None).await;
    assert_eq!(report.cell("holders_out", "total").map(|cell| cell.value), Some(0));
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Open,
    Transfer { file: usize, to: usize },
    Close { file: usize },
    Withdraw { file: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let file = 0..6_usize;
    prop_oneof![
        4 => Just(Step::Open),
        4 => (file.clone(), 0..4_usize).prop_map(|(file, to)| Step::Transfer { file, to }),
        2 => file.clone().prop_map(|file| Step::Close { file }),
        1 => file.prop_map(|file| Step::Withdraw { file }),
    ]
}

/// A file by what happened to it: where it stands from which day on, until when, or that it never was.
#[derive(Clone, Debug, Default)]
struct File {
    /// Day and the number of a person who lives there.
    places: Vec<(u64, u128)>,
    closed: Option<u64>,
    void: bool,
    sequence: i64,
}

impl File {
    fn province_on(&self, on: u64) -> Option<String> {
        if self.void || self.closed.is_some_and(|closed| closed <= on) {
            return None;
        }
        self.places.iter().rev().find(|(from, _)| *from <= on).map(|(_, at)| person(*at).province_code)
    }
}

async fn live(steps: Vec<Step>) {
    let fixture = Fixture::new().await;
    let mut files: Vec<File> = Vec::new();
    let mut on = 0;
    for step in steps {
        on += 1;
        let minute = i64::try_from(on).unwrap();
        let number = |file: usize| 100 + u128::try_from(file).unwrap();
        let open = |file: &usize| files.get(*file).is_some_and(|file| !file.void && file.closed.is_none());
        match step {
            Step::Open => {
                let of = number(files.len());
                fixture.tell(&file_opened(of, of, day(on)), 1, minute).await;
                files.push(File { places: vec![(on, of)], sequence: 1, ..File::default() });
            }
            Step::Transfer { file, to } if open(&file) => {
                let record = &mut files[file];
                record.sequence += 1;
                let (from, to) = (record.places.last().unwrap().1, 200 + u128::try_from(to).unwrap());
                let moved = file_transferred(number(file), number(file), (from, to), day(on));
                fixture.tell(&moved, record.sequence, minute).await;
                record.places.push((on, to));
            }
            Step::Close { file } if open(&file) => {
                let record = &mut files[file];
                record.sequence += 1;
                let closed = file_closed(number(file), number(file), FileClosureReason::Completed, day(on));
                fixture.tell(&closed, record.sequence, minute).await;
                record.closed = Some(on);
            }
            Step::Withdraw { file } if open(&file) => {
                let record = &mut files[file];
                record.sequence += 1;
                let void = file_closed(number(file), number(file), FileClosureReason::EnteredInError, day(on));
                fixture.tell(&void, record.sequence, minute).await;
                record.void = true;
            }
            _ => {}
        }
    }
    let mut standing: BTreeMap<&str, i64> = BTreeMap::new();
    for today in 0..=on {
        for province in PROVINCES {
            let expected = files.iter().filter(|file| file.province_on(today).as_deref() == Some(province)).count();
            let stock = fixture.figure(&holders(province, None).stock_at(day(today))).await;
            assert_eq!(stock, i64::try_from(expected).unwrap(), "{province} on day {today}: {files:?}");
            let moved = |measure| {
                let all = Selection { cause: None, ..flow(province, measure, "") };
                Selection { from: day(today), to: day(today), ..all }
            };
            let (came, went) = (fixture.figure(&moved(Measure::In)).await, fixture.figure(&moved(Measure::Out)).await);
            let opening = standing.insert(province, stock).unwrap_or(0);
            assert_eq!(opening + came - went, stock, "{province} on day {today}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn opening_and_in_less_out_is_closing_in_each_province_on_every_day(steps in prop::collection::vec(step(), 1..18)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(live(steps));
    }
}
