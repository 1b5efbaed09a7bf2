//! Two measures of one person that were open at the end of one and the same day.
//!
//! A stay, a treatment at home or in the community and a post-rehabilitation case exclude one another. Where a
//! person has two at once, something was recorded late or wrong, or two records turned out to be one person; who
//! keeps the data settles it. The day on which one measure ends and the other begins is no overlap. An escape
//! leaves a stay open: the measure goes on.

use chrono::NaiveDate;
use uuid::Uuid;

use super::ledger::{Book, OUTSIDE};

/// The books whose measures exclude one another.
pub const EXCLUSIVE: [Book; 3] = [Book::Facility, Book::Community, Book::Aftercare];

/// Lines that leave a measure open although they lead outside, and those that lead back.
pub const STAYING_OPEN: [&str; 6] =
    ["escaped", "returned", "transferred_out", "transferred_in", "moved_out", "moved_in"];

domain::code_list! {
    /// Which two measures overlap.
    OverlapKind {
        TwoStays = "two_stays", "hai đợt ở cơ sở", "two stays";
        StayAndTreatment = "stay_and_treatment", "ở cơ sở và cai nghiện tại gia đình, cộng đồng", "a stay and a treatment";
        TwoTreatments = "two_treatments", "hai lần cai nghiện tại gia đình, cộng đồng", "two treatments";
        CaseAndTreatment = "case_and_treatment", "quản lý sau cai trong khi đang cai nghiện", "a case during a treatment";
        TwoCases = "two_cases", "hai hồ sơ quản lý sau cai", "two cases";
    }
}

impl OverlapKind {
    fn of(one: Book, other: Book) -> Self {
        let of = |book: Book| [one, other].iter().filter(|side| **side == book).count();
        match (of(Book::Aftercare), of(Book::Facility)) {
            (2, _) => Self::TwoCases,
            (1, _) => Self::CaseAndTreatment,
            (_, 2) => Self::TwoStays,
            (_, 1) => Self::StayAndTreatment,
            _ => Self::TwoTreatments,
        }
    }
}

/// What a line says of the measure it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    pub to_population: &'a str,
    pub cause: &'a str,
    pub occurred_on: NaiveDate,
}

/// A measure, from the day it began until the day it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub measure_id: Uuid,
    pub book: Book,
    pub from: NaiveDate,
    /// Absent while it is open.
    pub until: Option<NaiveDate>,
}

impl Span {
    /// The span of a measure's lines, which come in their order; `None` without any.
    pub fn of(measure_id: Uuid, book: Book, lines: &[Entry<'_>]) -> Option<Self> {
        let (first, last) = (lines.first()?, lines.last()?);
        let ended = last.to_population == OUTSIDE && !STAYING_OPEN.contains(&last.cause);
        Some(Self { measure_id, book, from: first.occurred_on, until: ended.then_some(last.occurred_on) })
    }
}

/// Two measures of one person, and the days on whose end both were open: from `from` up to, not including,
/// `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    pub kind: OverlapKind,
    pub first: Span,
    pub second: Span,
    pub from: NaiveDate,
    /// Absent while both are open.
    pub until: Option<NaiveDate>,
}

impl Overlap {
    /// The first of two measures is the one that began first.
    fn of(one: Span, other: Span) -> Option<Self> {
        let (first, second) =
            if (other.from, other.measure_id) < (one.from, one.measure_id) { (other, one) } else { (one, other) };
        let until = [first.until, second.until].into_iter().flatten().min();
        if until.is_some_and(|until| until <= second.from) {
            return None;
        }
        Some(Self { kind: OverlapKind::of(one.book, other.book), first, second, from: second.from, until })
    }

    /// Days on whose end both were open; `today` ends those that still are.
    pub fn days(&self, today: NaiveDate) -> i64 {
        let until = self.until.unwrap_or_else(|| today.succ_opt().unwrap_or(today));
        (until - self.from).num_days()
    }
}

/// All overlaps among one person's measures, earliest first.
pub fn overlaps(measures: &[Span]) -> Vec<Overlap> {
    let pairs = measures.iter().enumerate().flat_map(|(at, one)| measures[at + 1..].iter().map(move |two| (one, two)));
    let mut found: Vec<Overlap> = pairs.filter_map(|(one, two)| Overlap::of(*one, *two)).collect();
    found.sort_by_key(|overlap| (overlap.from, overlap.first.measure_id, overlap.second.measure_id));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2019, 3, number).unwrap()
    }

    fn span(id: u128, book: Book, from: u32, until: Option<u32>) -> Span {
        Span { measure_id: Uuid::from_u128(id), book, from: day(from), until: until.map(day) }
    }

    fn found(measures: &[Span]) -> Vec<(OverlapKind, u32, Option<u32>)> {
        use chrono::Datelike;
        let days = |overlap: Overlap| (overlap.kind, overlap.from.day(), overlap.until.map(|day| day.day()));
        overlaps(measures).into_iter().map(days).collect()
    }

    #[test]
    fn two_stays_at_once_overlap_from_the_later_start_to_the_earlier_end() {
        let measures = [span(1, Book::Facility, 1, Some(9)), span(2, Book::Facility, 5, None)];
        assert_eq!(found(&measures), [(OverlapKind::TwoStays, 5, Some(9))]);
        assert_eq!(overlaps(&measures)[0].days(day(30)), 4);
    }

    #[test]
    fn a_day_of_change_is_no_overlap() {
        let measures = [span(1, Book::Facility, 1, Some(5)), span(2, Book::Aftercare, 5, Some(9))];
        assert!(found(&measures).is_empty());
        let ended_at_once = [span(1, Book::Facility, 1, None), span(2, Book::Community, 5, Some(5))];
        assert!(found(&ended_at_once).is_empty());
    }

    #[test]
    fn each_pair_of_measures_has_its_kind() {
        let pair = |one, other| found(&[span(1, one, 1, None), span(2, other, 2, None)])[0].0;
        assert_eq!(pair(Book::Facility, Book::Community), OverlapKind::StayAndTreatment);
        assert_eq!(pair(Book::Community, Book::Community), OverlapKind::TwoTreatments);
        assert_eq!(pair(Book::Aftercare, Book::Facility), OverlapKind::CaseAndTreatment);
        assert_eq!(pair(Book::Community, Book::Aftercare), OverlapKind::CaseAndTreatment);
        assert_eq!(pair(Book::Aftercare, Book::Aftercare), OverlapKind::TwoCases);
    }

    #[test]
    fn what_is_open_still_overlaps_through_today() {
        let measures = [span(1, Book::Facility, 1, None), span(2, Book::Facility, 5, None)];
        assert_eq!(overlaps(&measures)[0].days(day(5)), 1);
    }

    #[test]
    fn an_escape_or_a_transfer_leaves_a_stay_open_and_a_release_ends_it() {
        let line = |to_population, cause, on| Entry { to_population, cause, occurred_on: day(on) };
        let mut lines = vec![line("present", "admitted", 1), line(OUTSIDE, "escaped", 5)];
        let until = |lines: &[Entry<'_>]| Span::of(Uuid::nil(), Book::Facility, lines).unwrap().until;
        assert_eq!(until(&lines), None);
        lines.extend([line("present", "returned", 6), line(OUTSIDE, "transferred_out", 7)]);
        assert_eq!(until(&lines), None);
        lines.extend([line("present", "transferred_in", 7), line(OUTSIDE, "term_ended", 9)]);
        assert_eq!(until(&lines), Some(day(9)));
    }
}
