//! The counts of the law, beside models that are too simple to be wrong.

use chrono::Days;
use domain::codes::community::GroupFigure;
use domain::law::calendar;
use proptest::prelude::*;

use crate::domain::entry::Entry;
use crate::domain::entry::tests::{line, session, started};
use crate::domain::finding::findings;
use crate::domain::group::{Stated, holding};
use crate::domain::substitution::retention;
use crate::domain::treatment::tests::day;

proptest! {
    /// In whatever order the sessions were entered.
    #[test]
    fn a_row_of_missed_sessions_is_found_as_counting_by_hand_finds_it(
        attended in prop::collection::vec(prop::bool::weighted(0.2), 0..60),
        shift in 0_usize..60,
    ) {
        let first = day(2024, 5, 7);
        let mut book: Vec<_> =
            first.iter_days().zip(&attended).map(|(on, attended)| line(on, session(*attended))).collect();
        if !book.is_empty() {
            let by = shift % book.len();
            book.rotate_left(by);
        }
        let (mut row, mut longest) = (0, 0);
        for attended in &attended {
            row = if *attended { 0 } else { row + 1 };
            longest = longest.max(row);
        }
        let is_found = !findings(&started(day(2024, 5, 6)), &book, day(2024, 12, 1)).is_empty();
        prop_assert_eq!(is_found, longest >= 10);
    }

    /// A finding does not go away while the person stays away, and it began when it says.
    #[test]
    fn an_absence_is_found_from_its_day_on(left in 0_u64..200, later in 0_u64..60) {
        let treatment = started(day(2023, 1, 2));
        let from = day(2023, 1, 3) + Days::new(left);
        let on = from + Days::new(later);
        let found = findings(&treatment, &[line(from, Entry::Left {})], on);
        let reached = calendar::add_working_days(from, 5);
        prop_assert_eq!(!found.is_empty(), on >= reached);
        if let Some(finding) = found.first() {
            prop_assert_eq!(finding.since, reached);
            prop_assert!(finding.counted >= 5);
        }
    }

    /// On any day nobody present has not begun, and nobody stayed who had not begun long enough ago.
    #[test]
    fn retention_never_counts_more_than_there_are(
        times in prop::collection::vec((0_u64..900, prop::option::of(0_u64..900)), 0..40),
        on in 0_u64..1500,
    ) {
        let first = day(2023, 1, 1);
        let times: Vec<_> = times
            .into_iter()
            .map(|(start, length)| {
                let started_on = first + Days::new(start);
                (started_on, length.map(|length| started_on + Days::new(length)))
            })
            .collect();
        let counted = retention(&times, first + Days::new(on));
        prop_assert!(counted.present <= counted.began);
        let mut before = counted.began;
        for cohort in &counted.cohorts {
            prop_assert!(cohort.stayed <= cohort.began && cohort.began <= before);
            before = cohort.began;
        }
    }

    /// In whatever order figures were stated, a day has the last one before it.
    #[test]
    fn the_figure_of_a_day_is_the_last_stated_before_it(
        values in prop::collection::btree_map(0_u64..400, 0_i64..1000, 0..30),
        on in 0_u64..450,
        shift in 0_usize..30,
    ) {
        let at = |days: u64| day(2019, 1, 15) + Days::new(days);
        let figure = GroupFigure::Member;
        let mut book: Vec<_> =
            values.iter().map(|(days, value)| Stated { figure, from: at(*days), value: *value }).collect();
        if !book.is_empty() {
            let by = shift % book.len();
            book.rotate_left(by);
        }
        let expected = values.range(..=on).next_back().map(|(_, value)| *value);
        prop_assert_eq!(holding(&book, at(on)).get(&figure).copied(), expected);
    }
}
